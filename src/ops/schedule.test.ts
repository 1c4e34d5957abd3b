import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import {
  dueTasks,
  lastDue,
  newSchedule,
  nextDue,
  nextToDo,
  nightOf,
  taskNames,
  tasks,
  type Begun,
  type Rhythm,
  type TaskName,
} from './schedule.ts';

const zone = fc.constantFrom(
  'America/Sao_Paulo',
  'America/Noronha',
  'Europe/Lisbon',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Africa/Casablanca',
  'UTC',
);
// Years in which Brazil still changed its clocks, and some that are coming.
const instant = fc
  .integer({ min: Date.UTC(2011, 0), max: Date.UTC(2031, 0) })
  .map((ms) => Temporal.Instant.fromEpochMilliseconds(ms));
const rhythm: fc.Arbitrary<Rhythm> = fc.record({
  every: fc.constantFrom('day', 'week', 'month'),
  weekday: fc.integer({ min: 1, max: 7 }),
  at: fc.constantFrom('00:00', '00:30', '01:00', '02:00', '02:30', '03:00', '23:59'),
});
const isBetween = (a: Temporal.Instant, b: Temporal.Instant, c: Temporal.Instant) =>
  Temporal.Instant.compare(a, b) <= 0 && Temporal.Instant.compare(b, c) < 0;

it('stands between the last moment and the next, with none between them, in every zone and over every change of clocks', () => {
  fc.assert(
    fc.property(rhythm, instant, zone, (of, now, timeZone) => {
      const [last, next] = [lastDue(of, now, timeZone), nextDue(of, now, timeZone)];
      assert(isBetween(last, now, next), `${last.toString()} ${now.toString()} ${next.toString()}`);
      assert.equal(nextDue(of, last, timeZone).toString(), next.toString());
      assert.equal(lastDue(of, next, timeZone).toString(), next.toString());
    }),
    { numRuns: 2000 },
  );
});

it('falls on its weekday, in the first week of a month when it is monthly, and at its time unless the clock skips that', () => {
  fc.assert(
    fc.property(rhythm, instant, zone, (of, now, timeZone) => {
      const next = nextDue(of, now, timeZone).toZonedDateTimeISO(timeZone);
      if (of.every !== 'day') assert.equal(next.dayOfWeek, of.weekday);
      if (of.every === 'month') assert(next.day <= 7);
      const wanted = next.toPlainDate().toPlainDateTime(Temporal.PlainTime.from(of.at));
      const late = wanted.until(next.toPlainDateTime()).total('minutes');
      assert(late === 0 || (late > 0 && late <= 60), `${late} minutes after ${of.at}`);
    }),
    { numRuns: 2000 },
  );
});

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[America/Sao_Paulo]`).toInstant();
const local = (moment: Temporal.Instant) => moment.toZonedDateTimeISO('America/Sao_Paulo').toPlainDateTime().toString();

it('runs on Sundays at 02:00, on the first Sunday of the month at 01:00 and every day at 03:00', () => {
  const next = (task: TaskName) => local(nextDue(tasks[task].rhythm, at('2026-11-27T12:00'), 'America/Sao_Paulo'));
  assert.deepEqual(taskNames.map(next), ['2026-12-06T01:00:00', '2026-11-29T02:00:00', '2026-11-28T03:00:00']);
});

it('makes up for what was missed once, and for nothing of the time before it was put in', () => {
  const situation = { installedAt: at('2026-11-20T10:00'), timeZone: 'America/Sao_Paulo' };
  const nothing: Begun = { monthly: null, weekly: null, daily: null };
  assert.deepEqual(dueTasks(nothing, { ...situation, now: at('2026-11-20T11:00') }), []);
  // The machine was off for two weeks, over two Sundays of which one was the first of the month.
  const due = dueTasks(nothing, { ...situation, now: at('2026-12-07T09:00') });
  assert.deepEqual(
    due.map(({ task, moment }) => `${task} ${local(moment)}`),
    ['monthly 2026-12-06T01:00:00', 'weekly 2026-12-06T02:00:00', 'daily 2026-12-07T03:00:00'],
  );
  const begun: Begun = { ...nothing, ...Object.fromEntries(due.map(({ task, moment }) => [task, moment])) };
  assert.deepEqual(dueTasks(begun, { ...situation, now: at('2026-12-07T09:05') }), []);
});

it('runs each moment once, however often and irregularly it is asked', () => {
  fc.assert(
    fc.property(
      zone,
      instant,
      fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 40 }),
      (timeZone, start, gaps) => {
        let [begun, now]: [Begun, Temporal.Instant] = [{ monthly: null, weekly: null, daily: null }, start];
        const ran: string[] = [];
        for (const minutes of gaps) {
          now = now.add({ minutes });
          for (const { task, moment } of dueTasks(begun, { installedAt: start, now, timeZone })) {
            ran.push(`${task} ${moment.toString()}`);
            begun = { ...begun, [task]: moment };
          }
        }
        assert.equal(new Set(ran).size, ran.length);
        for (const task of taskNames) {
          const last = lastDue(tasks[task].rhythm, now, timeZone);
          const isOurs = Temporal.Instant.compare(last, start) >= 0;
          assert.equal(begun[task]?.toString(), isOurs && gaps.length > 0 ? last.toString() : undefined);
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('takes the small hours and the evening before them for one night', () => {
  const nights = ['2026-12-05T23:00', '2026-12-06T01:00', '2026-12-06T03:00', '2026-12-06T13:00'].map((text) =>
    nightOf(at(text), 'America/Sao_Paulo'),
  );
  assert.deepEqual(nights, ['2026-12-05', '2026-12-05', '2026-12-05', '2026-12-06']);
});

it('takes up once what broke off with the machine, before what is due', () => {
  const [timeZone, moment] = ['America/Sao_Paulo', at('2026-11-29T02:00')];
  const broken = {
    moment: moment.toString(),
    startedAt: moment.toString(),
    endedAt: null,
    code: null,
    says: '',
    resumed: false,
  };
  const schedule = newSchedule(at('2026-11-20T10:00'));
  const next = (resumed: boolean) =>
    nextToDo(
      { ...schedule, last: { ...schedule.last, weekly: { ...broken, resumed } } },
      { now: at('2026-11-29T04:00'), timeZone },
    );
  assert.deepEqual(
    [next(false)?.task, next(false)?.resumed, local(next(false)?.moment ?? moment)],
    ['weekly', true, '2026-11-29T02:00:00'],
  );
  assert.deepEqual([next(true)?.task, next(true)?.resumed], ['daily', false]);
});
