import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Trouble } from './faults.ts';
import type { Simulator } from './simulator.ts';

const Body = z.discriminatedUnion('kind', [z.object({ kind: z.literal('none') }), Trouble]);

/** What shall go wrong, and what has happened. */
export async function faultRoutes(plain: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const app = plain.withTypeProvider<ZodTypeProvider>();
  const { faults, statistics } = simulator;

  app.post('/simulator/faults', { schema: { body: Body } }, async ({ body }) => {
    if (body.kind === 'none') faults.clear();
    else faults.add(body);
    return { faults: faults.all() };
  });

  app.get('/simulator/faults', async () => ({ faults: faults.all() }));

  app.get('/simulator/statistics', async () => statistics());
}
