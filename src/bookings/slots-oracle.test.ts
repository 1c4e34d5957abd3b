import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { ResourceId, type Business, type OpeningHours, type ProfessionalId } from '../business/business.ts';
import { openIntervals } from '../business/hours.ts';
import { twoHairdressers } from '../business/testing.ts';
import { isBefore, overlaps, type Interval } from '../platform/time.ts';
import type { Agenda, Days } from './agenda.ts';
import type { Slot } from './booking.ts';
import { slotsOf, whyNot } from './slots.ts';

const ana = twoHairdressers({}).professionals[0]?.id ?? assert.fail();
const joao = twoHairdressers({}).professionals[1]?.id ?? assert.fail();
const room = ResourceId.parse('00000000-0000-4000-8000-0000000000aa');
const cut = twoHairdressers({}).services[0]?.id ?? assert.fail();

it('offers every start that the rules allow and no other, in any time zone and across clock changes', () => {
  let offeredAtAll = 0;
  fc.assert(
    fc.property(world, ({ salon, agenda, now, days }) => {
      const all = oracle(salon, agenda, days, now);
      offeredAtAll += all.length;
      for (const professional of [ana, joao, null]) {
        const slots = slotsOf(salon, agenda, { service: cut, professional, days }, now);
        const offered = slots.map(textOf);
        const allowed = all.filter((slot) => (professional ?? slot.professional) === slot.professional);
        assert.deepEqual(
          offered,
          allowed.map(({ text }) => text),
        );
      }
    }),
    { numRuns: 100 },
  );
  assert(offeredAtAll > 500, `the worlds held only ${offeredAtAll} slots`);
});

it('refuses no slot that it offers', () => {
  fc.assert(
    fc.property(world, ({ salon, agenda, now, days }) => {
      for (const { start, professional } of slotsOf(salon, agenda, { service: cut, professional: null, days }, now)) {
        assert.equal(whyNot(salon, agenda, { service: cut, professional, start }, now), null);
        assert.equal(whyNot(salon, agenda, { service: cut, professional: null, start }, now), null);
      }
    }),
    { numRuns: 60 },
  );
});

it('grants a start between the slots when and only when the same rules allow it', () => {
  const mark = fc.integer({ min: 0, max: 5 * 288 });
  fc.assert(
    fc.property(world, mark, ({ salon, agenda, now, days }, marks) => {
      const start = midnightOf(salon, days.from).add({ minutes: marks * 5 });
      const isAllowed = [ana, joao].some((professional) => allows(salon, agenda, { professional, start, now }));
      assert.equal(whyNot(salon, agenda, { service: cut, professional: null, start }, now) === null, isAllowed);
    }),
    { numRuns: 500 },
  );
});

it('lasts only while the wall clock shows opening hours', () => {
  fc.assert(
    fc.property(world, ({ salon, agenda, now, days }) => {
      for (const { start, end, professional } of slotsOf(
        salon,
        agenda,
        { service: cut, professional: null, days },
        now,
      ))
        for (let minute = start; isBefore(minute, end); minute = minute.add({ minutes: 1 }))
          assert(isOpenAt(salon, professional, minute.toZonedDateTimeISO(salon.timeZone)));
    }),
    { numRuns: 20 },
  );
});

type World = { salon: Business; agenda: Agenda; now: Temporal.Instant; days: Days };

/** Days around clock changes, opening hours that no clock change cuts in two, and whatever may be taken. */
const world: fc.Arbitrary<World> = fc
  .record({
    timeZone: fc.constantFrom(
      'America/Sao_Paulo',
      'Europe/Lisbon',
      'America/New_York',
      'America/Manaus',
      'America/Noronha',
    ),
    first: fc.constantFrom(
      '2026-03-06',
      '2026-03-28',
      '2026-10-24',
      '2026-10-31',
      '2018-11-03',
      '2019-02-15',
      '2026-11-24',
    ),
    nowMinutes: fc.integer({ min: -2000, max: 3000 }),
    length: fc.integer({ min: 0, max: 4 }),
    open: fc.array(hoursOf(null), { minLength: 1, maxLength: 10 }),
    own: fc.array(hoursOf(joao), { maxLength: 4 }),
    minutes: fc.integer({ min: 1, max: 60 }).map((fives) => fives * 5),
    rules: fc.record({
      noticeMinutes: fc.constantFrom(0, 30, 120),
      horizonDays: fc.integer({ min: 1, max: 6 }),
      stepMinutes: fc.constantFrom(15, 20, 30, 45, 60),
      bufferMinutes: fc.constantFrom(0, 5, 15, 60),
      perDayMax: fc.constantFrom(null, 2),
    }),
    busy: fc.array(fc.tuple(fc.constantFrom(ana, joao), stretches()), { maxLength: 8 }),
    timeOff: fc.array(fc.tuple(fc.constantFrom(ana, joao), stretches()), { maxLength: 2 }),
    closed: fc.array(stretches(), { maxLength: 2 }),
    rooms: fc.option(fc.integer({ min: 1, max: 2 })),
    units: fc.array(fc.tuple(fc.integer({ min: 1, max: 2 }), stretches()), { maxLength: 6 }),
    serviceBuffer: fc.constantFrom(null, 0, 20),
    perDay: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 }),
  })
  .map(({ timeZone, first, nowMinutes, length, open, own, minutes, rules: chosen, ...taken }) => {
    const from = Temporal.PlainDate.from(first);
    const pair = twoHairdressers(chosen, minutes);
    const salon: Business = {
      ...pair,
      timeZone,
      hours: [...open, ...own],
      resources: taken.rooms === null ? [] : [{ id: room, key: 'sala', name: 'Sala', count: taken.rooms }],
      services: pair.services.map((service) => ({
        ...service,
        resources: taken.rooms === null ? [] : [room],
        bufferMinutes: taken.serviceBuffer,
      })),
    };
    const placed = ([after, lasts]: [number, number]) =>
      stretch(midnightOf(salon, from).add({ minutes: after }), lasts);
    const byProfessional = (all: [ProfessionalId, [number, number]][]) =>
      new Map([ana, joao].map((id) => [id, all.filter(([whose]) => whose === id).map(([, when]) => placed(when))]));
    const agenda = {
      busy: byProfessional(taken.busy),
      timeOff: byProfessional(taken.timeOff),
      closed: taken.closed.map(placed),
      units: taken.units.map(([unit, when]) => ({ ...placed(when), unit, resource: room, professional: ana })),
      perDay: new Map(taken.perDay.map((count, index) => [from.add({ days: index }).toString(), count])),
    };
    const now = midnightOf(salon, from).add({ minutes: nowMinutes });
    return { salon, agenda, now, days: { from, to: from.add({ days: length }) } };
  });

function stretches(): fc.Arbitrary<[number, number]> {
  return fc.tuple(fc.integer({ min: 0, max: 5 * 1440 }), fc.integer({ min: 1, max: 600 }));
}

function hoursOf(professional: ProfessionalId | null): fc.Arbitrary<OpeningHours> {
  const quarter = Temporal.Duration.from({ minutes: 15 });
  return fc
    .tuple(
      fc.integer({ min: 1, max: 7 }),
      fc.constantFrom(0, 20, 24, 32, 36, 50),
      fc.constantFrom(37, 49, 64, 72, 92, 96),
    )
    .filter(([, opens, closes]) => opens < closes)
    .map(([weekday, opens, closes]) => ({
      professional,
      weekday,
      opens: new Temporal.PlainTime().add({ minutes: quarter.minutes * opens }),
      closes: new Temporal.PlainTime().add({ minutes: quarter.minutes * closes }),
    }));
}

type Found = { professional: ProfessionalId; start: Temporal.Instant; text: string };

/** All starts of the grid, looked at one by one with nothing but the words of the rules. */
function oracle(salon: Business, agenda: Agenda, { from, to }: Days, now: Temporal.Instant): Found[] {
  const dates = Array.from({ length: from.until(to).days + 1 }, (_, days) => from.add({ days }));
  return [ana, joao]
    .flatMap((professional) =>
      dates
        .flatMap((date) => openIntervals(salon, professional, date))
        .flatMap((open) => grid(open, salon.rules.stepMinutes))
        .filter((start) => allows(salon, agenda, { professional, start, now }))
        .map((start) => ({ professional, start, text: textOf({ ...stretch(start, lengthOf(salon)), professional }) })),
    )
    .toSorted((a, b) => Temporal.Instant.compare(a.start, b.start));
}

function grid({ start, end }: Interval, stepMinutes: number): Temporal.Instant[] {
  const starts: Temporal.Instant[] = [];
  for (let at = start; isBefore(at, end); at = at.add({ minutes: stepMinutes })) starts.push(at);
  return starts;
}

function textOf({ start, end, professional }: Slot): string {
  return `${start.toString()} ${end.toString()} ${professional}`;
}

type Try = { professional: ProfessionalId; start: Temporal.Instant; now: Temporal.Instant };

function allows(salon: Business, agenda: Agenda, { professional, start, now }: Try): boolean {
  const { noticeMinutes, horizonDays, perDayMax } = salon.rules;
  const slot = stretch(start, lengthOf(salon));
  const date = start.toZonedDateTimeISO(salon.timeZone).toPlainDate();
  const today = now.toZonedDateTimeISO(salon.timeZone).toPlainDate();
  const off = [...agenda.closed, ...(agenda.timeOff.get(professional) ?? [])];
  const withBuffer = stretch(start, lengthOf(salon) + bufferOf(salon));
  const bookings = agenda.busy.get(professional) ?? [];
  const hasRoom = (unit: number) => !agenda.units.some((other) => other.unit === unit && overlaps(other, withBuffer));
  return (
    !isBefore(start, now.add({ minutes: noticeMinutes })) &&
    today.until(date).days <= horizonDays &&
    (agenda.perDay.get(date.toString()) ?? 0) < (perDayMax ?? Infinity) &&
    !off.some((other) => overlaps(other, slot)) &&
    !bookings.some((other) => overlaps(other, withBuffer)) &&
    salon.resources.every(({ count }) => [1, 2].slice(0, count).some(hasRoom)) &&
    isCovered(
      slot,
      [date, date.add({ days: 1 })].flatMap((day) => openIntervals(salon, professional, day)),
    )
  );
}

/** In steps of five minutes, on which all opening hours here lie. */
function isCovered({ start, end }: Interval, open: readonly Interval[]): boolean {
  for (let moment = start; isBefore(moment, end); moment = moment.add({ minutes: 5 }))
    if (!open.some((hour) => overlaps(hour, { start: moment, end: moment.add({ minutes: 5 }) }))) return false;
  return true;
}

function isOpenAt({ hours: all }: Business, professional: ProfessionalId, now: Temporal.ZonedDateTime): boolean {
  const own = all.filter((hour) => hour.professional === professional);
  const week = own.length > 0 ? own : all.filter((hour) => hour.professional === null);
  const minute = now.hour * 60 + now.minute;
  return week.some(
    ({ weekday, opens, closes }) =>
      weekday === now.dayOfWeek &&
      opens.hour * 60 + opens.minute <= minute &&
      minute < (closes.hour * 60 + closes.minute || 1440),
  );
}

function bufferOf({ services, rules }: Business): number {
  return services[0]?.bufferMinutes ?? rules.bufferMinutes;
}

function lengthOf({ services }: Business): number {
  return services[0]?.minutes ?? 0;
}

function midnightOf({ timeZone }: Business, date: Temporal.PlainDate): Temporal.Instant {
  return date.toZonedDateTime(timeZone).toInstant();
}

function stretch(start: Temporal.Instant, minutes: number): Interval {
  return { start, end: start.add({ minutes }) };
}
