import { metricsOf, nothing, plus, type Counts } from './business-metrics.ts';

const round = (value: number | null) => (value === null ? null : Math.round(value * 100) / 100);

/**
 * The answer of `/production/metrics/business`: the runbook reads `business_metrics`, dashboards `data`.
 *
 * @param counted twice as many days as the period has, oldest first
 */
export function businessAnswer(
  counted: readonly Counts[],
  { active, timestamp }: { readonly active: number; readonly timestamp: string },
) {
  const period = counted.length / 2;
  const [earlier, days] = [counted.slice(0, period), counted.slice(period)];
  const now = days.reduce(plus, nothing);
  const metrics = metricsOf(days, earlier.reduce(plus, nothing));
  return {
    success: true,
    timestamp,
    period_days: period,
    business_metrics: metrics,
    data: {
      conversations: {
        total: now.started,
        active,
        completed: Math.max(0, now.started - active),
        conversion_rate: metrics.conversion_rate.current_period.average,
      },
      performance: {
        avg_response_time: metrics.response_time.current_period.average,
        satisfaction_avg: metrics.customer_satisfaction.current_period.average,
      },
      business: {
        total_revenue: round(now.revenueCents / 100),
        avg_lead_score: now.interested === 0 ? null : round(now.interest / now.interested),
      },
      system: { metrics_collected: Object.keys(metrics).length, cache_size: null },
      timestamp,
    },
  };
}
