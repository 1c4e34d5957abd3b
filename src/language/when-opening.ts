/**
 * How what a pattern matches may begin: its first two signs. A head of fewer is all that a part of a pattern can be.
 */
type Heads = ReadonlySet<string>;

/** Stands in a head for any sign. */
const any = '\0';
const headMax = 2;
const empty: Heads = new Set(['']);
const digits: readonly string[] = Array.from('0123456789');

/**
 * The first two signs that a match of a pattern may have, `\0` being any sign, or none. What is only looked at before and
 * behind a match is not weighed: there may be more heads than really are, and never fewer.
 *
 * @param source of a regular expression with the flag `u`
 */
export function headsOf(source: string): ReadonlySet<string> {
  const { heads } = alternatives(source, 0);
  return new Set([...heads].map((head) => head.padEnd(headMax, any)));
}

/** Can what has these heads stand in a text from here on? */
export function mayStart(heads: ReadonlySet<string>, first: string, second: string): boolean {
  return [first + second, first + any, any + second, any + any].some((head) => heads.has(head));
}

/** A part of a pattern that was read, and where it ends. */
type Read = { readonly heads: Heads; readonly end: number };

/** Up to the end of their group. */
function alternatives(source: string, start: number): Read {
  let { heads, end } = sequence(source, start);
  while (source[end] === '|') {
    const next = sequence(source, end + 1);
    heads = heads.union(next.heads);
    end = next.end;
  }
  return { heads, end };
}

function sequence(source: string, start: number): Read {
  let heads = empty;
  let at = start;
  while (at < source.length && source[at] !== '|' && source[at] !== ')') {
    const part = counted(source, atom(source, at));
    heads = followed(heads, part.heads);
    at = part.end;
  }
  return { heads, end: at };
}

function followed(heads: Heads, next: Heads): Heads {
  const all = [...heads].flatMap((head) =>
    head.length === headMax ? head : [...next].map((each) => (head + each).slice(0, headMax)),
  );
  return new Set(all);
}

const counts = /(?:(?<sign>[?*+])|\{(?<least>\d+)(?<most>,\d*)?\})\??/y;

/** A part with how often it stands there. */
function counted(source: string, { heads, end }: Read): Read {
  counts.lastIndex = end;
  const found = counts.exec(source);
  if (!found) return { heads, end };
  const { sign, least } = found.groups ?? {};
  const again = sign === '?' ? heads : heads.union(followed(heads, heads));
  const isOptional = sign === '?' || sign === '*' || least === '0';
  return { heads: isOptional ? again.union(empty) : again, end: counts.lastIndex };
}

const asides = /\(\?<?[=!]/y;
const groups = /\((?:\?(?::|<\w+>))?/y;

function atom(source: string, at: number): Read {
  const sign = source[at] ?? '';
  if (sign === '(') {
    const aside = lengthAt(asides, source, at);
    const inner = alternatives(source, at + (aside || lengthAt(groups, source, at)));
    return { heads: aside > 0 ? empty : inner.heads, end: inner.end + 1 };
  }
  if (sign === '[') return oneOf(source, at);
  if (sign === '\\') return escaped(source, at);
  if (sign === '^' || sign === '$') return { heads: empty, end: at + 1 };
  return { heads: new Set(sign === '.' ? any : sign), end: at + 1 };
}

/** How long what `pattern` finds at a place is; 0: it finds nothing. */
function lengthAt(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0].length ?? 0;
}

const escapes = /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|k<\w+>|.)/iy;

function escaped(source: string, at: number): Read {
  const end = at + lengthAt(escapes, source, at);
  const kind = source[at + 1] ?? '';
  if (kind === 'b' || kind === 'B') return { heads: empty, end };
  if (kind === 'd') return { heads: new Set(digits), end };
  // What a group held before may be anything, also nothing.
  if (kind === 'k') return { heads: new Set(['', any, any + any]), end };
  return { heads: new Set(/[\p{L}\d]/u.test(kind) ? any : kind), end };
}

/** "[1-9x]". One that excludes, or holds more than signs, digits and ranges, may be any sign. */
function oneOf(source: string, at: number): Read {
  let end = at + 1;
  while (source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
  const inside = source.slice(at + 1, end);
  const isPlain = !inside.startsWith('^') && !/\\(?!d)/.test(inside);
  return { heads: isPlain ? signsIn(inside) : new Set(any), end: end + 1 };
}

function signsIn(inside: string): Heads {
  const parts = inside.matchAll(/\\d|(?<from>.)-(?<to>.)|(?<sign>.)/gu);
  return new Set(
    [...parts].flatMap(({ groups: { from, to, sign } = {} }) => {
      if (sign !== undefined) return [sign];
      if (from === undefined || to === undefined) return digits;
      const first = from.charCodeAt(0);
      return Array.from({ length: to.charCodeAt(0) - first + 1 }, (_, step) => String.fromCharCode(first + step));
    }),
  );
}
