import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { look } from './alert-state.ts';
import type { Alert } from './alert.ts';
import { rules } from './alerts.ts';
import { budgetOf, burnRate, paces, windowMinutes, type Window } from './objective.ts';
import { noReadings, type Readings } from './readings.ts';

const start = Temporal.Instant.from('2026-11-26T00:00:00-03:00');

/** Sums of a minute-by-minute history, as the store's query gives them. */
function windowsAt(minute: number, perMinute: number, badAt: (minute: number) => number): Window[] {
  return windowMinutes.map((minutes) => {
    const span = Array.from({ length: Math.min(minutes, 4320) }, (_, back) => minute - back);
    const bad = span.reduce((sum, at) => sum + perMinute * badAt(at), 0);
    return { minutes, total: perMinute * span.length, bad: Math.round(bad), slow: 0 };
  });
}

function readingsOf(windows: readonly Window[]): Readings {
  return {
    ...noReadings,
    burnFast: burnRate(windows, paces.fast, 'availability'),
    burnMiddle: burnRate(windows, paces.middle, 'availability'),
    burnSlow: burnRate(windows, paces.slow, 'availability'),
    burnCreeping: burnRate(windows, paces.creeping, 'availability'),
  };
}

/** When the first page goes out, in minutes from the beginning of the trouble; `null`: none does. */
function pagedAfter(minutes: number, badAt: (minute: number) => number, perMinute = 600): number | null {
  let alerts: readonly Alert[] = [];
  for (let minute = 0; minute <= minutes; minute += 1) {
    const readings = readingsOf(windowsAt(minute, perMinute, badAt));
    const now = start.add({ minutes: minute });
    const result = look(alerts, { rules, readings, silences: [], now, newId: () => 'id' });
    alerts = result.alerts;
    const page = result.tellings.find(
      ({ alert }) => alert.rule === 'availability_fast' || alert.rule === 'availability_middle',
    );
    if (page) return minute;
  }
  return null;
}

describe('the error budget', () => {
  it('pages within a minute of a total outage', () => {
    const minutes = pagedAfter(30, (minute) => (minute > 0 ? 1 : 0));
    assert(minutes !== null && minutes <= 1, `${minutes} min`);
  });

  it('pages for 10 % errors in 9 minutes, for 2 % within the hour, and at once in neither case', () => {
    const [ten, two] = [0.1, 0.02].map((share) => pagedAfter(90, (minute) => (minute > 0 ? share : 0)));
    assert(ten !== null && ten !== undefined && ten > 2 && ten <= 9, `10 %: ${ten} min`);
    assert(two !== null && two !== undefined && two <= 45, `2 %: ${two} min`);
  });

  it('pages nobody in a quiet day of 0.05 % errors with single bad minutes in it', () => {
    assert.equal(
      pagedAfter(24 * 60, (minute) => (minute % 360 === 0 ? 0.02 : 0.0005)),
      null,
    );
  });

  it('does not page for one error among few requests', () => {
    assert.equal(
      pagedAfter(600, (minute) => (minute === 30 ? 1 : 0), 0.2),
      null,
    );
  });

  it('says what is left, and how long it lasts', () => {
    const month = { minutes: 43_200, total: 100_000, bad: 50, slow: 0 };
    const budget = budgetOf(month, { minutes: 1440, total: 10_000, bad: 20, slow: 0 }, 'availability');
    assert.deepEqual(
      [budget.leftPercent, budget.lastsDays].map((value) => Math.round(value ?? -1)),
      [50, 8],
    );
    assert.equal(budgetOf({ ...month, total: 0, bad: 0 }, { ...month, total: 0 }, 'availability').leftPercent, null);
  });
});
