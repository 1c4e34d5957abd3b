import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cursorIn, cursorOf, pageLimit } from '../platform/cursor.ts';
import { Problem } from '../platform/problem.ts';
import { AuditView } from './account.view.ts';
import { auditOf } from './audit.store.ts';
import type { GuardDeps } from './guard.routes.ts';

const moment = z.iso.datetime({ precision: null, offset: true });

/** What was done and seen, by whom. */
export async function auditRoutes(app: FastifyInstance, { db }: Pick<GuardDeps, 'db'>): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/audit',
    {
      config: { access: 'audit.read' },
      schema: {
        summary: 'What was done and seen, by whom, newest first',
        querystring: z.object({
          kind: z.enum(['changes', 'sights']).optional(),
          actor: z.uuid().optional(),
          about: z.string().trim().min(1).max(300).optional(),
          from: moment.optional(),
          to: moment.optional(),
          limit: pageLimit,
          cursor: cursorIn(z.object({ at: moment, id: z.int() })).optional(),
        }),
        response: { 200: AuditView, '4xx': Problem },
      },
    },
    async ({ actor, query: { cursor, ...query } }) => {
      const entries = await auditOf(db, actor.business, { ...query, before: cursor ?? null });
      const items = entries.map(({ at, ...entry }) => ({ ...entry, at: at.toString() }));
      const last = items.length === query.limit ? items.at(-1) : undefined;
      return { items, nextCursor: last ? cursorOf({ at: last.at, id: last.id }) : null };
    },
  );
}
