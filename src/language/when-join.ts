import { withoutBeside, type Clauses } from './when-beside.ts';
import { anchored, type Offsets } from './when-offset.ts';
import { sideOf, type Found, type Side } from './when-piece.ts';

/** What a language puts around pieces to tie them together. */
export type Links = {
  readonly startsAt: RegExp;
  readonly after: RegExp;
  readonly until: RegExp;
  readonly before: RegExp;
  /** After a piece that something begins with: "em diante". */
  readonly onward: RegExp;
  readonly about: RegExp;
  readonly aboutAfter: RegExp;
  /** Before the first end of a range: "de", "das", "entre". */
  readonly outOf: RegExp;
  /** The same, as the first words of the first end's own match. */
  readonly opensRange: RegExp;
  /** Between the two ends of a range: "a", "até", "às". */
  readonly to: RegExp;
  /** The same, so clear that no "de" need go before. */
  readonly toAlone: RegExp;
  readonly or: RegExp;
  readonly alternative: RegExp;
  /** Between the old and the new of a move: "de terça para quarta". */
  readonly moves: RegExp;
  readonly moving: RegExp;
  readonly movesFrom: RegExp;
  readonly insteadOf: RegExp;
  /** Between what was wrong and what is right: "amanhã não, quinta". */
  readonly corrects: RegExp;
  /** The line up to its first piece is a correction: "não, dia 17". */
  readonly opensCorrection: RegExp;
  /** Right before a piece that is only said to be wrong: "quinta, não quarta"; or the line's first, "não dia 12, dia 13". */
  readonly refusesThis: RegExp;
  readonly refusesFirst: RegExp;
  /** Beside a piece that does not suit; in a question it is a wish all the same: "não dá sexta?". */
  readonly refusesBefore: RegExp;
  readonly refusesAfter: RegExp;
  /** The same, of oneself, and no question mark changes it: "não posso sexta, pode ser sábado?". */
  readonly cannotBefore: RegExp;
  readonly cannotAfter: RegExp;
  readonly clauses: Clauses;
  readonly offsets: Offsets;
};

export type Bound = 'from' | 'after' | 'until' | 'before';

/** How an item hangs on the one before it. */
export type Joint = 'plain' | 'comma' | 'or' | 'to';

export type Item = Found & {
  readonly side: Side;
  readonly bound: Bound | null;
  readonly about: boolean;
  readonly joint: Joint;
};

/** Which sides of what was said the text takes back. */
export type Replaced = ReadonlySet<Side>;

/** What a text wants, and what it takes back: the sides, and the pieces where it names them. */
export type Items = { readonly items: Item[]; readonly replaced: Replaced; readonly given: Item[] };

/** The pieces that the text wants, with what ties them, and what it takes back. */
export function itemsOf(found: readonly Found[], line: string, links: Links): Items {
  const { wished, given: was } = withoutBeside(anchored(found, line, links.offsets), line, links.clauses);
  const { kept, replaced, given } = withoutReplaced(wished, line, links);
  const items = kept.flatMap((each, at): Item[] => {
    const previous = kept[at - 1];
    const bound = boundOf(each, previous?.end ?? 0, line, links);
    const refused = isRefused(each, line, links);
    if (refused && !bound) return [];
    const start = bound ? bound.start : each.start;
    return [
      {
        ...each,
        start,
        side: sideOf(each.piece),
        bound: bound ? (refused ? opposite[bound.bound] : bound.bound) : null,
        about: links.about.test(line.slice(0, each.start)) || links.aboutAfter.test(line.slice(each.end)),
        joint: jointOf(previous, each, line, links),
      },
    ];
  });
  was.forEach(({ piece }) => replaced.add(sideOf(piece)));
  return { items: items.map(withinRange), replaced, given: [...was, ...given].map(alone) };
}

/** The ends of a range have no bounds of their own: "from Monday to Friday". */
function withinRange(item: Item, at: number, items: readonly Item[]): Item {
  return item.joint === 'to' || items[at + 1]?.joint === 'to' ? { ...item, bound: null } : item;
}

function alone(found: Found): Item {
  return { ...found, side: sideOf(found.piece), bound: null, about: false, joint: 'plain' };
}

const opposite: Readonly<Record<Bound, Bound>> = { from: 'before', after: 'until', until: 'after', before: 'from' };

function boundOf(found: Found, after: number, line: string, links: Links): { bound: Bound; start: number } | null {
  // The lead belongs to the match ("das 18"), so the bound stands before it.
  const from = Math.max(after, found.start - nearMax);
  const left = line.slice(from, found.start);
  for (const [bound, pattern] of [
    ['from', links.startsAt],
    ['after', links.after],
    ['before', links.before],
    ['until', links.until],
  ] as const) {
    const match = pattern.exec(left);
    if (match) return { bound, start: from + match.index + (/^[^\p{L}]/u.test(match[0]) ? 1 : 0) };
  }
  return links.onward.test(line.slice(found.end, found.end + nearMax)) ? { bound: 'from', start: found.start } : null;
}

/** How far from a piece a word may stand that changes it: patterns over a whole long text would take minutes. */
const nearMax = 80;

function isRefused(found: Found, line: string, links: Links): boolean {
  const near = line.slice(Math.max(0, found.start - nearMax), found.start);
  const bound = Math.max(...['.', ',', ';', '!', '?', '\n'].map((mark) => near.lastIndexOf(mark)));
  const before = near.slice(bound + 1);
  const after = line.slice(found.end, found.end + nearMax);
  if (links.cannotBefore.test(before) || links.cannotAfter.test(after)) return true;
  if (/^[^.!;\n]*\?/.test(after)) return false;
  return links.refusesBefore.test(before) || links.refusesAfter.test(after);
}

function jointOf(previous: Found | undefined, found: Found, line: string, links: Links): Joint {
  if (!previous) return 'plain';
  if (isRange(previous, found, line, links)) return 'to';
  const gap = line.slice(previous.end, found.start);
  if (/^ ?, ?$/.test(gap)) return 'comma';
  return links.or.test(gap) || links.alternative.test(gap) ? 'or' : 'plain';
}

/** "de terça a quinta", not "de terça e põe na quinta". */
const jointMax = 12;

/** What joins may stand between two pieces or lead the second: "de terça a quinta", "das 14 às 16". */
function isRange(previous: Found, found: Found, line: string, links: Links): boolean {
  if (sideOf(previous.piece) !== sideOf(found.piece)) return false;
  if (found.start - previous.end > jointMax) return false;
  const joint = line.slice(previous.end, found.end);
  if (!links.to.test(joint)) return false;
  if (links.toAlone.test(joint)) return true;
  const [before, first] = [line.slice(0, previous.start), line.slice(previous.start)];
  return (
    links.outOf.test(before) ||
    links.opensRange.test(first) ||
    (sideOf(found.piece) === 'day' && joint.startsWith(' a '))
  );
}

type Kept = { readonly kept: Found[]; readonly replaced: Set<Side>; readonly given: Found[] };

/** Takes away what the text itself replaces by what it says later. */
function withoutReplaced(found: readonly Found[], line: string, links: Links): Kept {
  const replaced = new Set<Side>();
  const [first] = found;
  if (first && opensCorrection(line.slice(0, first.start), links))
    found.forEach(({ piece }) => replaced.add(sideOf(piece)));
  let kept: Found[] = [];
  const given: Found[] = [];
  for (const [at, each] of found.entries()) {
    const previous = found[at - 1];
    if (isWrongOne(found, at, line, links)) {
      replaced.add(sideOf(each.piece));
      given.push(each);
      continue;
    }
    if (previous && replacesWhatWas(previous, each, line, links)) {
      const said = new Set(found.slice(at).map(({ piece }) => sideOf(piece)));
      const old = kept.filter(({ piece }) => said.has(sideOf(piece)));
      old.forEach(({ piece }) => replaced.add(sideOf(piece)));
      given.push(...old);
      kept = kept.filter(({ piece }) => !said.has(sideOf(piece)));
    }
    kept.push(each);
  }
  return { kept, replaced, given };
}

/** The line, or its last sentence before the first piece, begins by taking something back. */
function opensCorrection(before: string, links: Links): boolean {
  return links.opensCorrection.test(before) || links.opensCorrection.test(before.slice(before.search(/[^.!?\n]*$/)));
}

/** Said only to be ruled out. */
function isWrongOne(found: readonly Found[], at: number, line: string, links: Links): boolean {
  const [previous, each, next] = [found[at - 1], found[at], found[at + 1]];
  if (!each) return false;
  const gap = line.slice(previous?.end ?? 0, each.start);
  if (links.insteadOf.test(gap)) return true;
  if (previous) return sideOf(previous.piece) === sideOf(each.piece) && links.refusesThis.test(gap);
  return next !== undefined && sideOf(next.piece) === sideOf(each.piece) && links.refusesFirst.test(gap);
}

function replacesWhatWas(previous: Found, found: Found, line: string, links: Links): boolean {
  const gap = line.slice(previous.end, found.start);
  // "9h, se não der 11h" takes nothing back; "ou melhor, 11h" does.
  if (links.corrects.test(gap.replace(links.alternative, ' '))) return true;
  if (!links.moves.test(line.slice(previous.end, found.end))) return false;
  const before = line.slice(0, previous.end);
  return links.movesFrom.test(before) || links.moving.test(before);
}
