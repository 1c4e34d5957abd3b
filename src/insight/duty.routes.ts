import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { Problem } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { DutyView } from './duty.view.ts';
import { chainAt, mistakesIn, shiftEnd, type OnCall } from './on-call.ts';

export type DutyDeps = {
  readonly clock: Clock;
  /** Reads the file anew: a shift that was changed holds at once. */ readonly onCall: () => OnCall;
};

/** Who is on duty, and who is called after them. */
export async function dutyRoutes(app: FastifyInstance, { clock, onCall }: DutyDeps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/duty',
    {
      config: { access: 'operations.read' },
      schema: { summary: 'Who is on duty, and who is called after them', response: { 200: DutyView, '4xx': Problem } },
    },
    // Who may change accounts keeps the chain, too; to the others it says who, and not how to wake them.
    async ({ actor }) => dutyOf(onCall(), clock(), actor.may.has('users.read')),
  );
}

/** The chain as it is shown now. */
export function dutyOf(onCall: OnCall, now: Temporal.Instant, withContacts: boolean): DutyView {
  return {
    chain: chainAt(onCall, now).map(({ name, role, phone, email }) => ({
      name,
      role,
      phone: withContacts ? phone : null,
      email: withContacts ? email : null,
    })),
    until: shiftEnd(onCall, now)?.toString() ?? null,
    channels: onCall.channels,
    mistakes: mistakesIn(onCall),
  };
}
