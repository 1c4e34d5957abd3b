import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { noticeDeadlines, noticeToAuthority, workingDaysAfter } from './notice.ts';

const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[America/Sao_Paulo]`).toInstant();

/** Against calendars of the years. */
const cases: readonly [known: string, regular: string, small: string, why: string][] = [
  ['2026-11-24T10:00', '2026-11-27', '2026-12-02', 'a plain week'],
  ['2026-11-27T23:30', '2026-12-02', '2026-12-07', 'late on a Friday is that Friday, though it is Saturday in UTC'],
  ['2026-11-28T08:00', '2026-12-02', '2026-12-07', 'on a Saturday'],
  ['2026-11-18T09:00', '2026-11-24', '2026-11-27', '20 November is a holiday of the nation'],
  ['2026-12-23T09:00', '2026-12-29', '2027-01-04', 'Christmas on a Friday, and New Year'],
  ['2026-02-13T09:00', '2026-02-18', '2026-02-23', 'carnival is no holiday of the nation'],
  ['2026-04-02T09:00', '2026-04-08', '2026-04-13', 'Good Friday is one'],
  ['2026-04-17T09:00', '2026-04-23', '2026-04-28', 'Tiradentes'],
  ['2026-06-03T09:00', '2026-06-08', '2026-06-11', 'Corpus Christi is none'],
  ['2027-09-03T09:00', '2027-09-09', '2027-09-14', 'Independence on a Tuesday'],
];
for (const [known, regular, small, why] of cases)
  it(`counts three and six working days from ${known}: ${why}`, () => {
    const found = noticeDeadlines(at(known));
    assert.deepEqual([found.regular.toString(), found.small.toString()], [regular, small]);
  });

it('ends on a working day, later with every day that is counted, and never sooner than days of any kind', () => {
  const start = Temporal.PlainDate.from('2025-01-01');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2_000 }), fc.integer({ min: 1, max: 25 }), (offset, count) => {
      const day = start.add({ days: offset });
      const [last, before] = [workingDaysAfter(day, count), workingDaysAfter(day, count - 1)];
      return (
        last.dayOfWeek <= 5 && Temporal.PlainDate.compare(before, last) < 0 && day.until(last).total('days') >= count
      );
    }),
  );
});

it('leaves blank what only a person can know', () => {
  const draft = noticeToAuthority({ id: 'SI-1', knownAt: at('2026-11-24T10:00') });
  assert.match(draft, /até 27\/11\/2026 .*pequeno porte: 02\/12\/2026/);
  assert.equal(draft.match(/^\d+\. /gm)?.length, 12);
  assert.equal(draft.match(/\[preencher/g)?.length, 12);
});
