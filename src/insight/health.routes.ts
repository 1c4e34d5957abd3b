import type { FastifyInstance } from 'fastify';
import { operatorsOnly, type Operators } from '../platform/operators.ts';
import type { Clock } from '../platform/time.ts';
import { overall, summary, type Check, type CheckName } from './health.ts';

export type HealthRoutesDeps = {
  readonly clock: Clock;
  readonly elapsed: () => number;
  readonly version: string;
  readonly operators: Operators;
  /** Can requests be served: does the database answer with the schema we need? Cheap, and never waits long. */
  readonly serves: () => Promise<boolean>;
  readonly examine: () => Promise<Record<CheckName, Check>>;
};

/**
 * `/health`: can it serve (load balancers, every few seconds). `/health/live`: is the process there at all; a restart
 * helps only when this fails. `/health/ready`: the same as `/health`, by the name that deployments use.
 * `/health/detailed`: every part, for people; 503 when a vital one is unhealthy.
 */
export async function healthRoutes(app: FastifyInstance, deps: HealthRoutesDeps): Promise<void> {
  const { clock, version, serves } = deps;
  const answer = (status: string) => ({
    status,
    timestamp: clock().toString(),
    service: 'WhatsApp Agent API',
    version,
  });
  app.get('/health/live', async () => answer('healthy'));
  for (const path of ['/health', '/health/ready'])
    app.get(path, async (_, reply) => {
      const healthy = await serves();
      reply.header('cache-control', 'no-store');
      return reply.code(healthy ? 200 : 503).send(answer(healthy ? 'healthy' : 'unhealthy'));
    });

  app.get('/health/detailed', { onRequest: operatorsOnly(deps.operators) }, async (_, reply) => {
    const started = deps.elapsed();
    const checks = await deps.examine();
    const status = overall(checks);
    return reply.code(status === 'unhealthy' ? 503 : 200).send({
      overall_status: status,
      status,
      checks,
      timestamp: clock().toString(),
      version,
      total_check_duration_ms: Math.round(deps.elapsed() - started),
      summary: summary(checks),
    });
  });
}
