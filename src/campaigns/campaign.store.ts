import { sql, type RawBuilder } from 'kysely';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import { json, type Db } from '../platform/db.ts';
import { CampaignId, type PausedFor } from './campaign.ts';
import { CampaignView, PlanView } from './campaign.view.ts';
import { takeBack } from './feed.store.ts';

const instant = z.instanceof(Temporal.Instant);
const { state, pausedFor, counts, skipped } = CampaignView.shape;

const Row = z.object({
  id: CampaignId,
  plan: PlanView,
  state,
  pausedFor,
  createdAt: instant,
  beginsAt: instant.nullable(),
  endedAt: instant.nullable(),
  counts,
  skipped,
});
export type CampaignRow = z.output<typeof Row>;

type Page = { readonly before: { readonly at: string; readonly id: string } | null; readonly limit: number };

/** A page of campaigns, the newest first. */
export async function campaignList(db: Db, business: BusinessId, page: Page): Promise<CampaignRow[]> {
  const { rows } = await campaignListQuery(business, page).execute(db);
  return z.array(Row).parse(rows);
}

/** Its SQL, whose plan a test looks at. */
export function campaignListQuery(business: BusinessId, { before, limit }: Page): RawBuilder<unknown> {
  const older = before ? sql`(c.created_at, c.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : sql`true`;
  return selected(business, sql`${older} order by c.created_at desc, c.id desc limit ${limit}`);
}

/** One campaign; `null`: the business has none of this id. */
export async function campaignById(db: Db, business: BusinessId, id: CampaignId): Promise<CampaignRow | null> {
  const { rows } = await selected(business, sql`c.id = ${id}`).execute(db);
  return rows[0] ? Row.parse(rows[0]) : null;
}

/** Where a recipient stands: what became of the message is asked of the message. */
const standing = sql`case when r.state <> 'queued' then r.state else case m.status
  when 'accepted' then 'sent' when 'played' then 'read' else m.status end end`;

function selected(business: BusinessId, which: RawBuilder<unknown>): RawBuilder<unknown> {
  const states = Object.keys(counts.shape);
  return sql`
    select c.id, c.plan, c.state, c.paused_for as "pausedFor", c.created_at as "createdAt", c.begins_at as "beginsAt",
      c.ended_at as "endedAt",
      (select jsonb_object_agg(s.name, coalesce(t.count, 0)) from unnest(${states}::text[]) as s (name)
        left join (select state, sum(count)::int as count from jsonb_to_recordset(found.tally) as (state text, count int)
          group by 1) t on t.state = s.name) as counts,
      (select coalesce(jsonb_agg(jsonb_build_object('why', reason, 'count', count) order by count desc, reason), '[]')
        from jsonb_to_recordset(found.tally) as (reason text, count int) where reason is not null) as skipped
    from campaigns c
      cross join lateral (
        select coalesce(jsonb_agg(jsonb_build_object('state', state, 'reason', reason, 'count', count)), '[]') as tally
        from (
          select ${standing} as state, r.reason, count(*)::int as count
          from campaign_recipients r left join messages m on m.business_id = r.business_id and m.id = r.message_id
          where r.business_id = c.business_id and r.campaign_id = c.id group by 1, 2) tallied) found
    where c.business_id = ${business} and ${which}`;
}

type By = { readonly plan: PlanView; readonly user: string | null };

/** Keeps a draft. `null`: the number is not the business's. */
export async function draftCampaign(
  db: Db,
  business: BusinessId,
  { plan, user }: By,
  now: Temporal.Instant,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    insert into campaigns (business_id, phone_number_id, plan, created_at, created_by)
    select business_id, phone_number_id, ${json(plan)}, ${now}::timestamptz, ${user}::uuid from numbers
    where business_id = ${business} and phone_number_id = ${plan.phoneNumberId} returning id`.execute(db);
  return rows[0]?.id ?? null;
}

/** Changes a draft. `false`: it is none any more, or the number is not the business's. */
export async function editDraft(db: Db, business: BusinessId, id: CampaignId, plan: PlanView): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update campaigns c set plan = ${json(plan)}, phone_number_id = n.phone_number_id from numbers n
    where c.business_id = ${business} and c.id = ${id} and c.state = 'draft'
      and n.business_id = c.business_id and n.phone_number_id = ${plan.phoneNumberId}`.execute(db);
  return numAffectedRows === 1n;
}

/** Lets a draft begin then. `false`: it is none any more. */
export async function schedule(db: Db, business: BusinessId, id: CampaignId, at: Temporal.Instant): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update campaigns set state = 'scheduled', begins_at = ${at}
    where business_id = ${business} and id = ${id} and state = 'draft'`.execute(db);
  return numAffectedRows === 1n;
}

/** Lets it rest: what waits in the outbox for nothing but its turn is taken back. `false`: it does not run. */
export function pause(db: Db, business: BusinessId, id: CampaignId, why: PausedFor): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numAffectedRows } = await sql`
      update campaigns set state = 'paused', paused_for = ${why}
      where business_id = ${business} and id = ${id} and state in ('scheduled', 'sending')`.execute(tx);
    if (numAffectedRows === 0n) return false;
    await takeBack(tx, { business, id });
    return true;
  });
}

/** Lets it go on where it was. `false`: it does not rest. */
export async function resume(db: Db, business: BusinessId, id: CampaignId, now: Temporal.Instant): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update campaigns set paused_for = null, resumed_at = ${now},
      state = case when begun_at is null then 'scheduled' else 'sending' end
    where business_id = ${business} and id = ${id} and state = 'paused'`.execute(db);
  return numAffectedRows === 1n;
}

/** Ends it: nobody who has not got it does. `false`: it is over. */
export function cancelCampaign(db: Db, business: BusinessId, id: CampaignId, now: Temporal.Instant): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const { numAffectedRows } = await sql`
      update campaigns set state = 'cancelled', paused_for = null, ended_at = ${now}
      where business_id = ${business} and id = ${id} and state in ('draft', 'scheduled', 'sending', 'paused')`.execute(
      tx,
    );
    if (numAffectedRows === 0n) return false;
    await takeBack(tx, { business, id });
    return true;
  });
}
