import { z } from 'zod';
import type { ProfessionalId, ServiceId } from '../business/business.ts';
import type { Interval } from '../platform/time.ts';

export const BookingId = z.uuid().brand<'BookingId'>();
export type BookingId = z.output<typeof BookingId>;

/** A time somebody could come: found by `slotsOf`, never made up. */
export type Slot = Interval & { readonly professional: ProfessionalId };

/** What the contact is asked to say yes to. The booking is exactly this or it is not made. */
export type Proposal = {
  readonly service: ServiceId;
  readonly slot: Slot;
  readonly priceCents: number;
  /** Whom it is for, as the contact said it. */
  readonly name: string;
};

/** Why we say no to a wish or a proposal. Every one of them has its sentence in `agent/replies.ts`. */
export type Refusal = 'closed' | 'too_soon' | 'too_far' | 'past' | 'slot_taken' | 'day_full';

export type BookingOutcome =
  | { readonly kind: 'booked'; readonly booking: BookingId; readonly protocol: string }
  | { readonly kind: 'refused'; readonly why: Refusal };
