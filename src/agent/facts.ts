import { fold } from '../language/normalise.ts';

/** Something a reply may state, in the words it is stated with. */
export type Fact = {
  readonly kind: 'money' | 'date' | 'time' | 'duration' | 'service' | 'professional' | 'name' | 'text';
  readonly text: string;
  readonly source: 'business' | 'slot' | 'booking' | 'proposal' | 'contact';
};

/**
 * What a text states and nothing proves, as `kind:value`.
 *
 * The same extractors read the text and the facts: each amount, date, weekday, time, duration, percentage, phone, link,
 * e-mail address, remaining number and name of the business's that the text holds must be held by a fact too, or by the
 * contact's own words.
 *
 * @param names of services and professionals, as the business writes them
 */
export function factsMissed(
  text: string,
  facts: readonly Fact[],
  quoted: readonly string[],
  names: readonly string[],
): string[] {
  const proven = new Set([...facts.map((fact) => fact.text), ...quoted].flatMap((each) => statedIn(each, names)));
  return [...new Set(statedIn(text, names))].filter((item) => !proven.has(item));
}

type Groups = Readonly<Record<string, string | undefined>>;
type Extractor = {
  readonly kind: string;
  readonly pattern: RegExp;
  readonly value: (groups: Groups, whole: string) => string;
};

/** Monday first, folded, in pt, es and en: one weekday is one statement in whatever language it is made. */
const weekdayNames = [
  ['segunda', 'seg', 'lunes', 'lun', 'monday', 'mon'],
  ['terca', 'ter', 'martes', 'mar', 'tuesday', 'tue'],
  ['quarta', 'qua', 'miercoles', 'mie', 'wednesday', 'wed'],
  ['quinta', 'qui', 'jueves', 'jue', 'thursday', 'thu'],
  ['sexta', 'sex', 'viernes', 'vie', 'friday', 'fri'],
  ['sabado', 'sab', 'saturday', 'sat'],
  ['domingo', 'dom', 'sunday', 'sun'],
];
const fullDays = weekdayNames.flatMap((names) => names.filter(({ length }) => length > 3)).join('|');
const shortDays = weekdayNames.flatMap((names) => names.filter(({ length }) => length === 3)).join('|');

/** Of twelve hours and a half of the day, the hour of twenty-four. */
function hourOf(hour: string, half: string | undefined): string {
  const of24 = half === undefined ? Number(hour) : (Number(hour) % 12) + (half === 'p' ? 12 : 0);
  return String(of24).padStart(2, '0');
}

/** In this order: what one has taken the next does not see, so `R$ 80,00` is no number and `1 h 30 min` no time. */
const extractors: readonly Extractor[] = [
  { kind: 'url', pattern: /https?:\/\/[^\s)]+|\bwww\.[^\s)]+/g, value: (_, whole) => whole.replace(/[.,;]+$/, '') },
  { kind: 'email', pattern: /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, value: (_, whole) => whole },
  {
    kind: 'money',
    pattern: /r\$\s*(?<sum>\d[\d.]*)(?:,(?<cents>\d{2}))?|(?<reais>\d[\d.]*)(?:,(?<more>\d{2}))?\s*reais\b/g,
    value: ({ sum, reais, cents, more }) => `${(sum ?? reais ?? '').replaceAll('.', '')},${cents ?? more ?? '00'}`,
  },
  { kind: 'percent', pattern: /(?<count>\d+(?:,\d+)?)\s*%/g, value: ({ count }) => count ?? '' },
  {
    kind: 'duration',
    pattern:
      /(?<hours>\d+)\s*h(?:oras?|ours?)?\s+(?:e\s+)?(?<rest>\d+)\s*min\w*|(?<minutes>\d+)\s*min\w*|(?<whole>\d+)\s+(?:horas?|hours?)\b/g,
    value: ({ hours, rest, minutes, whole }) => String(Number(hours ?? whole ?? 0) * 60 + Number(rest ?? minutes ?? 0)),
  },
  {
    kind: 'date',
    pattern: /(?<!\d|\d\/)(?<day>\d{1,2})\/(?<month>\d{1,2})(?:\/\d{2,4})?(?!\d|\/\d)/g,
    value: ({ day = '', month = '' }) => `${day.padStart(2, '0')}/${month.padStart(2, '0')}`,
  },
  {
    kind: 'time',
    pattern:
      /(?<!\d|\d:)(?<hour>\d{1,2})(?::(?<minute>\d{2})(?!\d|:\d)|h(?<late>\d{2})?(?![\p{L}\d]))(?:\s?(?<half>[ap])m\b)?/gu,
    value: ({ hour = '', minute, late, half }) => `${hourOf(hour, half)}:${minute ?? late ?? '00'}`,
  },
  { kind: 'phone', pattern: /\+?\d[\d ().-]{6,}\d/g, value: (_, whole) => whole.replace(/\D/g, '') },
  {
    kind: 'weekday',
    pattern: new RegExp(String.raw`\b(?:(?:${fullDays})(?:-feira)?|(?:${shortDays})(?= \d))(?![\p{L}])`, 'gu'),
    value: (_, whole) => weekdayNames.find((names) => names.some((name) => whole.startsWith(name)))?.[1] ?? whole,
  },
  { kind: 'number', pattern: /\d+/g, value: (_, whole) => String(Number(whole)) },
];

/** Every statement of a text that could be checked, as `kind:value`, so that two ways of writing one thing are equal. */
export function statedIn(text: string, names: readonly string[]): string[] {
  let left = fold(text);
  const stated: string[] = [];
  for (const { kind, pattern, value } of extractors) {
    for (const match of left.matchAll(pattern)) stated.push(`${kind}:${value(match.groups ?? {}, match[0])}`);
    left = left.replace(pattern, '|');
  }
  return [...stated, ...names.filter((name) => isNamed(name, text)).map((name) => `name:${name}`)];
}

/** As a name, in its own spelling: a service called "Corte" is not named by "corte". */
function isNamed(name: string, text: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!isLetter(text[at - 1]) && !isLetter(text[at + name.length])) return true;
  return false;
}

function isLetter(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{M}\d]/u.test(character);
}
