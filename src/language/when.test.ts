import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { languages, type Language } from './languages.ts';
import { whenEn } from './when-en.ts';
import { whenEs } from './when-es.ts';
import { whenPt } from './when-pt.ts';
import { lineOf } from './line.ts';
import type { Rule } from './when-piece.ts';
import { whenIn, type DateWish, type TimeWish, type When } from './when.ts';

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
const files = { pt: './when-examples.txt', es: './when-examples-es.txt', en: './when-examples-en.txt' };
const examples = languages.flatMap((language) => examplesOf(language, files[language]));

function examplesOf(language: Language, file: string) {
  const lines = readFileSync(new URL(file, import.meta.url), 'utf8').split('\n');
  return lines.flatMap((line) => {
    const { ask, text, expected } =
      /^(?:\[(?<ask>date|time|when)\] )?(?<text>.+) => (?<expected>.+)$/.exec(line)?.groups ?? {};
    if (line.startsWith('#') || text === undefined || expected === undefined) return [];
    const question = ask === 'date' || ask === 'time' || ask === 'when' ? asked[ask] : {};
    return [{ line, text: text.replaceAll('\\n', '\n'), expected, context: { language, ...question } }];
  });
}

describe('whenIn', () => {
  for (const { line, text, expected, context } of examples) {
    it(line, () => assert.equal(sorted(shown(whenIn(text, now, context))), sorted(expected)));
  }

  it('read its examples', () => {
    const counts = languages.map((each) => examples.filter(({ context }) => context.language === each).length);
    assert(
      counts.every((count, at) => count >= (at === 0 ? 900 : 150)),
      counts.join(', '),
    );
  });

  it('understands a language mixed into that of the conversation', () => {
    const mixed = [
      'quiero una cita mañana a las 3 de la tarde',
      'can you do tomorrow at 3pm?',
      'tem vaga tomorrow às 15h?',
    ];
    assert.deepEqual(
      mixed.map((text) => shown(whenIn(text, now))),
      ['11-25 15:00', '11-25 15:00', '11-25 15:00'],
    );
    assert.equal(shown(whenIn('pode ser amanhã às 15h?', now, { language: 'en' })), '11-25 15:00');
  });

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

  it('tries every rule that can read a word', () => {
    const missed = [whenPt, whenEs, whenEn].flatMap(({ rules: { rules, startingAt }, words: spelling }) =>
      examples.flatMap(({ text }) => {
        const line = lineOf(text, spelling).text;
        const isRead = ({ pattern }: Rule, at: number) => line.slice(at).search(pattern) === 0;
        return [...line.matchAll(/[\p{L}\d]+/gu)].flatMap(({ index }) => {
          const tried = startingAt(line, index);
          return rules
            .filter((rule) => !tried.includes(rule) && isRead(rule, index))
            .map(({ pattern }) => pattern.source);
        });
      }),
    );
    assert.deepEqual(missed, []);
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
