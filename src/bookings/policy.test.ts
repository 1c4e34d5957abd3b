import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { twoHairdressers } from '../business/testing.ts';
import type { OwnBooking } from './booking.ts';
import { whyNotCancel, whyNotMove } from './policy.ts';

const start = Temporal.Instant.from('2026-11-25T12:00:00Z');
const standing = { status: 'booked', start, moves: 0 } as const;
const salon = twoHairdressers({});
const withPolicies = (policies: Partial<typeof salon.policies>) => ({ policies: { ...salon.policies, ...policies } });

it('lets a contact cancel exactly so many hours before the start, and not a nanosecond later', () => {
  const business = withPolicies({ cancelNoticeHours: 24 });
  const last = start.subtract({ hours: 24 });
  assert.equal(whyNotCancel(standing, business, last), null);
  assert.equal(whyNotCancel(standing, business, last.add({ nanoseconds: 1 })), 'too_late');
  assert.equal(whyNotCancel(standing, business, start), 'past');
});

it('knows no limit but the start where the business has no policy', () => {
  const last = start.subtract({ nanoseconds: 1 });
  assert.equal(whyNotCancel(standing, salon, last), null);
  assert.equal(whyNotMove({ ...standing, moves: 99 }, salon, last), null);
  assert.equal(whyNotMove(standing, salon, start), 'past');
});

it('allows a booking to be moved as often as the policy says', () => {
  const business = withPolicies({ reschedulesMax: 2 });
  const why = [0, 1, 2, 3].map((moves) => whyNotMove({ ...standing, moves }, business, start.subtract({ hours: 1 })));
  assert.deepEqual(why, [null, null, 'moved_too_often', 'moved_too_often']);
});

it('never allows later what it refused before, nor anything of a booking that is not active', () => {
  const statuses = fc.constantFrom<OwnBooking['status'][]>('booked', 'cancelled', 'done', 'no_show');
  const minutes = fc.integer({ min: -3000, max: 3000 });
  const hours = fc.option(fc.integer({ min: 0, max: 48 }));
  fc.assert(
    fc.property(statuses, minutes, fc.nat(3000), hours, (status, before, more, noticeHours) => {
      const business = withPolicies({ cancelNoticeHours: noticeHours, rescheduleNoticeHours: noticeHours });
      const now = start.subtract({ minutes: before });
      for (const rule of [whyNotCancel, whyNotMove]) {
        const first = rule({ ...standing, status }, business, now);
        const then = rule({ ...standing, status }, business, now.add({ minutes: more }));
        assert(first === null || then !== null);
        assert.equal(first === 'gone', status !== 'booked');
        assert.equal(first === null, status === 'booked' && before > 0 && before >= (noticeHours ?? 0) * 60);
      }
    }),
  );
});
