import { z } from 'zod';
import { IsoDate, IsoTime } from './iso.ts';

/** The day a contact wants: a constraint, resolved against the agenda later. */
export const DateWish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('day'), day: IsoDate }),
  /** Both ends included; `null` has no bound. */
  z.object({ kind: z.literal('days'), from: IsoDate.nullable(), to: IsoDate.nullable() }),
  z.object({ kind: z.literal('either'), days: z.array(IsoDate).min(1) }),
]);
export type DateWish = z.output<typeof DateWish>;

/** The time a contact wants to begin, local to the business. */
export const TimeWish = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at'), time: IsoTime }),
  /** At or after `from`, before `to`; `null` has no bound. */
  z.object({ kind: z.literal('between'), from: IsoTime.nullable(), to: IsoTime.nullable() }),
  z.object({ kind: z.literal('either'), times: z.array(IsoTime).min(1) }),
  z.object({ kind: z.literal('first') }),
  z.object({ kind: z.literal('last') }),
]);
export type TimeWish = z.output<typeof TimeWish>;

/** As before: the day or time of the contact's booking, or of what is on offer. */
const Same = z.object({ kind: z.literal('same'), of: z.enum(['booking', 'offer']) });

/** Two readings left over; opening hours settle them, or the contact is asked. */
export const Doubt = z.enum(['halfOfDay', 'whichWeek', 'dateOrTime']);
export type Doubt = z.output<typeof Doubt>;

/** What no calendar can grant: 31/11, a weekday that is not that date, a day gone by. */
export const Problem = z.enum(['impossible', 'conflict', 'past']);
export type Problem = z.output<typeof Problem>;

/** When a contact wants to come, as one turn says it. */
export const Wish = z.object({
  date: z.union([DateWish, Same]).nullable(),
  time: z.union([TimeWish, Same]).nullable(),
  /** "umas 14h". */
  approximate: z.boolean(),
  doubts: z.array(Doubt),
  problem: Problem.nullable(),
  /** "mais tarde" than what is on offer. */
  shift: z.enum(['earlier', 'later']).nullable(),
});
export type Wish = z.output<typeof Wish>;
