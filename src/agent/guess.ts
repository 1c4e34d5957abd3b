import { classify, tokens, type Guess, type Model } from '../language/classify.ts';
import { isCueName, type CueName } from '../language/cues.ts';
import { intents } from '../language/intents.gen.ts';
import { readModel } from '../language/model.ts';
import { squeeze, type Span } from '../language/normalise.ts';
import type { Heard } from './hearing.ts';

let read: Model | null = null;

/** Read at the first message: a command that understands nothing does not wait for it. */
function model(): Model {
  read ??= readModel(intents);
  return read;
}

/** Measured on phrases that were not learnt: below these a guess is wrong too often to act on. */
const probabilityMin = 0.7;
const marginMin = 0.4;
/** What takes a person or ends our messages needs more. */
const graveMin = 0.85;
const grave: ReadonlySet<CueName> = new Set(['human', 'complaint', 'refund', 'health', 'legal', 'cancelBooking']);
/** Words of law and abuse are few and plain: nobody is taken at a word that was only guessed. */
const neverGuessed: ReadonlySet<CueName> = new Set(['optOut', 'erase', 'insult']);
/** So much of a text must be words that were learnt. */
const knownMin = 0.5;

/** What a text most probably wants, by phrases that were learnt. */
export function guessOf(heard: Heard): Guess | null {
  return classify(withTokens(heard), model());
}

/** The cue that is guessed where none was found; null where the guess is not good enough. */
export function guessedCue(heard: Heard, guess: Guess | null): CueName | null {
  if (!guess || !isCueName(guess.name) || guess.margin < marginMin || neverGuessed.has(guess.name)) return null;
  if (knownShare(heard) < knownMin) return null;
  return guess.probability >= (grave.has(guess.name) ? graveMin : probabilityMin) ? guess.name : null;
}

function knownShare({ plain }: Heard): number {
  const { features } = model();
  const words = plain.split(' ').map(squeeze);
  return words.filter((word) => features.has(word)).length / words.length;
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
