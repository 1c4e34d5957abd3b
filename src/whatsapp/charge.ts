import { z } from 'zod';
import { countryOf } from '../platform/phone.ts';
import { storable } from '../platform/json.ts';
import { phoneIn, userIdIn } from './message.ts';

/** What Meta says that a message of ours costs. */
export type Charge = {
  readonly wamid: string;
  readonly phoneNumberId: string;
  /** The country of who gets it, of ISO 3166; '': unknown. */
  readonly market: string;
  /** Meta's words. `type` `regular` is billed; all others are free. */
  readonly category: string;
  readonly type: string;
  readonly at: Temporal.Instant;
};

const word = z.string().min(1).max(100).transform(storable);
const named = z.string().optional().catch(undefined);
const Priced = z.object({
  status: z.object({
    id: z.string().transform(storable),
    timestamp: z.coerce.number().int().positive().max(32_503_680_000),
    recipient_id: named,
    recipient_user_id: named,
    pricing: z.object({ type: word, category: word }),
  }),
});

/**
 * The price in a status; `null`: there is none, and it stands in another status of the message, or it costs nothing.
 * `billable` is not read: Meta has given it up.
 *
 * @see https://developers.facebook.com/docs/whatsapp/pricing
 */
export function chargeOf(payload: unknown, phoneNumberId: string): Charge | null {
  const { data } = Priced.safeParse(payload);
  if (!data) return null;
  const { id, timestamp, recipient_id, recipient_user_id, pricing } = data.status;
  return {
    wamid: id,
    phoneNumberId,
    market: marketOf(recipient_id, recipient_user_id),
    category: pricing.category.toLowerCase(),
    type: pricing.type.toLowerCase(),
    at: Temporal.Instant.fromEpochMilliseconds(timestamp * 1000),
  };
}

/** Whose rates count: a business-scoped user id begins with a country as well; the phone's own counts where it is known. */
export function marketOf(phone: string | undefined, userId: string | undefined): string {
  const digits = phoneIn(phone);
  const country = digits === null ? null : countryOf(digits);
  return country ?? userIdIn(userId ?? phone)?.slice(0, 2) ?? '';
}
