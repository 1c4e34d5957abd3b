import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { Problem } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { metricsOf, nothing, plus, type Counts } from './business-metrics.ts';
import { countedDays } from './business-metrics.store.ts';
import { bookedShares, busyHours, handoffReasons, timeZoneOf, unansweredQuestions } from './report.store.ts';
import { ReportView } from './report.view.ts';

type Deps = { readonly db: Db; readonly clock: Clock };

/** How a business fares, for its owner. */
export async function reportRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/report',
    {
      config: { access: 'reports.read', shows: 'personal data' },
      schema: {
        summary: 'Figures of the last days, today included, against as many days before',
        querystring: z.object({ days: z.coerce.number().int().min(1).max(92).default(7) }),
        response: { 200: ReportView, '4xx': Problem },
      },
    },
    ({ actor, query: { days } }) => reportOf(db, actor.business, days, clock()),
  );
}

async function reportOf(db: Db, business: BusinessId, days: number, now: Temporal.Instant): Promise<ReportView> {
  const timeZone = await timeZoneOf(db, business);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const first = today.subtract({ days: days - 1 });
  const stretch = {
    business,
    timeZone,
    start: first.toZonedDateTime(timeZone).toInstant(),
    end: today.add({ days: 1 }).toZonedDateTime(timeZone).toInstant(),
  };
  const [counted, busy, shares, handoffs, unanswered] = await Promise.all([
    countedDays(db, { days, timeZone, now, business }),
    busyHours(db, stretch),
    bookedShares(db, stretch),
    handoffReasons(db, stretch),
    unansweredQuestions(db, stretch),
  ]);
  return {
    days: Array.from({ length: days }, (_, index) => first.add({ days: index }).toString()),
    countedUntil: counted.doneUntil?.toString() ?? null,
    figures: figuresOf(counted.days.slice(days), counted.days.slice(0, days)),
    busy,
    ...shares,
    handoffs,
    unanswered: unanswered.map(({ lastAt, ...question }) => ({ ...question, lastAt: lastAt.toString() })),
  };
}

function figuresOf(days: readonly Counts[], daysBefore: readonly Counts[]): ReportView['figures'] {
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
