/** Meta counts UTF-16 units; a character is never cut in two. */
export const lengthOf = (text: string) => text.length;
const characters = new Intl.Segmenter('pt', { granularity: 'grapheme' });

export function cut(text: string, max: number): string {
  if (lengthOf(text) <= max) return text;
  let kept = '';
  for (const { segment } of characters.segment(text)) {
    if (kept.length + segment.length > max - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Where a text may be split, best first: between paragraphs, lines, sentences, words. */
const seams = [/\n{2,}/g, /\n/g, /(?<=[.!?…])\s+/g, /\s+/g];

/** The text in pieces of at most `max`, none of them empty. */
export function pieces(text: string, max: number): string[] {
  const whole = text.trim();
  if (lengthOf(whole) <= max) return [whole === '' ? '…' : whole];
  const at = splitAt(whole, max);
  return [whole.slice(0, at).trimEnd(), ...pieces(whole.slice(at), max)];
}

/** The last good place before `max`, in its second half if there is one: no piece should be a single word. */
function splitAt(text: string, max: number): number {
  const head = text.slice(0, max + 1);
  for (const seam of seams) {
    const places = [...head.matchAll(seam)]
      .map(({ index }) => index)
      .filter((index) => index > max / 2 && index <= max);
    const last = places.at(-1);
    if (last !== undefined) return last;
  }
  const hard = cut(text, max).length - 1;
  return hard > 0 ? hard : max;
}

/** Without line breaks, tabs or spaces in a row. */
export function oneLine(text: string, max: number): string {
  return cut(text.replaceAll(/\s+/g, ' ').trim(), max);
}

/** What a reader takes for one character, be it of several code points. */
export function firstCharacter(text: string): string {
  const [first] = characters.segment(text);
  return first?.segment ?? '';
}
