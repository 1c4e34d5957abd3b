import type { FastifyInstance } from 'fastify';
import { operatorsOnly, type Operators } from '../platform/operators.ts';
import type { Metrics, WorkNow } from './metrics.ts';
import type { Readings } from './readings.ts';

type Deps = {
  readonly operators: Operators;
  readonly metrics: Metrics;
  readonly readings: () => Promise<Readings>;
  /** `null`: the database is away. */
  readonly work: () => Promise<WorkNow | null>;
};

/** `/metrics`, for Prometheus. Like all operators' figures it is for this machine, or whoever has the key. */
export async function metricsRoutes(app: FastifyInstance, { operators, metrics, readings, work }: Deps): Promise<void> {
  app.get('/metrics', { onRequest: operatorsOnly(operators) }, async (_, reply) => {
    const { type, text } = await metrics.exposition(await readings(), await work());
    return reply.type(type).send(text);
  });
}
