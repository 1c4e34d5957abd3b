import { z } from 'zod';

/** Work that failed for good and waits for a person. No word of what it holds. */
export const DeadLetterView = z.object({
  kind: z.enum(['outbox', 'turn', 'inbox']),
  key: z.string(),
  /** The code of what went wrong. */
  fault: z.string(),
  at: z.string(),
});
export type DeadLetterView = z.output<typeof DeadLetterView>;

/** The oldest of them, and how many there are. */
export const DeadLettersView = z.object({ count: z.int(), items: z.array(DeadLetterView) });
