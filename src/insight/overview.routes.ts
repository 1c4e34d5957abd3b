import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { Problem } from '../platform/problem.ts';
import { figuresOf, messageCostOf, modelDollarsOf } from './business-report.ts';
import { countedBetween, countedUntil } from './business-metrics.store.ts';
import { OverviewView } from './overview.view.ts';
import type { ReportDeps } from './report.routes.ts';
import { timeZoneOf, unansweredQuestions, type Stretch } from './report.store.ts';
import { spendingIn } from './spending.store.ts';

/** How a business stands now, for its owner. */
export async function overviewRoutes(app: FastifyInstance, deps: ReportDeps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/overview',
    {
      config: { access: 'reports.read', shows: 'personal data' },
      schema: {
        summary: 'Figures of today, or of the last days, against the same stretch of the week before',
        querystring: z.object({ days: z.coerce.number().int().min(1).max(7).default(1) }),
        response: { 200: OverviewView, '4xx': Problem },
      },
    },
    ({ actor, query: { days } }) => overviewOf(actor.business, days, deps),
  );
}

async function overviewOf(
  business: BusinessId,
  days: number,
  { db, clock, prices }: ReportDeps,
): Promise<OverviewView> {
  const [stretch, before] = await stretchesOf(db, business, days, clock());
  const [counted, countedBefore, spent, spentBefore, unanswered, doneUntil] = await Promise.all([
    countedBetween(db, business, stretch),
    countedBetween(db, business, before),
    spendingIn(db, stretch, prices),
    spendingIn(db, before, prices),
    unansweredQuestions(db, stretch),
    countedUntil(db),
  ]);
  return {
    against: { from: before.start.toString(), until: before.end.toString() },
    countedUntil: doneUntil?.toString() ?? null,
    figures: figuresOf([counted], [countedBefore]),
    spending: {
      currency: spent.currency,
      messageCost: { now: messageCostOf(spent), before: messageCostOf(spentBefore) },
      modelDollars: { now: modelDollarsOf(spent), before: modelDollarsOf(spentBefore) },
    },
    unanswered: unanswered.map(({ lastAt, ...question }) => ({ ...question, lastAt: lastAt.toString() })),
  };
}

/**
 * Whole local days up to the end of the hour that runs, and the same a week before by the wall clock: what is counted is
 * counted by hours, so the hour that runs is held against a whole one.
 */
async function stretchesOf(
  db: Db,
  business: BusinessId,
  days: number,
  now: Temporal.Instant,
): Promise<[Stretch, Stretch]> {
  const timeZone = await timeZoneOf(db, business);
  const local = now.toZonedDateTimeISO(timeZone);
  const [start, end] = [
    local.startOfDay().subtract({ days: days - 1 }),
    local.round({ smallestUnit: 'hour', roundingMode: 'floor' }).add({ hours: 1 }),
  ];
  const at = (weeks: number) => ({
    business,
    timeZone,
    start: start.subtract({ weeks }).toInstant(),
    end: end.subtract({ weeks }).toInstant(),
  });
  return [at(0), at(1)];
}
