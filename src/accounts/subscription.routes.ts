import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isPublicUrl } from '../platform/address.ts';
import { cursorIn, cursorOf, pageLimit } from '../platform/cursor.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import type { Actor } from './account.ts';
import { deliveriesOf } from './delivery.store.ts';
import type { GuardDeps } from './guard.routes.ts';
import { DeliveryId, EventName, eventPermissions, SubscriptionId } from './subscription.ts';
import {
  changeSubscription,
  ping,
  redeliver,
  renewSecret,
  subscribe,
  subscriptionsOf,
  unsubscribe,
} from './subscription.store.ts';
import { DeliveriesView, SecretView, SubscribedView, SubscriptionView } from './subscription.view.ts';

export type SubscriptionDeps = GuardDeps & {
  /** Whether programs in private networks may be told. */ readonly isAnywhere: boolean;
};

const nothing = z.null();
const config = { access: 'keys.write' } as const;
const secret = { ...config, secret: true } as const;
const params = z.object({ webhook: SubscriptionId });
const Wish = z.object({
  url: z.url({ protocol: /^https?$/, error: 'must be a URL' }).max(2000),
  events: z.array(EventName).min(1, 'must name at least one'),
});
const Pinged = z.object({ id: z.string() });

/** Outgoing webhooks: programs that are told what happens, and what they were told. */
export async function subscriptionRoutes(app: FastifyInstance, deps: SubscriptionDeps): Promise<void> {
  await app.register(subscribeRoutes, deps);
  await app.register(changeRoutes, deps);
  await app.register(keepingRoutes, deps);
  await app.register(deliveryRoutes, deps);
}

/** Why not; `null`: it may be. */
function refusalOf({ may }: Actor, { url, events }: z.output<typeof Wish>, isAnywhere: boolean): Problem | null {
  if (!events.every((event) => may.has(eventPermissions[event]))) return problemOf(403, 'event_above_yours');
  return isAnywhere || isPublicUrl(url) ? null : problemOf(422, 'private_address');
}

async function subscribeRoutes(app: FastifyInstance, deps: SubscriptionDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { db, clock, isAnywhere } = deps;

  api.get(
    '/webhooks',
    {
      config,
      schema: {
        summary: 'Programs that are told what happens',
        response: { 200: z.array(SubscriptionView), '4xx': Problem },
      },
    },
    async ({ actor }) =>
      (await subscriptionsOf(db, actor.business)).map(({ events, madeAt, disabledAt, ...row }) => ({
        ...row,
        events: [...events],
        madeAt: madeAt.toString(),
        disabledAt: disabledAt?.toString() ?? null,
      })),
  );

  api.post(
    '/webhooks',
    {
      config: secret,
      schema: {
        summary: 'Tell a program of these events; the secret that signs them is shown this once',
        body: Wish,
        response: { 201: SubscribedView, '4xx': Problem },
      },
    },
    async ({ actor, body }, reply) => {
      const refusal = refusalOf(actor, body, isAnywhere);
      if (refusal) return reply.code(refusal.status).send(refusal);
      return reply.code(201).send(await subscribe(db, actor.business, { ...body, by: actor.user }, clock()));
    },
  );
}

async function changeRoutes(app: FastifyInstance, { db, clock, isAnywhere }: SubscriptionDeps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().put(
    '/webhooks/:webhook',
    {
      config,
      schema: {
        summary: 'Another address, other events, on or off; what waits while it is turned off is not told later',
        params,
        body: Wish.extend({ isOn: z.boolean().default(true) }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params: { webhook }, body }, reply) => {
      const refusal = refusalOf(actor, body, isAnywhere);
      if (refusal) return reply.code(refusal.status).send(refusal);
      return (await changeSubscription(db, actor.business, { id: webhook, ...body }, clock()))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown'));
    },
  );
}

async function keepingRoutes(app: FastifyInstance, { db, clock }: SubscriptionDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.delete(
    '/webhooks/:webhook',
    { config, schema: { summary: 'Tell it nothing more', params, response: { 204: nothing, '4xx': Problem } } },
    async ({ actor, params: { webhook } }, reply) =>
      (await unsubscribe(db, actor.business, webhook))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );

  api.post(
    '/webhooks/:webhook/secret',
    {
      config: secret,
      schema: {
        summary: 'Another secret, shown this once; for a day both sign',
        params,
        response: { 200: SecretView, '4xx': Problem },
      },
    },
    async ({ actor, params: { webhook } }, reply) => {
      const renewed = await renewSecret(db, actor.business, webhook, clock());
      return renewed === null ? reply.code(404).send(problemOf(404, 'unknown')) : { secret: renewed };
    },
  );

  api.post(
    '/webhooks/:webhook/ping',
    {
      config,
      schema: { summary: 'Tell it that it works', params, response: { 202: Pinged, '4xx': Problem } },
    },
    async ({ actor, params: { webhook } }, reply) => {
      const id = await ping(db, actor.business, webhook, clock());
      return id === null ? reply.code(404).send(problemOf(404, 'unknown')) : reply.code(202).send({ id });
    },
  );
}

async function deliveryRoutes(app: FastifyInstance, { db }: SubscriptionDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const moment = z.iso.datetime({ precision: null });

  api.get(
    '/webhooks/:webhook/deliveries',
    {
      config,
      schema: {
        summary: 'What it was told in the last 30 days, the latest first',
        params,
        querystring: z.object({
          limit: pageLimit,
          cursor: cursorIn(z.object({ at: moment, id: z.uuid() })).optional(),
        }),
        response: { 200: DeliveriesView, '4xx': Problem },
      },
    },
    async ({ actor, params: { webhook }, query: { limit, cursor } }) => {
      const page = { subscription: webhook, before: cursor ?? null, limit };
      const rows = await deliveriesOf(db, actor.business, page);
      const items = rows.map(({ at, dueAt, ...row }) => ({
        ...row,
        at: at.toString(),
        dueAt: dueAt?.toString() ?? null,
      }));
      const last = items.length === limit ? items.at(-1) : undefined;
      return { items, nextCursor: last ? cursorOf({ at: last.at, id: last.id }) : null };
    },
  );

  api.post(
    '/webhooks/:webhook/deliveries/:delivery/retry',
    {
      config,
      schema: {
        summary: 'Tell it once more',
        params: params.extend({ delivery: DeliveryId }),
        response: { 202: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params: { webhook, delivery } }, reply) =>
      (await redeliver(db, actor.business, { subscription: webhook, delivery }))
        ? reply.code(202).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );
}
