import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Simulator } from './simulator.ts';
import { NumberStanding } from './standing.ts';

const body = NumberStanding.partial();

/** What Meta thinks of the number: changed here, and answered from then on. Its webhooks are told by `/simulator/emit`. */
export async function standingRoutes(plain: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const app = plain.withTypeProvider<ZodTypeProvider>();

  app.get('/simulator/number', async () => simulator.standing.now());

  app.post('/simulator/number', { schema: { body } }, async (request) => {
    simulator.standing.judge(request.body);
    return simulator.standing.now();
  });
}
