import { isBefore, type Interval } from '../platform/time.ts';

export type SpanKind = 'day' | 'week' | 'month';

/** A day, a week from Monday, or a month of a time zone: what a report is about. */
export type Span = Interval & {
  readonly kind: SpanKind;
  readonly first: Temporal.PlainDate;
  /** Its last day. */ readonly last: Temporal.PlainDate;
  readonly timeZone: string;
};

const lengths: Readonly<Record<SpanKind, Temporal.DurationLike>> = {
  day: { days: 1 },
  week: { days: 7 },
  month: { months: 1 },
};

/** The span that holds this day. */
export function spanAt(kind: SpanKind, day: Temporal.PlainDate, timeZone: string): Span {
  const first = firstOf(kind, day);
  const next = first.add(lengths[kind]);
  const instant = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).toInstant();
  return { kind, first, last: next.subtract({ days: 1 }), timeZone, start: instant(first), end: instant(next) };
}

function firstOf(kind: SpanKind, day: Temporal.PlainDate): Temporal.PlainDate {
  switch (kind) {
    case 'day':
      return day;
    case 'week':
      return day.subtract({ days: day.dayOfWeek - 1 });
    case 'month':
      return day.with({ day: 1 });
    default:
      return kind satisfies never;
  }
}

/** The newest span that is over. */
export function lastClosed(kind: SpanKind, timeZone: string, now: Temporal.Instant): Span {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return spanAt(kind, firstOf(kind, today).subtract({ days: 1 }), timeZone);
}

/** Its last moment, or now while it goes on. */
export const lastMoment = ({ end }: Span, now: Temporal.Instant): Temporal.Instant =>
  isBefore(now, end) ? now : end.subtract({ seconds: 1 });

/** Its days that have begun, as `2026-11-27`. */
export function daysOf({ first, last, timeZone }: Span, now: Temporal.Instant): string[] {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const until = Temporal.PlainDate.compare(today, last) < 0 ? today : last;
  const count = first.until(until).total('days') + 1;
  return Array.from({ length: Math.max(0, count) }, (_, index) => first.add({ days: index }).toString());
}

/** As it stands in a file's name: `20261126`, for a month `202611`. */
export const stampOfSpan = ({ kind, first }: Span): string =>
  first
    .toString()
    .replaceAll('-', '')
    .slice(0, kind === 'month' ? 6 : 8);
