import { classify, tokens, type Guess, type Model } from '../language/classify.ts';
import { isCueName, type CueName } from '../language/cues.ts';
import { intents } from '../language/intents.gen.ts';
import { readModel } from '../language/model.ts';
import { squeeze, type Span } from '../language/normalise.ts';
import { isWanted } from './held.ts';
import type { Heard } from './hearing.ts';

let read: Model | null = null;

/** Read at the first message: a command that understands nothing does not wait for it. */
function model(): Model {
  read ??= readModel(intents);
  return read;
}

/** Measured on phrases that were not learnt: below these a guess is wrong too often to act on. */
const probabilityMin = 0.6;
const marginMin = 0.3;
/** What takes a person or ends our messages needs more, and so does a guess against the cues of the text. */
const graveMin = 0.85;
const saidMin = 0.8;
const graveSaidMin = 0.95;
const grave: ReadonlySet<CueName> = new Set(['human', 'complaint', 'refund', 'health', 'legal', 'cancelBooking']);
/** Words of abuse are few and plain: nobody is taken at a word that was only guessed. */
const neverGuessed: ReadonlySet<CueName> = new Set(['insult']);
/** So much of a text must be words that were learnt. */
const knownMin = 0.5;

/** What a text most probably wants, by phrases that were learnt. */
export function guessOf(heard: Heard): Guess | null {
  return classify(withTokens(heard), model());
}

/** How firmly what the cues made of a text stands against a guess. */
export type Stand = 'none' | 'assumed' | 'said';

/**
 * What was heard, as a sure guess has it: an intent that no cue of the text bears out takes the place of its cues.
 * Civilities stay, and so does all that was named.
 *
 * @param stand `none`: the cues led nowhere; `assumed`: to what names and times alone suggest; `said`: to what words
 * said
 */
export function weighed(heard: Heard, guess: Guess | null, stand: Stand): Heard {
  if (!guess || guess.margin < marginMin || isStrange(heard) || isCloser(heard)) return heard;
  const { name, probability } = guess;
  if (!isCueName(name)) return probability < leastFor(name, stand, heard) ? heard : unmeant(heard, stand);
  if (heard.cues.has(name)) return probability < probabilityMin ? heard : without(heard, name);
  return probability < leastFor(name, stand, heard) || neverGuessed.has(name) ? heard : withOnly(heard, name);
}

/** Nothing that a business answers: its times are not ours. */
function unmeant(heard: Heard, stand: Stand): Heard {
  return stand === 'none' || heard.services.length > 0
    ? heard
    : { ...heard, cues: new Set(), books: false, when: null };
}

function withOnly(heard: Heard, name: CueName): Heard {
  const kept = [...heard.cues].filter((cue) => civil.has(cue));
  return { ...heard, cues: new Set([...kept, name]), books: name === 'book' };
}

/** Do the words say what no phrase was learnt for, or "de quinta pra sexta", which only a move says? */
function isCloser({ cues, instead }: Heard): boolean {
  return instead !== null || [...cues].some((cue) => !model().classes.includes(cue));
}

function leastFor(name: string, stand: Stand, { cues, services }: Heard): number {
  const isGrave = !isCueName(name) || grave.has(name) || (cues.has('book') && services.length > 0);
  if (stand === 'said') return isGrave ? graveSaidMin : saidMin;
  return isGrave ? graveMin : probabilityMin;
}

function without(heard: Heard, guessed: CueName): Heard {
  const silenced = guessed === 'policy' && isWanted(heard.plain) ? undefined : yields[guessed];
  return silenced ? { ...heard, cues: new Set([...heard.cues].filter((cue) => !silenced.includes(cue))) } : heard;
}

const civil: ReadonlySet<CueName> = new Set(['greet', 'thank', 'bye', 'praise', 'insult']);
/** What a guess silences among the cues: who asks for the rule of cancelling cancels nothing. */
const yields: Partial<Record<CueName, readonly CueName[]>> = {
  policy: ['cancelBooking', 'reschedule', 'late', 'duration', 'refund', 'price', 'book', 'availability'],
  identity: ['human'],
  praise: ['services', 'detail', 'complaint'],
  complaint: ['services', 'detail', 'insult'],
  refund: ['payment', 'detail', 'price', 'back'],
  availability: ['book'],
  duration: ['book'],
};

/** Are most of its words such as no phrase taught? */
function isStrange({ plain }: Heard): boolean {
  const { features } = model();
  const words = plain.split(' ').map(squeeze);
  return words.filter((word) => features.has(word)).length / words.length < knownMin;
}

/** It is most probably nothing that a business like this answers. */
export function isOutOfScope(guess: Guess | null): boolean {
  return guess?.name === 'none' && guess.probability >= 0.5;
}

/** The text with what was found in it crossed out by kind. */
function withTokens({ text, services, professionals, when }: Heard): string {
  const marks: (readonly [Span, string])[] = [
    ...services.map(({ span }) => [span, tokens.service] as const),
    ...professionals.map(({ span }) => [span, tokens.professional] as const),
    ...(when ? [[when.span, tokens.when] as const] : []),
  ];
  return marks
    .toSorted(([a], [b]) => b.start - a.start)
    .reduce((left, [{ start, end }, token]) => `${left.slice(0, start)} ${token} ${left.slice(end)}`, text);
}
