import { answerIn } from './answer.ts';
import { countedEn, nameLeadsEn, nameLeadsWeakEn, notNamesEn, numbersEn } from './entities-en.ts';
import { countedEs, nameLeadsEs, nameLeadsWeakEs, notNamesEs, numbersEs } from './entities-es.ts';
import { countedPt, nameLeadsKinPt, nameLeadsPt, nameLeadsWeakPt, nameOpeningsPt, notNamesPt } from './entities-pt.ts';
import { firstNamesPt } from './first-names-pt.ts';
import { lineOf, type Line } from './line.ts';
import { fold, type Span } from './normalise.ts';

type Groups = Readonly<Record<string, string | undefined>>;

function found<T>(line: Line, pattern: RegExp, read: (groups: Groups) => T | null): (T & { readonly span: Span })[] {
  return [...line.text.matchAll(pattern)].flatMap((match) => {
    const value = read(match.groups ?? {});
    return value === null ? [] : [{ ...value, span: line.spanOf(match.index, match.index + match[0].length) }];
  });
}

const amount = String.raw`(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d{1,2}(?!\d))?`;
const money = new RegExp(
  String.raw`\br ?\$ ?(?<sign>${amount})(?: (?<thousand>mil)\b)?|(?<![\d.,])(?<word>${amount}) ?(?<mil>mil )?(?:reais|real|contos?|pilas?|mangos?)\b(?: e (?<cents>\d{1,2}) centavos?\b)?`,
  'g',
);

/** Every sum of money: "R$ 1.200,50", "80 reais", "oitenta reais", "80 conto". */
export function moneyIn(text: string): { readonly cents: number; readonly span: Span }[] {
  return found(lineOf(text), money, ({ sign, word, thousand, mil, cents }) => {
    const digits = (sign ?? word ?? '').replaceAll('.', '').replace(',', '.');
    const value = Math.round(Number(digits) * 100) * ((thousand ?? mil) ? 1000 : 1) + Number(cents ?? 0);
    return Number.isSafeInteger(value) ? { cents: value } : null;
  });
}

const phone =
  /(?<![\d.,/-])(?:(?<plus>\+) ?)?(?:(?<country>55)[ .-]?)?\(?0?(?<area>[1-9]\d)\)?[ .-]*(?<number>9[ .-]?\d{4}[ .-]?\d{4}|[2-5]\d{3}[ .-]?\d{4})(?![\d.,/-]*\d)/g;
const foreign = /\+ ?(?!55)(?<all>[1-9]\d{0,2}[ .-]?(?:\(?\d{1,4}\)?[ .-]?){2,4}\d{2,4})(?!\d)/g;

/** Every phone number, as `+` and digits (E.164). A Brazilian one needs its area code; a CPF or a CNPJ is none. */
export function phoneIn(text: string): { readonly phone: string; readonly span: Span }[] {
  const line = lineOf(text);
  const here = found(line, phone, ({ area = '', number = '' }) => ({
    phone: `+55${area}${number.replace(/\D/g, '')}`,
  }));
  const abroad = found(line, foreign, ({ all = '' }) => {
    const digits = all.replace(/\D/g, '');
    return digits.length >= 8 && digits.length <= 15 ? { phone: `+${digits}` } : null;
  });
  return [...here, ...abroad];
}

const notClock = String.raw`(?<!\b(?:as|das|pelas|umas|ate|aos?|dia) )(?<![\d.,:])`;
const duration = new RegExp(
  [
    String.raw`${notClock}\b(?<hours>\d{1,2}) ?(?:horas?|hours?|h)(?: ?e? ?(?<minutes>[0-5]?\d) ?(?:minutos?|minutes?|m)?(?![\d:]| ?(?:horas?|h)\b)| [ey] (?<half>meia|media)\b)?(?![\p{L}\d])`,
    String.raw`(?<![\d.,:])\b(?<only>\d{1,3}) ?(?:minutinhos?|minutos?|minutes?|m)\b`,
    String.raw`\b(?<halfHour>(?:meia|media) hora|half an hour)\b`,
    String.raw`\b(?<hourAndHalf>hora e meia)\b`,
  ].join('|'),
  'gu',
);

/** Every length of time: "1h30", "90 min", "duas horas e meia". "às 14h" is a time of day and none. */
export function durationIn(text: string): { readonly minutes: number; readonly span: Span }[] {
  return found(lineOf(text), duration, ({ hours, minutes, half, only, halfHour, hourAndHalf }) => {
    if (only !== undefined) return { minutes: Number(only) };
    if (halfHour !== undefined) return { minutes: 30 };
    if (hourAndHalf !== undefined) return { minutes: 90 };
    return { minutes: Number(hours ?? 0) * 60 + (half === undefined ? Number(minutes ?? 0) : 30) };
  });
}

const numbers = new Map<string, number>([...Object.entries(numbersEs), ...Object.entries(numbersEn)]);
/** Portuguese number words are digits already. */
const digits = String.raw`(?:\d{1,2}|${[...numbers.keys()].join('|')})`;
const counted = (kind: 'people' | 'times') =>
  `(?:${[countedPt, countedEs, countedEn].flatMap((words) => words[kind].split(' ')).join('|')})`;
const quantity = new RegExp(
  [
    String.raw`\b(?:(?:eu|mim|me|yo|i) (?:e|y|and) (?:mais |otr[ao]s )?|mais )(?<more>${digits}) (?:outr[ao]s )?${counted('people')}\b`,
    String.raw`(?<![\d.,:/])\b(?<people>${digits}) (?:outr[ao]s )?${counted('people')}\b`,
    String.raw`(?<![\d.,:/])\b(?<times>${digits}) ${counted('times')}\b`,
    String.raw`\b(?:somos|seremos|vamos|nos|we are|there are|party of) (?:em |of us )?(?<group>${digits})\b(?! ?(?:h|:|as?\b))`,
    String.raw`\b(?<us>${digits}) of us\b`,
    String.raw`\b(?<pair>(?:eu|mim) e (?:para )?(?:[oa] )?(?:meu|minha|um|uma) \p{L}+|casal|(?:mi|yo) y (?:para )?(?:mi|una|un) \p{L}+|me and (?:my|a) \p{L}+|my \p{L}+ and (?:me|i)|pareja|couple)\b`,
  ].join('|'),
  'gu',
);

/** How many people or how many times: "somos três", "duas sessões", "eu e minha mãe". The first one said. */
export function quantityIn(
  text: string,
): { readonly count: number; readonly of: 'people' | 'times'; readonly span: Span } | null {
  const all = found(lineOf(text), quantity, ({ more, people, times, group, us, pair }) => {
    const beside = more === undefined ? 0 : 1;
    const said = more ?? people ?? times ?? group ?? us ?? '';
    const count = pair === undefined ? (numbers.get(said) ?? Number(said)) + beside : 2;
    return count > 0 ? { count, of: times === undefined ? ('people' as const) : ('times' as const) } : null;
  });
  return all[0] ?? null;
}

const leads = [...nameLeadsPt, ...nameLeadsEs, ...nameLeadsEn];
const weakLeads = [...nameLeadsWeakPt, ...nameLeadsWeakEs, ...nameLeadsWeakEn];

type PersonName = { readonly name: string; readonly span: Span };

/**
 * A person's name that introduces itself ("meu nome é Carla", "aqui é o João Pedro") or, when the name was `asked`,
 * a bare answer of one to five words. A greeting, a yes or no, a question, a refusal or a wish is no name.
 */
export function nameIn(text: string, { asked }: { readonly asked: boolean }): PersonName | null {
  for (const [given, isWritten] of [
    [leads, anyWord],
    [nameLeadsKinPt, asked ? anyWord : isKnownName],
    [weakLeads, asked ? anyWord : isCapital],
  ] as const) {
    const name = introduced(text, given, isWritten);
    if (name) return name;
  }
  return asked ? bareName(text) : null;
}

/** How a word must be written to be part of a name. */
type Writing = (word: string) => boolean;
const anyWord: Writing = () => true;
const isCapital: Writing = (word) => /^\p{Lu}/u.test(word);
const isKnownName: Writing = (word) => isCapital(word) || firstNamesPt.has(fold(word));

/** Letters, with the place of each in the text. */
function lettersOf(
  text: string,
  from: number,
): { readonly text: string; readonly start: number; readonly end: number }[] {
  return [...text.slice(from).matchAll(/(?:\p{L}\p{M}*)+(?:['’](?:\p{L}\p{M}*)+)?/gu)].map((match) => ({
    text: match[0],
    start: from + match.index,
    end: from + match.index + match[0].length,
  }));
}

function introduced(text: string, given: readonly string[], isWritten: Writing): PersonName | null {
  const words = lettersOf(text, 0);
  const plain = words.map((word) => fold(word.text));
  for (const lead of given) {
    const parts = lead.split(' ');
    const at = plain.findIndex((_, from) => parts.every((part, offset) => isWord(part, plain[from + offset])));
    if (at < 0) continue;
    const name = nameFrom(text, words.slice(at + parts.length), isWritten);
    if (name) return name;
  }
  return null;
}

function isWord(part: string, word: string | undefined): boolean {
  return word?.replace('’', "'") === part || (part === 'e' && word === 'eh');
}

const joins = new Set(['de', 'da', 'do', 'das', 'dos', 'e']);

/** The run of name words that begins here and stays in its clause. */
function nameFrom(text: string, words: ReturnType<typeof lettersOf>, isWritten: Writing): PersonName | null {
  const end = words.findIndex((word, at) => {
    const before = words[at - 1];
    const broken = before !== undefined && /[^\s.]|\.(?!\s)/.test(text.slice(before.end, word.start));
    return broken || at === 5 || !isNameWord(word.text, at === 0, isWritten);
  });
  const name = upToJoin(end < 0 ? words : words.slice(0, end));
  const [first, last] = [name[0], name.at(-1)];
  if (!first || !last) return null;
  return { name: name.map((word) => properly(word.text)).join(' '), span: { start: first.start, end: last.end } };
}

function isNameWord(word: string, first: boolean, isWritten: Writing): boolean {
  const plain = fold(word);
  if (joins.has(plain)) return !first;
  return ![notNamesPt, notNamesEs, notNamesEn].some((words) => words.has(plain)) && isWritten(word);
}

/** Without "de" at the end, nor what follows "e", unless that is written like a name: "Carla e gostaria". */
function upToJoin(words: ReturnType<typeof lettersOf>): ReturnType<typeof lettersOf> {
  const at = words.findIndex(
    (word, index) => fold(word.text) === 'e' && !/^\p{Lu}/u.test(words[index + 1]?.text ?? ''),
  );
  const kept = at < 0 ? words : words.slice(0, at);
  const last = kept.findLastIndex((word) => !joins.has(fold(word.text)));
  return kept.slice(0, last + 1);
}

/** A name as it is written: "CARLA" and "carla" are "Carla"; mixed case is left as it came. */
function properly(word: string): string {
  if (joins.has(fold(word))) return word.toLowerCase();
  const shouted = word === word.toUpperCase() || word === word.toLowerCase();
  return shouted ? word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase() : word;
}

function bareName(text: string): PersonName | null {
  if (/[?¿\d@/\\<>{}[\]$#=]/.test(text) || answerIn(text) !== null) return null;
  const all = lettersOf(text, 0);
  const plain = all.map((word) => fold(word.text)).join(' ');
  const skipped = (nameOpeningsPt.exec(plain)?.[0] ?? '').split(' ').filter(Boolean).length;
  const words = dropCourtesy(all.slice(skipped));
  const name = words.length > 0 && words.length <= 7 ? nameFrom(text, words, anyWord) : null;
  return name && name.span.end === words.at(-1)?.end ? name : null;
}

function dropCourtesy(words: ReturnType<typeof lettersOf>): ReturnType<typeof lettersOf> {
  const plain = words.map((word) => fold(word.text)).join(' ');
  const tail = / (?:por favor|por gentileza|obrigad[oa]|muito obrigad[oa])$/.exec(plain)?.[0] ?? '';
  return words.slice(0, words.length - tail.split(' ').filter(Boolean).length);
}
