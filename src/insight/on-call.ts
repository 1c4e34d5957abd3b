import { z } from 'zod';
import { isBefore } from '../platform/time.ts';

/** Whom the chain calls, in the runbook's words. */
export const dutyRoles = ['operator', 'administrator', 'devops', 'manager'] as const;

const instant = z.iso
  .datetime({ offset: true, error: 'must be a time with its offset, such as 2026-12-24T18:00:00-03:00' })
  .transform((text) => Temporal.Instant.from(text));
const place = z.string().min(1, 'must not be empty').nullable().default(null);

/** The file that `ALERT_ON_CALL` names: the chain in order, where people talk, and who comes first when. */
export const OnCall = z.strictObject({
  chain: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        role: z
          .enum(dutyRoles, `must be ${dutyRoles.join(', ')}`)
          .nullable()
          .default(null),
        phone: z
          .string()
          .regex(/^\+\d{8,15}$/, 'must be + and digits')
          .nullable()
          .default(null),
        email: z.email().nullable().default(null),
      }),
    )
    .min(1),
  /** `email` is where alerts go when `ALERT_EMAIL` names nobody; the others are for people to find each other. */
  channels: z
    .strictObject({ slack: place, email: z.email().nullable().default(null), whatsapp: place })
    .prefault({ slack: null, email: null, whatsapp: null }),
  shifts: z.array(z.strictObject({ from: instant, until: instant, first: z.string() })).default([]),
});
export type OnCall = z.output<typeof OnCall>;
export type Person = OnCall['chain'][number];

/** Nobody is called: what holds while no file says otherwise. */
export const nobody: OnCall = { chain: [], channels: { slack: null, email: null, whatsapp: null }, shifts: [] };

const shiftAt = ({ shifts }: OnCall, now: Temporal.Instant) =>
  shifts.find(({ from, until }) => !isBefore(now, from) && isBefore(now, until));

/** The chain as it stands now: whoever has the shift comes first, the others keep their order. */
export function chainAt(onCall: OnCall, now: Temporal.Instant): readonly Person[] {
  const { chain } = onCall;
  const first = chain.find(({ name }) => name === shiftAt(onCall, now)?.first);
  return first ? [first, ...chain.filter((person) => person !== first)] : chain;
}

/** When the shift ends that puts somebody first now; `null`: the order of the file holds. */
export function shiftEnd(onCall: OnCall, now: Temporal.Instant): Temporal.Instant | null {
  const shift = shiftAt(onCall, now);
  return shift && onCall.chain.some(({ name }) => name === shift.first) ? shift.until : null;
}

/** The numbers of the runbook that this product was ordered by: they ring nowhere. */
const placeholder = /^\+551199999000\d$/;

/** What an operator has to mend in the file before anybody can rely on it; each names the place, never the number. */
export function mistakesIn({ chain, shifts }: OnCall): string[] {
  return [
    ...chain.flatMap(({ phone }, index) =>
      phone !== null && placeholder.test(phone)
        ? [`chain.${index}.phone is the runbook’s example, nobody’s number`]
        : [],
    ),
    ...shifts.flatMap(({ from, until, first }, index) => [
      ...(chain.some(({ name }) => name === first) ? [] : [`shifts.${index}.first is nobody of the chain`]),
      ...(isBefore(from, until) ? [] : [`shifts.${index}.until must be after from`]),
    ]),
  ];
}

/** May alerts rely on it at all? In production a number that rings nowhere is as bad as none. */
export const isPlaceholder = ({ chain }: OnCall): boolean =>
  chain.some(({ phone }) => phone !== null && placeholder.test(phone));
