import { lineOf } from '../language/line.ts';
import type { Span } from '../language/normalise.ts';

const words: Readonly<Record<string, number>> = {
  um: 1,
  uma: 1,
  dois: 2,
  duas: 2,
  tres: 3,
  quatro: 4,
  cinco: 5,
  uno: 1,
  una: 1,
  dos: 2,
  cuatro: 4,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
};
const said = new RegExp(
  String.raw`^(?:(?:olha|entao|assim|tipo|bom|ah|oi|minha|mi|my|nota|a|dou|doy|eu|e|foi|vai|um|una?|i|give|d|it|rate|rating|is|es|le|calificacion|de|avalio|em|com|merece|merecem|nota:|:)[ ,:]*)*(?<stars>[1-5]|${Object.keys(words).join('|')})(?= ?(?:$|[.!,;]|/ ?5\b|de 5\b|out of 5|estrel|stars?\b|-|com certeza|para|pelo|pela|pra|\p{Extended_Pictographic}))`,
  'u',
);

/** A rating of one to five: "5", "nota 4", "⭐⭐⭐⭐". "Foi ótimo" is praise and no number. */
export function starsIn(text: string): { readonly count: number; readonly span: Span } | null {
  const drawn = [...text.matchAll(/[⭐★🌟]/gu)];
  const [first, last] = [drawn[0], drawn.at(-1)];
  if (first && last && drawn.length <= 5)
    return { count: drawn.length, span: { start: first.index, end: last.index + last[0].length } };
  const line = lineOf(text);
  const found = said.exec(line.text);
  const stars = found?.groups?.['stars'];
  if (!found || stars === undefined || /^\d[,.]\d/.test(line.text.slice(found.index + found[0].length - 1)))
    return null;
  const end = found.index + found[0].length;
  return { count: words[stars] ?? Number(stars), span: line.spanOf(end - stars.length, end) };
}
