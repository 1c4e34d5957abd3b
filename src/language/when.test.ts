import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { whenIn, type DateWish, type TimeWish, type When, type WhenContext } from './when.ts';

const now = Temporal.ZonedDateTime.from('2026-11-24T10:20[America/Sao_Paulo]');

/** A wish in the notation of `when-examples.txt`. */
function shown(when: Partial<When> | null): string {
  if (!when) return '-';
  const parts = [
    when.date === undefined ? '' : shownDate(when.date),
    when.time === undefined ? '' : shownTime(when.time),
    when.approximate ? '~' : '',
    ...(when.ambiguous ?? []).map((each) => ({ halfOfDay: '?half', whichWeek: '?week', dateOrTime: '?date' })[each]),
    when.problem ? `!${when.problem.kind}` : '',
    when.replaces ? `^${when.replaces}` : '',
    when.shift ? `+${when.shift}` : '',
    when.every ? `*${when.every}` : '',
    when.instead ? `<${shown(when.instead).replaceAll(' ', '_')}` : '',
  ];
  return parts.filter(Boolean).join(' ');
}

function shownDate(date: DateWish): string {
  if (date instanceof Temporal.PlainDate) return shownDay(date);
  if ('options' in date) return date.options.map(shownDay).join('|');
  if ('sameAs' in date) return `day=${date.sameAs}`;
  return date.from || date.to ? `${shownDay(date.from)}..${shownDay(date.to)}` : 'any-day';
}

function shownDay(day: Temporal.PlainDate | undefined): string {
  return day?.toString().replace(/^2026-/, '') ?? '';
}

function shownTime(time: TimeWish): string {
  if (typeof time === 'string') return time;
  if (time instanceof Temporal.PlainTime) return shownClock(time);
  if ('options' in time) return time.options.map(shownClock).join('|');
  if ('sameAs' in time) return `time=${time.sameAs}`;
  return time.from || time.to ? `${shownClock(time.from)}-${shownClock(time.to)}` : 'any-time';
}

function shownClock(time: Temporal.PlainTime | undefined): string {
  return time?.toString({ smallestUnit: 'minute' }) ?? '';
}

/** Flags may stand in any order in the file. */
function sorted(expected: string): string {
  return expected.split(' ').toSorted().join(' ');
}

const asked = { date: { askedFor: 'date' }, time: { askedFor: 'time' }, when: { askedFor: 'when' } } as const;
const lines = readFileSync(new URL('./when-examples.txt', import.meta.url), 'utf8').split('\n');
const examples = lines.flatMap((line) => {
  const { ask, text, expected } =
    /^(?:\[(?<ask>date|time|when)\] )?(?<text>.+) => (?<expected>.+)$/.exec(line)?.groups ?? {};
  if (line.startsWith('#') || text === undefined || expected === undefined) return [];
  const context: WhenContext = ask === 'date' || ask === 'time' || ask === 'when' ? asked[ask] : {};
  return [{ line, text: text.replaceAll('\\n', '\n'), expected, context }];
});

describe('whenIn', () => {
  for (const { line, text, expected, context } of examples) {
    it(line, () => assert.equal(sorted(shown(whenIn(text, now, context))), sorted(expected)));
  }

  it('read its examples', () => assert(examples.length >= 400, `only ${examples.length} examples`));

  it('points into the text, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...examples.map(({ text }) => text)), scrambled),
        (text) => {
          const span = whenIn(text, now)?.span;
          return span === undefined || (span.start >= 0 && span.start < span.end && span.end <= text.length);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('knows the day of the business, not of the server', () => {
    const late = Temporal.Instant.from('2026-11-25T03:10:00Z');
    const [inSaoPaulo, inManaus] = ['America/Sao_Paulo', 'America/Manaus'].map((zone) =>
      shown(whenIn('amanhã', late.toZonedDateTimeISO(zone))),
    );
    assert.deepEqual([inSaoPaulo, inManaus], ['11-26', '11-25']);
  });
});

const words = examples.flatMap(({ text }) => text.split(' '));
const scrambled = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((each) => each.join(' '));
