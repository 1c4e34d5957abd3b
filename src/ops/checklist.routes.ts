import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cursorIn, cursorOf, pageLimit } from '../platform/cursor.ts';
import type { Db } from '../platform/db.ts';
import { operatorsOnly, type Operators } from '../platform/operators.ts';
import { Problem } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { ChecklistName, ChecklistRun } from './checklist.ts';
import { checklistHistory, keepChecklist, lastChecklists, lastClosing, type KeptChecklist } from './checklist.store.ts';
import { ChecklistsView, type ChecklistView } from './checklist.view.ts';

const Page = z.object({
  name: ChecklistName.optional(),
  limit: z.coerce
    .number('limit must be a number')
    .int('limit must be a whole number')
    .min(1, 'limit must be 1 to 100')
    .max(100, 'limit must be 1 to 100')
    .default(20),
});

/** Where `whats-agent checklist` keeps what came of it, and reads what was. For this machine, or with the key. */
export async function checklistRoutes(
  app: FastifyInstance,
  { db, clock, operators }: { readonly db: Db; readonly clock: Clock; readonly operators: Operators },
): Promise<void> {
  app.addHook('onRequest', operatorsOnly(operators));
  app.post('/production/checklists', async (request, reply) => {
    const run = ChecklistRun.safeParse(request.body);
    if (!run.success) return reply.code(400).send({ success: false, error: z.prettifyError(run.error) });
    await keepChecklist(db, run.data);
    return { success: true, data: { id: run.data.id } };
  });
  app.get('/production/checklists', async (request, reply) => {
    const page = Page.safeParse(request.query);
    if (!page.success) return reply.code(400).send({ success: false, error: z.prettifyError(page.error) });
    const kept = await checklistHistory(db, { name: page.data.name ?? null, before: null, limit: page.data.limit });
    return { success: true, data: { checklists: kept.map(viewOf) } };
  });
  app.get('/production/checklists/last', async () => ({
    success: true,
    data: { last: await lastChecklists(db), closed_at: (await lastClosing(db, clock()))?.toString() ?? null },
  }));
}

const viewOf = ({ startedAt, endedAt, items, ...kept }: KeptChecklist): ChecklistView => ({
  ...kept,
  startedAt: startedAt.toString(),
  endedAt: endedAt.toString(),
  items: [...items],
});

/** The same history for the dashboard. */
export async function checklistHistoryRoutes(app: FastifyInstance, { db }: { readonly db: Db }): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/checklists',
    {
      config: { access: 'operations.read' },
      schema: {
        summary: 'Checklists that were gone through, newest first',
        querystring: z.object({
          name: ChecklistName.optional(),
          limit: pageLimit,
          cursor: cursorIn(z.object({ at: z.iso.datetime({ precision: null }), id: z.uuid() })).optional(),
        }),
        response: { 200: ChecklistsView, '4xx': Problem },
      },
    },
    async ({ query: { name = null, limit, cursor } }) => {
      const items = (await checklistHistory(db, { name, limit, before: cursor ?? null })).map(viewOf);
      const last = items.length === limit ? items.at(-1) : undefined;
      return { items, nextCursor: last ? cursorOf({ at: last.startedAt, id: last.id }) : null };
    },
  );
}
