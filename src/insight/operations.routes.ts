import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Db } from '../platform/db.ts';
import { Problem } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { overall, type Check, type CheckName } from './health.ts';
import { budgetOf, windowOf } from './objective.ts';
import { windowsOf } from './objective.store.ts';
import { HealthView, ObjectivesView } from './operations.view.ts';

export type OperationsDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly version: string;
  readonly examine: () => Promise<Record<CheckName, Check>>;
};

/** How the installation is, for the dashboard; scripts ask `/health/detailed` and `/production`. */
export async function operationsRoutes(app: FastifyInstance, deps: OperationsDeps): Promise<void> {
  const { db, clock, version, examine } = deps;
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/operations/health',
    {
      config: { access: 'operations.read' },
      schema: { summary: 'How every part is', response: { 200: HealthView, '4xx': Problem } },
    },
    async () => {
      const checks = await examine();
      const parts = Object.entries(checks).map(([name, { status, message, timestamp }]) => ({
        name,
        status,
        says: message,
        at: timestamp,
      }));
      return { status: overall(checks), version, parts };
    },
  );
  api.get(
    '/operations/objectives',
    {
      config: { access: 'operations.read' },
      schema: {
        summary: 'What is promised, and what is left of it',
        response: { 200: ObjectivesView, '4xx': Problem },
      },
    },
    async () => {
      const windows = await windowsOf(db, clock());
      const [month, day] = [windowOf(windows, 43_200), windowOf(windows, 1440)];
      return { availability: budgetOf(month, day, 'availability'), latency: budgetOf(month, day, 'latency') };
    },
  );
}
