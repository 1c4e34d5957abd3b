/**
 * How far a message of ours has come, in order: a status only ever moves it forward. `failed` stands below `delivered`,
 * because a message that failed on one device may be delivered on another, and what was delivered never fails.
 */
export const deliveryRanks = ['queued', 'accepted', 'sent', 'failed', 'delivered', 'read', 'played'] as const;
export type Delivery = (typeof deliveryRanks)[number];

/** What a channel reports about a message of ours. */
export type DeliveryReport = {
  readonly wamid: string;
  /** The outbox id that we sent along, when the channel repeats it. */
  readonly outboxId: string | null;
  readonly status: Delivery;
  readonly errorCode: string | null;
};
