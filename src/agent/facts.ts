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
      /(?<hours>\d+)\s*h(?:oras?)?\s+(?:e\s+)?(?<rest>\d+)\s*min\w*|(?<minutes>\d+)\s*min\w*|(?<whole>\d+)\s+horas?\b/g,
    value: ({ hours, rest, minutes, whole }) => String(Number(hours ?? whole ?? 0) * 60 + Number(rest ?? minutes ?? 0)),
  },
  {
    kind: 'date',
    pattern: /(?<!\d|\d\/)(?<day>\d{1,2})\/(?<month>\d{1,2})(?:\/\d{2,4})?(?!\d|\/\d)/g,
    value: ({ day = '', month = '' }) => `${day.padStart(2, '0')}/${month.padStart(2, '0')}`,
  },
  {
    kind: 'time',
    pattern: /(?<!\d|\d:)(?<hour>\d{1,2})(?::(?<minute>\d{2})(?!\d|:\d)|h(?<late>\d{2})?(?![\p{L}\d]))/gu,
    value: ({ hour = '', minute, late }) => `${hour.padStart(2, '0')}:${minute ?? late ?? '00'}`,
  },
  { kind: 'phone', pattern: /\+?\d[\d ().-]{6,}\d/g, value: (_, whole) => whole.replace(/\D/g, '') },
  {
    kind: 'weekday',
    pattern:
      /\b(?:(?:segunda|terca|quarta|quinta|sexta)(?:-feira)?|sabado|domingo|(?:seg|ter|qua|qui|sex|sab|dom)(?= \d))\b/g,
    value: (_, whole) => whole.slice(0, 3),
  },
  { kind: 'number', pattern: /\d+/g, value: (_, whole) => String(Number(whole)) },
];

/** Every statement of a text that could be checked, as `kind:value`, so that two ways of writing one thing are equal. */
function statedIn(text: string, names: readonly string[]): string[] {
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
