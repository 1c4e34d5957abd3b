import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { operatorsOnly, type Operators } from '../platform/operators.ts';
import type { Clock } from '../platform/time.ts';
import { activeAlerts, acknowledge, AlertId, alertHistory, alertStats, keepSilence, resolve } from './alert.store.ts';
import { rules } from './alerts.ts';
import { activeConversations, countedDays } from './business-metrics.store.ts';
import type { Check, CheckName } from './health.ts';
import { overall } from './health.ts';
import { budgetOf, burnRate, paces, windowOf } from './objective.ts';
import { windowsOf } from './objective.store.ts';
import { visitsOfHour } from './synthetic.store.ts';
import { businessAnswer } from './production-business.ts';
import { alertView, performanceAnswer } from './production-service.ts';
import { rollUp } from './rollup.store.ts';
import { sampleSummary, serviceOf, type Sample } from './service.store.ts';

export type BackupView = {
  readonly filename: string;
  readonly filepath: string;
  readonly backup_type: string;
  readonly timestamp: string;
  readonly size_bytes: number;
  readonly size_mb: number;
  readonly compressed: boolean;
  readonly checksum: string | null;
  readonly duration_seconds: number;
  readonly success: boolean;
  readonly error_message: string | null;
};

export type ProductionDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly operators: Operators;
  readonly examine: () => Promise<Record<CheckName, Check>>;
  readonly readSamples: () => Promise<readonly Sample[]>;
  /** Oldest first. */ readonly backups: () => readonly BackupView[];
  /** `null`: this process cannot make one. */ readonly makeBackup: () => Promise<BackupView | null>;
  /** The last lines of a log file, newest first; `null`: there is no such file. */
  readonly logLines: (type: LogName, limit: number) => Promise<readonly unknown[] | null>;
};

const LogName = z.enum(
  ['app', 'errors', 'security', 'performance'],
  'type must be app, errors, security or performance',
);
export type LogName = z.output<typeof LogName>;

/** A rollup older than this is made anew before it is shown. */
const staleSeconds = 60;

/** What operators, their scripts and dashboards ask: never open to the internet. Shapes are a contract. */
export async function productionRoutes(app: FastifyInstance, deps: ProductionDeps): Promise<void> {
  app.addHook('onRequest', operatorsOnly(deps.operators));
  app.addHook('onSend', async (_, reply) => void reply.header('cache-control', 'no-store'));
  statusRoutes(app, deps);
  metricRoutes(app, deps);
  alertRoutes(app, deps);
  silenceRoutes(app, deps);
  fileRoutes(app, deps);
}

const timestampOf = ({ clock }: ProductionDeps) => clock().toString();

function refuse(reply: FastifyReply, error: z.ZodError): FastifyReply {
  return reply.code(400).send({ success: false, error: error.issues.map(({ message }) => message).join('; ') });
}

function statusRoutes(app: FastifyInstance, deps: ProductionDeps): void {
  app.get('/production/system/status', async () => {
    const [checks, samples, alerts] = await Promise.all([deps.examine(), deps.readSamples(), activeAlerts(deps.db)]);
    const usage = Object.fromEntries(
      samples
        .filter(({ name }) => /^(cpu|memory|disk)_usage$/.test(name))
        .map(({ name, value, unit }) => [name, { value, unit }]),
    );
    return {
      success: true,
      timestamp: timestampOf(deps),
      data: {
        status: overall(checks),
        health_checks: checks,
        performance: usage,
        metrics: Object.fromEntries(samples.map(({ name, value }) => [name, value])),
        alerts: { active: alerts.length, critical: alerts.filter(({ severity }) => severity === 'critical').length },
      },
    };
  });
}

const Days = z.object({
  days: z.coerce
    .number('days must be a number')
    .int('days must be a whole number')
    .min(1, 'days must be 1 to 366')
    .max(366, 'days must be 1 to 366')
    .default(7),
});
const Minutes = z.object({
  minutes: z.coerce
    .number('minutes must be a number')
    .int('minutes must be a whole number')
    .min(1, 'minutes must be 1 to 10080')
    .max(10_080, 'minutes must be 1 to 10080')
    .default(60),
});

function metricRoutes(app: FastifyInstance, deps: ProductionDeps): void {
  const { db, clock, timeZone } = deps;
  app.get('/production/metrics/business', async (request, reply) => {
    const query = Days.safeParse(request.query);
    if (!query.success) return refuse(reply, query.error);
    const period = { days: query.data.days, timeZone, now: clock() };
    let counted = await countedDays(db, period);
    if (counted.doneUntil === null || counted.doneUntil.until(period.now).total('seconds') > staleSeconds) {
      await rollUp(db, period.now);
      counted = await countedDays(db, period);
    }
    return businessAnswer(counted.days, { active: await activeConversations(db), timestamp: timestampOf(deps) });
  });

  app.get('/production/metrics/performance', async (request, reply) => {
    const query = Minutes.safeParse(request.query);
    if (!query.success) return refuse(reply, query.error);
    const { minutes } = query.data;
    const of = (sli: 'webhook' | 'http') => serviceOf(db, sli, minutes, clock());
    const [webhook, http, alerts] = await Promise.all([of('webhook'), of('http'), activeAlerts(db)]);
    return performanceAnswer({ webhook, http }, { minutes, activeAlerts: alerts.length, timestamp: timestampOf(deps) });
  });

  app.get('/production/slo', async () => {
    const windows = await windowsOf(db, clock());
    const budget = (name: 'availability' | 'latency') => ({
      ...budgetOf(windowOf(windows, 43_200), windowOf(windows, 1440), name),
      burn: Object.fromEntries(Object.values(paces).map((pace) => [pace.name, burnRate(windows, pace, name)])),
    });
    const data = { availability: budget('availability'), latency: budget('latency'), windows };
    return { success: true, data: { ...data, synthetic: await visitsOfHour(db) } };
  });

  app.get('/production/performance/current', async () => {
    const [samples, timestamp] = [await deps.readSamples(), timestampOf(deps)];
    const shown = (sample: Sample) => ({ ...sample, timestamp, component: componentOf(sample.name), metadata: {} });
    return { success: true, data: Object.fromEntries(samples.map((sample) => [sample.name, shown(sample)])) };
  });

  app.get('/production/performance/summary', async () => {
    const rows = await sampleSummary(db, clock());
    const shown = rows.map(({ name, value, average, min, max, count, unit }) => [
      name,
      { current: value, average, min, max, count, unit },
    ]);
    return { success: true, data: Object.fromEntries(shown) };
  });
}

const componentOf = (name: string) =>
  (/^(db|process|api|external)_/.exec(name)?.[1] ?? 'system').replace('db', 'database');

const Filter = z.object({
  severity: z.enum(['critical', 'high', 'medium', 'low'], 'severity must be critical, high, medium or low').optional(),
  category: z
    .enum(
      ['system', 'performance', 'business', 'security', 'external'],
      'category must be system, performance, business, security or external',
    )
    .optional(),
});

const By = z
  .object({ by: z.string().trim().min(1, 'by must not be empty').max(80, 'by must have at most 80 characters') })
  .partial()
  .nullish();

function alertRoutes(app: FastifyInstance, deps: ProductionDeps): void {
  const { db, clock } = deps;
  app.get('/production/alerts/active', async (request, reply) => {
    const query = Filter.safeParse(request.query);
    if (!query.success) return refuse(reply, query.error);
    const { severity = null, category = null } = query.data;
    const alerts = await activeAlerts(db, { severity, category });
    return { success: true, data: { total: alerts.length, alerts: alerts.map((alert) => alertView(alert)) } };
  });

  app.get('/production/alerts/stats', async () => {
    const recent = await alertHistory(db, 10);
    return {
      success: true,
      data: { ...(await alertStats(db)), recent_alerts: recent.map((alert) => alertView(alert)) },
    };
  });

  app.get('/production/alerts/history', async () => {
    const alerts = await alertHistory(db, 100);
    return { success: true, data: { total: alerts.length, alerts: alerts.map((alert) => alertView(alert)) } };
  });

  for (const [verb, act] of [
    ['acknowledge', acknowledge],
    ['resolve', resolve],
  ] as const)
    app.post<{ Params: { id: string } }>(`/production/alerts/:id/${verb}`, async (request, reply) => {
      const body = By.safeParse(request.body);
      if (!body.success) return refuse(reply, body.error);
      const id = AlertId.safeParse(request.params.id);
      const alert = id.success ? await act(db, id.data, body.data?.by ?? 'operator', clock()) : null;
      if (!alert) return reply.code(404).send({ success: false, error: 'there is no such alert' });
      return { success: true, data: alertView(alert) };
    });
}

const Quiet = z.object({
  rule: z
    .enum(
      rules.map(({ name }) => name),
      'rule must be the name of a rule',
    )
    .optional(),
  owner: z.string('owner must say who wants it').trim().min(1, 'owner must say who wants it').max(80),
  reason: z.string('reason must say why').trim().min(1, 'reason must say why').max(200),
  minutes: z
    .int('minutes must be a whole number')
    .min(1, 'minutes must be 1 to 20160')
    .max(20_160, 'minutes must be 1 to 20160'),
});

/** Nobody is told of a rule for a while. */
function silenceRoutes(app: FastifyInstance, { db, clock }: ProductionDeps): void {
  app.post('/production/silences', async (request, reply) => {
    const body = Quiet.safeParse(request.body);
    if (!body.success) return refuse(reply, body.error);
    const { rule = null, minutes, owner, reason } = body.data;
    const endsAt = clock().add({ minutes });
    await keepSilence(db, { rule, owner, reason, startsAt: clock(), endsAt });
    return { success: true, data: { rule, owner, reason, ends_at: endsAt.toString() } };
  });
}

const LogQuery = z.object({
  type: LogName.default('app'),
  limit: z.coerce
    .number('limit must be a number')
    .int('limit must be a whole number')
    .min(1, 'limit must be 1 to 1000')
    .max(1000, 'limit must be 1 to 1000')
    .default(100),
});

function fileRoutes(app: FastifyInstance, deps: ProductionDeps): void {
  app.get('/production/backup/status', async () => ({ success: true, data: backupStatus(deps.backups()) }));

  app.post('/production/backup/manual', async (_, reply) => {
    const backup = await deps.makeBackup();
    if (!backup)
      return reply.code(503).send({
        success: false,
        error: 'This process cannot make a backup: run whats-agent backup manual on the host of the installation.',
      });
    return reply.code(backup.success ? 200 : 500).send({ success: backup.success, data: backup });
  });

  app.get('/production/logs/recent', async (request, reply) => {
    const query = LogQuery.safeParse(request.query);
    if (!query.success) return refuse(reply, query.error);
    const { type, limit } = query.data;
    const entries = await deps.logLines(type, limit);
    if (entries === null)
      return reply
        .code(404)
        .send({ success: false, error: `there is no log file of type ${type} here (LOG_TO, LOG_DIR)` });
    return { success: true, data: { type, total: entries.length, entries } };
  });
}

function backupStatus(backups: readonly BackupView[]) {
  const good = backups.filter(({ success }) => success);
  const sizeMb = backups.reduce((sum, { size_mb: size }) => sum + size, 0);
  const seconds = backups.reduce((sum, { duration_seconds: took }) => sum + took, 0);
  const count = backups.length;
  return {
    total_backups: count,
    successful_backups: good.length,
    failed_backups: count - good.length,
    success_rate: count === 0 ? null : Math.round((1000 * good.length) / count) / 10,
    last_backup: backups.at(-1) ?? null,
    total_size_mb: Math.round(sizeMb * 100) / 100,
    average_duration_minutes: count === 0 ? null : Math.round((100 * seconds) / count / 60) / 100,
    oldest_backup: backups[0]?.timestamp ?? null,
    newest_backup: backups.at(-1)?.timestamp ?? null,
  };
}
