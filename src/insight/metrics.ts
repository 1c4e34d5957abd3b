import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Served } from '../platform/observe.ts';
import type { Readings } from './readings.ts';

/** What Prometheus is told: requests and the process as counted here, and every reading that a rule looks at. */
export type Metrics = {
  readonly served: (request: Served) => void;
  /** The text format of Prometheus, and its media type. */
  readonly exposition: (
    readings: Readings,
    work: WorkNow | null,
  ) => Promise<{ readonly type: string; readonly text: string }>;
};

/** What the workers have done in the last five minutes, and what waits. */
export type WorkNow = {
  readonly turns: number;
  readonly turnP95Seconds: number | null;
  readonly sent: number;
  readonly inbox: number;
  readonly due: number;
  readonly outbox: number;
  readonly deadLetters: number;
};

/** Seconds; 0.5 is the objective. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Requests by route as it was declared, and by status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets,
    registers,
  });
  const reading = new Gauge({
    name: 'whats_agent_reading',
    help: 'What the rules of src/insight/alerts.json look at; one that is unknown is absent',
    labelNames: ['name'] as const,
    registers,
  });
  const recent = new Gauge({
    name: 'whats_agent_recent',
    help: 'Of the last five minutes: turns taken, messages sent, the 95th percentile of a turn in seconds',
    labelNames: ['what'] as const,
    registers,
  });
  const waiting = new Gauge({
    name: 'whats_agent_waiting',
    help: 'How much waits: updates to be filed, turns that are due, messages to be sent, dead letters',
    labelNames: ['queue'] as const,
    registers,
  });
  return {
    served: ({ method, route, status, tookMs }) =>
      requests.observe({ method, route, status: String(status) }, tookMs / 1000),
    async exposition(readings, work) {
      for (const gauge of [reading, recent, waiting]) gauge.reset();
      for (const [name, value] of Object.entries(readings)) if (value !== null) reading.set({ name }, value);
      if (work) {
        const { turns, sent, turnP95Seconds, inbox, due, outbox, deadLetters } = work;
        recent.set({ what: 'turns' }, turns);
        recent.set({ what: 'sent' }, sent);
        if (turnP95Seconds !== null) recent.set({ what: 'turn_p95_seconds' }, turnP95Seconds);
        for (const [queue, count] of Object.entries({ inbox, turns: due, outbox, dead_letters: deadLetters }))
          waiting.set({ queue }, count);
      }
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}
