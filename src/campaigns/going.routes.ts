import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import type { BillPrices } from '../whatsapp/bill.ts';
import { marketOf } from '../whatsapp/charge.ts';
import { wordsOfTemplate } from '../whatsapp/template.ts';
import { approvedTemplates, definitionOf } from '../whatsapp/template.store.ts';
import { audienceOf, type Reader } from './audience.store.ts';
import { CampaignId, estimateOf, isSendable, messageFor } from './campaign.ts';
import { campaignById, cancelCampaign, pause, resume, schedule } from './campaign.store.ts';
import { PreviewView, type PlanView } from './campaign.view.ts';
import { tryOn } from './trial.store.ts';

export type GoingDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** `null`: nobody said what messages cost. */
  readonly prices: BillPrices | null;
};

const params = z.object({ campaign: CampaignId });
const writes = { access: 'campaigns.write' } as const;
const response = { 204: z.null(), '4xx': Problem };

/** What is looked at before a campaign goes, and how it is let go, held back and ended. */
export async function goingRoutes(app: FastifyInstance, deps: GoingDeps): Promise<void> {
  await app.register(previewRoutes, deps);
  await app.register(scheduleRoutes, deps);
  await app.register(holdRoutes, deps);
}

async function previewRoutes(app: FastifyInstance, { db, clock, prices }: GoingDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/campaigns/:campaign/preview',
    {
      config: { access: 'campaigns.read', shows: 'personal data' },
      schema: {
        summary: 'Who would get it if it began now, what that costs, and what they would read',
        params,
        response: { 200: PreviewView, '4xx': Problem },
      },
    },
    async ({ actor, params: { campaign } }, reply) => {
      const row = await campaignById(db, actor.business, campaign);
      if (!row) return reply.code(404).send(problemOf(404, 'unknown'));
      const { readers, skipped } = await audienceOf(db, actor.business, row.plan, clock());
      const said = await saidBy(db, actor.business, row.plan);
      return {
        receive: readers.length,
        skipped,
        cost: prices && said && estimateOf(prices, said.category, readers.map(marketOfReader)),
        examples: said ? readers.slice(0, examplesMax).map(({ name }) => said.text(name)) : [],
      };
    },
  );

  api.post(
    '/campaigns/:campaign/test',
    {
      config: writes,
      schema: {
        summary: 'Send it to one contact, now, to see it on a phone; they must have agreed to get news',
        params,
        body: z.object({ contact: ContactId }),
        response,
      },
    },
    async ({ actor, params: { campaign }, body: { contact } }, reply) => {
      const row = await campaignById(db, actor.business, campaign);
      if (!row) return reply.code(404).send(problemOf(404, 'unknown'));
      const tried = await tryOn(db, actor.business, { plan: row.plan, contact }, clock());
      return tried === 'said' ? reply.code(204).send(null) : reply.code(409).send(problemOf(409, tried));
    },
  );
}

const examplesMax = 3;
const marketOfReader = ({ phone, userId }: Reader) => marketOf(phone ?? undefined, userId ?? undefined);

/** The text for somebody of this name; `null`: Meta has the template no more. */
async function saidBy(db: Db, business: BusinessId, plan: PlanView) {
  const { name, language } = plan.template;
  const found = (await approvedTemplates(db, business)).find(
    (each) => each.phoneNumberId === plan.phoneNumberId && each.name === name && each.language === language,
  );
  if (!found) return null;
  const words = wordsOfTemplate(found.components);
  return { category: found.category, text: (of: string | null) => messageFor(plan, words, of).text };
}

async function scheduleRoutes(app: FastifyInstance, { db, clock }: GoingDeps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/campaigns/:campaign/schedule',
    {
      config: writes,
      schema: {
        summary: 'Let a draft begin, then or now: who gets it is found at that moment',
        params,
        body: z.object({ beginsAt: z.iso.datetime({ offset: true }).nullable().default(null) }),
        response,
      },
    },
    async ({ actor, params: { campaign }, body: { beginsAt } }, reply) => {
      const row = await campaignById(db, actor.business, campaign);
      if (!row) return reply.code(404).send(problemOf(404, 'unknown'));
      const { plan } = row;
      if (!isSendable(plan, await definitionOf(db, plan.phoneNumberId, plan.template)))
        return reply.code(409).send(problemOf(409, 'unsendable'));
      const at = beginsAt === null ? clock() : Temporal.Instant.from(beginsAt);
      return (await schedule(db, actor.business, campaign, at))
        ? reply.code(204).send(null)
        : reply.code(409).send(problemOf(409, 'no_draft'));
    },
  );
}

async function holdRoutes(app: FastifyInstance, { db, clock }: GoingDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  for (const [verb, act, summary] of [
    ['pause', (business, id) => pause(db, business, id, 'person'), 'Let it rest: within seconds nothing more goes out'],
    ['resume', (business, id) => resume(db, business, id, clock()), 'Let it go on where it was'],
    ['cancel', (business, id) => cancelCampaign(db, business, id, clock()), 'End it: nobody else gets it'],
  ] satisfies [string, (business: BusinessId, id: CampaignId) => Promise<boolean>, string][])
    api.post(
      `/campaigns/:campaign/${verb}`,
      { config: writes, schema: { summary, params, response } },
      async ({ actor, params: { campaign } }, reply) => {
        if (await act(actor.business, campaign)) return reply.code(204).send(null);
        const status = (await campaignById(db, actor.business, campaign)) ? 409 : 404;
        return reply.code(status).send(problemOf(status, status === 409 ? 'not_now' : 'unknown'));
      },
    );
}
