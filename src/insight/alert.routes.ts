import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { acknowledge, activeAlerts, AlertId, resolve } from './alert.store.ts';
import type { ShownAlert } from './alert.ts';
import { AlertView } from './alert.view.ts';
import { ruleOf } from './alerts.ts';

type Deps = { readonly db: Db; readonly clock: Clock };

/** What is wrong now, and who acts. */
export async function alertRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/alerts',
    {
      config: { access: 'operations.read' },
      schema: { summary: 'Alerts that fire, the worst first', response: { 200: z.array(AlertView), '4xx': Problem } },
    },
    async () => (await activeAlerts(db)).map(viewOf),
  );
  for (const [verb, act, summary] of [
    ['acknowledge', acknowledge, 'Says that somebody acts: nobody else is told'],
    ['resolve', resolve, 'Says that it is over; when it is not, the next look finds it again'],
  ] as const)
    api.post(
      `/alerts/:id/${verb}`,
      {
        config: { access: 'operations.write' },
        schema: { summary, params: z.object({ id: AlertId }), response: { 200: AlertView, '4xx': Problem } },
      },
      async ({ params: { id }, actor }, reply) => {
        const alert = await act(db, id, actor.name, clock());
        return alert ? viewOf(alert) : reply.code(404).send(problemOf(404, 'unknown'));
      },
    );
}

function viewOf(alert: ShownAlert): AlertView {
  const { id, rule, severity, state, muted, value, threshold, acknowledgedBy } = alert;
  // One that an older release raised has no words here.
  const unnamed = { title: rule, action: '' };
  const { pt, en } = ruleOf(rule) ?? { pt: unnamed, en: unnamed };
  return {
    id,
    rule,
    severity,
    state,
    muted,
    value,
    threshold,
    acknowledgedBy,
    pt,
    en,
    since: alert.since.toString(),
    acknowledgedAt: alert.acknowledgedAt?.toString() ?? null,
    resolvedAt: alert.resolvedAt?.toString() ?? null,
  };
}
