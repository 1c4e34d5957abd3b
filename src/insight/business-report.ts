import { stretchOf, united } from '../bookings/timeline.ts';
import type { Business, ProfessionalId } from '../business/business.ts';
import { openIntervals } from '../business/hours.ts';
import type { Interval } from '../platform/time.ts';
import { metricsOf, nothing, plus, type Counts } from './business-metrics.ts';

/** A figure of a stretch, and of the one that it is held against; `null` is not known. */
export type Change = { readonly now: number | null; readonly before: number | null };

/** The same, and on each day. */
export type Figure = Change & { readonly daily: (number | null)[] };

export const figureNames = [
  'conversations',
  'bookings',
  'conversionPercent',
  'revenueCents',
  'answeredPercent',
  'answerMs',
  'quality',
  'stars',
  'handoffPercent',
  'messages',
] as const;
export type FigureName = (typeof figureNames)[number];

/** How many conversations came how far: docs/metrics.md. `ahead`: booked, and the day of the visit has not come. */
export type Funnel = Readonly<Record<'started' | 'wished' | 'offered' | 'booked' | 'came' | 'ahead', number>>;

/** Visits of a service. */
export type ServiceShare = {
  readonly name: string;
  readonly bookings: number;
  readonly cents: number;
  readonly noShows: number;
};

/** `occupancyPercent`: of the time in which they were there; `null`: they were not. */
export type ProfessionalShare = ServiceShare & { readonly occupancyPercent: number | null };

/** Messages of a category that were delivered. `cost`: without a price file, or where it lacks a price, nobody knows. */
export type MessageSpending = {
  readonly category: string;
  readonly billed: number;
  readonly free: number;
  readonly cost: number | null;
};

/** `dollars`: of some of the calls nobody knows what they cost. */
export type ModelSpending = { readonly model: string; readonly calls: number; readonly dollars: number | null };

/** What was spent. `currency`: of the messages; `null`: nobody has said what they cost. */
export type Spending = {
  readonly currency: string | null;
  readonly messages: MessageSpending[];
  readonly models: ModelSpending[];
};

/** A business over some of its days, against as many before them, as the dashboard shows it and files hold it. */
export type BusinessReport = {
  readonly business: string;
  readonly timeZone: string;
  readonly madeAt: string;
  readonly days: string[];
  readonly before: { readonly first: string; readonly last: string };
  /** All that happened up to then is counted. */ readonly countedUntil: string | null;
  readonly figures: Readonly<Record<FigureName, Figure>>;
  readonly funnel: { readonly now: Funnel; readonly before: Funnel };
  /** Messages of contacts by weekday, Monday first, in these hours of the day. */
  readonly busy: { readonly hours: number[]; readonly counts: number[][] };
  readonly services: ServiceShare[];
  readonly professionals: ProfessionalShare[];
  /** Five stars first. */ readonly ratings: { readonly stars: number; readonly times: number }[];
  readonly comments: { readonly stars: number; readonly text: string; readonly at: string }[];
  readonly handoffs: { readonly reason: string; readonly times: number }[];
  readonly unanswered: { readonly text: string; readonly times: number; readonly lastAt: string }[];
  readonly spending: Spending & { readonly messageCost: Change; readonly modelDollars: Change };
};

/** The ten figures over the days given, against those before them. */
export function figuresOf(days: readonly Counts[], daysBefore: readonly Counts[]): BusinessReport['figures'] {
  const [total, before] = [days.reduce(plus, nothing), daysBefore.reduce(plus, nothing)];
  const [metrics, metricsBefore] = [metricsOf(days, before), metricsOf(daysBefore, nothing)];
  const sum = (count: (counts: Counts) => number) => ({
    now: count(total),
    before: count(before),
    daily: days.map(count),
  });
  const mean = (name: keyof typeof metrics) => ({
    now: metrics[name].current_period.average,
    before: metricsBefore[name].current_period.average,
    daily: [...metrics[name].trends.daily_values],
  });
  return {
    conversations: sum(({ started }) => started),
    messages: sum(({ received, sent }) => received + sent),
    bookings: sum(({ bookings }) => bookings),
    conversionPercent: mean('conversion_rate'),
    revenueCents: sum(({ revenueCents }) => revenueCents),
    answeredPercent: mean('response_rate'),
    answerMs: mean('response_time'),
    quality: mean('response_quality'),
    stars: mean('customer_satisfaction'),
    handoffPercent: mean('handoff_rate'),
  };
}

/** From eight to seven, and as much of the night as somebody wrote in. */
export function busyOf(week: readonly (readonly number[])[]): BusinessReport['busy'] {
  const written = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    week.some((day) => (day[hour] ?? 0) > 0),
  );
  const [first, last] = [Math.min(8, ...written), Math.max(19, ...written)];
  return {
    hours: Array.from({ length: last - first + 1 }, (_, place) => first + place),
    counts: week.map((day) => day.slice(first, last + 1)),
  };
}

/** What it all cost; `null`: of a part of it nobody knows. */
export const messageCostOf = ({ currency, messages }: Spending): number | null =>
  currency === null ? null : sumOf(messages.map(({ cost }) => cost));

export const modelDollarsOf = ({ models }: Spending): number | null => sumOf(models.map(({ dollars }) => dollars));

const sumOf = (values: readonly (number | null)[]) =>
  values.reduce<number | null>((all, each) => (all === null || each === null ? null : all + each), 0);

/** For how many minutes of these days a professional was there, by the business's hours as they are now. */
export function presentMinutes(
  business: Business,
  professional: ProfessionalId,
  days: readonly Temporal.PlainDate[],
  off: readonly (Interval & { readonly professional: ProfessionalId | null })[],
): number {
  const away = united(
    off.filter((each) => each.professional === null || each.professional === professional).map(stretchOf),
  );
  const open = days.flatMap((day) => openIntervals(business, professional, day).map(stretchOf));
  const shared = open.flatMap(({ start, end }) =>
    away.map((each) => Math.max(0, Math.min(end, each.end) - Math.max(start, each.start))),
  );
  const lengths = open.map(({ start, end }) => end - start);
  return (sum(lengths) - sum(shared)) / 60_000;
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
