import { z } from 'zod';
import { ProfessionalId, ServiceId } from '../business/business.ts';
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

/**
 * Why we say no to a wish, a proposal or a change. Every one of them has its sentence in `agent/replies.ts`.
 *
 * `too_late`: too close to the start to cancel or move. `moved_too_often`: as often as the business allows.
 * `gone`: the booking is not active any more, or not theirs.
 */
export type Refusal =
  | 'closed'
  | 'too_soon'
  | 'too_far'
  | 'past'
  | 'slot_taken'
  | 'day_full'
  | 'too_late'
  | 'moved_too_often'
  | 'gone';

type Refused = { readonly kind: 'refused'; readonly why: Refusal };

/** `item`: which of the proposals stands in the way, counted from 0. Then none of them is booked. */
export type BookingOutcome =
  | {
      readonly kind: 'booked';
      /** One for each proposal, in their order. */
      readonly bookings: readonly { readonly id: BookingId; readonly protocol: string }[];
    }
  | (Refused & { readonly item: number });

export type MoveOutcome = { readonly kind: 'moved'; readonly protocol: string } | Refused;
export type CancelOutcome = { readonly kind: 'cancelled'; readonly protocol: string } | Refused;
export type ConfirmOutcome = { readonly kind: 'confirmed'; readonly protocol: string } | Refused;
export type RateOutcome = { readonly kind: 'rated'; readonly protocol: string } | Refused;

const instant = z.string().transform((text) => Temporal.Instant.from(text));

const OwnBooking = z
  .object({
    id: BookingId,
    protocol: z.string(),
    service: ServiceId,
    professional: ProfessionalId,
    start: instant,
    end: instant,
    /** As agreed, whatever the service costs now. */
    priceCents: z.int(),
    name: z.string(),
    status: z.enum(['booked', 'cancelled', 'done', 'no_show']),
    /** How often it was moved. */
    moves: z.int(),
    /** The contact said that they come. */
    confirmed: z.boolean(),
  })
  .readonly();
/** A booking as its contact may know it. */
export type OwnBooking = z.output<typeof OwnBooking>;

/** What `ownBookingsJson` selects. */
export const OwnBookings = z.array(OwnBooking).readonly();
