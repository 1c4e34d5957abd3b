import { answerIn } from '../language/answer.ts';
import type { Guess } from '../language/classify.ts';
import { isCueName, type CueName } from '../language/cues.ts';
import type { Scene } from './brain.ts';
import type { Command } from './command.ts';
import { guessesOf, guessOf } from './guess.ts';
import type { Heard } from './hearing.ts';
import { actAsked } from './shortly.ts';

/**
 * What is made of a text in which nothing was recognised. A yes or no that answers no question is not misunderstood; what
 * asks something of the house is a question that no entry answers; all else is not understood.
 */
export function unclear(heard: Heard, scene: Scene, isUnderWay: boolean): Command {
  const { text } = heard;
  const answer = answerIn(text, actAsked(scene));
  if (answer) return { kind: answer === 'yes' ? 'affirm' : 'deny' };
  // "ok" is no yes to what cannot be taken back: it is asked again.
  if (answerIn(text) === 'yes') return { kind: 'repeat' };
  if (!isUnderWay && asksOfHouse(heard)) return { kind: 'ask', topic: 'knowledge', about: [] };
  const span = { start: 0, end: text.length };
  return isElse(guessOf(heard)) ? { kind: 'unknown', span, isElse: true } : { kind: 'unknown', span };
}

const elseMin = 0.6;

/** Is it rather nothing that a business answers? */
export const isElse = (guess: Guess | null): boolean => guess?.name === 'none' && guess.probability >= elseMin;

/** What a customer asks of a house, whatever it is about. */
const askings: ReadonlySet<CueName> = new Set([
  'amenity',
  'policy',
  'professionals',
  'hours',
  'address',
  'payment',
  'detail',
  'services',
  'discount',
  'duration',
  'price',
  'compare',
]);
const askedMin = 0.8;

/** Is something asked, though it is not clear what? */
function asksOfHouse(heard: Heard): boolean {
  const asking = guessesOf(heard).filter(({ name }) => isCueName(name) && askings.has(name));
  return asking.reduce((sum, { probability }) => sum + probability, 0) >= askedMin;
}
