import type { FluidKind } from '../business/business.ts';
import type { Act } from './act.ts';

const answers: Readonly<Record<Act<'inform'>['about']['topic'], FluidKind | null>> = {
  price: 'prices',
  prices: 'prices',
  compare: 'prices',
  duration: 'services',
  detail: 'services',
  services: 'services',
  professionals: 'services',
  hours: 'hours',
  today: 'hours',
  address: 'place',
  phone: 'place',
  email: 'place',
  instagram: 'place',
  payment: 'policies',
  policy: 'policies',
  knowledge: 'knowledge',
  identity: null,
  others: null,
};

/** `null`: said as it is written, whatever the business wishes: what is offered, agreed, refused, done or private. */
const kinds: Readonly<Record<Exclude<Act['act'], 'inform'>, FluidKind | null>> = {
  smallTalk: 'talk',
  menu: 'talk',
  ask: 'questions',
  clarify: 'questions',
  missing: 'questions',
  lost: 'questions',
  unreadable: 'questions',
  seen: 'questions',
  offer: null,
  refuse: null,
  skipped: null,
  confirm: null,
  done: null,
  bookings: null,
  late: null,
  waiting: null,
  attended: null,
  data: null,
  handoff: null,
  remind: null,
  followUp: null,
  freed: null,
};

/** May all of this be put into other words? One act that may not keeps the whole reply as it is. */
export function isFluid(acts: readonly Act[], fluid: readonly FluidKind[]): boolean {
  return (
    acts.length > 0 &&
    acts.every((act) => {
      const kind = act.act === 'inform' ? answers[act.about.topic] : kinds[act.act];
      return kind !== null && fluid.includes(kind);
    })
  );
}

/** The keys of the knowledge entries that are told. */
export function toldEntries(acts: readonly Act[]): string[] {
  return acts.flatMap((act) => (act.act === 'inform' && act.about.topic === 'knowledge' ? [act.about.key] : []));
}
