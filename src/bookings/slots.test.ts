import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { ProfessionalId, ServiceId, type Business } from '../business/business.ts';
import { businessFrom, openFrom, twoHairdressers } from '../business/testing.ts';
import { overlaps, type Interval } from '../platform/time.ts';
import type { Agenda } from './agenda.ts';
import { freeSlots, isOpenOn, nearestSlots, slotsOf, whyNot } from './slots.ts';

const ana = twoHairdressers({}).professionals[0]?.id ?? assert.fail();
const joao = twoHairdressers({}).professionals[1]?.id ?? assert.fail();
const cut = twoHairdressers({}).services[0]?.id ?? assert.fail();
const tuesday = Temporal.PlainDate.from('2026-11-24');
const nothing: Agenda = { busy: new Map(), timeOff: new Map(), closed: [], units: [], perDay: new Map() };

const halfHours = {
  duration: Temporal.Duration.from({ minutes: 30 }),
  step: Temporal.Duration.from({ minutes: 30 }),
  notice: Temporal.Duration.from({ minutes: 0 }),
};

it('offers the gap that a booking leaves, and not a minute of it twice', () => {
  const slots = freeSlots([span('09:00', '10:30')], [span('09:30', '10:00')], halfHours, at('09:00'));
  assert.deepEqual(starts(slots), ['09:00', '10:00']);
});

it('ends the last slot at closing time', () => {
  const long = { ...halfHours, duration: Temporal.Duration.from({ minutes: 180 }) };
  assert.deepEqual(starts(freeSlots([span('14:30', '18:00')], [], long, at('08:00'))), ['14:30', '15:00']);
});

it('never offers a time that is taken, whatever is busy', () => {
  const taken = fc
    .tuple(fc.integer({ min: 0, max: 1440 }), fc.integer({ min: 1, max: 300 }))
    .map(([from, minutes]) => stretch(at('00:00').add({ minutes: from }), minutes));
  const slotsBeside = (busy: Interval[]) => freeSlots([span('09:00', '17:00')], busy, halfHours, at('09:00'));
  const clashes = (slot: Interval, busy: Interval[]) => busy.some((other) => overlaps(slot, other));
  fc.assert(fc.property(fc.array(taken), (busy) => !slotsBeside(busy).some((slot) => clashes(slot, busy))));
});

it('starts at now plus notice at the earliest, to the nanosecond', () => {
  const noticed = { ...halfHours, notice: Temporal.Duration.from({ minutes: 30 }) };
  const open = [span('09:00', '10:30')];
  assert.deepEqual(starts(freeSlots(open, [], noticed, at('09:00'))), ['09:30', '10:00']);
  assert.deepEqual(starts(freeSlots(open, [], noticed, at('09:00').add({ nanoseconds: 1 }))), ['10:00']);
});

it('keeps the buffer before and after a booking free, but not before a closed hour', () => {
  const salon = twoHairdressers({ bufferMinutes: 15, stepMinutes: 15 });
  const agenda = {
    ...nothing,
    busy: new Map([[ana, [span('10:00', '10:45')]]]),
    timeOff: new Map([[ana, [span('11:15', '17:30')]]]),
  };
  assert.deepEqual(starts(free(salon, agenda, ana)), ['09:00', '09:15', '10:45', '17:30']);
});

it('offers each professional who is free, in order of time and then of the business', () => {
  const agenda = { ...nothing, busy: new Map([[ana, [span('09:00', '17:00')]]]) };
  const slots = free(twoHairdressers({}), agenda, null);
  assert.deepEqual(starts(slots).slice(-4), ['17:00', '17:00', '17:30', '17:30']);
  assert.deepEqual(
    slots.slice(-2).map(({ professional }) => professional),
    [ana, joao],
  );
});

it('offers nothing of a service or from a professional that the business does not have', () => {
  const days = { from: tuesday, to: tuesday };
  const unknown = ServiceId.parse('00000000-0000-4000-8000-0000000000ff');
  const nobody = ProfessionalId.parse('00000000-0000-4000-8000-0000000000ff');
  assert.deepEqual(
    slotsOf(twoHairdressers({}), nothing, { service: unknown, professional: null, days }, at('08:00')),
    [],
  );
  assert.deepEqual(
    slotsOf(twoHairdressers({}), nothing, { service: cut, professional: nobody, days }, at('08:00')),
    [],
  );
  assert.equal(
    whyNot(twoHairdressers({}), nothing, { service: cut, professional: nobody, start: at('10:00') }, at('08:00')),
    'slot_taken',
  );
});

it('lets a service run past midnight when the next day opens there', () => {
  const nights = [openFrom(2, '18:00', '00:00'), openFrom(3, '00:00', '02:00')];
  const bar = { ...twoHairdressers({ stepMinutes: 60 }, 90), hours: nights };
  const starting = (date: Temporal.PlainDate) =>
    starts(slotsOf(bar, nothing, { service: cut, professional: ana, days: { from: date, to: date } }, at('20:00')));
  assert.deepEqual(starting(tuesday), ['20:00', '21:00', '22:00', '23:00']);
  assert.deepEqual(starting(tuesday.add({ days: 1 })), ['00:00']);
});

it('says why a start cannot be had', () => {
  const salon = twoHairdressers({ noticeMinutes: 60, horizonDays: 7, perDayMax: 3 });
  const agenda: Agenda = {
    busy: new Map([[ana, [span('10:00', '11:00')]]]),
    timeOff: new Map([[joao, [span('10:00', '11:00')]]]),
    closed: [span('16:00', '18:00')],
    units: [],
    perDay: new Map([['2026-11-25', 3]]),
  };
  const why = (start: Temporal.Instant, professional: ProfessionalId | null = null) =>
    whyNot(salon, agenda, { service: cut, professional, start }, at('09:00'));
  assert.equal(why(at('08:59')), 'past');
  assert.equal(why(at('09:59')), 'too_soon');
  assert.equal(why(at('10:00')), 'slot_taken');
  assert.equal(why(at('11:00')), null);
  assert.equal(why(at('14:15')), null, 'a mark of five minutes will do');
  assert.equal(why(at('14:17')), 'slot_taken');
  assert.equal(why(at('15:45')), 'closed', 'it would last into the closed afternoon');
  assert.equal(why(at('20:00')), 'closed');
  assert.equal(why(at('11:00').add({ hours: 24 })), 'day_full');
  assert.equal(why(at('11:00').add({ hours: 24 * 7 })), null);
  assert.equal(why(at('11:00').add({ hours: 24 * 8 })), 'too_far');
});

it('grants what it offers where the doors open at an odd minute', () => {
  const odd = { ...twoHairdressers({ stepMinutes: 7 }), hours: [openFrom(2, '09:03', '18:00')] };
  const why = (time: string) =>
    whyNot(odd, nothing, { service: cut, professional: null, start: at(time) }, at('08:00'));
  assert.deepEqual([why('09:03'), why('09:10'), why('09:15'), why('09:12')], [null, null, null, 'slot_taken']);
});

it('calls a start taken, not closed, when the wished professional is away and the business is open', () => {
  const salon = { ...twoHairdressers({}), hours: [...twoHairdressers({}).hours, openFrom(2, '13:00', '18:00', ana)] };
  const wish = { service: cut, professional: ana, start: at('10:00') };
  assert.equal(whyNot(salon, nothing, wish, at('08:00')), 'slot_taken');
  assert.equal(whyNot(salon, nothing, { ...wish, professional: joao }, at('08:00')), null);
});

it('is open on a day unless nobody opens or the whole of it is time off', () => {
  const salon = twoHairdressers({});
  assert.equal(isOpenOn(salon, nothing, tuesday), true);
  assert.equal(isOpenOn(salon, nothing, Temporal.PlainDate.from('2026-11-29')), false);
  assert.equal(isOpenOn(salon, { ...nothing, closed: [span('09:00', '12:00')] }, tuesday), true);
  assert.equal(
    isOpenOn(salon, { ...nothing, closed: [span('12:00', '18:00'), span('00:00', '12:00')] }, tuesday),
    false,
  );
});

it('finds the nearest starts, each once, in order of time', () => {
  const near = nearestSlots(free(twoHairdressers({}), nothing, null), at('12:10'), 3);
  assert.deepEqual(starts(near), ['11:30', '12:00', '12:30']);
  assert.deepEqual(
    near.map(({ professional }) => professional),
    [ana, ana, ana],
  );
});

it('searches sixty days of five busy professionals in under 20 ms, five as a rule', () => {
  const salon = businessFrom({
    name: 'Salão de Teste',
    hours: { 'mon-sat': '09:00-18:00' },
    professionals: ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: id })),
    services: [{ id: 'corte', name: 'Corte', minutes: 30, price: 45 }],
  });
  const bookings = Array.from({ length: 120 }, (_, index) => stretch(at('12:00').add({ hours: index * 12 }), 45));
  const agenda = { ...nothing, busy: new Map(salon.professionals.map(({ id }) => [id, bookings])) };
  const days = { from: tuesday, to: tuesday.add({ days: 60 }) };
  const took = Array.from({ length: 15 }, () => {
    const started = performance.now();
    assert(slotsOf(salon, agenda, { service: cut, professional: null, days }, at('08:00')).length > 3000);
    return performance.now() - started;
  });
  assert(Math.min(...took) < 20, `${Math.min(...took)} ms`);
});

function free(salon: Business, agenda: Agenda, professional: ProfessionalId | null) {
  return slotsOf(salon, agenda, { service: cut, professional, days: { from: tuesday, to: tuesday } }, at('08:00'));
}

function stretch(start: Temporal.Instant, minutes: number): Interval {
  return { start, end: start.add({ minutes }) };
}

/** A local time of that Tuesday. */
function at(time: string): Temporal.Instant {
  return tuesday.toZonedDateTime({ timeZone: 'America/Sao_Paulo', plainTime: time }).toInstant();
}

function span(from: string, to: string): Interval {
  return { start: at(from), end: at(to) };
}

function starts(slots: readonly Interval[]): string[] {
  return slots.map(({ start }) => start.toZonedDateTimeISO('America/Sao_Paulo').toPlainTime().toString().slice(0, 5));
}
