import type { ReadingName } from './readings.ts';

/** critical: somebody acts within 5 minutes. high: within 30. medium: today. low: is planned. The worst first. */
export const severities = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof severities)[number];
export type Category = 'system' | 'performance' | 'business' | 'security' | 'external';

/** When somebody is to be told. Data: src/insight/alerts.json. */
export type Rule = {
  readonly name: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly reading: ReadingName;
  /** It is broken while the reading is at or above this, or, for `below`, under it. */
  readonly limit: { readonly above: number } | { readonly below: number };
  /** So long it must last before anybody is told. */
  readonly forSeconds: number;
  /** Consequences of these: while one of them fires, nobody is told of this one. */
  readonly causedBy: readonly string[];
  readonly pt: Words;
  readonly en: Words;
};

/** `title` in a few words; `action`: what to do, in one sentence. */
export type Words = { readonly title: string; readonly action: string };

export type AlertState = 'pending' | 'firing' | 'acknowledged' | 'resolved';

export type Alert = {
  readonly id: string;
  readonly rule: string;
  readonly state: AlertState;
  readonly value: number;
  readonly since: Temporal.Instant;
  readonly firedAt: Temporal.Instant | null;
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: Temporal.Instant | null;
  readonly resolvedBy: string | null;
  /** Steps of the escalation that were taken, and when somebody was last told. */
  readonly told: number;
  readonly toldAt: Temporal.Instant | null;
  readonly muted: boolean;
  /** Looks in a row at which all was well. */
  readonly well: number;
};

/** An alert as people see it. */
export type ShownAlert = {
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly category: Category;
  readonly state: AlertState;
  readonly value: number;
  readonly threshold: number;
  readonly since: Temporal.Instant;
  readonly firedAt: Temporal.Instant | null;
  readonly acknowledgedAt: Temporal.Instant | null;
  readonly acknowledgedBy: string | null;
  readonly resolvedAt: Temporal.Instant | null;
  readonly resolvedBy: string | null;
  readonly muted: boolean;
};

export const thresholdOf = ({ limit }: Rule): number => ('above' in limit ? limit.above : limit.below);

export const isBroken = ({ limit }: Rule, value: number): boolean =>
  'above' in limit ? value >= limit.above : value < limit.below;

/** Between two tellings of one alert that goes on, in minutes. It never holds back another alert. */
export const coolDownMinutes: Readonly<Record<Severity, number>> = { critical: 5, high: 10, medium: 30, low: 60 };
