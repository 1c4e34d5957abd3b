import type { Business, ProfessionalId, ServiceId } from '../business/business.ts';
import { cuesIn, type Cue, type CueName } from '../language/cues.ts';
import { durationIn, nameIn, quantityIn } from '../language/entities.ts';
import { mendedWords } from '../language/lexicon.ts';
import { namesIn, type NameMatch } from '../language/names.ts';
import { covered, fold, wordsOf, type Span } from '../language/normalise.ts';
import { oftenIn, type Often } from '../language/often.ts';
import { seemingCues } from '../language/seeming.ts';
import { whenIn, type When, type WhenContext } from '../language/when.ts';
import type { Scene } from './brain.ts';
import { inContext, otherWeek } from './context.ts';
import { localOf } from './local.ts';
import type { Frame } from './state.ts';
import { professionalWords, serviceWords } from './vocabulary.ts';
import type { Wish } from './wish.ts';

/** What a text says, before anybody decides what is meant by it. */
export type Heard = {
  readonly text: string;
  /** The text with the names of services crossed out. */
  readonly rest: string;
  /** Its words, folded, abbreviations expanded, with single spaces and nothing else. */
  readonly plain: string;
  /** The same, clause by clause. */
  readonly clauses: readonly string[];
  readonly cues: ReadonlySet<CueName>;
  /** It wants a time: by a cue, or because it wants a service by name. */
  readonly books: boolean;
  readonly when: Timed | null;
  /** What is given up in "de quinta pra sexta". */
  readonly instead: Timed | null;
  readonly services: readonly NameMatch<ServiceId>[];
  readonly professionals: readonly NameMatch<ProfessionalId>[];
  readonly name: { readonly name: string; readonly span: Span } | null;
  readonly quantity: { readonly count: number; readonly of: 'people' | 'times'; readonly span: Span } | null;
  /** "2 cortes": a number right before a service, which is no day and no hour. */
  readonly numbered: { readonly count: number; readonly span: Span } | null;
  readonly often: Often | null;
  readonly minutes: { readonly minutes: number; readonly span: Span } | null;
};

/** A wish for a time, and the words that make it. */
export type Timed = { readonly wish: Wish; readonly span: Span };

/** What these cues say with a word of time is no wish for that time: "até amanhã", "o que tem para hoje?". */
const timeless: ReadonlySet<CueName> = new Set(['greet', 'bye', 'services', 'moreServices']);

const wanting =
  /\b(?:quero|queria|queremos|gostaria|preciso|desejo|me ve|bora|quiero|quisiera|necesito|i want|i need|i d like|i would like)\b/;
const asking: readonly CueName[] = [
  'price',
  'duration',
  'detail',
  'compare',
  'discount',
  'myBookings',
  'cancelBooking',
];

export const clausesOf = (text: string): string[] => text.split(/[.?!;,\n]+/).map((clause) => plainOf(clause));

export function hear(text: string, scene: Scene): Heard {
  const { business, state, now } = scene;
  const name = nameIn(text, { asked: state.pending?.kind === 'name' });
  const when = whenIn(withoutPast(text), localOf(now, business), contextOf(scene));
  const services = servicesIn(text, business);
  const professionals = namesIn(text, professionalWords(business)).filter(
    ({ span }) => !name || !touch(span, name.span),
  );
  // The names of services are no cues: "Limpeza de Pele" asks nothing.
  const rest = covered(
    text,
    services.map(({ span }) => span),
    'x',
  );
  const people = [...professionals.map(({ span }) => span), ...(name ? [name.span] : [])];
  const plain = plainOf(text, people);
  const cues = meantCues(cuesIn(rest, people), plain);
  const names = new Set(cues.map(({ cue }) => cue));
  const isTimeless = when !== null && cues.some(({ cue, span }) => timeless.has(cue) && touch(span, when.span));
  return {
    text,
    rest,
    plain,
    clauses: clausesOf(text),
    cues: names,
    books: names.has('book') || (services.length > 0 && isWished(plain, names)),
    when: when ? (isTimeless ? null : timed(when, text, scene)) : otherWeek(text, scene),
    instead: when ? givenUp(text, when.span, scene) : null,
    services,
    professionals,
    name,
    quantity: quantityIn(text),
    numbered: numberBefore(services, text, when?.span ?? null),
    often: oftenIn(text),
    minutes: durationIn(text)[0] ?? null,
  };
}

function servicesIn(text: string, business: Business): NameMatch<ServiceId>[] {
  const named = namesIn(text, serviceWords(business)).filter(({ span }) => !isPlainWord(text, span));
  return named.length > 0 ? named : slippedIn(text, business);
}

/** "quero corre sexta": what is wanted and is nearly a service is a slip for it, also where it is a word of its own. */
function slippedIn(text: string, business: Business): NameMatch<ServiceId>[] {
  const found = wished.exec(text);
  if (!found) return [];
  const end = found.index + found[0].length;
  const word = found.groups?.['word'] ?? '';
  return namesIn(word, serviceWords(business), () => false)
    .filter(({ values }) => values.length === 1)
    .map((match) => ({ ...match, span: { start: end - word.length, end } }));
}

const wished =
  /\b(?:quero|qro|queria|qria|marca|marcar|agendar?|fazer?|preciso d[eo]|gostaria d[eo])(?: (?:uma?|[oa]|meu|minha))? (?<word>\p{L}{4,})/iu;

/** "perdi meu horário hoje cedo, …": the time of what is over is no wish. */
function withoutPast(text: string): string {
  return text.replace(past, (clause) => ' '.repeat(clause.length));
}

const past = /\b(?:perdi|faltei|esqueci|n[ãa]o (?:fui|pude ir|consegui ir))\b[^,.;!?\n]*(?=[,.;!?\n]\s*\S)/gi;

/** "quero a massagem", and nothing is asked of it. */
function isWished(plain: string, cues: ReadonlySet<CueName>): boolean {
  return wanting.test(plain) && !asking.some((cue) => cues.has(cue));
}

/** Without those that the text only seems to give. */
function meantCues(cues: readonly Cue[], plain: string): Cue[] {
  const seeming = seemingCues(plain);
  return cues.filter(({ cue }) => !seeming.has(cue));
}

function timed(when: When, text: string, scene: Scene): Timed {
  const { span } = when;
  return { wish: inContext(wishOf(when), text.slice(span.start, span.end), scene), span };
}

/** "de quinta pra sexta": what stands before the wish and after "de", or after "em vez de". */
function givenUp(text: string, { start, end }: Span, scene: Scene): Timed | null {
  const moves = /^\s*(?:para?|pr[ao]s?|to|por|hasta|al?)\b/i;
  const here = text.slice(start, end);
  const before = text.slice(0, start);
  const isMoved = moves.test(here) || /\b(?:para?|pr[ao]s?|p\/|to|por|al?|as|às)\s*$/i.test(before);
  const found = isMoved ? whenIn(before, localOf(scene.now, scene.business)) : null;
  return found && { wish: wishOf(found), span: found.span };
}

export function plainOf(text: string, names: readonly Span[] = []): string {
  return mendedWords(wordsOf(text), text, names)
    .map((word) => word.text)
    .join(' ');
}

/** A bare number is an hour or a day by what was asked. */
function contextOf({ state: { pending, stack } }: Scene): WhenContext {
  const kind = pending?.kind;
  if (kind === 'date' || kind === 'conflict') return { askedFor: 'date' };
  if (kind === 'change') return { askedFor: 'when' };
  return kind === 'time' || kind === 'half' || isDated(stack.at(-1)) ? { askedFor: 'time' } : {};
}

function isDated(frame: Frame | undefined): boolean {
  return frame !== undefined && frame.date !== null && frame.time === null;
}

function numberBefore(services: readonly NameMatch<ServiceId>[], text: string, when: Span | null): Heard['numbered'] {
  for (const { span } of services) {
    const before = /(?<![\d/:])\b(?:([2-9])|dois|duas|tres|quatro)\s+$/.exec(fold(text.slice(0, span.start)));
    const found = before && { start: before.index, end: span.start };
    if (found && !(when && touch(found, when))) return { count: Number(before[1] ?? 2), span: found };
  }
  return null;
}

/** "fazem" is half of "fazer as unhas" and "nova" no slip for "noiva": they name nothing. */
function isPlainWord(text: string, { start, end }: Span): boolean {
  return /^(?:faz\w*|feit[oa]s?|cuid\w*|tir\w*|nov[ao]s?|pel[ao]s?)$/.test(fold(text.slice(start, end)));
}

export function touch(a: Span, b: Span): boolean {
  return a.start < b.end && b.start < a.end;
}

/** What the grammar of dates found, as a command carries it. */
export function wishOf({ date, time, approximate, ambiguous, problem, shift }: When): Wish {
  return {
    date: date === undefined ? null : dateWish(date),
    time: time === undefined ? null : timeWish(time),
    approximate: approximate ?? false,
    doubts: [...(ambiguous ?? [])],
    problem: problem?.kind ?? null,
    shift: shift ?? null,
  };
}

function dateWish(date: NonNullable<When['date']>): Wish['date'] {
  if (date instanceof Temporal.PlainDate) return { kind: 'day', day: date };
  if ('options' in date) return { kind: 'either', days: [...date.options] };
  if ('sameAs' in date) return { kind: 'same', of: date.sameAs };
  return { kind: 'days', from: date.from ?? null, to: date.to ?? null };
}

function timeWish(time: NonNullable<When['time']>): Wish['time'] {
  if (time instanceof Temporal.PlainTime) return { kind: 'at', time };
  if (time === 'first' || time === 'last') return { kind: time };
  if ('options' in time) return { kind: 'either', times: [...time.options] };
  if ('sameAs' in time) return { kind: 'same', of: time.sameAs };
  return { kind: 'between', from: time.from ?? null, to: time.to ?? null };
}
