import type { Business } from '../../src/business/business.ts';
import type { Columns } from './expectation.ts';
import type { Scenario } from './scenario.ts';
import type { Told, Want } from './want.ts';

/**
 * What the customer of a scenario wants: what the tables are to hold in the end and, where they leave it open, what the
 * goal says in its own words ("corte, Fri 27/11 16:00, any pro"). `null`: nothing is to be booked, moved or cancelled.
 */
export function wantOf(scenario: Scenario, business: Business): Want | null {
  const { expected_db, goal, hidden_facts } = scenario;
  const made = expected_db['+booking'] ?? [];
  const [changed] = expected_db['~booking'] ?? [];
  const [columns = changed] = made;
  if (!columns || (made.length === 0 && !isBookingChange(columns))) return null;
  const fallback = {
    service: serviceIn(goal, business, hidden_facts.existing),
    start: startIn(goal, scenario),
    professional: professionalIn(goal, business),
  };
  const fits = (item: Told) => (made.length > 0 ? made : [columns]).some((row) => isMeant(item, row, fallback));
  const change = columns['status'] === 'cancelled' ? (['cancel'] as const) : (['move'] as const);
  return {
    acts: made.length > 0 ? ['book', 'move'] : change,
    takes: (items) => items.every(fits),
    fits,
    service: textOr(columns['service'], fallback.service),
    professional: fallback.professional,
    ...momentIn(textOr(columns['start'], fallback.start)),
    booking: changed ? bookingOf(changed['was'], hidden_facts.existing) : null,
  };
}

/** Day and time of the first reading, as far as it has them. */
function momentIn(readings: string): { readonly day: string | null; readonly time: string | null } {
  const [first = ''] = readings.split('|');
  return { day: /^(\d{4}-\d\d-\d\d)/.exec(first)?.[1] ?? null, time: /T(\d\d:\d\d)/.exec(first)?.[1] ?? null };
}

/** To attend, to be late or to rate needs no proposal and no yes. */
const isBookingChange = (row: Columns) => 'start' in row || 'status' in row || 'service' in row;

const textOr = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);

type Fallback = { readonly service: string; readonly start: string; readonly professional: string | null };

/** Is the item a row that is expected? */
function isMeant(item: Told, row: Columns, fallback: Fallback): boolean {
  const service =
    row['service'] ?? (row['status'] === undefined && row['was'] === undefined ? fallback.service : item.service);
  const professional = row['professional'] ?? fallback.professional ?? item.professional;
  const readings = textOr(row['start'], fallback.start).split('|');
  const isService = String(service).split('|').includes(item.service);
  return isService && item.professional === professional && readings.some((reading) => isReading(reading, item.start));
}

/** `2026-11-26T*` takes any time of the day. */
function isReading(reading: string, start: string): boolean {
  return reading.endsWith('*') ? start.startsWith(reading.slice(0, -1)) : reading === '' || start === reading;
}

/** "Fri 27/11 16:00" in a goal, brackets left out. */
function startIn(goal: string, { fixture: { now } }: Scenario): string {
  const prose = goal.replaceAll(/\([^)]*\)/g, '');
  const [, day, month] = /(\d\d)\/(\d\d)/.exec(prose) ?? [];
  const time = /\b(\d\d:\d\d)\b/.exec(prose)?.[1];
  if (!day || !month) return '';
  const year = Number(now.slice(0, 4));
  return `${String(month < now.slice(5, 7) ? year + 1 : year)}-${month}-${day}${time ? `T${time}` : 'T*'}`;
}

function serviceIn(goal: string, business: Business, existing: string | readonly string[] | undefined): string {
  const [own] = [existing ?? []].flat();
  const words = new Set(`${goal} ${own ?? ''}`.toLowerCase().split(/[^\p{L}\d-]+/u));
  const named = business.services.find(({ key }) => words.has(key));
  const who = business.professionals.find(({ key }) => key === professionalIn(goal, business));
  const theirs = business.services.find(({ professionals }) => who && professionals.includes(who.id));
  return (named ?? theirs ?? business.services[0])?.key ?? '';
}

function professionalIn(goal: string, { professionals }: Business): string | null {
  return (
    professionals.find(({ name, key }) => new RegExp(`\\b(?:with|com) (?:${name}|${key})`, 'iu').test(goal))?.key ??
    null
  );
}

function bookingOf(was: unknown, existing: string | readonly string[] | undefined): string | null {
  if (typeof was === 'string') return was;
  const [first] = [existing ?? []].flat();
  return /(\d{4}-\d\d-\d\dT\d\d:\d\d)/.exec(first ?? '')?.[1] ?? null;
}
