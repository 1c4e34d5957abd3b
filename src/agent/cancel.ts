import type { OwnBooking } from '../bookings/booking.ts';
import { whyNotCancel } from '../bookings/policy.ts';
import { proposalOf, proposed } from './consent.ts';
import type { Draft } from './draft.ts';
import type { Question } from './flow.ts';
import { upcoming, withBooking } from './own.ts';
import type { Frame, OpenProposal } from './state.ts';
import type { World } from './world.ts';

/** Which booking, whether the rules allow it, and then the summary that waits for a yes. */
export function cancelQuestion(frame: Frame, draft: Draft, world: World): Question {
  return withBooking(frame, world, {
    among: upcoming,
    whyNot: (booking, { business, now }) => whyNotCancel(booking, business, now),
    next: (booking, known) => proposed(known, cancellationOf(booking, draft.state.serial, world), draft),
  });
}

/** To cancel exactly this booking as it stands. */
export function cancellationOf(
  booking: OwnBooking,
  serial: number,
  world: Pick<World, 'business' | 'now'>,
): OpenProposal {
  const { service, professional, start, end, priceCents, name } = booking;
  const items = [{ service, professional, start, end, priceCents, name }];
  return proposalOf({ act: 'cancel', items, booking }, serial, world);
}
