import { isOpenOn } from '../bookings/slots.ts';
import type { Business, ServiceId } from '../business/business.ts';
import type { AboutBusiness, AboutService, Act, Inform } from './act.ts';
import type { EntityRef, Topic } from './command.ts';
import { frameOf, mention, opened, saying, withFrame, withState, type Draft } from './draft.ts';
import { fill } from './fill.ts';
import { localOf } from './local.ts';
import { pagesOf } from './page.ts';
import { wishedDay } from './reading.ts';
import { emptyFrame } from './state.ts';
import type { World } from './world.ts';

/** Answers a question from the business's data, or says that it is not in there. */
export function answer(draft: Draft, topic: Topic, about: readonly EntityRef[], world: World): Draft {
  const heard = { ...withState(draft, { topic }), understood: true };
  return answers[topic]({ draft: heard, about, services: servicesAsked(heard, about, world.business), world });
}

type Question = {
  readonly draft: Draft;
  readonly about: readonly EntityRef[];
  readonly services: readonly ServiceId[];
  readonly world: World;
};

const plainly =
  (topic: AboutBusiness) =>
  ({ draft, world }: Question) =>
    saying(draft, aboutBusiness(topic, world.business));

const answers: Readonly<Record<Topic, (question: Question) => Draft>> = {
  price: (question) => aboutServices(question, 'price'),
  duration: (question) => aboutServices(question, 'duration'),
  detail: (question) => aboutServices(question, 'detail'),
  compare: compared,
  today: ({ draft, world }) =>
    saying(draft, { act: 'inform', about: { topic: 'today', at: localOf(world.now, world.business) } }),
  unlisted: ({ draft, world }) => onPage(saying(draft, { act: 'missing', topic: 'unlisted' }), 1, world.business),
  unlistedToo: ({ draft }) => saying(draft, { act: 'missing', topic: 'unlistedToo' }),
  availability: lookedUp,
  services: ({ draft, world }) => onPage(draft, 1, world.business),
  moreServices: ({ draft, world }) => onPage(draft, draft.state.page + 1, world.business),
  hours: openingHours,
  menu: ({ draft }) => saying(draft, { act: 'menu' }),
  discount: ({ draft, services }) =>
    saying(carried(services.reduce(mention, draft), services), { act: 'missing', topic: 'discount' }),
  knowledge: ({ draft, about, world }) => saying(draft, ...entriesAsked(about, world.business)),
  prices: plainly('prices'),
  payment: plainly('payment'),
  policy: plainly('policy'),
  professionals: plainly('professionals'),
  identity: plainly('identity'),
  others: plainly('others'),
  address: plainly('address'),
  phone: plainly('phone'),
  email: plainly('email'),
  instagram: plainly('instagram'),
};

function aboutBusiness(topic: AboutBusiness, business: Business): Act {
  return isKnown[topic](business) ? { act: 'inform', about: { topic } } : { act: 'missing', topic };
}

const isKnown: Readonly<Record<AboutBusiness, (business: Business) => boolean>> = {
  prices: ({ services }) => services.length > 0,
  identity: () => true,
  others: () => true,
  professionals: ({ professionals }) => professionals.length > 0,
  address: ({ address }) => address !== null,
  phone: ({ phone }) => phone !== null,
  email: ({ email }) => email !== null,
  instagram: ({ instagram }) => instagram !== null,
  payment: ({ payment }) => payment.length > 0,
  policy: ({ policies }) => Object.values(policies).some((rule) => rule !== null),
};

/** The services asked about; if none was named, the one that is spoken about. */
function servicesAsked(draft: Draft, about: readonly EntityRef[], business: Business): ServiceId[] {
  const named = about.flatMap((ref) => (ref.kind === 'service' ? [ref.id] : []));
  const spoken = frameOf(draft)?.service ?? draft.state.mentioned.at(-1);
  const asked = named.length > 0 || spoken === undefined ? named : [spoken];
  return asked.filter((id) => business.services.some((service) => service.id === id));
}

/** More than these in one answer and the whole table reads better. */
const servicesMax = 4;

function aboutServices({ draft, services, world: { business } }: Question, topic: AboutService): Draft {
  if (services.length === 0 && topic === 'detail') return onPage(draft, 1, business);
  if (services.length === 0 || services.length > servicesMax) return saying(draft, aboutBusiness('prices', business));
  const remembered = carried(services.reduce(mention, draft), services);
  return saying(remembered, ...services.map((service): Act => ({ act: 'inform', about: { topic, service } })));
}

/** Two or more beside each other; what is said of one alone is its detail. */
function compared(question: Question): Draft {
  const { draft, services } = question;
  if (services.length < 2 || services.length > servicesMax) return aboutServices(question, 'detail');
  return saying(services.reduce(mention, draft), { act: 'inform', about: { topic: 'compare', services } });
}

/** Who asks about one service while a booking still lacks it wants that one. */
function carried(draft: Draft, services: readonly ServiceId[]): Draft {
  const [service] = services;
  const lacks = frameOf(draft)?.flow === 'book' && frameOf(draft)?.service === null;
  return service && services.length === 1 && lacks ? withFrame(draft, { service }) : draft;
}

/** "tem vaga amanhã?": what is asked is looked up by the booking flow, which writes nothing without a yes. */
function lookedUp({ draft, about, world }: Question): Draft {
  const span = { start: 0, end: 0 };
  return about.reduce(
    (filled, ref) => {
      if (ref.kind === 'when') return fill(filled, { kind: 'set', slot: 'when', value: ref.wish, span }, world);
      if (ref.kind === 'service') return fill(filled, { kind: 'set', slot: 'service', value: ref.id, span }, world);
      if (ref.kind !== 'professional') return filled;
      return fill(filled, { kind: 'set', slot: 'professional', value: ref.id, span }, world);
    },
    opened(draft, 'book'),
  );
}

function openingHours({ draft, about, world: { business, agenda } }: Question): Draft {
  const day = dayAsked(about);
  const closed = day !== null && !isOpenOn(business, agenda, day);
  return saying(draft, { act: 'inform', about: { topic: 'hours', day, closed } });
}

function onPage(draft: Draft, page: number, business: Business): Draft {
  const shown = Math.min(page, pagesOf(business).length);
  return saying(withState(draft, { page: shown }), { act: 'inform', about: { topic: 'services', page: shown } });
}

function dayAsked(about: readonly EntityRef[]): Temporal.PlainDate | null {
  const [wish] = about.flatMap((ref) => (ref.kind === 'when' ? [ref.wish] : []));
  if (!wish || wish.date?.kind === 'same') return null;
  return wishedDay({ ...emptyFrame('book'), date: wish.date ?? null, doubts: wish.doubts });
}

function entriesAsked(about: readonly EntityRef[], { knowledge }: Business): Act[] {
  const keys = about.flatMap((ref) => (ref.kind === 'knowledge' ? [ref.key] : []));
  const known = keys.filter((key) => knowledge.some((entry) => entry.key === key));
  if (known.length === 0) return [{ act: 'missing', topic: 'knowledge' }];
  return known
    .map((key): Inform => ({ topic: 'knowledge', key }))
    .map((inform): Act => ({ act: 'inform', about: inform }));
}
