import { isAny, sideOf, type Found } from './when-piece.ts';

/** How a language tells what a clause is about. Each is tried on one clause, and on as much around it as it needs. */
export type Clauses = {
  /** Where a new clause begins, inside a sentence too: ", então", " porque". */
  readonly breaks: RegExp;
  /** What the contact wants or can: "marca", "pode ser", "consigo". */
  readonly wishes: RegExp;
  /** What else goes on in a life: "tenho dentista", "volto de viagem", "a formatura é". */
  readonly tells: RegExp;
  /** What was thought of or is booked, before it changes: "tinha marcado", "meu horário de". */
  readonly was: RegExp;
};

type Role = 'wish' | 'tells' | 'was' | 'open';
type Clause = { readonly role: Role; readonly found: readonly Found[] };

/** What is left of what was found, and what was taken back. */
export type Wished = { readonly wished: Found[]; readonly given: Found[] };

/**
 * Leaves out when something else happens than what is wished: of "tenho dentista sexta às 10, pode ser às 14?" the ten
 * o'clock. Only where the wish says the same side itself: the Friday stays.
 */
export function withoutBeside(found: readonly Found[], line: string, clauses: Clauses): Wished {
  const all = clausesOf(found, line, clauses);
  const wishes = all.filter(isWished).flatMap((clause) => clause.found);
  const said = new Set(wishes.flatMap(({ piece }) => (isAny(piece) ? [] : [sideOf(piece)])));
  if (said.has('both')) said.add('day').add('time');
  if (wishes.length === 0 || wishes.length === found.length) return { wished: [...found], given: [] };
  const nearest = all.findLast((clause) => !isWished(clause) && hasDay(clause.found));
  const out = (clause: Clause, each: Found): boolean => {
    const side = sideOf(each.piece);
    if (isWished(clause) || side === 'every' || side === 'shift') return false;
    if (said.has(side)) return true;
    if (side === 'time') return said.has('day') && hasDay(clause.found);
    return clause !== nearest;
  };
  const gone = new Map(
    all.flatMap((clause) => clause.found.filter((each) => out(clause, each)).map((each) => [each, clause.role])),
  );
  return {
    wished: found.filter((each) => !gone.has(each)),
    given: found.filter((each) => gone.get(each) === 'was'),
  };
}

const isWished = ({ role }: Clause) => role === 'wish' || role === 'open';

const hasDay = (found: readonly Found[]) => found.some(({ piece }) => sideOf(piece) === 'day');

function clausesOf(found: readonly Found[], line: string, clauses: Clauses): Clause[] {
  const all: Clause[] = [];
  let isApart = false;
  for (const part of partsOf(line, found, clauses.breaks)) {
    const text = line.slice(part.start, part.end);
    const own = found.filter(({ start }) => start >= part.start && start < part.end);
    if (own.length === 0) {
      isApart ||= /\p{L}+ \p{L}+/u.test(text);
      continue;
    }
    const role = roleOf(text, clauses);
    const isList = !part.isNew && !isApart && !/\p{L}/u.test(restOf(line, part.start, part.end, own));
    const before = role === 'open' && isList ? all.at(-1) : undefined;
    const clause = { role, found: own };
    all.push(before && goesOn(before, clause, text) ? { ...clause, role: before.role } : clause);
    isApart = false;
  }
  return all;
}

/** "terça, quinta e sábado": one goes on where the other began. Not ", é sexta" after what was: folded, it is "e". */
function goesOn(before: Clause, { found }: Clause, text: string): boolean {
  if (before.role === 'was' && text.startsWith(', e ')) return false;
  return hasDay(before.found) || !hasDay(found);
}

/** What a clause says beside what was found in it, without what only ties. */
function restOf(line: string, start: number, end: number, found: readonly Found[]): string {
  const gaps = [...found, null].map((each, at) => line.slice(found[at - 1]?.end ?? start, each?.start ?? end));
  return gaps
    .join(' ')
    .replaceAll(/(?<!\p{L})(?:e|ou|y|o|and|or|tambem|tampouco|tambien|tampoco|too|also|either|neither)(?!\p{L})/gu, '');
}

function roleOf(text: string, { wishes, tells, was }: Clauses): Role {
  if (was.test(text)) return 'was';
  if (wishes.test(text)) return 'wish';
  return tells.test(text) ? 'tells' : 'open';
}

type Part = { readonly start: number; readonly end: number; readonly isNew: boolean };

/** The clauses of a line; `isNew`: a sentence begins with it. What was found is never cut in two. */
function partsOf(line: string, found: readonly Found[], breaks: RegExp): Part[] {
  const cuts = [...line.matchAll(breaks)]
    .map((match) => ({ at: match.index, isNew: /^[.!?;\n]/.test(match[0]) }))
    .filter(({ at }) => !found.some(({ start, end }) => start < at && at < end));
  return [{ at: 0, isNew: true }, ...cuts].map(({ at, isNew }, index) => ({
    start: at,
    end: cuts[index]?.at ?? line.length,
    isNew,
  }));
}
