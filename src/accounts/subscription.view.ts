import { z } from 'zod';

/** A program that is told what happens. */
export const SubscriptionView = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  madeAt: z.string(),
  /** Since when it is told nothing: turned off, or it failed for days. */
  disabledAt: z.string().nullable(),
});
export type SubscriptionView = z.output<typeof SubscriptionView>;

/** `secret` is shown this once. */
export const SubscribedView = z.object({ id: z.string(), secret: z.string() });
export const SecretView = SubscribedView.pick({ secret: true });

export const DeliveryView = z.object({
  id: z.string(),
  event: z.string(),
  at: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed']),
  tries: z.int(),
  /** When it is tried next. */
  dueAt: z.string().nullable(),
  /** Of the last try: the HTTP status, or why there is none. */
  status: z.int().nullable(),
  error: z.string().nullable(),
  tookMs: z.int().nullable(),
});
export type DeliveryView = z.output<typeof DeliveryView>;
export const DeliveriesView = z.object({ items: z.array(DeliveryView), nextCursor: z.string().nullable() });
