import { sql } from 'kysely';
import type { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { NoticesReportView } from './campaign.view.ts';

const Row = NoticesReportView.pick({ reminderHours: true, followUpMinutes: true, kinds: true });

/** So many days back. */
const days = 30;

/**
 * What the business says unasked about bookings, and what came of what was said lately. Answered is a reminder after which
 * the visit was confirmed, and a follow-up after which it was rated.
 */
export async function noticesReport(
  db: Db,
  business: BusinessId,
  now: Temporal.Instant,
): Promise<z.output<typeof Row>> {
  const { rows } = await sql`
    select b.reminder_hours as "reminderHours", b.follow_up_minutes as "followUpMinutes",
      (select coalesce(jsonb_agg(t order by t.kind), '[]') from (
        select n.kind, count(*) filter (where m.status not in ('queued', 'failed'))::int as sent,
          count(*) filter (where m.status = 'failed')::int as failed,
          count(*) filter (where case n.kind when 'follow_up' then k.stars is not null else k.confirmed_at >= n.at end)::int as answered
        from notices n
          join messages m on m.business_id = n.business_id and m.id = n.message_id
          join bookings k on k.business_id = n.business_id and k.id = n.booking_id
        where n.business_id = b.id and n.at > ${now.subtract({ hours: days * 24 })} group by n.kind) t) as kinds
    from businesses b where b.id = ${business}`.execute(db);
  return Row.parse(rows[0]);
}

/** How Meta stands to these templates, by name: approved when one language of it is. */
export async function statusesOf(
  db: Db,
  business: BusinessId,
  names: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ name: string; status: string }>`
    select t.name, coalesce(max(t.status) filter (where t.status = 'APPROVED'), max(t.status)) as status from templates t
    where t.name = any(${[...names]}::text[])
      and t.business_account_id in (select business_account_id from numbers where business_id = ${business})
    group by t.name`.execute(db);
  return new Map(rows.map(({ name, status }) => [name, status]));
}
