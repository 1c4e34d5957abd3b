import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ContactId } from '../contacts/contact.ts';
import type { Db } from '../platform/db.ts';
import { Problem } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { forgetHabit, habitOf } from './habit.store.ts';
import { HabitView } from './habit.view.ts';

/** What a contact usually wants, as the people of the business see it. */
export async function habitRoutes(
  app: FastifyInstance,
  { db, clock }: { readonly db: Db; readonly clock: Clock },
): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const params = z.object({ contact: ContactId });

  api.get(
    '/contacts/:contact/habit',
    {
      config: { access: 'contacts.read', shows: 'personal data' },
      schema: {
        summary: 'What a contact usually wants; null: nothing is kept',
        params,
        response: { 200: HabitView.nullable(), '4xx': Problem },
      },
    },
    ({ actor, params: { contact } }) => habitOf(db, actor.business, contact),
  );

  api.delete(
    '/contacts/:contact/habit',
    {
      config: { access: 'contacts.write' },
      schema: { summary: 'Forget it', params, response: { 204: z.null(), '4xx': Problem } },
    },
    async ({ actor, params: { contact } }, reply) => {
      await forgetHabit(db, actor.business, contact, clock());
      return reply.code(204).send(null);
    },
  );
}
