import { feedPaths } from './bookings/calendar-feed.store.ts';
import { cancelForContact, markDone, markNoShow } from './bookings/person.store.ts';
import { bookingsOf, type BookingRecord } from './bookings/record.store.ts';
import type { Business } from './business/business.ts';
import { businessByNumber, loadBusiness } from './business/business.store.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { wrong } from './platform/fault.ts';
import { localMinute } from './platform/time.ts';
import { isBefore } from './platform/time.ts';

/** How far back the list goes: who did not come yesterday is marked today. */
const hoursBack = 24;

/** What a person does with a booking, and how it is told when it is done. */
const marks = {
  'no-show': { mark: markNoShow, told: 'is marked: nobody came' },
  done: { mark: markDone, told: 'is marked as done' },
  cancel: { mark: cancelForContact, told: 'is cancelled; the contact has not been told' },
} as const;

/**
 * `whats-agent bookings …`: what it prints, line by line.
 *
 * @throws Fault `cli.invalid` with a sentence
 */
export async function bookingsCommand(
  db: Db,
  { WHATSAPP_PHONE_NUMBER_ID: number }: Pick<Config, 'WHATSAPP_PHONE_NUMBER_ID'>,
  { verb, protocol }: { readonly verb: string; readonly protocol?: string | undefined },
  now: Temporal.Instant,
): Promise<string[]> {
  const id = await businessByNumber(db, number);
  if (!id) throw wrong(`The number ${number} has no business: set WHATSAPP_PHONE_NUMBER_ID, or load one.`);
  const { business } = await loadBusiness(db, id);
  if (verb === 'list') return listed(await bookingsOf(db, id), business, now);
  if (verb === 'calendars')
    return (await feedPaths(db, id)).map(({ professional, path }) => `${professional}  ${path}`);
  if (!isMark(verb)) throw wrong(`bookings knows list, no-show, done, cancel and calendars, not ${verb}.`);
  if (protocol === undefined) throw wrong(`Say which: whats-agent bookings ${verb} PROTOCOL.`);
  return [await marked(db, business, { verb, protocol }, now)];
}

function isMark(verb: string): verb is keyof typeof marks {
  return Object.hasOwn(marks, verb);
}

async function marked(
  db: Db,
  business: Business,
  { verb, protocol }: { readonly verb: keyof typeof marks; readonly protocol: string },
  now: Temporal.Instant,
): Promise<string> {
  const { mark, told } = marks[verb];
  const outcome = await mark(db, business.id, protocol, now);
  if (outcome.kind === 'unknown')
    throw wrong(`No booking has the protocol ${protocol}: list them with \`whats-agent bookings\`.`);
  if (outcome.kind === 'marked') return `${protocol.toUpperCase()} ${told}.`;
  const begins = localMinute(outcome.start, business.timeZone);
  throw wrong(
    verb !== 'cancel' && outcome.status === 'booked'
      ? `${protocol.toUpperCase()} begins at ${begins} only.`
      : `${protocol.toUpperCase()} (${begins}) is ${outcome.status.replace('_', '-')} already.`,
  );
}

function listed(bookings: readonly BookingRecord[], business: Business, now: Temporal.Instant): string[] {
  const since = now.subtract({ hours: hoursBack });
  const recent = bookings.filter(({ start }) => !isBefore(start, since));
  if (recent.length === 0) return ['There is no booking from yesterday on.'];
  return recent.map(({ start, protocol, service, professional, name, contact, status }) =>
    [
      localMinute(start, business.timeZone),
      protocol,
      status.replace('_', '-').padEnd(9),
      service,
      professional,
      name || contact.name,
    ]
      .filter(Boolean)
      .join('  '),
  );
}
