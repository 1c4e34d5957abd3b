import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { blockContact, unblockContact } from './block.store.ts';

type Deps = { readonly db: Db; readonly clock: Clock };

/** Whom the business wants to hear nothing of. */
export async function blockRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const config = { access: 'contacts.write' } as const;
  const params = z.object({ contact: ContactId });
  const response = { 204: z.null(), '4xx': Problem };

  api.post(
    '/contacts/:contact/block',
    {
      config,
      schema: {
        summary: 'Block a contact, at Meta too if they wrote within 24 hours; their conversations are closed',
        params,
        response,
      },
    },
    async ({ actor, params: { contact } }, reply) =>
      (await blockContact(db, actor.business, contact, clock()))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );

  api.delete(
    '/contacts/:contact/block',
    { config, schema: { summary: 'Let a contact that was blocked write again', params, response } },
    async ({ actor, params: { contact } }, reply) =>
      (await unblockContact(db, actor.business, contact))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );
}
