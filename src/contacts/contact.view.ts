import { z } from 'zod';

/** Somebody who writes to the business, or is booked for. Times are ISO 8601. */
export const ContactView = z.object({
  id: z.string(),
  name: z.string().nullable(),
  /** Digits with country code, as Meta knows it. */
  phone: z.string().nullable(),
  /** The same as people write it: `(11) 91234-5678`. */
  shownPhone: z.string().nullable(),
  since: z.string(),
  optedOutAt: z.string().nullable(),
  /** Since when they agree to get campaigns. */
  newsSince: z.string().nullable(),
  /** Since when nobody answers them and nothing is sent to them. */
  blockedAt: z.string().nullable(),
  erasedAt: z.string().nullable(),
  /** They asked to be forgotten, and it is not done yet. */
  isErasing: z.boolean(),
});
export type ContactView = z.output<typeof ContactView>;

export const ContactsPageView = z.object({ items: z.array(ContactView), nextCursor: z.string().nullable() });
