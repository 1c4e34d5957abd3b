import type { Severity } from './alert.ts';
import type { Counts, metricsOf } from './business-metrics.ts';
import type { Trend } from './forecast.ts';
import type { budgetOf } from './objective.ts';
import type { SpanKind } from './span.ts';

/** What happened in a day, a week or a month. `null` and an absent part are unknown, never zero. */
export type PeriodReport = {
  readonly kind: SpanKind;
  readonly days: readonly string[];
  readonly timeZone: string;
  readonly madeAt: string;
  /** It goes on still. */ readonly isPartial: boolean;
  /** All that happened up to then is counted. */ readonly countedUntil: string | null;
  readonly businesses: readonly BusinessTotal[];
  /** As `/production/metrics/business` has them, against as many days before. */
  readonly metrics: ReturnType<typeof metricsOf>;
  readonly total: Counts;
  readonly before: Counts;
  readonly daily: readonly Counts[];
  readonly handoffs: readonly { readonly reason: string; readonly times: number }[];
  readonly costs: { readonly meta: readonly MetaCost[]; readonly models: readonly ModelCost[] };
  readonly installation: Installation;
};

export type BusinessTotal = {
  readonly name: string;
  readonly conversations: number;
  readonly messages: number;
  readonly bookings: number;
  readonly revenueCents: number;
};

/** Messages that were delivered by a number. `cost`: without a price file, or where it lacks a price, nobody knows. */
export type MetaCost = {
  readonly business: string;
  readonly billed: number;
  readonly free: number;
  readonly cost: number | null;
  readonly currency: string | null;
};

/** `dollars`: of some of the calls nobody knows what they cost. */
export type ModelCost = {
  readonly model: string;
  readonly calls: number;
  readonly failed: number;
  readonly dollars: number | null;
};

export type Installation = {
  /** `null`: nothing was served in the days that are kept. */ readonly service: ServedSpan | null;
  readonly incidents: readonly Incident[];
  readonly backups: readonly KeptBackup[];
  readonly drills: readonly KeptDrill[];
  readonly capacity: Capacity;
};

export type ServedSpan = {
  /** Since when it is known. */ readonly since: string;
  readonly total: number;
  readonly bad: number;
  readonly slow: number;
  readonly availability: ReturnType<typeof budgetOf>;
  readonly latency: ReturnType<typeof budgetOf>;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly daily: readonly ServedDay[];
};

export type ServedDay = { readonly day: string; readonly total: number; readonly bad: number; readonly slow: number };

export type Incident = {
  readonly rule: string;
  readonly severity: Severity;
  readonly firedAt: string;
  readonly acknowledgedMinutes: number | null;
  readonly resolvedMinutes: number | null;
};

/** `isProven`: it was restored. */
export type KeptBackup = { readonly kind: string; readonly createdAt: string; readonly isProven: boolean };

/** `lost`: acknowledged updates that would have been; `null`: the drill does not tell. */
export type KeptDrill = { readonly at: string; readonly rtoSeconds: number | null; readonly lost: number | null };

export type Capacity = {
  readonly diskPercent: Trend | null;
  readonly diskDays: readonly (number | null)[];
  readonly messagesPerDay: Trend | null;
  /** In the busiest hour. */ readonly peakPerSecond: number | null;
  /** What the installation bears, as it was measured and set. */ readonly kneePerSecond: number | null;
};

/** Within how many minutes somebody acts: the runbook's two promises. */
export const actMinutes: Readonly<Partial<Record<Severity, number>>> = { critical: 5, high: 30 };

export type Response = {
  readonly severity: Severity;
  readonly count: number;
  /** Mean minutes until somebody said that they act, and until it was over. */
  readonly acknowledged: number | null;
  readonly resolved: number | null;
  /** How many of those with a promise were acknowledged in time. */ readonly inTime: number | null;
};

/** How people answered to the incidents of each severity that there were, the worst first. */
export function responsesOf(incidents: readonly Incident[], severities: readonly Severity[]): Response[] {
  return severities.flatMap((severity) => {
    const of = incidents.filter((incident) => incident.severity === severity);
    if (of.length === 0) return [];
    const limit = actMinutes[severity];
    const inTime = (minutes: number | null) => limit !== undefined && minutes !== null && minutes <= limit;
    return [
      {
        severity,
        count: of.length,
        acknowledged: meanOf(of.map(({ acknowledgedMinutes }) => acknowledgedMinutes)),
        resolved: meanOf(of.map(({ resolvedMinutes }) => resolvedMinutes)),
        inTime: limit === undefined ? null : of.filter((each) => inTime(each.acknowledgedMinutes)).length,
      },
    ];
  });
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.flatMap((value) => (value === null ? [] : [value]));
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length;
}
