import type { Business } from '../business/business.ts';
import { isBefore } from '../platform/time.ts';
import type { OwnBooking, Refusal } from './booking.ts';

type Standing = Pick<OwnBooking, 'status' | 'start' | 'moves'>;

/**
 * Why the contact may not cancel this booking, or `null`: they may. So many hours before the start is early enough, a
 * moment later is not; a booking that has begun is `past`. Without a policy it may be cancelled until it begins.
 */
export function whyNotCancel(
  booking: Pick<Standing, 'status' | 'start'>,
  { policies }: Pick<Business, 'policies'>,
  now: Temporal.Instant,
): Refusal | null {
  return whyNotChange(booking, policies.cancelNoticeHours, now);
}

/** Why the contact may not move this booking, or `null`: they may. As for cancelling, and not more often than allowed. */
export function whyNotMove(
  booking: Standing,
  { policies: { rescheduleNoticeHours, reschedulesMax } }: Pick<Business, 'policies'>,
  now: Temporal.Instant,
): Refusal | null {
  const refusal = whyNotChange(booking, rescheduleNoticeHours, now);
  if (refusal !== null) return refusal;
  return reschedulesMax !== null && booking.moves >= reschedulesMax ? 'moved_too_often' : null;
}

function whyNotChange(
  { status, start }: Pick<Standing, 'status' | 'start'>,
  noticeHours: number | null,
  now: Temporal.Instant,
): Refusal | null {
  if (status !== 'booked') return 'gone';
  if (!isBefore(now, start)) return 'past';
  return isBefore(start, now.add({ hours: noticeHours ?? 0 })) ? 'too_late' : null;
}
