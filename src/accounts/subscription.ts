import { createHmac, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Permission } from './permission.ts';

export const SubscriptionId = z.uuid().brand<'SubscriptionId'>();
export type SubscriptionId = z.output<typeof SubscriptionId>;
export const DeliveryId = z.uuid().brand<'DeliveryId'>();
export type DeliveryId = z.output<typeof DeliveryId>;

/** What a program can be told of. */
export const EventName = z.enum([
  'booking.created',
  'booking.moved',
  'booking.cancelled',
  'booking.confirmed',
  'booking.no_show',
  'booking.done',
  'conversation.handoff',
  'conversation.returned',
]);
export type EventName = z.output<typeof EventName>;

/** What who subscribes a program must be allowed to read. */
export const eventPermissions: Readonly<Record<EventName, Permission>> = {
  'booking.created': 'bookings.read',
  'booking.moved': 'bookings.read',
  'booking.cancelled': 'bookings.read',
  'booking.confirmed': 'bookings.read',
  'booking.no_show': 'bookings.read',
  'booking.done': 'bookings.read',
  'conversation.handoff': 'conversations.read',
  'conversation.returned': 'conversations.read',
};

/** A secret as the Standard Webhooks write it: 24 to 64 random bytes. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

type Signing = {
  readonly id: string;
  /** Of this try. */ readonly at: Temporal.Instant;
  readonly body: string;
  /** One, or while it is changed both. */ readonly secrets: readonly string[];
};

/**
 * The headers that prove that it comes from us, was not changed and is not old.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signed({ id, at, body, secrets }: Signing): Record<string, string> {
  const seconds = String(Math.floor(at.epochMilliseconds / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`;
  });
  return { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': signatures.join(' ') };
}

/** Seconds until each next try, three days in all; after the last it is given up. */
const waits = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;

/** How long to wait after so many tries; `null`: no more. */
export function waitAfter(tries: number): number | null {
  return waits[tries - 1] ?? null;
}
