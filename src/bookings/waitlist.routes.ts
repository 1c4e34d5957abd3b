import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { loadBusiness } from '../business/business.store.ts';
import type { Db } from '../platform/db.ts';
import { shownPhone } from '../platform/phone.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { WaitingView } from './book.view.ts';
import { dropWish, WaitlistId, waitlistOf } from './waitlist.store.ts';

type Deps = { readonly db: Db; readonly clock: Clock };

/** Who waits for a time that becomes free. They are put there by the agent, and offered a time by `agent/waitlist.job`. */
export async function waitlistRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/waitlist',
    {
      config: { access: 'bookings.read', shows: 'personal data' },
      schema: {
        summary: 'Who waits for a time that becomes free, the longest first',
        response: { 200: z.array(WaitingView), '4xx': Problem },
      },
    },
    async ({ actor }) => {
      const { business } = await loadBusiness(db, actor.business);
      const today = clock().toZonedDateTimeISO(business.timeZone).toPlainDate();
      const wishes = await waitlistOf(db, actor.business, today);
      return wishes.map(({ contact: { phone, ...contact }, wishedAt, ...wish }) => ({
        ...wish,
        contact: { ...contact, shownPhone: phone === null ? null : shownPhone(phone) },
        wishedAt: wishedAt.toString(),
      }));
    },
  );

  api.delete(
    '/waitlist/:wish',
    {
      config: { access: 'bookings.write' },
      schema: {
        summary: 'Take a wish off the waitlist',
        params: z.object({ wish: WaitlistId }),
        response: { 204: z.null(), '4xx': Problem },
      },
    },
    async ({ actor, params }, reply) =>
      (await dropWish(db, actor.business, params.wish))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );
}
