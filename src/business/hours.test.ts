import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Business, OpeningHours, ProfessionalId } from './business.ts';
import { instantOf, openIntervals, weekOf } from './hours.ts';
import { businessFrom, openFrom } from './testing.ts';

const salon = businessFrom({
  name: 'Salão de Teste',
  hours: { mon: '09:00-18:00' },
  professionals: [{ id: 'ana', name: 'Ana' }],
  services: [{ name: 'Corte', minutes: 30, price: 45 }],
});
const ana = salon.professionals[0]?.id ?? null;

it('opens and closes by the wall clock of the business', () => {
  assert.deepEqual(open('2026-11-24', [openFrom(2, '09:00', '18:00')]), ['2026-11-24T12:00:00Z 2026-11-24T21:00:00Z']);
  assert.deepEqual(open('2026-11-25', [openFrom(2, '09:00', '18:00')]), []);
});

it('sorts the stretches of a day and joins those that touch or overlap', () => {
  const lunch = [openFrom(2, '14:00', '18:00'), openFrom(2, '09:00', '12:00')];
  assert.deepEqual(open('2026-11-24', lunch), [
    '2026-11-24T12:00:00Z 2026-11-24T15:00:00Z',
    '2026-11-24T17:00:00Z 2026-11-24T21:00:00Z',
  ]);
  const touching = [openFrom(2, '12:00', '18:00'), openFrom(2, '09:00', '12:00'), openFrom(2, '10:00', '11:00')];
  assert.deepEqual(open('2026-11-24', touching), ['2026-11-24T12:00:00Z 2026-11-24T21:00:00Z']);
});

it('ends a day that closes at 00:00 at its midnight', () => {
  assert.deepEqual(open('2026-11-24', [openFrom(2, '20:00', '00:00')]), ['2026-11-24T23:00:00Z 2026-11-25T03:00:00Z']);
});

it("puts a professional's own hours in the place of the business's, on every day", () => {
  const both = [openFrom(2, '09:00', '18:00'), openFrom(3, '09:00', '18:00'), openFrom(2, '20:00', '21:00', ana)];
  assert.deepEqual(open('2026-11-24', both, ana), ['2026-11-24T23:00:00Z 2026-11-25T00:00:00Z']);
  assert.deepEqual(open('2026-11-25', both, ana), []);
  assert.deepEqual(open('2026-11-25', [openFrom(3, '09:00', '18:00')], ana), [
    '2026-11-25T12:00:00Z 2026-11-25T21:00:00Z',
  ]);
});

it('is an hour shorter on the day the clock springs forward, an hour longer on the day it falls back', () => {
  const sunday = [openFrom(7, '00:00', '00:00')];
  assert.deepEqual(open('2026-03-29', sunday, null, 'Europe/Lisbon'), ['2026-03-29T00:00:00Z 2026-03-29T23:00:00Z']);
  assert.deepEqual(open('2026-10-25', sunday, null, 'Europe/Lisbon'), ['2026-10-24T23:00:00Z 2026-10-26T00:00:00Z']);
  assert.deepEqual(open('2026-11-01', sunday, null, 'America/New_York'), ['2026-11-01T04:00:00Z 2026-11-02T05:00:00Z']);
  // Until 2018 São Paulo skipped the midnight hour itself.
  assert.deepEqual(open('2018-11-04', sunday, null), ['2018-11-04T03:00:00Z 2018-11-05T02:00:00Z']);
});

it('opens nowhere inside an hour that the clock skips', () => {
  assert.deepEqual(open('2026-03-29', [openFrom(7, '01:10', '01:50')], null, 'Europe/Lisbon'), []);
  const across = [openFrom(7, '01:30', '03:00')];
  assert.deepEqual(open('2026-03-29', across, null, 'Europe/Lisbon'), ['2026-03-29T01:00:00Z 2026-03-29T02:00:00Z']);
});

it('takes the first of two equal wall clock times, and the jump for one that is skipped', () => {
  const at = (local: string, zone: string) => instantOf(Temporal.PlainDateTime.from(local), zone).toString();
  assert.equal(at('2026-10-25T01:30', 'Europe/Lisbon'), '2026-10-25T00:30:00Z');
  assert.equal(at('2026-03-29T01:00', 'Europe/Lisbon'), '2026-03-29T01:00:00Z');
  assert.equal(at('2026-03-29T01:59', 'Europe/Lisbon'), '2026-03-29T01:00:00Z');
  assert.equal(at('2018-11-04T00:00', 'America/Sao_Paulo'), '2018-11-04T03:00:00Z');
});

it('tells the week with weekdays of equal hours together and closed ones among them', () => {
  const weekdays = [1, 2, 3, 4, 5].map((weekday) => openFrom(weekday, '09:00', '18:00'));
  const week = weekOf(
    business([
      ...weekdays,
      openFrom(6, '09:00', '12:00'),
      openFrom(6, '13:00', '16:00'),
      openFrom(7, '08:00', '09:00', ana),
    ]),
  );
  assert.deepEqual(
    week.map(({ weekdays: days, spans }) => [
      days.join(''),
      ...spans.map(({ opens, closes }) => `${opens.toString()}-${closes.toString()}`),
    ]),
    [['12345', '09:00:00-18:00:00'], ['6', '09:00:00-12:00:00', '13:00:00-16:00:00'], ['7']],
  );
});

function open(
  date: string,
  hoursOfWeek: OpeningHours[],
  professional: ProfessionalId | null = null,
  timeZone = 'America/Sao_Paulo',
): string[] {
  const intervals = openIntervals(business(hoursOfWeek, timeZone), professional, Temporal.PlainDate.from(date));
  return intervals.map(({ start, end }) => `${start.toString()} ${end.toString()}`);
}

function business(week: OpeningHours[], timeZone = 'America/Sao_Paulo'): Business {
  return { ...salon, timeZone, hours: week };
}
