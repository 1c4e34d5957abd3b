import { pick, type Chance } from './chance.ts';
import { inWords } from './spoken.ts';

/** How a text suffers on its way from a customer's head to us. Shares of texts, `typos` of words. */
export type Noise = {
  readonly accents: number;
  readonly abbreviations: number;
  readonly typos: number;
  readonly plain: number;
  readonly fillers: number;
  readonly words: number;
  readonly emoji: number;
  readonly bursts: number;
};

const none: Noise = { accents: 0, abbreviations: 0, typos: 0, plain: 0, fillers: 0, words: 0, emoji: 0, bursts: 0 };
const standard: Noise = {
  ...none,
  accents: 0.6,
  abbreviations: 0.4,
  typos: 0.08,
  plain: 0.5,
  fillers: 0.1,
  emoji: 0.1,
  bursts: 0.15,
};

/** What the scenarios call them. Delivery by webhook (`twice`, `reversed`) is the stage's. */
export const noises: Readonly<Record<string, Noise>> = {
  none,
  std: standard,
  voice: { ...none, plain: 1, fillers: 0.6, words: 1 },
  burst: { ...standard, bursts: 1 },
  twice: standard,
  reversed: standard,
};

const abbreviations: readonly [RegExp, string][] = [
  [/\bvocês\b/gi, 'vcs'],
  [/\bvocê\b/gi, 'vc'],
  [/\bhoje\b/gi, 'hj'],
  [/\bamanhã\b/gi, 'amnh'],
  [/\bdepois\b/gi, 'dps'],
  [/\bquero\b/gi, 'qro'],
  [/\bqueria\b/gi, 'qria'],
  [/\bporque\b/gi, 'pq'],
  [/\btambém\b/gi, 'tbm'],
  [/\bobrigad[ao]\b/gi, 'obg'],
  [/\bmesmo\b/gi, 'msm'],
  [/\bminutos\b/gi, 'min'],
  [/\bquanto\b/gi, 'qto'],
  [/\bbeleza\b/gi, 'blz'],
  [/\bpor favor\b/gi, 'pfv'],
];

const fillers = ['então', 'tipo', 'assim', 'olha'];
const smiles = ['🙂', '😊', '🙏', '😅'];

/** The neighbours of a key, as thumbs miss it. */
const neighbours: Readonly<Record<string, string>> = {
  a: 'sq',
  b: 'vn',
  c: 'xv',
  d: 'sf',
  e: 'wr',
  f: 'dg',
  g: 'fh',
  h: 'gj',
  i: 'uo',
  j: 'hk',
  k: 'jl',
  l: 'kç',
  m: 'n',
  n: 'bm',
  o: 'ip',
  p: 'o',
  q: 'wa',
  r: 'et',
  s: 'ad',
  t: 'ry',
  u: 'yi',
  v: 'cb',
  w: 'qe',
  x: 'zc',
  y: 'tu',
  z: 'x',
};

/** Puts noise on a text. Figures and short words keep their meaning: a typo is never a different date. */
export function noisy(text: string, noise: Noise, chance: Chance): string {
  const happens = (share: number) => chance() < share;
  let said = text;
  if (happens(noise.words)) said = inWords(said);
  if (happens(noise.abbreviations)) for (const [long, short] of abbreviations) said = said.replace(long, short);
  said = said.replaceAll(/[\p{L}]{5,}/gu, (word) =>
    happens(noise.typos) && /^\p{Ll}/u.test(word) ? mistyped(word, chance) : word,
  );
  if (happens(noise.accents)) said = said.normalize('NFD').replaceAll(/\p{M}/gu, '').normalize('NFC');
  if (happens(noise.plain)) said = said.toLowerCase().replaceAll(/[!?.,;]+(?=\s|$)/g, '');
  if (happens(noise.fillers)) said = `${pick(fillers, chance)} ${said}`;
  if (happens(noise.emoji)) said = `${said} ${pick(smiles, chance)}`;
  return said;
}

/** One letter dropped, swapped with the next, or missed for a neighbour; never the first. */
function mistyped(word: string, chance: Chance): string {
  const at = 1 + Math.floor(chance() * (word.length - 2));
  const [letter = '', next = ''] = [word[at], word[at + 1]];
  const missed = neighbours[letter];
  const how = Math.floor(chance() * 3);
  if (how === 0) return word.slice(0, at) + word.slice(at + 1);
  if (how === 1 || !missed) return word.slice(0, at) + next + letter + word.slice(at + 2);
  return word.slice(0, at) + (missed[Math.floor(chance() * missed.length)] ?? letter) + word.slice(at + 1);
}

/** A text as several messages, cut where people press enter: after a greeting, at a comma, before "e". */
export function inBursts(text: string, noise: Noise, chance: Chance): string[] {
  if (chance() >= noise.bursts) return [text];
  const parts = text
    .split(/(?<=^(?:oi|olá|ola|bom dia|boa tarde|boa noite|oii|hola|hi|hello)\b)[,!.]?\s+|,\s+/i)
    .filter((part) => part.trim() !== '');
  return parts.slice(0, 6).concat(parts.length > 6 ? [parts.slice(6).join(' ')] : []);
}

/** 0.3 to 9 seconds, mostly short: the quiet time ends within some of them. */
export function gapMs(chance: Chance): number {
  return Math.round(chance() < 0.85 ? 300 + chance() * 1100 : 1_600 + chance() * 7_400);
}
