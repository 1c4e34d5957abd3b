import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { putModelUse, putRules } from './edit.store.ts';
import { FileShape } from './file-shape.ts';
import { unlessChanged } from './unchanged.store.ts';
import { part, versionIn } from './version.ts';

type Deps = { readonly db: Db };

const writes = { access: 'business.write' } as const;
const response = { 204: z.null(), '4xx': Problem };

/** What the owner decides once: the rules of booking, of cancelling and of reminding, and of language models. */
export async function ruleRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { rules, policies, notices, models } = FileShape.shape;

  api.put(
    '/business/rules',
    {
      config: writes,
      schema: {
        summary: 'What bookings must respect, what contacts are held to, and what they hear without asking',
        body: z.object({ rules, policies, notices }),
        response,
      },
    },
    async ({ actor, body, headers }, reply) => {
      const seen = { version: versionIn(headers['if-match']), of: part.rules };
      const { isChanged } = await unlessChanged(db, actor.business, seen, (tx) => putRules(tx, actor.business, body));
      return isChanged ? reply.code(412).send(problemOf(412, 'changed_meanwhile')) : reply.code(204).send(null);
    },
  );

  api.put(
    '/business/models',
    {
      config: writes,
      schema: { summary: 'What a language model may do for the business', body: z.object({ models }), response },
    },
    async ({ actor, body, headers }, reply) => {
      const seen = { version: versionIn(headers['if-match']), of: part.models };
      const { debugUntil: _, ...use } = body.models;
      const { isChanged } = await unlessChanged(db, actor.business, seen, (tx) => putModelUse(tx, actor.business, use));
      return isChanged ? reply.code(412).send(problemOf(412, 'changed_meanwhile')) : reply.code(204).send(null);
    },
  );
}
