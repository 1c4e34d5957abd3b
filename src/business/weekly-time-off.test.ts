import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { overlaps } from '../platform/time.ts';
import type { ProfessionalId } from './business.ts';
import { openIntervals } from './hours.ts';
import { businessFrom } from './testing.ts';

it('is shut in the hours that are off every week, from the first to the last day on which they are', () => {
  const weeklyTimeOff = [
    { hours: { mon: '12:00-13:00' }, from: '2026-12-07', to: '2026-12-14' },
    { professional: 'ana', hours: { mon: ['09:00-10:00', '17:00-24:00'], tue: '00:00-24:00' } },
  ];
  const salon = businessFrom({
    name: 'Salão',
    hours: { 'mon-tue': '09:00-18:00' },
    professionals: [{ id: 'ana', name: 'Ana' }],
    services: [{ name: 'Corte', minutes: 30, price: 45 }],
    weeklyTimeOff,
  });
  const ana = salon.professionals[0]?.id ?? assert.fail();
  const on = (owner: ProfessionalId | null, date: string) =>
    openIntervals(salon, owner, Temporal.PlainDate.from(date)).map(({ start, end }) =>
      [start, end].map((at) => at.toZonedDateTimeISO(salon.timeZone).toPlainTime().toString().slice(0, 5)).join('-'),
    );
  assert.deepEqual(on(null, '2026-11-30'), ['09:00-18:00']);
  assert.deepEqual(on(null, '2026-12-07'), ['09:00-12:00', '13:00-18:00']);
  assert.deepEqual(on(null, '2026-12-14'), ['09:00-12:00', '13:00-18:00']);
  assert.deepEqual(on(null, '2026-12-21'), ['09:00-18:00']);
  assert.deepEqual(on(ana, '2026-12-07'), ['10:00-12:00', '13:00-17:00']);
  assert.deepEqual(on(ana, '2026-12-08'), []);
});

it('is open at a minute when and only when the week says so and no weekly time off does', () => {
  const span = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 1, max: 24 }))
    .filter(([opens, closes]) => opens < closes);
  const told = (spans: [number, number][]) => spans.map(([opens, closes]) => `${opens}:00-${closes}:00`);
  fc.assert(
    fc.property(span, fc.array(span, { maxLength: 4 }), (open, off) => {
      const salon = businessFrom({
        name: 'Salão',
        hours: { mon: told([open]) },
        services: [{ name: 'Corte', minutes: 30, price: 45 }],
        weeklyTimeOff: off.map((one) => ({ hours: { mon: told([one]) } })),
      });
      const monday = Temporal.PlainDate.from('2026-11-30');
      const hours = openIntervals(salon, null, monday);
      for (let hour = 0; hour < 24; hour++) {
        const at = monday
          .toZonedDateTime({ timeZone: salon.timeZone, plainTime: `${String(hour).padStart(2, '0')}:30` })
          .toInstant();
        const isIn = ([from, to]: [number, number]) => from <= hour && hour < to;
        const isOpen = hours.some(({ start, end }) =>
          overlaps({ start, end }, { start: at, end: at.add({ seconds: 1 }) }),
        );
        assert.equal(isOpen, isIn(open) && !off.some(isIn));
      }
    }),
  );
});
