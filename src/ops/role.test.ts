import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { roles, standingOf, type TimedList } from './role.ts';

const zone = 'America/Sao_Paulo';
const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[${zone}]`).toInstant();
const stateAt = (list: TimedList, last: string | null, now: string) =>
  standingOf(list, last === null ? null : at(last), { now: at(now), timeZone: zone }).state;

it('is done from a little before its hour, then due, then late', () => {
  // 2026-11-26 is a Thursday.
  assert.equal(stateAt('morning', '2026-11-26T08:50', '2026-11-26T09:10'), 'done');
  assert.equal(stateAt('morning', '2026-11-25T09:10', '2026-11-26T08:59'), 'done');
  assert.equal(stateAt('morning', '2026-11-25T09:10', '2026-11-26T09:10'), 'due');
  assert.equal(stateAt('morning', '2026-11-25T09:10', '2026-11-26T11:01'), 'overdue');
  assert.equal(stateAt('weekly', null, '2026-11-26T12:00'), 'overdue');
  assert.equal(stateAt('weekly', '2026-11-23T09:00', '2026-11-29T23:00'), 'done');
});

it('is never late right after it was gone through, whenever that was', () => {
  const list = fc.constantFrom(...Object.values(roles).flatMap(({ lists }) => lists));
  const moment = fc
    .integer({ min: Date.UTC(2011, 0), max: Date.UTC(2031, 0) })
    .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
  fc.assert(
    fc.property(list, moment, (name, now) => {
      const { state, dueAt, nextAt } = standingOf(name, now, { now, timeZone: zone });
      assert.equal(state, 'done');
      assert(Temporal.Instant.compare(dueAt, now) <= 0 && Temporal.Instant.compare(now, nextAt) < 0);
    }),
  );
});
