import { z } from 'zod';
import { changeOf, type Change, type Ledger, type Row, type TableName } from './ledger.ts';

/**
 * What a row is to hold: columns that are not named may be anything. Text may offer readings ("a|b"), end in `*`, or
 * hold `<first_free_am>`, computed from the fixture. `was`: the start that a changed booking had.
 */
const Columns = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type Columns = z.output<typeof Columns>;
const Rows = z.union([Columns, z.array(Columns)]).transform((rows) => (Array.isArray(rows) ? rows : [rows]));

/** How the business tables change, in the notation of the scenario files. What is not named stays as it is. */
export const Expectation = z.strictObject({
  '+booking': Rows.optional(),
  '~booking': Rows.optional(),
  '+waitlist': Rows.optional(),
  '-waitlist': z.int().optional(),
  '+privacy': Rows.optional(),
  '~contact': Rows.optional(),
  /** Whose conversation a person has now, and why; of the first contact unless `customer` names another. */
  conversation: Rows.optional(),
  count: z.int().optional(),
  count_active: z.int().optional(),
  unchanged: z.literal(true).optional(),
});
export type Expectation = z.output<typeof Expectation>;

export type Place = {
  /** The number of a contact by its name in the scenario; `self` is the first. */
  readonly contactOf: (name: string) => string;
};

/** What a move or a late word changes besides what it is about. */
const incidental = new Set(['end', 'professional', 'moves', 'price', 'name', 'late_minutes']);

/** Why the change of the tables is not the one that was expected; empty: it is. */
export function mismatches(expected: Expectation, before: Ledger, after: Ledger, place: Place): string[] {
  const change = (table: TableName) => changeOf(before[table], after[table]);
  const bookings = change('booking');
  const waitlist = change('waitlist');
  return [
    ...countsIn(expected, bookings, after, place),
    ...added('booking', expected['+booking'] ?? [], bookings, place),
    ...changed('booking', expected['~booking'] ?? [], bookings, place),
    ...added('waitlist', expected['+waitlist'] ?? [], waitlist, place),
    ...(waitlist.gone.length === (expected['-waitlist'] ?? 0) ? [] : [`${waitlist.gone.length} left the waitlist`]),
    ...added('privacy', expected['+privacy'] ?? [], change('privacy'), place),
    ...changed('contact', expected['~contact'] ?? [], changeOf(met(before, after), after.contact), place),
    ...conversationsIn(expected, after, place),
  ];
}

/** Contacts as they began: who wrote for the first time had not opted out. */
function met(before: Ledger, after: Ledger): Row[] {
  const fresh = changeOf(before.contact, after.contact).added;
  return [...before.contact, ...fresh.map((row) => ({ ...row, opted_out: false }))];
}

function countsIn(expected: Expectation, { added: fresh }: Change, after: Ledger, place: Place): string[] {
  const own = after.booking.filter(({ contact }) => contact === place.contactOf('self'));
  const active = own.filter(({ status }) => status === 'confirmed').length;
  const wrong: string[] = [];
  if (expected.count !== undefined && fresh.length !== expected.count)
    wrong.push(`${fresh.length} bookings were made, not ${expected.count}`);
  if (expected.count_active !== undefined && active !== expected.count_active)
    wrong.push(`${active} bookings are active, not ${expected.count_active}`);
  return wrong;
}

function added(table: string, wanted: readonly Columns[], { added: rows }: Change, place: Place): string[] {
  // Two contacts want one slot: whose booking it becomes is left open.
  const counted = wanted.flatMap(({ count_for_slot }) => (typeof count_for_slot === 'number' ? [count_for_slot] : []));
  if (counted[0] !== undefined) return rows.length === counted[0] ? [] : [`${rows.length} bookings of the slot`];
  const left = [...rows];
  const wrong: string[] = [];
  for (const columns of wanted) {
    const at = left.findIndex((row) => differences(columns, row, place).length === 0);
    if (at >= 0) left.splice(at, 1);
    else wrong.push(`no new ${table} ${JSON.stringify(columns)}${nearest(columns, left, place)}`);
  }
  return [...wrong, ...left.map((row) => `a ${table} too many: ${told(row)}`)];
}

function nearest(columns: Columns, rows: readonly Row[], place: Place): string {
  const [closest] = rows
    .map((row) => differences(columns, row, place))
    .toSorted((one, other) => one.length - other.length);
  return closest ? ` (nearest: ${closest.join(', ')})` : '';
}

function changed(table: string, wanted: readonly Columns[], { changed: rows, gone }: Change, place: Place): string[] {
  const left = [...rows];
  const wrong = gone.map((row) => `a ${table} is gone: ${told(row)}`);
  for (const { was, ...columns } of wanted) {
    const isMeant = ({ before, after }: (typeof left)[number]) =>
      (was === undefined || before['start'] === was) && differences(columns, after, place).length === 0;
    const at = left.findIndex(isMeant);
    const [found] = at >= 0 ? left.splice(at, 1) : [];
    if (found) wrong.push(...besides(found, columns).map((column) => `${table}.${column} changed too`));
    else {
      const from = was === undefined ? '' : ` of ${String(was)}`;
      wrong.push(`no ${table}${from} changed to ${JSON.stringify(columns)}`);
    }
  }
  return [...wrong, ...left.map(({ before, after }) => `${table} changed: ${told(before)} → ${told(after)}`)];
}

function besides({ before, after }: Change['changed'][number], columns: Columns): string[] {
  return Object.keys(after).filter(
    (column) => !(column in columns) && !incidental.has(column) && before[column] !== after[column],
  );
}

/** A conversation that is not named must still be the agent's. */
function conversationsIn({ conversation = [] }: Expectation, { conversation: rows }: Ledger, place: Place): string[] {
  const wrong: string[] = [];
  for (const row of rows) {
    const wanted = conversation.find(({ customer = 'self' }) => place.contactOf(String(customer)) === row.contact);
    const { customer: _, ...columns } = wanted ?? { status: 'active' };
    wrong.push(...differences(columns, row, place).map((difference) => `conversation: ${difference}`));
  }
  const spoken = conversation.filter(
    ({ customer = 'self' }) => !rows.some(({ contact }) => contact === place.contactOf(String(customer))),
  );
  return [...wrong, ...spoken.map((columns) => `no conversation ${JSON.stringify(columns)}`)];
}

function differences(columns: Columns, row: Row, place: Place): string[] {
  return Object.entries(columns).flatMap(([column, wanted]) => {
    if (column === 'customer') return row.contact === place.contactOf(String(wanted)) ? [] : [`of ${row.contact}`];
    const given = row[column];
    return isAsWanted(wanted, given) ? [] : [`${column} ${String(given)}, not ${String(wanted)}`];
  });
}

/** Numbers as numbers, `25` is `25.0`; text by its readings. */
function isAsWanted(wanted: Columns[string], given: unknown): boolean {
  if (typeof wanted === 'number') return Number(given) === wanted && given !== null;
  if (typeof wanted !== 'string') return given === wanted;
  return wanted
    .split('|')
    .some((text) => (text.endsWith('*') ? String(given).startsWith(text.slice(0, -1)) : String(given) === text));
}

/** The clock time of the first slot of a day that was free when it began: before noon, after, or at all. */
export type FirstFree = (service: string, day: string, part: string) => string;

/** The same with `2026-11-26T<first_free_am>` computed, for the service that the row names. */
export function withFirstFree(expected: Expectation, firstFree: FirstFree): Expectation {
  const made = expected['+booking']?.map((row) => {
    const { start, service } = row;
    if (typeof start !== 'string' || typeof service !== 'string') return row;
    const resolved = start.replaceAll(
      /(\d{4}-\d\d-\d\d)T<first_free(?:_(am|pm))?>/g,
      (_, day: string, part: string | undefined) => `${day}T${firstFree(service, day, part ?? 'day')}`,
    );
    return { ...row, start: resolved };
  });
  return made ? { ...expected, '+booking': made } : expected;
}

function told(row: Row): string {
  return Object.entries(row)
    .filter(([column, value]) => !/^(?:id|protocol)$/.test(column) && value !== null && value !== false)
    .map(([column, value]) => `${column} ${String(value)}`)
    .join(', ');
}
