import { sql } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../../src/business/business.ts';
import type { Db } from '../../src/platform/db.ts';

/** A row of a business table as people speak of it: keys for ids, local times, reais. `id` is for comparing only. */
const Row = z.looseObject({ id: z.string(), contact: z.string() });
export type Row = z.output<typeof Row>;

const Ledger = z.object({
  booking: z.array(Row),
  waitlist: z.array(Row),
  contact: z.array(Row),
  conversation: z.array(Row),
  privacy: z.array(Row),
});
/** The business tables of one business at one moment: what a conversation may change. */
export type Ledger = z.output<typeof Ledger>;
export type TableName = keyof Ledger;

/** What became of a table: rows that came, rows that changed with how they were, rows that went. */
export type Change = {
  readonly added: readonly Row[];
  readonly changed: readonly { readonly before: Row; readonly after: Row }[];
  readonly gone: readonly Row[];
};

export async function ledgerOf(db: Db, business: BusinessId): Promise<Ledger> {
  const who = sql`(select coalesce(c.wa_id, c.user_id) from contacts c where c.business_id = b.id and c.id = t.contact_id)`;
  const { rows } = await sql<{ ledger: unknown }>`select jsonb_build_object(
    'booking', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'contact', ${who},
        'service', s.key, 'professional', p.key,
        'start', to_char(t.starts_at at time zone b.time_zone, 'YYYY-MM-DD"T"HH24:MI'),
        'end', to_char(t.ends_at at time zone b.time_zone, 'YYYY-MM-DD"T"HH24:MI'),
        'price', t.price_cents / 100.0, 'status', case t.status when 'booked' then 'confirmed' else t.status end,
        'name', t.name, 'protocol', t.protocol, 'attends', t.confirmed_at is not null, 'stars', t.stars,
        'late', t.late_at is not null, 'late_minutes', t.late_minutes, 'moves', t.moves) order by t.starts_at, t.id), '[]')
      from bookings t join services s on s.business_id = b.id and s.id = t.service_id
        join professionals p on p.business_id = b.id and p.id = t.professional_id
      -- Walk-ins are the scenario's own doing.
      where t.business_id = b.id and not exists (select from contacts c where c.id = t.contact_id and c.user_id like 'walk-in-%')),
    'waitlist', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'contact', ${who}, 'service', s.key,
        'professional', p.key, 'from', t.from_date, 'to', t.to_date, 'from_time', t.from_time, 'to_time', t.to_time)), '[]')
      from waitlist t join services s on s.business_id = b.id and s.id = t.service_id
        left join professionals p on p.business_id = b.id and p.id = t.professional_id where t.business_id = b.id),
    'contact', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'contact', coalesce(t.wa_id, t.user_id),
        'opted_out', t.opted_out_at is not null)), '[]') from contacts t where t.business_id = b.id and t.wa_id is not null),
    'conversation', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'contact', ${who}, 'status', t.status,
        'reason', case t.status when 'human' then t.handoff_reason end)), '[]')
      from conversations t where t.business_id = b.id),
    'privacy', (select coalesce(jsonb_agg(jsonb_build_object('id', t.id::text, 'contact', ${who}, 'kind', t.kind)), '[]')
      from privacy_requests t where t.business_id = b.id)) as ledger
    from businesses b where b.id = ${business}`.execute(db);
  return Ledger.parse(rows[0]?.ledger);
}

export function changeOf(before: readonly Row[], after: readonly Row[]): Change {
  const [old, now] = [before, after].map((rows) => new Map(rows.map((row) => [row.id, row])));
  return {
    added: after.filter(({ id }) => !old?.has(id)),
    changed: after.flatMap((row) => {
      const was = old?.get(row.id);
      return was && JSON.stringify(was) !== JSON.stringify(row) ? [{ before: was, after: row }] : [];
    }),
    gone: before.filter(({ id }) => !now?.has(id)),
  };
}
