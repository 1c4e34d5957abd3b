import { z } from 'zod';
import { isBefore } from '../platform/time.ts';
import type { Contact } from './notification.ts';

const instant = z.iso
  .datetime({ offset: true, error: 'must be a time with its offset, such as 2026-12-24T18:00:00-03:00' })
  .transform((text) => Temporal.Instant.from(text));

/** The file that `ALERT_ON_CALL` names: the chain in order, and who comes first when. */
export const OnCall = z.strictObject({
  chain: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        phone: z
          .string()
          .regex(/^\+\d{8,15}$/, 'must be + and digits')
          .nullable()
          .default(null),
        email: z.email().nullable().default(null),
      }),
    )
    .min(1),
  shifts: z.array(z.strictObject({ from: instant, until: instant, first: z.string() })).default([]),
});
export type OnCall = z.output<typeof OnCall>;

/** The chain as it stands now: whoever has the shift comes first, the others keep their order. */
export function chainAt({ chain, shifts }: OnCall, now: Temporal.Instant): readonly Contact[] {
  const shift = shifts.find(({ from, until }) => !isBefore(now, from) && isBefore(now, until));
  const first = chain.find(({ name }) => name === shift?.first);
  return first ? [first, ...chain.filter((contact) => contact !== first)] : chain;
}
