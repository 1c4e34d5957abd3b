import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { json, type Db } from '../platform/db.ts';
import { BusinessId } from './business.ts';
import { putNumber, type BusinessNumber } from './business.store.ts';
import type { BusinessFile } from './file.ts';
import type { WeekSpan } from './week.ts';

/** Makes a new business of a whole file, in one transaction: its bookings and their contacts, and its number if it has one. */
export async function putBusiness(db: Db, file: BusinessFile, number?: BusinessNumber): Promise<BusinessId> {
  return db.transaction().execute((tx) => insertBusiness(tx, file, number));
}

/** The same, within a transaction of the caller's. */
export async function insertBusiness(tx: Db, file: BusinessFile, number?: BusinessNumber): Promise<BusinessId> {
  const ids: Ids = {
    business: BusinessId.parse(randomUUID()),
    professionals: new Map(file.professionals.map(({ key }) => [key, randomUUID()])),
    services: new Map(file.services.map(({ key }) => [key, randomUUID()])),
    resources: new Map(file.resources.map(({ key }) => [key, randomUUID()])),
  };
  await tx.insertInto('businesses').values(businessRow(file, ids)).execute();
  if (number) await putNumber(tx, ids.business, number);
  await tx.insertInto('professionals').values(professionalRows(file, ids)).execute();
  await tx.insertInto('services').values(serviceRows(file, ids)).execute();
  await tx.insertInto('professional_services').values(performerRows(file, ids)).execute();
  await putResources(tx, file, ids);
  await tx.insertInto('opening_hours').values(hourRows(file, ids)).execute();
  const timeOff = timeOffRows(file, ids);
  if (timeOff.length > 0) await tx.insertInto('time_off').values(timeOff).execute();
  const weekly = weeklyTimeOffRows(file, ids);
  if (weekly.length > 0) await tx.insertInto('weekly_time_off').values(weekly).execute();
  const entries = file.knowledge.map((entry, position) => ({ business_id: ids.business, ...entry, position }));
  if (entries.length > 0) await tx.insertInto('knowledge_entries').values(entries).execute();
  if (file.bookings.length > 0) await putBookings(tx, file, ids);
  return ids.business;
}

/** The ids under which what a file calls by its keys is stored. */
type Ids = {
  readonly business: BusinessId;
  readonly professionals: ReadonlyMap<string, string>;
  readonly services: ReadonlyMap<string, string>;
  readonly resources: ReadonlyMap<string, string>;
};

/** A parsed file names nothing that it does not have; should it, the foreign key refuses the empty id. */
function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  return ids.get(key) ?? '';
}

async function putResources(tx: Db, file: BusinessFile, { business, services, resources }: Ids): Promise<void> {
  if (file.resources.length === 0) return;
  const rows = file.resources.map(({ key, name, count }, position) => ({
    business_id: business,
    id: idOf(resources, key),
    key,
    name,
    count,
    position,
  }));
  await tx.insertInto('resources').values(rows).execute();
  const needs = file.services.flatMap((service) =>
    service.resources.map((key) => ({
      business_id: business,
      service_id: idOf(services, service.key),
      resource_id: idOf(resources, key),
    })),
  );
  if (needs.length > 0) await tx.insertInto('service_resources').values(needs).execute();
}

async function putBookings(tx: Db, { bookings }: BusinessFile, ids: Ids): Promise<void> {
  const contacts = new Map<string, { id: string; name: string | null; user_id: string | null; wa_id: string | null }>();
  const rows = bookings.map(({ contact: { userId, waId }, ...booking }, index) => {
    const key = JSON.stringify([userId, waId]);
    const known = contacts.get(key) ?? { id: randomUUID(), name: null, user_id: userId, wa_id: waId };
    contacts.set(key, { ...known, name: booking.name ?? known.name });
    return {
      business_id: ids.business,
      // `book` makes none with a 0 in it.
      protocol: String(index + 1).padStart(6, '0'),
      contact_id: known.id,
      professional_id: idOf(ids.professionals, booking.professional),
      service_id: idOf(ids.services, booking.service),
      name: booking.name ?? '',
      starts_at: booking.start,
      ends_at: booking.end,
      busy_until: booking.busyUntil,
      price_cents: booking.priceCents,
      booked_at: sql<Temporal.Instant>`now()`,
    };
  });
  const contactRows = [...contacts.values()].map((contact) => ({ business_id: ids.business, ...contact }));
  await tx.insertInto('contacts').values(contactRows).execute();
  await tx.insertInto('bookings').values(rows).execute();
}

function businessRow({ rules, policies, style, notices, models, ...file }: BusinessFile, { business }: Ids) {
  return {
    id: business,
    name: file.name,
    tagline: file.tagline,
    time_zone: file.timeZone,
    state: file.state,
    city: file.city,
    address: file.address,
    phone: file.phone,
    email: file.email,
    instagram: file.instagram,
    payment: [...file.payment],
    notice_minutes: rules.noticeMinutes,
    horizon_days: rules.horizonDays,
    step_minutes: rules.stepMinutes,
    buffer_minutes: rules.bufferMinutes,
    per_day_max: rules.perDayMax,
    cancel_notice_hours: policies.cancelNoticeHours,
    reschedule_notice_hours: policies.rescheduleNoticeHours,
    reschedules_max: policies.reschedulesMax,
    no_show_fee_percent: policies.noShowFeePercent,
    late_tolerance_minutes: policies.lateToleranceMinutes,
    tone: style.tone,
    emoji: style.emoji,
    language: style.language,
    reminder_hours: notices.reminderHours,
    follow_up_minutes: notices.followUpMinutes,
    holidays: json(file.holidays),
    models: json(models),
  };
}

function professionalRows(file: BusinessFile, { business, professionals }: Ids) {
  return file.professionals.map(({ key, name }, position) => ({
    business_id: business,
    id: idOf(professionals, key),
    key,
    name,
    position,
  }));
}

function serviceRows(file: BusinessFile, { business, services }: Ids) {
  return file.services.map(({ key, name, minutes, priceCents, description, synonyms, bufferMinutes }, position) => ({
    business_id: business,
    id: idOf(services, key),
    key,
    name,
    minutes,
    price_cents: priceCents,
    description,
    synonyms: [...synonyms],
    buffer_minutes: bufferMinutes,
    position,
  }));
}

function performerRows(file: BusinessFile, { business, professionals, services }: Ids) {
  return file.services.flatMap((service) =>
    service.professionals.map((key) => ({
      business_id: business,
      professional_id: idOf(professionals, key),
      service_id: idOf(services, service.key),
    })),
  );
}

function hourRows(file: BusinessFile, { business, professionals }: Ids) {
  const rowsOf = (professional: string | null, hours: readonly WeekSpan[]) =>
    hours.map(({ weekday, opens, closes }) => ({
      business_id: business,
      professional_id: professional,
      weekday,
      opens,
      closes: endOf(closes),
    }));
  return [
    ...rowsOf(null, file.hours),
    ...file.professionals.flatMap(({ key, hours }) => rowsOf(idOf(professionals, key), hours)),
  ];
}

/** Midnight at a day's end is 24:00 in the database. */
function endOf(time: Temporal.PlainTime) {
  return time.equals(new Temporal.PlainTime()) ? sql<Temporal.PlainTime>`'24:00'::time` : time;
}

function weeklyTimeOffRows(file: BusinessFile, { business, professionals }: Ids) {
  return file.weeklyTimeOff.map(({ professional, weekday, starts, ends, from, to, reason }) => ({
    business_id: business,
    professional_id: professional === null ? null : idOf(professionals, professional),
    weekday,
    starts,
    ends: endOf(ends),
    from_date: from,
    to_date: to,
    reason,
  }));
}

function timeOffRows(file: BusinessFile, { business, professionals }: Ids) {
  return file.timeOff.map(({ professional, start, end, reason }) => ({
    business_id: business,
    professional_id: professional === null ? null : idOf(professionals, professional),
    starts_at: start,
    ends_at: end,
    reason,
  }));
}
