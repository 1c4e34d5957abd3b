import { spendSince } from '../agent/model-call.store.ts';
import type { Db } from '../platform/db.ts';
import { costOf, priceOf, type BillPrices } from '../whatsapp/bill.ts';
import { accounts } from '../whatsapp/charge.store.ts';
import { metricsOf, nothing, plus } from './business-metrics.ts';
import { countedDays } from './business-metrics.store.ts';
import { trendOf } from './forecast.ts';
import type { Installation, KeptBackup, KeptDrill, MetaCost, ModelCost, PeriodReport } from './period-report.ts';
import {
  businessTotals,
  diskDays,
  incidentsOf,
  peakPerSecond,
  reportedBusinesses,
  servedOf,
  type ReportedBusiness,
} from './period-report.store.ts';
import { handoffReasons } from './report.store.ts';
import { daysOf, lastMoment, type Span } from './span.ts';

/** What the database does not know. */
export type ReportSources = {
  /** What Meta charges; `null`: nobody has said. */ readonly prices: BillPrices | null;
  readonly backups: readonly KeptBackup[];
  readonly drills: readonly KeptDrill[];
  /** Messages a second that the installation bears; `null`: it was not measured. */ readonly knee: number | null;
};

/** All that a report says of a span, by the same figures that the dashboard and `/production` show. */
export async function installationReport(
  db: Db,
  span: Span,
  sources: ReportSources,
  now: Temporal.Instant,
): Promise<PeriodReport> {
  const businesses = await reportedBusinesses(db);
  const report = await reportOf(db, span, { businesses, prices: sources.prices }, now);
  return { ...report, installation: await installationOf(db, span, { ...sources, daily: report.daily }, now) };
}

type About = {
  readonly businesses: readonly ReportedBusiness[];
  readonly prices: BillPrices | null;
};

async function reportOf(
  db: Db,
  span: Span,
  about: About,
  now: Temporal.Instant,
): Promise<Omit<PeriodReport, 'installation'>> {
  const { businesses } = about;
  const [days, moment] = [daysOf(span, now), lastMoment(span, now)];
  const period = { days: days.length, timeZone: span.timeZone, now: moment };
  const counted = await countedDays(db, period);
  const [earlier, daily] = [counted.days.slice(0, days.length), counted.days.slice(days.length)];
  const before = earlier.reduce(plus, nothing);
  return {
    kind: span.kind,
    days,
    timeZone: span.timeZone,
    madeAt: now.toString({ smallestUnit: 'second' }),
    isPartial: Temporal.Instant.compare(now, span.end) < 0,
    countedUntil: counted.doneUntil?.toString({ smallestUnit: 'second' }) ?? null,
    businesses: await businessTotals(db, businesses, span),
    metrics: metricsOf(daily, before),
    total: daily.reduce(plus, nothing),
    before,
    daily,
    handoffs: await handoffsOf(db, span, businesses),
    costs: { meta: await metaCosts(db, span, about, moment), models: await modelCosts(db, span) },
  };
}

/** Why conversations were handed over, in all of them. */
async function handoffsOf(
  db: Db,
  { start, end, timeZone }: Span,
  businesses: readonly ReportedBusiness[],
): Promise<PeriodReport['handoffs']> {
  const all = [];
  for (const { id } of businesses) all.push(...(await handoffReasons(db, { business: id, start, end, timeZone })));
  return [...Map.groupBy(all, ({ reason }) => reason)]
    .map(([reason, each]) => ({ reason, times: each.reduce((sum, { times }) => sum + times, 0) }))
    .toSorted((a, b) => b.times - a.times);
}

/** The most days that a week may begin before the month in which it ends. */
const weekBefore = 7;

async function metaCosts(
  db: Db,
  { first, last }: Span,
  { prices }: About,
  moment: Temporal.Instant,
): Promise<MetaCost[]> {
  const [from, until] = [first.toString(), last.toString()];
  const all = await accounts(db, { before: weekBefore }, moment);
  return all.map(({ businessName, counted }) => {
    const within = counted.filter(({ day }) => day >= from && day <= until);
    const count = (isBilled: boolean) =>
      within.reduce((sum, { type, messages }) => sum + ((type === 'regular') === isBilled ? messages : 0), 0);
    const isPriced = within.every((each) => each.type !== 'regular' || (prices && priceOf(prices, each) !== null));
    const cost = prices && isPriced ? within.reduce((sum, each) => sum + costOf(prices, each), 0) : null;
    return {
      business: businessName,
      billed: count(true),
      free: count(false),
      cost,
      currency: prices?.currency ?? null,
    };
  });
}

async function modelCosts(db: Db, { start, first, last }: Span): Promise<ModelCost[]> {
  const spends = (await spendSince(db, start)).filter(({ day }) => day >= first.toString() && day <= last.toString());
  return [...Map.groupBy(spends, ({ model }) => model)].map(([model, each]) => {
    const sum = (of: 'calls' | 'failed') => each.reduce((total, spend) => total + spend[of], 0);
    const micros = each
      .map(({ costMicros }) => costMicros)
      .reduce((total, one) => (total === null || one === null ? null : total + one), 0);
    return { model, calls: sum('calls'), failed: sum('failed'), dollars: micros === null ? null : micros / 1e6 };
  });
}

async function installationOf(
  db: Db,
  span: Span,
  { backups, drills, knee, daily }: ReportSources & Pick<PeriodReport, 'daily'>,
  now: Temporal.Instant,
): Promise<Installation> {
  const isWithin = (at: string) =>
    Temporal.Instant.compare(at, span.start) >= 0 && Temporal.Instant.compare(at, span.end) < 0;
  const disk = await diskDays(db, span.timeZone, now);
  // A day that goes on still would bend the line; so do days before anything was counted.
  const whole = Temporal.Instant.compare(now, span.end) < 0 ? daily.slice(0, -1) : daily;
  const begun = whole.findIndex(({ hours }) => hours > 0);
  const messages = begun < 0 ? [] : whole.slice(begun).map(({ received, sent }) => received + sent);
  return {
    service: await servedOf(db, span, lastMoment(span, now)),
    incidents: await incidentsOf(db, span),
    backups: backups.filter(({ createdAt }) => isWithin(createdAt)),
    drills: drills.filter(({ at }) => isWithin(at)),
    capacity: {
      diskPercent: trendOf(disk),
      diskDays: disk,
      messagesPerDay: trendOf(messages),
      peakPerSecond: await peakPerSecond(db, span),
      kneePerSecond: knee,
    },
  };
}
