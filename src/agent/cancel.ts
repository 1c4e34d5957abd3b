import { whyNotCancel } from '../bookings/policy.ts';
import { proposalOf, proposed } from './consent.ts';
import type { Draft } from './draft.ts';
import type { Question } from './flow.ts';
import { upcoming, withBooking } from './own.ts';
import type { Frame } from './state.ts';
import type { World } from './world.ts';

/** Which booking, whether the rules allow it, and then the summary that waits for a yes. */
export function cancelQuestion(frame: Frame, draft: Draft, world: World): Question {
  return withBooking(frame, world, {
    among: upcoming,
    whyNot: (booking, { business, now }) => whyNotCancel(booking, business, now),
    next: (booking, known) => {
      const items = [booking].map(({ service, professional, start, end, priceCents, name }) => ({
        service,
        professional,
        start,
        end,
        priceCents,
        name,
      }));
      return proposed(known, proposalOf({ act: 'cancel', items, booking }, draft.state.serial, world), draft);
    },
  });
}
