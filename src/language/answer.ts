import { answersPt, ordinalsPt } from './answer-pt.ts';
import { spanOver, wordsOf, withoutFillers, type Span, type Word } from './normalise.ts';
import { lengthAt, phraseOf, squeezed, type Phrase } from './phrases.ts';

export type Answer = 'yes' | 'no';
type Part = Answer | 'courtesy';

/** What a pending question would do: the verbs of another act agree to nothing. */
export type Act = keyof typeof answersPt.acts;

const firm = answersPt.firmYes.map(phraseOf);
const soft = answersPt.softYes.map(phraseOf);
const no = answersPt.no.map(phraseOf);
const courtesy = answersPt.courtesy.map(phraseOf);
const acts = {
  book: answersPt.acts.book.map(phraseOf),
  move: [...answersPt.acts.book, ...answersPt.acts.move].map(phraseOf),
  cancel: answersPt.acts.cancel.map(phraseOf),
};
const takesBack: ReadonlySet<string> = new Set(answersPt.takesBack);
const emoji = new Map<string, Part>([
  ...answersPt.yesEmoji.map((each) => [each, 'yes'] as const),
  ...answersPt.noEmoji.map((each) => [each, 'no'] as const),
  ...answersPt.courtesyEmoji.map((each) => [each, 'courtesy'] as const),
]);

/**
 * Is the whole text a yes or a no? A closed grammar on whole words: what it does not know is no answer.
 *
 * Doubt is null: a question, a yes with a condition, "acho que sim", a yes beside a no, or any word that is neither
 * an answer nor plain courtesy. Writes hang on it, so a missed yes is cheap and an invented one is not.
 *
 * @param act what a yes would do: "pode marcar" is no yes to a cancellation, nor "cancela" to a booking
 */
export function answerIn(text: string, act: Act = 'book'): Answer | null {
  return /[?¿]/.test(text) ? null : answerOf(withoutFillers(wordsOf(text)), [...firm, ...soft, ...acts[act]]);
}

function answerOf(words: readonly Word[], yes: readonly Phrase[]): Answer | null {
  const plain = squeezed(words);
  const said = new Set<Part>();
  for (let at = 0; at < plain.length;) {
    const found = partAt(plain, at, yes);
    if (!found) return null;
    said.add(found.part);
    at += found.length;
  }
  if (said.has('yes') === said.has('no')) return null;
  return said.has('yes') ? 'yes' : 'no';
}

/** What stands at a word. The longest phrase wins, and of equals a no before a yes before courtesy. */
function partAt(words: readonly string[], at: number, yes: readonly Phrase[]): { part: Part; length: number } | null {
  const byEmoji = emoji.get(String.fromCodePoint(words[at]?.codePointAt(0) ?? 0));
  if (byEmoji) return { part: byEmoji, length: 1 };
  const parts = [
    { part: 'no', length: longest(no, words, at) },
    { part: 'yes', length: longest(yes, words, at) },
    { part: 'courtesy', length: longest(courtesy, words, at) },
  ] as const;
  const best = parts.reduce((a, b) => (b.length > a.length ? b : a));
  return best.length > 0 ? best : null;
}

function longest(phrases: readonly Phrase[], words: readonly string[], at: number): number {
  return Math.max(...phrases.map((phrase) => lengthAt(phrase, words, at)));
}

/**
 * An answer that comes first, with another wish after it: "sim, e quanto custa a barba?", "não, dia 17".
 *
 * Only when punctuation, a line break or "e" parts the two. After a yes the rest must not take it back ("mas", "só que",
 * "antes", a no); and only a firm yes counts, for "ok, quanto custa?" agrees to nothing. Whether a date in the rest
 * still means the proposal is for the caller to judge.
 */
export function leadingAnswer(
  text: string,
  act: Act = 'book',
): { readonly answer: Answer; readonly rest: Span } | null {
  const words = withoutFillers(wordsOf(text));
  for (let cut = Math.min(words.length - 1, 6); cut > 0; cut--) {
    const [last, next, end] = [words[cut - 1], words[cut], words.at(-1)];
    if (!last || !next || !end || !isParted(text.slice(last.span.end, next.span.start), next)) continue;
    const answer = answerOf(words.slice(0, cut), [...firm, ...acts[act]]);
    if (!answer) continue;
    const from = next.text === 'e' ? cut + 1 : cut;
    return contradicts(answer, words.slice(from)) ? null : { answer, rest: spanOver(words[from] ?? next, end) };
  }
  return null;
}

function isParted(gap: string, next: Word): boolean {
  return /[,.;:!\n]|\s-\s/.test(gap) || next.text === 'e';
}

function contradicts(answer: Answer, rest: readonly Word[]): boolean {
  const first = rest[0];
  if (!first) return true;
  const other = answerOf(rest, [...firm, ...soft, ...acts.move, ...acts.cancel]);
  if (answer === 'no') return other === 'yes';
  return takesBack.has(first.text) || other !== null;
}

const lead = ordinalsPt.lead.join('|');
const thing = ordinalsPt.thing.join('|');
const ranks = Object.keys(ordinalsPt.rank).join('|');
const article = '(?:o|a|os|as|n[oa])';
const tail = `(?: (?:${thing}))?(?: (?:mesmo|mesma|por favor|da lista|ai|entao|sim|obrigado|obrigada))*`;
const opening = `^(?:(?:${lead}) )*`;

const byNumber = new RegExp(
  `${opening}(?:${article} )?(?:(?:${thing}) )(?:numero |n )?(?<number>\\d{1,2})[oa]?${tail}$`,
);
const byMark = new RegExp(`${opening}(?:${article} )?(?<number>\\d{1,2})[oa]${tail}$`);
const byPlace = new RegExp(`${opening}(?:${article} )?numero (?<number>\\d{1,2})${tail}$`);
const byWord = new RegExp(`${opening}(?:(?<article>${article}) )?(?<rank>${ranks})(?<thing> (?:${thing}))?${tail}$`);
const byLast = new RegExp(`${opening}(?:${article} )?(?:${ordinalsPt.last.join('|')})${tail}$`);

/**
 * The place in a list that the whole text picks: "o primeiro", "opção 2", "2ª", "o último", or a bare "1".
 *
 * "segunda" to "sexta" are days unless an article or "opção" says otherwise, and only "a segunda" has just an article:
 * "a quarta" is Wednesday. Counted from 1; the caller knows how many there are.
 */
export function ordinalIn(text: string): number | 'last' | null {
  const plain = withoutFillers(wordsOf(text))
    .map(({ text: word }) => word)
    .join(' ');
  if (/^\d{1,2}$/.test(plain))
    return placeOf(/^\s*\d{1,2}\s*(?:[.)!°ºª]|\u{FE0F}|\u{20E3})*\s*$/u.test(text) ? plain : '');
  if (byLast.test(plain)) return 'last';
  const number = (byNumber.exec(plain) ?? byMark.exec(plain) ?? byPlace.exec(plain))?.groups?.['number'];
  return number ? placeOf(number) : rankIn(plain);
}

function placeOf(digits: string): number | null {
  return Number(digits) > 0 ? Number(digits) : null;
}

function rankIn(plain: string): number | null {
  const found = byWord.exec(plain)?.groups;
  const rank = found?.['rank'];
  if (!found || rank === undefined) return null;
  const isDay = /^(?:segunda|quarta|quinta|sexta)$/.test(rank);
  const settled = found['thing'] !== undefined || (rank === 'segunda' && found['article'] === 'a');
  if (isDay && !settled) return null;
  return Object.entries(ordinalsPt.rank).find(([word]) => word === rank)?.[1] ?? null;
}
