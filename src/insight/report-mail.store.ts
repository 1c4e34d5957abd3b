import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';

/** A report that is to be sent, by the first day of what it is about. */
export type ReportMail = { readonly kind: 'week' | 'month'; readonly firstDay: Temporal.PlainDate };

/** So long one try has; nobody else takes it meanwhile. */
const leaseMinutes = 5;

/** After so many days nobody waits for it any more. */
const keptDays = 7;

/** Writes down that it is to be sent; one that is written down already, sent or not, stays as it is. */
export async function queueReport(db: Db, { kind, firstDay }: ReportMail): Promise<void> {
  await db
    .insertInto('report_mails')
    .values({ kind, first_day: firstDay })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What is still to be sent, the oldest first. */
export async function unsentReports(db: Db): Promise<ReportMail[]> {
  const { rows } = await sql<ReportMail>`
    select kind, first_day as "firstDay" from report_mails
    where sent_at is null and created_at > now() - ${keptDays} * interval '1 day' order by first_day, kind`.execute(db);
  return rows;
}

/** `false`: somebody else sends it, or has. */
export async function leaseReport(db: Db, { kind, firstDay }: ReportMail): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update report_mails set tries = tries + 1, leased_until = now() + ${leaseMinutes} * interval '1 minute'
    where kind = ${kind} and first_day = ${firstDay}::date and sent_at is null
      and (leased_until is null or leased_until < now())`.execute(db);
  return numAffectedRows === 1n;
}

/** It was sent. */
export async function endReport(db: Db, { kind, firstDay }: ReportMail, sentAt: Temporal.Instant): Promise<void> {
  await sql`update report_mails set sent_at = ${sentAt}
    where kind = ${kind} and first_day = ${firstDay}::date`.execute(db);
}

/** Had the installation a business with customers by then? Of the time before there is nothing to tell. */
export async function hadBusiness(db: Db, by: Temporal.Instant): Promise<boolean> {
  const { rows } = await sql<{ had: boolean }>`
    select exists (select from businesses where not synthetic and created_at < ${by}) as had`.execute(db);
  return rows[0]?.had ?? false;
}
