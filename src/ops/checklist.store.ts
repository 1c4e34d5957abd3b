import { sql } from 'kysely';
import { cachedBusiness, type BusinessCache } from '../business/business.store.ts';
import { BusinessId } from '../business/business.ts';
import { openIntervals } from '../business/hours.ts';
import { json, type Db } from '../platform/db.ts';
import { isBefore } from '../platform/time.ts';
import { lightOver, type ChecklistRun } from './checklist.ts';

/** Keeps a checklist that was gone through. One that is told twice is kept once. */
export async function keepChecklist(
  db: Db,
  { id, name, doneBy, startedAt, endedAt, items }: ChecklistRun,
): Promise<void> {
  const light = lightOver(items.map(({ level }) => level));
  await sql`
    insert into checklists (id, name, done_by, started_at, ended_at, light, items)
    values (${id}, ${name}, ${doneBy}, ${startedAt}, ${endedAt}, ${light}, ${json(items)})
    on conflict (id) do nothing`.execute(db);
}

export type KeptChecklist = {
  readonly id: string;
  readonly name: string;
  readonly doneBy: string;
  readonly startedAt: Temporal.Instant;
  readonly endedAt: Temporal.Instant;
  readonly light: 'green' | 'yellow' | 'red';
  readonly items: readonly {
    readonly item: string;
    readonly level: 'ok' | 'warning' | 'error' | 'unknown' | 'not_done';
    readonly says: string;
    readonly fix: string | null;
    readonly note: string | null;
  }[];
};

export type ChecklistPage = {
  readonly name: string | null;
  readonly before: { readonly at: string; readonly id: string } | null;
  readonly limit: number;
};

/** The newest first. */
export async function checklistHistory(db: Db, { name, before, limit }: ChecklistPage): Promise<KeptChecklist[]> {
  const [at, id] = [before?.at ?? null, before?.id ?? null];
  const { rows } = await sql<KeptChecklist>`
    select id, name, done_by as "doneBy", started_at as "startedAt", ended_at as "endedAt", light, items from checklists
    where (${name}::text is null or name = ${name})
      and (${at}::timestamptz is null or (started_at, id) < (${at}::timestamptz, ${id}::uuid))
    order by started_at desc, id desc limit ${limit}`.execute(db);
  return rows;
}

/** When each checklist was last gone through. */
export async function lastChecklists(db: Db): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string; at: Temporal.Instant }>`
    select name, max(started_at) as at from checklists group by name`.execute(db);
  return Object.fromEntries(rows.map(({ name, at }) => [name, at.toString()]));
}

/** More businesses than these are not asked: of so many one has closed whenever any has. */
const businessesMax = 20;

/** A week without an open hour has no closing time. */
const daysBack = 8;

/** When the last of the businesses closed its doors, before now; `null`: none was open in a week. */
export async function lastClosing(db: Db, now: Temporal.Instant): Promise<Temporal.Instant | null> {
  const found = await db
    .selectFrom('businesses')
    .select(['id', 'revision'])
    .where('synthetic', '=', false)
    .limit(businessesMax)
    .execute();
  const cache: BusinessCache = new Map();
  const closings = await Promise.all(
    found.map(async ({ id, revision }) => {
      const business = await cachedBusiness(cache, db, BusinessId.parse(id), revision);
      const today = now.toZonedDateTimeISO(business.timeZone).toPlainDate();
      return Array.from({ length: daysBack }, (_, back) =>
        openIntervals(business, null, today.subtract({ days: back })),
      )
        .flat()
        .map(({ end }) => end)
        .filter((end) => isBefore(end, now));
    }),
  );
  return (
    closings
      .flat()
      .toSorted((a, b) => Temporal.Instant.compare(a, b))
      .at(-1) ?? null
  );
}
