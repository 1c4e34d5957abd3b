import { z } from 'zod';

const known = z.string().nullable();

/** Who is called, in the order that holds now. Phones and addresses are for who keeps the installation: else `null`. */
export const DutyView = z.object({
  /** The first of them is on duty. Empty: no file says who is called. */
  chain: z.array(
    z.object({
      name: z.string(),
      role: z.enum(['operator', 'administrator', 'devops', 'manager']).nullable(),
      phone: known,
      email: known,
    }),
  ),
  /** When the shift that put the first one first is over; `null`: the order is not of a shift. */
  until: known,
  channels: z.object({ slack: known, email: known, whatsapp: known }),
  /** What is wrong with the file. */
  mistakes: z.array(z.string()),
});
export type DutyView = z.output<typeof DutyView>;
