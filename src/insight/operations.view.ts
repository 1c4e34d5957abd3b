import { z } from 'zod';

const HealthStatus = z.enum(['healthy', 'degraded', 'unhealthy', 'unknown', 'not_configured']);

/** How every part is, as a look at each found it just now. */
export const HealthView = z.object({
  status: z.enum(['healthy', 'degraded', 'unhealthy']),
  version: z.string(),
  parts: z.array(
    z.object({
      /** Its name in src/insight/health.ts. */
      name: z.string(),
      status: HealthStatus,
      /** A sentence in English, for operators. */
      says: z.string(),
      at: z.string(),
    }),
  ),
});
export type HealthView = z.output<typeof HealthView>;

const known = z.number().nullable();

const BudgetView = z.object({
  /** Percent that is promised, and that was kept in 30 days; `null`: nothing was served. */
  objective: z.number(),
  current: known,
  /** Percent of the errors that 30 days may have which is left; below 0 it is overspent. */
  leftPercent: known,
  /** Days until nothing is left, at the pace of the last day; `null`: it lasts. */
  lastsDays: known,
});

export const ObjectivesView = z.object({ availability: BudgetView, latency: BudgetView });
export type ObjectivesView = z.output<typeof ObjectivesView>;
