import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { CampaignId } from './campaign.ts';
import { PreviewView, type PlanView } from './campaign.view.ts';

type Plan = Pick<PlanView, 'phoneNumberId' | 'audience' | 'restDays'>;

/** A contact who would get it. */
const Reader = z.object({ phone: z.string().nullable(), userId: z.string().nullable(), name: z.string().nullable() });
export type Reader = z.output<typeof Reader>;

/** Who would get it now, in no order, and how many would not, by reason. */
export async function audienceOf(
  db: Db,
  business: BusinessId,
  plan: Plan,
  now: Temporal.Instant,
): Promise<{ readonly readers: readonly Reader[]; readonly skipped: PreviewView['skipped'] }> {
  const { rows } = await sql<{ readers: unknown; skipped: unknown }>`
    with found as materialized (${foundQuery(business, plan, now)})
    select coalesce((select jsonb_agg(jsonb_build_object('phone', phone, 'userId', "userId", 'name', name))
        from found where why is null), '[]') as readers,
      coalesce((select jsonb_agg(t order by count desc, why) from (
        select why, count(*)::int as count from found where why is not null group by why) t), '[]') as skipped`.execute(
    db,
  );
  return {
    readers: z.array(Reader).parse(rows[0]?.readers),
    skipped: PreviewView.shape.skipped.parse(rows[0]?.skipped),
  };
}

/**
 * Finds whom it goes to, in the transaction in which it begins. Who is not written to is kept with the reason.
 *
 * Whoever has never written to its number has no conversation there, and is not found.
 */
export async function begin(
  tx: Db,
  { business, id, plan }: { readonly business: BusinessId; readonly id: CampaignId; readonly plan: Plan },
  now: Temporal.Instant,
): Promise<void> {
  const { numAffectedRows } = await sql`
    update campaigns set state = 'sending', begun_at = ${now}, resumed_at = ${now}
    where business_id = ${business} and id = ${id} and state = 'scheduled'`.execute(tx);
  if (numAffectedRows === 0n) return;
  await sql`
    insert into campaign_recipients (business_id, campaign_id, contact_id, state, reason, at)
    select ${business}, ${id}, contact, case when why is null then 'waiting' else 'skipped' end, why, ${now}
    from (${foundQuery(business, plan, now)}) found on conflict do nothing`.execute(tx);
}

function foundQuery(business: BusinessId, plan: Plan, now: Temporal.Instant): RawBuilder<unknown> {
  return sql`
    select c.id as contact, c.wa_id as phone, c.user_id as "userId", coalesce(c.name, c.profile_name) as name,
      ${whyNot(plan.restDays, now)} as why
    from contacts c
      join conversations k on k.business_id = c.business_id and k.contact_id = c.id
        and k.phone_number_id = ${plan.phoneNumberId}
    where c.business_id = ${business} and c.erased_at is null and ${isMeant(plan.audience, now)}`;
}

/** Does the audience hold of the contact `c` with the conversation `k`? */
function isMeant({ label, service, awayDays }: Plan['audience'], now: Temporal.Instant): RawBuilder<unknown> {
  const visit = sql`b.business_id = c.business_id and b.contact_id = c.id and b.status in ('booked', 'done')`;
  const rules = [
    label === null ? null : sql`k.labels @> array[${label}::text]`,
    service === null ? null : sql`exists (select from bookings b where ${visit} and b.service_id = ${service}::uuid)`,
    awayDays === null
      ? null
      : sql`exists (select from bookings b where ${visit} and b.starts_at <= ${now})
          and not exists (select from bookings b where ${visit} and b.starts_at > ${now.subtract({ hours: awayDays * 24 })})`,
  ].filter((rule) => rule !== null);
  return rules.length === 0 ? sql`true` : sql.join(rules, sql` and `);
}

/** Why the contact `c` is not written to (`campaign.view.ts`: Skipped), or null. */
export function whyNot(restDays: number, now: Temporal.Instant): RawBuilder<unknown> {
  return sql`case
    when c.erased_at is not null or exists (select from privacy_requests q where q.business_id = c.business_id
      and q.contact_id = c.id and q.kind = 'erase' and q.done_at is null) then 'erased'
    when c.blocked_at is not null then 'blocked'
    when c.opted_out_at is not null then case when (select q."by" from privacy_requests q
      where q.business_id = c.business_id and q.contact_id = c.id and q.kind = 'optOut' order by q.id desc limit 1) = 'meta'
      then 'blocked' else 'opted_out' end
    when c.news_since is null then 'no_consent'
    when exists (select from campaign_recipients o where o.business_id = c.business_id and o.contact_id = c.id
      and o.state = 'queued' and o.at > ${now.subtract({ hours: restDays * 24 })}) then 'recent' end`;
}
