import { sql } from 'kysely';
import { json, type Db } from '../platform/db.ts';
import type {
  Business,
  BusinessId,
  KnowledgeEntry,
  ModelUse,
  ProfessionalId,
  Service,
  ServiceId,
  Style,
} from './business.ts';
import type { WeekSpan } from './week.ts';
import { slugOf } from './file.ts';

export type ServiceEdit = Pick<
  Service,
  'name' | 'minutes' | 'priceCents' | 'description' | 'synonyms' | 'professionals'
>;

const positionAfter = (table: string, business: BusinessId) =>
  sql<number>`(select coalesce(max(position), -1) + 1 from ${sql.table(table)} where business_id = ${business})`;

/** A short word for it that nobody has yet: `corte`, `corte-2`. */
async function freeKey(
  tx: Db,
  business: BusinessId,
  table: 'services' | 'professionals' | 'knowledge_entries',
  name: string,
) {
  const slug = slugOf(name) || 'item';
  const { rows } = await sql<{
    key: string;
  }>`select key from ${sql.table(table)} where business_id = ${business}`.execute(tx);
  const taken = new Set(rows.map(({ key }) => key));
  let key = slug;
  for (let n = 2; taken.has(key); n++) key = `${slug}-${n}`;
  return key;
}

/** Writes while no other writer of the business does; in the transaction that is open, if one is. */
export function alone<Result>(db: Db, business: BusinessId, task: (tx: Db) => Promise<Result>): Promise<Result> {
  const locked = async (tx: Db) => {
    await sql`select from businesses where id = ${business} for no key update`.execute(tx);
    return task(tx);
  };
  return db.isTransaction ? locked(db) : db.transaction().execute(locked);
}

/** Adds a service, or with an id changes it. `null`: there is none of this id, or somebody who is to perform it is unknown. */
export function putService(
  db: Db,
  business: BusinessId,
  id: ServiceId | null,
  edit: ServiceEdit,
): Promise<string | null> {
  const { name, minutes, priceCents, description } = edit;
  const columns = { name, minutes, price_cents: priceCents, description, synonyms: [...edit.synonyms] };
  return alone(db, business, async (tx) => {
    const { rows: performers } = await sql`select from professionals
      where business_id = ${business} and id = any(${edit.professionals}::uuid[])`.execute(tx);
    if (performers.length !== new Set(edit.professionals).size) return null;
    const row =
      id === null
        ? await tx
            .insertInto('services')
            .values({
              business_id: business,
              key: await freeKey(tx, business, 'services', name),
              position: positionAfter('services', business),
              ...columns,
            })
            .returning('id')
            .executeTakeFirst()
        : await tx
            .updateTable('services')
            .set(columns)
            .where('business_id', '=', business)
            .where('id', '=', id)
            .returning('id')
            .executeTakeFirst();
    if (!row) return null;
    await tx
      .deleteFrom('professional_services')
      .where('business_id', '=', business)
      .where('service_id', '=', row.id)
      .execute();
    await sql`insert into professional_services (business_id, professional_id, service_id)
      select distinct ${business}::uuid, id, ${row.id}::uuid from unnest(${edit.professionals}::uuid[]) id`.execute(tx);
    return row.id;
  });
}

/** Adds a professional, or with an id renames them. `null`: there is none of this id. */
export function putProfessional(
  db: Db,
  business: BusinessId,
  id: ProfessionalId | null,
  name: string,
): Promise<string | null> {
  return alone(db, business, async (tx) => {
    const row =
      id === null
        ? await tx
            .insertInto('professionals')
            .values({
              business_id: business,
              key: await freeKey(tx, business, 'professionals', name),
              name,
              position: positionAfter('professionals', business),
            })
            .returning('id')
            .executeTakeFirst()
        : await tx
            .updateTable('professionals')
            .set({ name })
            .where('business_id', '=', business)
            .where('id', '=', id)
            .returning('id')
            .executeTakeFirst();
    return row?.id ?? null;
  });
}

/** Takes a service off the list: nobody performs it any more, so it cannot be booked; what is booked of it stays. */
export async function retireService(db: Db, business: BusinessId, id: ServiceId): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('professional_services')
    .where('business_id', '=', business)
    .where('service_id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** The opening hours of the business, or of a professional, in place of those before. `false`: who is that? */
export function putHours(
  db: Db,
  business: BusinessId,
  professional: ProfessionalId | null,
  week: readonly WeekSpan[],
): Promise<boolean> {
  return alone(db, business, async (tx) => {
    const { rows: known } =
      await sql`select from professionals where business_id = ${business} and id = ${professional}`.execute(tx);
    if (professional !== null && known.length === 0) return false;
    await sql`delete from opening_hours
      where business_id = ${business} and professional_id is not distinct from ${professional}::uuid`.execute(tx);
    for (const { weekday, opens, closes } of week) {
      const end = closes.equals(new Temporal.PlainTime()) ? '24:00' : closes.toString();
      await sql`insert into opening_hours (business_id, professional_id, weekday, opens, closes)
        values (${business}, ${professional}, ${weekday}, ${opens}, ${end}::time)`.execute(tx);
    }
    return true;
  });
}

/** Adds an entry, or with its key changes it. `null`: there is none of this key. */
export function putKnowledge(
  db: Db,
  business: BusinessId,
  { key, question, answer }: Omit<KnowledgeEntry, 'key'> & { readonly key: string | null },
): Promise<string | null> {
  return alone(db, business, async (tx) => {
    if (key === null) {
      const made = await freeKey(tx, business, 'knowledge_entries', question);
      const position = positionAfter('knowledge_entries', business);
      await tx
        .insertInto('knowledge_entries')
        .values({ business_id: business, key: made, question, answer, position })
        .execute();
      return made;
    }
    const { numUpdatedRows } = await tx
      .updateTable('knowledge_entries')
      .set({ question, answer })
      .where('business_id', '=', business)
      .where('key', '=', key)
      .executeTakeFirst();
    return numUpdatedRows === 1n ? key : null;
  });
}

export async function dropKnowledge(db: Db, business: BusinessId, key: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('knowledge_entries')
    .where('business_id', '=', business)
    .where('key', '=', key)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** How replies sound. */
export async function putStyle(db: Db, business: BusinessId, { tone, emoji, language }: Style): Promise<void> {
  await db.updateTable('businesses').set({ tone, emoji, language }).where('id', '=', business).execute();
}

/** What bookings must respect, what contacts are held to, and what they hear without asking. */
export async function putRules(
  db: Db,
  business: BusinessId,
  { rules, policies, notices }: Pick<Business, 'rules' | 'policies' | 'notices'>,
): Promise<void> {
  await db
    .updateTable('businesses')
    .set({
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
      reminder_hours: [...notices.reminderHours],
      follow_up_minutes: notices.followUpMinutes,
    })
    .where('id', '=', business)
    .execute();
}

/** What a language model may do for the business. */
export async function putModelUse(db: Db, business: BusinessId, use: Omit<ModelUse, 'debugUntil'>): Promise<void> {
  await sql`update businesses set models = models || ${json(use)} where id = ${business}`.execute(db);
}
