import type { ServiceId } from '../business/business.ts';
import type { Scene } from './brain.ts';
import type { Command, EntityRef, FlowName, Topic } from './command.ts';
import { plainOf, type Heard } from './hearing.ts';
import { questionsIn, type Question } from './questions.ts';
import { entryFor } from './search.ts';
import { servicesMeant, type Meant } from './services.ts';
import type { Frame } from './state.ts';

/** What a text wants of us, from its cues and what it names. Empty: nothing was recognised. */
export function meantCommands(heard: Heard, scene: Scene): Command[] {
  const frame = scene.state.stack.at(-1) ?? null;
  const moved = movedFlow(heard, frame) ?? elsewhere(heard, frame);
  if (moved) return moved;
  const services = servicesMeant(heard, scene);
  const questions = questionsIn(heard, scene, services);
  const known = knownAnswer(heard, scene, questions);
  if (known) return known;
  return [
    ...wishes(heard, scene, { services, questions }),
    ...questions.map((question) => asked(question, heard, services)),
  ];
}

/** Words that steer the booking under way: drop it, change it, go back, say it again. */
function movedFlow({ cues, when, services }: Heard, frame: Frame | null): Command[] | null {
  const adds = when !== null || services.length > 0;
  // Nothing is booked yet: to cancel is to leave it, to move it is to wish for another time.
  if (frame && cues.has('cancelBooking') && !cues.has('policy')) return [{ kind: 'cancelFlow' }];
  if (adds) return null;
  if (cues.has('cancelFlow')) return [{ kind: 'cancelFlow' }];
  if (cues.has('repeat')) return [{ kind: 'repeat' }];
  if (frame && cues.has('back')) return [{ kind: 'back' }];
  return frame && cues.has('reschedule') ? [{ kind: 'choose', option: 'edit:when' }] : null;
}

/** Flows that begin by their own words. */
const openings = [
  ['reschedule', 'reschedule'],
  ['cancelBooking', 'cancel'],
  ['myBookings', 'check'],
  ['late', 'late'],
  ['waitlist', 'waitlist'],
] as const satisfies readonly (readonly [string, FlowName])[];

function elsewhere({ cues }: Heard, frame: Frame | null): Command[] | null {
  if (cues.has('policy')) return null;
  const opening = openings.find(([cue]) => cues.has(cue) && !(frame && cue === 'reschedule'));
  return opening ? [{ kind: 'start', flow: opening[1] }] : null;
}

type Understood = { readonly services: Meant; readonly questions: readonly Question[] };

/** What is to be booked, for when, with whom, in whose name. */
function wishes(heard: Heard, scene: Scene, { services, questions }: Understood): Command[] {
  const frame = scene.state.stack.at(-1) ?? null;
  const looksUp = questions.some(({ topic }) => topic === 'availability');
  const onlyAsks = questions.length > 0 && !heard.books && !looksUp;
  const named = nameWish(heard, scene);
  // "quanto custa o corte no sábado?" asks; "abrem sábado?" asks about the day.
  if (onlyAsks) return [...(frame ? whenWish(heard, frame, questions) : []), ...named];
  const counted = countWish(heard);
  const wished = [
    ...serviceWish(wishedIn(heard, services), frame),
    ...whenWish(heard, frame, questions),
    ...professionalWish(heard, frame),
  ];
  if (frame || looksUp) return [...wished, ...named, ...counted];
  const begins = heard.books || heard.when !== null || counted.length > 0;
  return begins ? [{ kind: 'start', flow: 'book' }, ...wished, ...named, ...counted] : named;
}

function whenWish({ when }: Heard, frame: Frame | null, questions: readonly Question[]): Command[] {
  if (!when || questions.some(({ topic }) => topic === 'hours')) return [];
  return [{ kind: frame?.date ? 'correct' : 'set', slot: 'when', value: when.wish, span: when.span }];
}

function professionalWish({ professionals }: Heard, frame: Frame | null): Command[] {
  const [first] = professionals;
  const [only, second] = first?.values ?? [];
  if (!first || only === undefined || second !== undefined) return [];
  return [{ kind: frame?.professional ? 'correct' : 'set', slot: 'professional', value: only, span: first.span }];
}

function nameWish({ name }: Heard, { state }: Scene): Command[] {
  if (!name) return [];
  return [{ kind: state.name === null ? 'set' : 'correct', slot: 'name', value: name.name, span: name.span }];
}

/** Several people or visits, or two services at once. */
function countWish(heard: Heard): Command[] {
  const { quantity, numbered, plain, books } = heard;
  const several = quantity && quantity.count > 1 ? quantity : numbered;
  if (several)
    return [
      {
        kind: 'set',
        slot: heard.quantity?.of === 'people' ? 'people' : 'sessions',
        value: several.count,
        span: several.span,
      },
    ];
  const both = books && /\b(?:as duas|os dois|ambas|ambos)\b/.test(plain);
  return both ? [{ kind: 'set', slot: 'sessions', value: 2, span: { start: 0, end: 0 } }] : [];
}

/**
 * Of a burst that wants one service in one message and asks about another in the next, the one that is wanted. Two in
 * one message, or in two that both want, are two.
 */
function wishedIn({ text }: Heard, meant: Meant): Meant {
  const lineOf = (at: number) => text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n')[0] ?? '';
  const wanted = meant.clear.filter(({ span }) => wants.test(plainOf(lineOf(span.start))));
  return wanted.length === 0 ? meant : { ...meant, clear: wanted };
}

const wants = /\b(?:quero|queria|gostaria|preciso|desejo|marcar|agendar|marca|agenda|reservar)\b/;

/** The service to book, which of several is meant, or several in one visit. */
function serviceWish({ clear, unclear }: Meant, frame: Frame | null): Command[] {
  const [only, second] = clear;
  if (!second && only)
    return [{ kind: frame?.service ? 'correct' : 'set', slot: 'service', value: only.id, span: only.span }];
  if (second && only)
    return [
      { kind: 'set', slot: 'service', value: only.id, span: only.span },
      ...clear.slice(1).map((more): Command => ({ kind: 'add', slot: 'service', value: more.id, span: more.span })),
    ];
  const [first] = unclear;
  return first ? [{ kind: 'clarify', topic: null, options: first.ids.slice(0, 10).map(serviceRef) }] : [];
}

function asked({ topic, about }: Question, { when }: Heard, { unclear }: Meant): Command {
  const [doubtful] = unclear;
  if (about.length === 0 && doubtful && isAboutService(topic))
    return { kind: 'clarify', topic, options: doubtful.ids.slice(0, 10).map(serviceRef) };
  const day: EntityRef[] = when && topic === 'hours' ? [{ kind: 'when', wish: when.wish }] : [];
  return { kind: 'ask', topic, about: [...about.map(serviceRef), ...day].slice(0, 10) };
}

function isAboutService(topic: Topic): boolean {
  return topic === 'price' || topic === 'duration' || topic === 'detail';
}

function serviceRef(id: ServiceId): EntityRef {
  return { kind: 'service', id };
}

/** Topics that the business's own fields answer better than a knowledge entry does. */
const settled: ReadonlySet<Topic> = new Set([
  'price',
  'duration',
  'hours',
  'phone',
  'email',
  'services',
  'moreServices',
  'availability',
]);

function knownAnswer(heard: Heard, { business }: Scene, questions: readonly Question[]): Command[] | null {
  if (heard.books || heard.when || questions.some(({ topic }) => settled.has(topic))) return null;
  const isOurs = ({ topic }: Question) =>
    (topic === 'payment' && business.payment.length > 0) || (topic === 'address' && business.address !== null);
  if (questions.some(isOurs)) return null;
  // The name of a service alone asks for no entry that happens to hold it.
  const entry = entryFor(heard.rest.replace(/x{3,}/g, ' '), business.knowledge);
  return entry ? [{ kind: 'ask', topic: 'knowledge', about: [{ kind: 'knowledge', key: entry.key }] }] : null;
}
