import { z } from 'zod';

/** What is kept of what a contact usually wants, by name. */
export const HabitView = z.object({
  service: z.string().nullable(),
  professional: z.string().nullable(),
  /** They asked for the professional by name; else it is counted from their bookings. */
  asked: z.boolean(),
});
export type HabitView = z.output<typeof HabitView>;
