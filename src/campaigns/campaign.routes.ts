import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cursorIn, cursorOf, pageLimit } from '../platform/cursor.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { wordsOfTemplate } from '../whatsapp/template.ts';
import { definitionOf } from '../whatsapp/template.store.ts';
import { CampaignId } from './campaign.ts';
import { campaignById, campaignList, draftCampaign, editDraft, type CampaignRow } from './campaign.store.ts';
import { CampaignReadView, CampaignsPageView, PlanView, type CampaignView } from './campaign.view.ts';
import { choiceRoutes, type ChoiceDeps } from './choice.routes.ts';
import { goingRoutes, type GoingDeps } from './going.routes.ts';

export type CampaignRoutesDeps = ChoiceDeps & GoingDeps;

const campaignParams = z.object({ campaign: CampaignId });
const reads = { access: 'campaigns.read' } as const;
const writes = { access: 'campaigns.write' } as const;

/** Approved templates to many contacts who agreed. */
export async function campaignRoutes(app: FastifyInstance, deps: CampaignRoutesDeps): Promise<void> {
  await app.register(choiceRoutes, deps);
  await app.register(readRoutes, deps);
  await app.register(draftRoutes, deps);
  await app.register(goingRoutes, deps);
}

async function readRoutes(app: FastifyInstance, { db }: CampaignRoutesDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/campaigns',
    {
      config: reads,
      schema: {
        summary: 'Campaigns, the newest first, and how far each is',
        querystring: z.object({
          limit: pageLimit.default(20),
          cursor: cursorIn(z.object({ at: z.iso.datetime(), id: z.uuid() })).optional(),
        }),
        response: { 200: CampaignsPageView, '4xx': Problem },
      },
    },
    async ({ actor, query: { limit, cursor } }) => {
      const rows = await campaignList(db, actor.business, { limit, before: cursor ?? null });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return {
        items: rows.map(campaignView),
        nextCursor: last ? cursorOf({ at: last.createdAt.toString(), id: last.id }) : null,
      };
    },
  );

  api.get(
    '/campaigns/:campaign',
    {
      config: reads,
      schema: {
        summary: 'A campaign, how far it is, and what its template says',
        params: campaignParams,
        response: { 200: CampaignReadView, '4xx': Problem },
      },
    },
    async ({ actor, params: { campaign } }, reply) => {
      const row = await campaignById(db, actor.business, campaign);
      if (!row) return reply.code(404).send(problemOf(404, 'unknown'));
      const definition = await definitionOf(db, row.plan.phoneNumberId, row.plan.template);
      const words = definition?.components ? wordsOfTemplate(definition.components) : null;
      return {
        ...campaignView(row),
        words: words && { ...words, buttons: [...words.buttons], gaps: [...words.gaps] },
      };
    },
  );
}

async function draftRoutes(app: FastifyInstance, { db, clock }: CampaignRoutesDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.post(
    '/campaigns',
    {
      config: writes,
      schema: {
        summary: 'A draft: nothing is sent before it is scheduled',
        body: PlanView,
        response: { 201: z.object({ id: z.string() }), '4xx': Problem },
      },
    },
    async ({ actor, body: plan }, reply) => {
      const id = await draftCampaign(db, actor.business, { plan, user: actor.user }, clock());
      return id === null ? reply.code(422).send(problemOf(422, 'unknown_number')) : reply.code(201).send({ id });
    },
  );

  api.put(
    '/campaigns/:campaign',
    {
      config: writes,
      schema: {
        summary: 'Change a draft',
        params: campaignParams,
        body: PlanView,
        response: { 204: z.null(), '4xx': Problem },
      },
    },
    async ({ actor, params: { campaign }, body }, reply) => {
      if (await editDraft(db, actor.business, campaign, body)) return reply.code(204).send(null);
      const known = await campaignById(db, actor.business, campaign);
      if (!known) return reply.code(404).send(problemOf(404, 'unknown'));
      return known.state === 'draft'
        ? reply.code(422).send(problemOf(422, 'unknown_number'))
        : reply.code(409).send(problemOf(409, 'no_draft'));
    },
  );
}

function campaignView({ plan, createdAt, beginsAt, endedAt, ...row }: CampaignRow): CampaignView {
  return {
    ...plan,
    ...row,
    createdAt: createdAt.toString(),
    beginsAt: beginsAt?.toString() ?? null,
    endedAt: endedAt?.toString() ?? null,
  };
}
