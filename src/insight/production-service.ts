import { percentileOf } from '../platform/spread.ts';
import type { ShownAlert } from './alert.ts';
import { ruleOf } from './alerts.ts';
import { promptMs, type Service } from './traffic.ts';

const round = (value: number | null) => (value === null ? null : Math.round(value * 1000) / 1000);

/** What the service was promised to be. The runbook's targets; `warning` and `critical` as the earlier system had them. */
const targets = {
  response_time: { target: promptMs, warning: 2000, critical: 5000, unit: 'ms' },
  error_rate: { target: 1, warning: 5, critical: 10, unit: '%' },
  uptime: { target: 99.9, warning: 99.9, critical: 99, unit: '%' },
  throughput: { target: 0, warning: 100, critical: 50, unit: 'requests/min' },
} as const;

type Services = { readonly webhook: Service; readonly http: Service };
type About = { readonly minutes: number; readonly activeAlerts: number; readonly timestamp: string };

/**
 * The answer of `/production/metrics/performance`. Response time is the 95th percentile; uptime the share of ten-second
 * stretches in which somebody served, since the first of them.
 *
 * @param services webhook and the rest, of the same minutes
 */
export function performanceAnswer(services: Services, { minutes, activeAlerts, timestamp }: About) {
  const sla = sustained(services, minutes);
  const failing = Object.values(sla).filter(({ is_healthy: healthy }) => healthy === false).length;
  return {
    success: true,
    sla_metrics: sla,
    thresholds: targets,
    period_minutes: minutes,
    overall_health: failing === 0 ? 'healthy' : 'degraded',
    active_alerts: activeAlerts,
    timestamp,
  };
}

function sustained({ webhook, http }: Services, minutes: number) {
  const total = webhook.total + http.total;
  const responseMs = percentileOf(webhook.total > 0 ? webhook.spread : http.spread, 0.95);
  const errorPercent = total === 0 ? null : (100 * (webhook.bad + http.bad)) / total;
  const uptime = webhook.possible === 0 ? null : Math.min(100, (100 * webhook.served) / webhook.possible);
  return {
    response_time: metric('response_time', responseMs, total),
    error_rate: metric('error_rate', errorPercent, total),
    uptime: metric('uptime', uptime, webhook.possible),
    throughput: metric('throughput', total / minutes, total),
  };
}

/** How much comes is no fault of ours; what we can bear is in the benches. So throughput is never unhealthy. */
const isMet = {
  response_time: (ms: number) => ms < targets.response_time.target,
  error_rate: (percent: number) => percent < targets.error_rate.target,
  uptime: (percent: number) => percent > targets.uptime.target,
  throughput: () => null,
} as const satisfies Readonly<Record<keyof typeof targets, (value: number) => boolean | null>>;

function metric(name: keyof typeof targets, value: number | null, samples: number) {
  const { warning, critical, unit } = targets[name];
  return {
    current_value: round(value),
    warning_threshold: warning,
    critical_threshold: critical,
    unit,
    is_healthy: value === null ? null : isMet[name](value),
    sample_count: samples,
  };
}

const text = (at: Temporal.Instant | null) => at?.toString() ?? null;

/** An alert as the operators' scripts read it. */
export function alertView(alert: ShownAlert) {
  const { en, pt, reading } = ruleOf(alert.rule) ?? unnamed(alert.rule);
  return {
    id: alert.id,
    title: en.title,
    message: en.action,
    title_pt: pt.title,
    message_pt: pt.action,
    severity: alert.severity,
    category: alert.category,
    timestamp: (alert.firedAt ?? alert.since).toString(),
    metadata: { rule: alert.rule, state: alert.state, muted: alert.muted, since: alert.since.toString() },
    metric: reading,
    current_value: alert.value,
    threshold_value: alert.threshold,
    resolved: alert.state === 'resolved',
    acknowledged: alert.acknowledgedAt !== null,
    acknowledged_at: text(alert.acknowledgedAt),
    acknowledged_by: alert.acknowledgedBy,
    resolved_at: text(alert.resolvedAt),
    resolved_by: alert.resolvedBy,
  };
}

/** One that an older release raised and this one has no words for. */
const unnamed = (rule: string) => {
  const words = { title: rule, action: '' };
  return { en: words, pt: words, reading: rule };
};
