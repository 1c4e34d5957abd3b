import { answersEn, ordinalsEn } from './answer-en.ts';
import { answersEs, ordinalsEs } from './answer-es.ts';
import { answersPt, ordinalsPt } from './answer-pt.ts';
import { spanOver, wordsOf, withoutFillers, type Span, type Word } from './normalise.ts';
import { longestAt, phraseBookOf, squeezed, type PhraseBook } from './phrases.ts';

export type Answer = 'yes' | 'no';

/** What a pending question would do: the verbs of another act agree to nothing. */
export type Act = 'book' | 'move' | 'cancel' | 'attend' | 'erase';

type Phrases = readonly string[];

/** The closed grammar of consent of one language, in the notation of `phrases.ts`. */
export type Answers = {
  readonly firmYes: Phrases;
  readonly acts: Readonly<Record<Act, Phrases>>;
  readonly fullYes: Phrases;
  readonly softYes: Phrases;
  readonly no: Phrases;
  readonly courtesy: Phrases;
  readonly nouns: Phrases;
  readonly yesEmoji: Phrases;
  readonly noEmoji: Phrases;
  readonly courtesyEmoji: Phrases;
  readonly takesBack: Phrases;
};

/** What a phrase says; a `verb` is a yes that names the act, a `noun` the booking itself. */
type Part = Answer | 'verb' | 'courtesy' | 'noun';
type Grammar = { readonly book: PhraseBook<Part>; readonly emoji: ReadonlyMap<string, Part>; readonly strict: boolean };

const languages = [answersPt, answersEs, answersEn];
const every = (list: keyof Omit<Answers, 'acts'>) => languages.flatMap((language) => language[list]);
const verbs = (...acts: Act[]) => languages.flatMap((language) => acts.flatMap((act) => language.acts[act]));

/** Which verbs agree to an act. */
const agreeing: Readonly<Record<Act, readonly string[]>> = {
  book: verbs('book', 'attend'),
  move: verbs('book', 'move'),
  cancel: verbs('cancel'),
  attend: verbs('attend'),
  erase: verbs('erase'),
};

/** @param yes what agrees beside the verbs of the act */
function grammarOf(verbsOfAct: readonly string[], yes: readonly string[], strict: boolean): Grammar {
  const parts: readonly (readonly [Part, readonly string[]])[] = [
    ['no', every('no')],
    ['verb', verbsOfAct],
    ['yes', yes],
    ['courtesy', every('courtesy')],
    ['noun', every('nouns')],
  ];
  return {
    book: phraseBookOf(parts.flatMap(([part, phrases]) => phrases.map((phrase) => [part, phrase] as const))),
    emoji: strict ? courtesies : emoji,
    strict,
  };
}

/** A smile beside a yes takes nothing from it. */
const courtesies = new Map<string, Part>(every('courtesyEmoji').map((each) => [each, 'courtesy']));
const emoji = new Map<string, Part>([
  ...every('yesEmoji').map((each) => [each, 'yes'] as const),
  ...every('noEmoji').map((each) => [each, 'no'] as const),
  ...courtesies,
]);
const [firm, soft] = [every('firmYes'), every('softYes')];
const whole: Readonly<Record<Act, Grammar>> = {
  book: grammarOf(agreeing.book, [...firm, ...soft], false),
  move: grammarOf(agreeing.move, [...firm, ...soft], false),
  cancel: grammarOf(agreeing.cancel, [...firm, ...soft], false),
  attend: grammarOf(agreeing.attend, [...firm, ...soft], false),
  erase: grammarOf(agreeing.erase, every('fullYes'), true),
};
const leading: Readonly<Record<Act, Grammar>> = {
  book: grammarOf(agreeing.book, firm, false),
  move: grammarOf(agreeing.move, firm, false),
  cancel: grammarOf(agreeing.cancel, firm, false),
  attend: grammarOf(agreeing.attend, firm, false),
  erase: whole.erase,
};
/** Whatever could be an answer to anything. */
const anything = grammarOf(verbs('book', 'move', 'cancel', 'attend', 'erase'), [...firm, ...soft], false);
const takesBack: ReadonlySet<string> = new Set(every('takesBack'));

/**
 * Is the whole text a yes or a no? A closed grammar on whole words: what it does not know is no answer.
 *
 * Doubt is null: a question, a yes with a condition, "acho que sim", a yes beside a no, or any word that is neither
 * an answer nor plain courtesy. Writes hang on it, so a missed yes is cheap and an invented one is not.
 *
 * @param act what a yes would do: "pode marcar" is no yes to a cancellation, nor "cancela" to a booking; only a full
 *   and explicit yes erases
 */
export function answerIn(text: string, act: Act = 'book'): Answer | null {
  return /[?¿]/.test(text) ? null : answerOf(withoutFillers(wordsOf(text)), whole[act], act);
}

function answerOf(words: readonly Word[], grammar: Grammar, act: Act): Answer | null {
  const plain = squeezed(words);
  const said = new Set<Part>();
  for (let at = 0; at < plain.length;) {
    const found = partAt(plain, at, grammar);
    if (!found) return null;
    said.add(found.part);
    at += found.length;
  }
  const yes = said.has('yes') || said.has('verb');
  if (yes === said.has('no')) return null;
  // "Quero meu horário" asks to keep what a yes would move or cancel.
  if (yes && said.has('noun') && !said.has('verb') && act !== 'book' && act !== 'attend') return null;
  return yes ? 'yes' : 'no';
}

/** What stands at a word. The longest phrase wins, and of equals a no before a yes before courtesy. */
function partAt(
  words: readonly string[],
  at: number,
  { book, emoji: known }: Grammar,
): { part: Part; length: number } | null {
  const byEmoji = known.get(String.fromCodePoint(words[at]?.codePointAt(0) ?? 0));
  if (byEmoji) return { part: byEmoji, length: 1 };
  const best = longestAt(book, words, at);
  return best && { part: best.label, length: best.length };
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
    const answer = answerOf(words.slice(0, cut), leading[act], act);
    if (!answer) continue;
    const from = joins.has(next.text) ? cut + 1 : cut;
    return contradicts(answer, words.slice(from)) ? null : { answer, rest: spanOver(words[from] ?? next, end) };
  }
  return null;
}

const joins: ReadonlySet<string> = new Set(['e', 'y', 'and']);

function isParted(gap: string, next: Word): boolean {
  return /[,.;:!\n]|\s-\s/.test(gap) || joins.has(next.text);
}

function contradicts(answer: Answer, rest: readonly Word[]): boolean {
  const first = rest[0];
  if (!first) return true;
  const other = answerOf(rest, anything, 'book');
  if (answer === 'no') return other === 'yes';
  return takesBack.has(first.text) || other !== null;
}

/** How a language picks from a list. */
export type Ordinals = {
  /** What may stand before the pick, and what may be counted. */
  readonly lead: Phrases;
  readonly article: Phrases;
  readonly thing: Phrases;
  readonly rank: Readonly<Record<string, number>>;
  readonly last: Phrases;
  readonly tail: Phrases;
};

const ordinals = [ordinalsPt, ordinalsEs, ordinalsEn];
const anyOf = (list: 'lead' | 'article' | 'thing' | 'last' | 'tail') =>
  ordinals.flatMap((language) => language[list]).join('|');
const ranksByWord = new Map(ordinals.flatMap(({ rank }) => Object.entries(rank)));
const thing = anyOf('thing');
const article = `(?:${anyOf('article')})`;
const tail = `(?: (?:${thing}))?(?: (?:${anyOf('tail')}))*`;
const opening = `^(?:(?:${anyOf('lead')}) )*`;

const byNumber = new RegExp(
  `${opening}(?:${article} )?(?:(?:${thing}) )(?:numero |number |n )?(?<number>\\d{1,2})[oa]?${tail}$`,
);
const byMark = new RegExp(`${opening}(?:${article} )?(?<number>\\d{1,2})[oa]${tail}$`);
const byPlace = new RegExp(`${opening}(?:${article} )?(?:numero|number) (?<number>\\d{1,2})${tail}$`);
const byWord = new RegExp(
  `${opening}(?:(?<article>${article}) )?(?<rank>${[...ranksByWord.keys()].join('|')})(?<thing> (?:${thing}))?${tail}$`,
);
const byLast = new RegExp(`${opening}(?:${article} )?(?:${anyOf('last')})${tail}$`);

/**
 * The place in a list that the whole text picks: "o primeiro", "opção 2", "2ª", "o último", or a bare "1".
 *
 * "segunda" to "sexta" are days unless an article or "opção" says otherwise, and only "a segunda" has just an article:
 * "a quarta" is Wednesday. Counted from 1; the caller knows how many there are.
 */
export function ordinalIn(text: string): number | 'last' | null {
  const plain = withoutFillers(wordsOf(text))
    .flatMap(({ text: word }) => (/[\p{L}\d]/u.test(word) ? [word] : []))
    .join(' ')
    .replace(filler, '');
  if (/^\d{1,2}$/.test(plain)) return placeOf(bareNumber.test(text) ? plain : '');
  if (byLast.test(plain)) return 'last';
  const number = (byNumber.exec(plain) ?? byMark.exec(plain) ?? byPlace.exec(plain))?.groups?.['number'];
  return number ? placeOf(number) : rankIn(plain);
}

/** What people say before they say it: "tipo 2". */
const filler = /^(?:assim|tipo|olha|entao) /;
/** Nothing but a mark or an emoji stands around it: "1 🙏", and neither "-1" nor "1,5". */
const bareNumber =
  /^\s*(?:(?:assim|tipo|olha|ent[aã]o),?\s+)?\d{1,2}(?:[.)!°ºª\s]|\u{FE0F}|\u{20E3}|\p{Extended_Pictographic}|\p{Emoji_Modifier})*$/iu;

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
  return ranksByWord.get(rank) ?? null;
}
