import { isBefore, type Interval } from '../platform/time.ts';
import type { Business, OpeningHours, ProfessionalId } from './business.ts';
import { holidayOn } from './holidays.ts';

/** An open stretch of a day by the wall clock; one that ends at midnight closes at 00:00. */
export type Span = Pick<OpeningHours, 'opens' | 'closes'>;

/** Weekdays (1 is Monday) that open and close alike; no spans: closed. */
export type WeekdayGroup = { readonly weekdays: readonly number[]; readonly spans: readonly Span[] };

const midnight = Temporal.PlainTime.from('00:00');

/**
 * When the doors are open on a local day: sorted, disjoint, and no two of them touch.
 *
 * This is where wall clock becomes time. An hour that the clock skips is nobody's, so hours inside it vanish; of an
 * hour that the clock shows twice the first counts. On a holiday, and in the hours that are off every week, they are
 * shut; single time off is not looked at.
 *
 * @param professional whose own hours replace the business's, if there are any; `null`: the business's
 */
export function openIntervals(
  business: Business,
  professional: ProfessionalId | null,
  date: Temporal.PlainDate,
): Interval[] {
  if (holidayOn(business, date) !== null) return [];
  return offOn(business, professional, date)
    .reduce(
      (spans, off) => spans.flatMap((span) => without(span, off)),
      hoursOn(business, professional, date.dayOfWeek),
    )
    .map(({ opens, closes }) => ({
      start: instantOf(date.toPlainDateTime(opens), business.timeZone),
      end: instantOf(date.add({ days: closes.equals(midnight) ? 1 : 0 }).toPlainDateTime(closes), business.timeZone),
    }))
    .filter(({ start, end }) => isBefore(start, end));
}

/**
 * The moment at which the wall clock shows this. Of a time that it shows twice, the first; a time that it skips is the
 * moment of the jump.
 */
export function instantOf(local: Temporal.PlainDateTime, timeZone: string): Temporal.Instant {
  const zoned = local.toZonedDateTime(timeZone);
  if (zoned.toPlainDateTime().equals(local)) return zoned.toInstant();
  // Temporal answers with a time after the jump, or with the jump itself.
  return (zoned.add({ nanoseconds: 1 }).getTimeZoneTransition('previous') ?? zoned).toInstant();
}

/** The business's week for a reply: weekdays of equal hours together, in order of their first day. All seven are there. */
export function weekOf(business: Business): WeekdayGroup[] {
  const groups = Map.groupBy([1, 2, 3, 4, 5, 6, 7], (weekday) =>
    hoursOn(business, null, weekday)
      .map(({ opens, closes }) => `${opens.toString()}-${closes.toString()}`)
      .join(),
  );
  return [...groups.values()].map((weekdays) => ({ weekdays, spans: hoursOn(business, null, weekdays[0] ?? 1) }));
}

function hoursOn(business: Business, professional: ProfessionalId | null, weekday: number): Span[] {
  const own = business.hours.filter((hours) => hours.professional === professional);
  const all = own.length > 0 ? own : business.hours.filter((hours) => hours.professional === null);
  return joined(all.filter((hours) => hours.weekday === weekday));
}

/** What is off on this day every week: of the business, and of the professional. */
function offOn({ weeklyTimeOff }: Business, professional: ProfessionalId | null, date: Temporal.PlainDate): Span[] {
  return weeklyTimeOff
    .filter((off) => off.weekday === date.dayOfWeek && (off.professional === null || off.professional === professional))
    .filter(({ from }) => !from || Temporal.PlainDate.compare(from, date) <= 0)
    .filter(({ to }) => !to || Temporal.PlainDate.compare(date, to) <= 0)
    .map(({ starts, ends }) => ({ opens: starts, closes: ends }));
}

/** What is left of an open span when the other is cut out of it. */
function without(span: Span, off: Span): Span[] {
  const [opens, closes] = [minutesOf(span.opens), closingMinutesOf(span)];
  const [from, to] = [minutesOf(off.opens), closingMinutesOf(off)];
  return [
    ...(opens < from ? [{ opens: span.opens, closes: from < closes ? off.opens : span.closes }] : []),
    ...(to < closes ? [{ opens: to > opens ? off.closes : span.opens, closes: span.closes }] : []),
  ];
}

/** The same hours, sorted; spans that touch or overlap become one. */
function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = [];
  for (const { opens, closes } of spans.toSorted((a, b) => minutesOf(a.opens) - minutesOf(b.opens))) {
    const last = whole.at(-1);
    if (!last || closingMinutesOf(last) < minutesOf(opens)) whole.push({ opens, closes });
    else if (closingMinutesOf({ closes }) > closingMinutesOf(last)) whole.splice(-1, 1, { opens: last.opens, closes });
  }
  return whole;
}

function minutesOf({ hour, minute, second }: Temporal.PlainTime): number {
  return hour * 60 + minute + second / 60;
}

function closingMinutesOf({ closes }: Pick<Span, 'closes'>): number {
  return minutesOf(closes) || 24 * 60;
}
