import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { remedies } from './insight/health.ts';
import type { Finding } from './ops/finding.ts';
import { remedyOf, silent } from './ops/look.ts';
import { logOf } from './logging.ts';
import { onCallOf } from './duty.ts';
import { chainAt } from './insight/on-call.ts';
import type { Config } from './platform/config.ts';
import { wrong } from './platform/fault.ts';
import type { Terminal } from './terminal.ts';

/** What is watched and who watches: the commands of whoever is on duty. They ask the API that runs. */
export function watching(program: Command, terminal: Terminal): void {
  watchers(program, terminal);
  looks(program, terminal);
  alerting(program, terminal);
}

function watchers(program: Command, { serve, databaseOf, settings }: Terminal): void {
  program
    .command('monitor')
    .description('looks at everything every ten seconds and tells people what is wrong (needs DATABASE_URL)')
    .action(() =>
      serve(async () =>
        (await import('./monitor.ts')).openMonitor(settings(), databaseOf(settings()), logOf(settings())),
      ),
    );
  program
    .command('watchdog')
    .description('tells people when the API, the worker or the monitor has been silent for 60 s; needs no database')
    .action(() => serve(async () => (await import('./monitor.ts')).openWatchdog(settings(), logOf(settings()))));
}

const Check = z.looseObject({ status: z.string(), message: z.string(), response_time: z.number() });
const Health = z.looseObject({ status: z.string(), version: z.string(), checks: z.record(z.string(), Check) });
const marks: Readonly<Record<string, string>> = {
  healthy: '✅',
  degraded: '⚠️',
  unhealthy: '❌',
  unknown: '❓',
  not_configured: '·',
};

/** 0 healthy, 1 down, 2 degraded. */
const codes: Readonly<Record<string, number>> = { healthy: 0, unhealthy: 1, degraded: 2 };

function looks(program: Command, terminal: Terminal): void {
  const { print, once, settings } = terminal;
  program
    .command('health')
    .description('how every part is; exit code 0 healthy, 1 down, 2 degraded')
    .option('--json', 'as the API says it')
    .option('--watch', 'again every five seconds')
    .action((options: { json?: boolean; watch?: boolean }) =>
      once(async () => {
        do {
          process.exitCode = await health(terminal, options.json ?? false);
          if (options.watch) await wait(5_000);
        } while (options.watch);
      }),
    );
  for (const [name, path, what] of [
    ['status', '/production/system/status', 'parts, host and alerts as JSON'],
    [
      'slo',
      '/production/slo',
      'objectives: what is promised, what was, what is left of the budget and for how long, as JSON',
    ],
  ] as const)
    program
      .command(name)
      .description(what)
      .action(() => once(async () => print(JSON.stringify(await ask(settings(), path), null, 2))));
  program
    .command('metrics')
    .description('business metrics (docs/metrics.md)')
    .argument('<business>', 'the word business')
    .option('--days <days>', 'of so many days, today included', '7')
    .option('--json', 'all of it; without it a line a figure')
    .action((subject: string, options: { days: string; json?: boolean }) =>
      once(() => metrics(terminal, subject, options)),
    );
  program
    .command('logs')
    .description('`tail` follows a log file, also when it is rotated')
    .argument('<tail>', 'the word tail')
    .argument('[type]', 'app, errors, security or performance', 'app')
    .action((verb: string, type: string) => once(() => tail(settings(), verb, type)));
}

async function health({ print, settings }: Terminal, json: boolean): Promise<number> {
  const said = await ask(settings(), '/health/detailed', {}, true).catch(() => null);
  const seen = Health.safeParse(said);
  if (!seen.success) {
    print(
      json
        ? JSON.stringify({ status: 'unhealthy', checks: {} })
        : `❌ ${baseOf(settings())} does not answer.\n   → ${silent.fix}`,
    );
    return 1;
  }
  const { status, checks, version } = seen.data;
  if (json) print(JSON.stringify(said, null, 2));
  else {
    for (const [name, check] of Object.entries(checks)) {
      print(`${marks[check.status] ?? '❓'} ${name.padEnd(17)} ${check.message}`);
      if (!/^(healthy|not_configured)$/.test(check.status)) print(`   → ${remedyOf(name)}`);
    }
    print(`${marks[status] ?? '❓'} ${status}, version ${version}`);
  }
  return codes[status] ?? 1;
}

const Metrics = z.looseObject({
  business_metrics: z.record(
    z.string(),
    z.looseObject({
      current_period: z.looseObject({ average: z.number().nullable(), total: z.number().nullable() }),
      trends: z.looseObject({ direction: z.string() }),
    }),
  ),
});

const show = (value: number | null) => (value === null ? '?' : String(value));

async function metrics(
  { print, settings }: Terminal,
  subject: string,
  { days, json }: { days: string; json?: boolean },
): Promise<void> {
  if (subject !== 'business') throw wrong(`metrics knows only business, not ${subject}.`);
  const said = await ask(settings(), `/production/metrics/business?days=${encodeURIComponent(days)}`);
  if (json) return print(JSON.stringify(said, null, 2));
  for (const [name, { current_period: now, trends }] of Object.entries(Metrics.parse(said).business_metrics))
    print(
      `${name.padEnd(22)} ${show(now.average).padStart(10)}  total ${show(now.total).padStart(10)}  ${trends.direction}`,
    );
}

async function tail({ LOG_DIR }: Config, verb: string, type: string): Promise<void> {
  if (verb !== 'tail') throw wrong(`logs knows only tail, not ${verb}.`);
  if (!/^(app|errors|security|performance)$/.test(type))
    throw wrong(`${type} is none of app, errors, security, performance.`);
  const child = spawn('tail', ['-n', '50', '-F', join(LOG_DIR, `${type}.log`)], { stdio: 'inherit' });
  process.exitCode = await new Promise<number>((done) => child.once('exit', (code) => done(code ?? 0)));
}

const Alerts = z.looseObject({
  data: z.looseObject({
    alerts: z.array(
      z.looseObject({
        id: z.string(),
        severity: z.string(),
        title: z.string(),
        timestamp: z.string(),
        acknowledged: z.boolean(),
        message: z.string(),
      }),
    ),
  }),
});

function alerting(program: Command, terminal: Terminal): void {
  program
    .command('alerts')
    .description('what is wrong now; `acknowledge ID`, `resolve ID`, `silence RULE --minutes 60 --reason …`')
    .argument('[verb]', 'list, acknowledge, resolve or silence', 'list')
    .argument('[what]', 'an id from the list, or a rule')
    .option('--by <name>', 'who does it', process.env['USER'] ?? 'operator')
    .option('--minutes <minutes>', 'how long the silence lasts', '60')
    .option('--reason <text>', 'why it is to be silent')
    .action((verb: string, what: string | undefined, options: AlertOptions) =>
      terminal.once(() => alerts(terminal, { verb, what: what ?? '', ...options })),
    );
}

type AlertOptions = { readonly by: string; readonly minutes: string; readonly reason?: string };

async function alerts(
  { print, settings }: Terminal,
  { verb, what, by, minutes, reason }: AlertOptions & { readonly verb: string; readonly what: string },
): Promise<void> {
  if (verb === 'list') {
    const { data } = Alerts.parse(await ask(settings(), '/production/alerts/active'));
    for (const alert of data.alerts)
      print(
        `${alert.severity.toUpperCase().padEnd(8)} ${alert.timestamp.slice(0, 19)}  ${alert.id}  ${alert.title}${alert.acknowledged ? ' (acknowledged)' : ''}\n         → ${alert.message}`,
      );
    if (data.alerts.length === 0) print('Nothing is wrong that a rule knows of.');
    return;
  }
  if (verb === 'acknowledge' || verb === 'resolve')
    await ask(settings(), `/production/alerts/${encodeURIComponent(what)}/${verb}`, { by });
  else if (verb === 'silence')
    await ask(settings(), '/production/silences', {
      rule: what === '' ? undefined : what,
      owner: by,
      reason,
      minutes: Number(minutes),
    });
  else throw wrong(`alerts: ${verb} is none of list, acknowledge, resolve, silence.`);
  print('Done.');
}

const baseOf = ({ MONITOR_URL }: Config) => MONITOR_URL;

/** Asks the API that runs; a body makes it a POST. */
export async function ask(config: Config, path: string, body: object = {}, anyStatus = false): Promise<unknown> {
  const key = config.OPERATOR_KEY ? { 'x-api-key': config.OPERATOR_KEY.reveal() } : {};
  const posts = Object.keys(body).length > 0;
  const sent = posts
    ? { method: 'POST', body: JSON.stringify(body), headers: { ...key, 'content-type': 'application/json' } }
    : { headers: key };
  const answer = await fetch(baseOf(config) + path, { ...sent, signal: AbortSignal.timeout(15_000) }).catch(() => null);
  if (!answer) throw wrong(`${baseOf(config)} does not answer: is it running? (MONITOR_URL says where)`);
  const said: unknown = await answer.json().catch(() => null);
  if (answer.ok || anyStatus) return said;
  const { error } = z.looseObject({ error: z.string().default(`HTTP ${answer.status}`) }).parse(said ?? {});
  throw wrong(`${path.split('?')[0] ?? path}: ${error}.`);
}

const channelFix = 'Look at its address and key in .env: docs/guides/alerts.md has a line for each channel.';

/** A test alert through every channel that is set up: did the other side take it? */
export async function validateMonitoring(config: Config): Promise<Finding[]> {
  const { channelsOf, tellEverywhere } = await import('./monitor.ts');
  const onCall = onCallOf(config);
  const channels = channelsOf(config, onCall);
  const contact = chainAt(onCall, Temporal.Now.instant())[0] ?? null;
  const told = await tellEverywhere(
    '🧪 Teste de alerta / test alert: whats-agent validate monitoring',
    channels,
    contact,
  );
  const found = told.map(({ channel, fault, tookMs }): Finding =>
    fault === null
      ? { check: `channel ${channel}`, level: 'ok', says: `it took the test alert in ${tookMs} ms` }
      : {
          check: `channel ${channel}`,
          level: 'error',
          says: `it did not take the test alert: ${fault}`,
          fix: channelFix,
        },
  );
  const said = await ask(config, '/health/detailed', {}, true).catch(() => null);
  const seen = Health.safeParse(said);
  const monitor = seen.success ? (seen.data.checks['monitor']?.status ?? 'unknown') : 'unknown';
  return [
    ...(told.length === 0
      ? [
          {
            check: 'channels',
            level: 'error',
            says: 'no channel is set up: nobody is told of anything',
            fix: 'set ALERT_SLACK_WEBHOOK, or another of docs/guides/alerts.md',
          } as const,
        ]
      : found),
    monitor === 'healthy'
      ? { check: 'monitor', level: 'ok', says: 'it looks at everything' }
      : {
          check: 'monitor',
          level: seen.success ? 'error' : 'unknown',
          says: seen.success ? `it is ${monitor}` : `${baseOf(config)} does not answer`,
          fix: seen.success ? remedies.monitor : silent.fix,
        },
  ];
}
