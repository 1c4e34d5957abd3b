import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { DeadLetterId, deadLettersOf, retryDeadLetter } from './dead-letter.store.ts';
import { DeadLettersView, DeadLetterView } from './dead-letter.view.ts';

const shownMax = 50;

/** What failed for good in the business, and a way to try it again. */
export async function deadLetterRoutes(app: FastifyInstance, { db }: { readonly db: Db }): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  api.get(
    '/dead-letters',
    {
      config: { access: 'operations.read' },
      schema: {
        summary: 'What failed for good and waits for a person, oldest first',
        response: { 200: DeadLettersView, '4xx': Problem },
      },
    },
    async ({ actor }) => {
      const letters = await deadLettersOf(db, actor.business);
      return { count: letters.length, items: letters.slice(0, shownMax).map(viewOf) };
    },
  );
  api.post(
    '/dead-letters/:kind/:key/retry',
    {
      config: { access: 'operations.write' },
      schema: {
        summary: 'Tries it again, now',
        params: z.object({ kind: DeadLetterView.shape.kind, key: z.string().max(40) }),
        response: { 204: z.null(), '4xx': Problem },
      },
    },
    async ({ params: { kind, key }, actor }, reply) => {
      const id = DeadLetterId.safeParse(`${kind}/${key}`);
      const isOurs = id.success && (await deadLettersOf(db, actor.business)).some((letter) => letter.id === id.data);
      if (!isOurs || !(await retryDeadLetter(db, id.data))) return reply.code(404).send(problemOf(404, 'unknown'));
      return reply.code(204).send(null);
    },
  );
}

function viewOf({ id, fault, at }: Awaited<ReturnType<typeof deadLettersOf>>[number]): DeadLetterView {
  const [kind, key = ''] = id.split('/');
  return { kind: DeadLetterView.shape.kind.parse(kind), key, fault, at: at.toString() };
}
