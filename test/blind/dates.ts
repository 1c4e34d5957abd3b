import { whenIn, type TimeWish, type When } from '../../src/language/when.ts';
import { figure, linesIn, type Line, type Score, type SetName } from './lines.ts';

const now = Temporal.ZonedDateTime.from('2026-11-24T10:20[America/Sao_Paulo]');

/** `asked`: two readings are left and one of them is right, so that a person is asked. */
type Mark = 'right' | 'wrong' | 'none' | 'asked';

/**
 * Scores `dates.txt`. Right is the day and the time, both; nothing found, and an unneeded question, are not silent;
 * anything else is silently wrong. Lines that say nothing of when count apart.
 */
export function scoreDates(set: SetName): Score {
  const marked = linesIn('dates.txt', ' / ', set).map((line) => {
    const when = whenIn(line.text, now);
    return { line, given: when ? (readingsOf(when)[0] ?? '') : 'none', mark: markOf(line, when) };
  });
  const isNegative = ({ line }: (typeof marked)[number]) => line.accepted[0] === 'none';
  const positives = marked.filter((each) => !isNegative(each));
  return {
    figures: [
      figure('right', positives, ({ mark }) => mark === 'right'),
      figure('silently wrong', positives, ({ mark }) => mark === 'wrong'),
      figure('none found', positives, ({ mark }) => mark === 'none'),
      figure('asked without need', positives, ({ mark }) => mark === 'asked'),
      figure('false positives', marked.filter(isNegative), ({ mark }) => mark !== 'right'),
    ],
    misses: marked
      .filter(({ mark }) => mark !== 'right')
      .map(({ line, given, mark }) => ({
        line: `${line.text} => ${line.accepted.join(' / ')}`,
        given: `${mark}: ${given}`,
      })),
  };
}

function markOf({ accepted }: Line, when: When | null): Mark {
  const given = when ? readingsOf(when) : ['none'];
  const isRight = given.some((reading) => accepted.some((gold) => isSame(gold, reading)));
  if (isRight) return 'right';
  if (given.every((reading) => !/\d/.test(reading))) return 'none';
  const isAmong = given.flatMap(membersOf).some((reading) => accepted.some((gold) => isSame(gold, reading)));
  return isAmong ? 'asked' : 'wrong';
}

/** "A|B" taken apart. */
function membersOf(reading: string): string[] {
  const [date = '', time = ''] = reading.split(' ');
  return date.split('|').flatMap((day) => time.split('|').map((hour) => `${day} ${hour}`));
}

/**
 * All that a `When` may be taken for, in the notation of `understand`: the reading it holds, then, where it is marked as
 * open, the other half of the day or the other week, and both together.
 */
function readingsOf(when: When): string[] {
  const open = new Set(when.ambiguous);
  const dates = withOther(dateText(when), open.has('whichWeek') ? otherWeek : null);
  const times = withOther(timeText(when.time), open.has('halfOfDay') ? otherHalf : null);
  const all = dates.flatMap((date) => times.map((time) => `${date} ${time}`));
  return all.map((reading) => (reading === 'null null' ? 'none' : reading));
}

function withOther(text: string, other: ((text: string) => string) | null): string[] {
  const second = other?.(text) ?? text;
  if (second === text) return [text];
  return [text, second, [text, second].toSorted().join('|')];
}

const otherHalf = (text: string) =>
  text.replaceAll(/\d\d(?=:)/g, (hour) => String((Number(hour) + 12) % 24).padStart(2, '0'));

/** A week earlier where that still lies ahead, else a week later. */
const otherWeek = (text: string) =>
  text.replaceAll(/\d{4}-\d\d-\d\d/g, (day) => {
    const date = Temporal.PlainDate.from(day);
    const earlier = date.subtract({ weeks: 1 });
    const isAhead = Temporal.PlainDate.compare(earlier, now.toPlainDate()) >= 0;
    return (isAhead ? earlier : date.add({ weeks: 1 })).toString();
  });

function dateText({ date, problem }: When): string {
  if (problem?.kind === 'impossible') return 'INVALID';
  if (problem?.kind === 'conflict') return 'CONFLICT';
  if (date instanceof Temporal.PlainDate) return date.toString();
  return spanText(date, String);
}

function timeText(time: TimeWish | undefined): string {
  if (time === 'first' || time === 'last') return time.toUpperCase();
  if (time instanceof Temporal.PlainTime) return clockText(time);
  return spanText(time, clockText);
}

const clockText = (time: Temporal.PlainTime) => time.toString({ smallestUnit: 'minute' });

type Span<Moment> =
  | { readonly from?: Moment; readonly to?: Moment }
  | { readonly options: readonly Moment[] }
  | { readonly sameAs: 'booking' | 'offer' };

function spanText<Moment>(span: Span<Moment> | undefined, momentText: (moment: Moment) => string): string {
  if (span === undefined || 'sameAs' in span) return 'null';
  if ('options' in span) return span.options.map(momentText).toSorted().join('|');
  if (span.from === undefined && span.to === undefined) return 'null';
  return `${span.from === undefined ? '' : momentText(span.from)}..${span.to === undefined ? '' : momentText(span.to)}`;
}

function isSame(gold: string, given: string): boolean {
  const [wanted, found] = [gold.split(' '), given.split(' ')];
  return wanted.length === found.length && wanted.every((part, index) => isSamePart(part, found[index] ?? ''));
}

/** `~A..B` has no exact bounds: two spans are the same when they share at least half of what either covers. */
function isSamePart(gold: string, given: string): boolean {
  if (!gold.startsWith('~')) return gold === given;
  const [wanted, found] = [boundsOf(gold.slice(1)), boundsOf(given)];
  if (!wanted || !found) return false;
  const shared = Math.min(wanted.to, found.to) - Math.max(wanted.from, found.from);
  return shared >= (Math.max(wanted.to, found.to) - Math.min(wanted.from, found.from)) / 2;
}

/** In minutes of the day, an open end at 06:00 or 22:00; or in days, both included. */
function boundsOf(text: string): { from: number; to: number } | null {
  const parts = /^(?<from>[\d:-]*)\.\.(?<to>[\d:-]*)$/.exec(text)?.groups;
  if (!parts) return null;
  const { from = '', to = '' } = parts;
  if (text.includes(':')) return { from: minutesOf(from || '06:00'), to: minutesOf(to || '22:00') };
  if (!from || !to) return null;
  return { from: dayOf(from), to: dayOf(to) + 1 };
}

function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

const dayOf = (date: string) => Temporal.PlainDate.from(date).since('2026-01-01').days;
