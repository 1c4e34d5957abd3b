import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { openDesk } from '../agent/testing.job.ts';
import { tuesday } from '../bookings/testing.store.ts';
import { ContactId } from '../contacts/contact.ts';
import { claimOutgoing, recordAccepted, type Outgoing } from '../conversations/outbox.store.ts';
import type { Db } from '../platform/db.ts';
import { noteAccounts } from '../whatsapp/news.store.ts';
import { putTemplates } from '../whatsapp/template.store.ts';
import { CampaignId } from './campaign.ts';
import { campaignRound, type CampaignDeps } from './campaign.job.ts';
import { campaignById, draftCampaign, schedule } from './campaign.store.ts';
import { PlanView } from './campaign.view.ts';
import { liveCampaigns } from './feed.store.ts';

/** Local to the salon, so many days after that Tuesday. */
export const at = (time: string, days = 0): Temporal.Instant =>
  tuesday.add({ days }).toZonedDateTime({ timeZone: 'America/Sao_Paulo', plainTime: time }).toInstant();

type Desk = Awaited<ReturnType<typeof openDesk>>;

/** A salon at ten on that Tuesday with an approved template, and what its campaigns do by a clock that the test sets. */
export async function openCampaigns(db: Db, deps: Partial<CampaignDeps> = {}) {
  await db.deleteFrom('outbox').execute();
  const desk = await openDesk(db, at('10:00'));
  const { business, phoneNumberId, time } = desk;
  const template = templateOf(db, await accountOf(db, phoneNumberId));
  await template('APPROVED');
  const plan = PlanView.parse({
    name: 'Volte',
    phoneNumberId,
    template: { name: 'offer', language: 'pt_BR' },
    fills: [{ kind: 'firstName', otherwise: 'tudo bem' }],
  });
  const round = campaignRound({
    ...desk.deps,
    calm: new Temporal.Duration(),
    isBudgetUsedUp: async () => false,
    ...deps,
  });
  return {
    ...desk,
    plan,
    template,
    agree: (count: number) => agreed(db, desk, count),
    /** One that is to begin now. */
    start: async (): Promise<CampaignId> => {
      const id = CampaignId.parse(await draftCampaign(db, business.id, { plan, user: null }, time.now));
      assert(await schedule(db, business.id, id, time.now));
      return id;
    },
    /** One round of the worker. */
    step: async (): Promise<void> => {
      const live = await liveCampaigns(db, time.now);
      for (const each of live.filter((one) => one.business === business.id)) await round.perform(each);
    },
    state: async (id: CampaignId) => {
      const row = await campaignById(db, business.id, id);
      assert(row);
      return { ...row, why: Object.fromEntries(row.skipped.map(({ why, count }) => [why, count])) };
    },
  };
}

async function accountOf(db: Db, phoneNumberId: string): Promise<string> {
  const account = randomUUID();
  await noteAccounts(db, new Map([[phoneNumberId, account]]));
  return account;
}

/** What Meta thinks of the template. */
function templateOf(db: Db, account: string) {
  return (status: string) =>
    putTemplates(db, account, [
      {
        name: 'offer',
        language: 'pt_BR',
        status,
        category: 'MARKETING',
        quality_score: { score: 'GREEN' },
        parameter_format: 'POSITIONAL',
        components: [{ type: 'BODY', text: 'Oi, {{1}}! Quer voltar?' }],
      },
    ]);
}

/** So many contacts who wrote to the salon long ago and agreed to get news. */
async function agreed(db: Db, { business, phoneNumberId, time }: Desk, count: number): Promise<ContactId[]> {
  const long = time.now.subtract({ hours: 24 * 90 });
  const { rows } = await sql<{ id: string }>`
    with fresh as (
      insert into contacts (business_id, user_id, name, news_since)
      select ${business.id}, gen_random_uuid(), 'Ana Lima', ${long} from generate_series(1, ${count}::int) returning id),
    talks as (
      insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
      select ${business.id}, id, ${phoneNumberId}, ${long} from fresh)
    select id from fresh`.execute(db);
  return rows.map(({ id }) => ContactId.parse(id));
}

const lease = Temporal.Duration.from('PT30S');

/** Takes what the outbox lets out now, as a channel would. */
export async function deliver(db: Db, limit = 100): Promise<readonly Outgoing[]> {
  const claimed = await claimOutgoing(db, lease, limit);
  await recordAccepted(
    db,
    claimed.map(({ id }) => ({ id, wamid: `wamid.${randomUUID()}` })),
  );
  return claimed;
}
