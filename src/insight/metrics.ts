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
  readonly modelCalls: number;
  readonly modelFailures: number;
  readonly inbox: number;
  readonly due: number;
  readonly outbox: number;
  readonly deadLetters: number;
};

/** Seconds; 0.5 is the objective. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Connections to the database: all, those that nobody uses, and who waits for one. */
type Pool = { readonly total: number; readonly idle: number; readonly waiting: number };

/** @param pool of this process, as it is when it is asked */
export function openMetrics(pool: () => Pool): Metrics {
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
  const fill = gaugesOf(registry);
  return {
    served: ({ method, route, status, tookMs }) =>
      requests.observe({ method, route, status: String(status) }, tookMs / 1000),
    async exposition(readings, work) {
      fill(readings, work, pool());
      return { type: registry.contentType, text: await registry.metrics() };
    },
  };
}

/** Gauges of ours with one label each. */
const gaugeIn =
  (registry: Registry) =>
  <Label extends string>(name: string, label: Label, help: string) =>
    new Gauge({ name: `whats_agent_${name}`, help, labelNames: [label] as const, registers: [registry] });

/** What is set anew whenever it is asked: what is unknown then is absent. */
function gaugesOf(registry: Registry): (readings: Readings, work: WorkNow | null, pool: Pool) => void {
  const gauge = gaugeIn(registry);
  const reading = gauge(
    'reading',
    'name',
    'What the rules of src/insight/alerts.json look at; one that is unknown is absent',
  );
  const recent = gauge(
    'recent',
    'what',
    'Of the last five minutes: turns, messages sent, the 95th percentile of a turn in seconds, calls of models',
  );
  const waiting = gauge(
    'waiting',
    'queue',
    'How much waits: updates to be filed, turns that are due, messages to be sent, dead letters',
  );
  const connections = gauge(
    'pool',
    'what',
    'Connections of this process to the database: total, idle, and who waits for one',
  );
  return (readings, work, pool) => {
    for (const each of [reading, recent, waiting]) each.reset();
    for (const [what, count] of Object.entries(pool)) connections.set({ what }, count);
    for (const [name, value] of Object.entries(readings)) if (value !== null) reading.set({ name }, value);
    if (!work) return;
    const { turns, sent, modelCalls, modelFailures, turnP95Seconds, inbox, due, outbox, deadLetters } = work;
    const done = {
      turns,
      sent,
      model_calls: modelCalls,
      model_failures: modelFailures,
      turn_p95_seconds: turnP95Seconds,
    };
    for (const [what, value] of Object.entries(done)) if (value !== null) recent.set({ what }, value);
    for (const [queue, count] of Object.entries({ inbox, turns: due, outbox, dead_letters: deadLetters }))
      waiting.set({ queue }, count);
  };
}
