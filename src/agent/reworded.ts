import type { Business } from '../business/business.ts';
import type { Language } from './command.ts';
import { factsMissed, type Fact } from './facts.ts';
import { statingWords } from './glue.ts';

/** A reply as it is written, and all that must hold of it in other words. */
export type Written = {
  readonly text: string;
  readonly facts: readonly Fact[];
  readonly language: Language;
  readonly contactName: string | null;
};

/** So many sentences more, and no longer than the body of a message with buttons. */
const sentencesMore = 2;
const lengthMax = 1024;

/**
 * What is wrong with other words for a reply, in a sentence for the model; `null`: they may be sent. They state what is
 * written, all of it, in its order and nothing else: only words that state nothing may come or go. A condition that is
 * left out, a no that moves, a promise that is added is refused as an invented price is.
 */
export function flawIn(text: string, written: Written, business: Business): string | null {
  const { facts, language, contactName } = written;
  if (text.trim() === '' || text.length > Math.max(lengthMax, written.text.length))
    return 'the text is empty or too long';
  const names = [...business.services, ...business.professionals].map(({ name }) => name);
  const missed = factsMissed(text, facts, [written.text], names);
  if (missed.length > 0) return `nothing proves what it states (${[...new Set(missed.map(kindOf))].join(', ')})`;
  if (sentencesIn(text) > sentencesIn(written.text) + sentencesMore) return 'it is more than two sentences longer';
  if (countOf(text, '?') > countOf(written.text, '?')) return 'it asks more than the text asks';
  const [said, wanted] = [text, written.text].map((each) => statingWords(each, language, contactName));
  return said?.join(' ') === wanted?.join(' ')
    ? null
    : 'keep every word that states something, in its order, and add greetings and courtesies only';
}

const kindOf = (item: string) => item.split(':')[0] ?? '';

function sentencesIn(text: string): number {
  return text.split(/[.!?\n]+(?:\s|$)/).filter((each) => /\p{L}/u.test(each)).length;
}

function countOf(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
