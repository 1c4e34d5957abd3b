import { z } from 'zod';

const known = z.string().nullable();
const Words = z.object({ title: z.string(), action: z.string() });

/** A rule that is broken, and what to do. */
export const AlertView = z.object({
  id: z.string(),
  rule: z.string(),
  severity: z.enum(['critical', 'high', 'medium', 'low']),
  state: z.enum(['pending', 'firing', 'acknowledged', 'resolved']),
  /** Nobody is told: a silence holds, or the alert that causes it fires. */
  muted: z.boolean(),
  value: z.number(),
  threshold: z.number(),
  since: z.string(),
  acknowledgedAt: known,
  acknowledgedBy: known,
  resolvedAt: known,
  pt: Words,
  en: Words,
});
export type AlertView = z.output<typeof AlertView>;
