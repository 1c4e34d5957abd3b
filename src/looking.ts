import { randomInt } from 'node:crypto';
import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { cpu, cpuPercent, diskPercent, memory } from './insight/host.client.ts';
import { answerOf, certificateDays } from './insight/outside.client.ts';
import { lastDrill, readCatalogue } from './ops/catalogue.client.ts';
import { itemOf, type ItemResult, type LookName } from './ops/checklist.ts';
import { containersOf, openCompose } from './ops/compose.client.ts';
import { diskOf } from './ops/files.client.ts';
import type { Finding } from './ops/finding.ts';
import { imageDays } from './ops/image.client.ts';
import { countLog, securityLines } from './ops/log.client.ts';
import * as judge from './ops/look.ts';
import { judgeEvents } from './ops/security-events.ts';
import { pendingUpdates } from './ops/updates.client.ts';
import type { Config } from './platform/config.ts';
import { asFault } from './platform/fault.ts';
import type { Place } from './place.ts';
import { root } from './platform/root.ts';
import { validate } from './validate.ts';
import { ask } from './watching.ts';
import { localMinute } from './platform/time.ts';

type Scene = { readonly config: Config; readonly place: Place };

/** What each look sees, and what is made of it. A new item is a line here and one in `ops/checklist.ts`. */
const seeing: Readonly<Record<LookName, (scene: Scene) => Promise<Finding[]>>> = {
  containers: async () => {
    const { expected, running } = await containersOf(await openCompose(root, process.env));
    return judge.judgeContainers(expected, running);
  },
  health: async ({ config }) => {
    const said = Health.safeParse(await ask(config, '/health/detailed', {}, true).catch(() => null));
    return said.success ? judge.judgeParts(said.data.checks) : [judge.silent];
  },
  'night-log': async ({ config, place }) => {
    const closing = await closingTime(config);
    const since = closing ?? Temporal.Now.instant().subtract({ hours: 24 });
    const named = `${localMinute(since, config.LOG_TIME_ZONE)}${closing ? ' (closing time)' : ' (closing time is unknown)'}`;
    return [judge.judgeLog('night-log', await countLog(place.logs, since), named)];
  },
  'fresh-log': async ({ config, place }) => {
    const since = Temporal.Now.instant().subtract({ minutes: 15 });
    return [judge.judgeLog('fresh-log', await countLog(place.logs, since), localMinute(since, config.LOG_TIME_ZONE))];
  },
  business: async ({ config }) => judgeBusiness(await ask(config, '/production/metrics/business?days=1')),
  performance: async ({ config }) =>
    judge.judgePerformance(
      Performance.parse(await ask(config, '/production/metrics/performance?minutes=1440')).sla_metrics,
    ),
  alerts: async ({ config }) =>
    judge.judgeAlerts(Alerts.parse(await ask(config, '/production/alerts/active')).data.alerts),
  resources: async () => judge.judgeResources(await load()),
  disk: async ({ place }) => judge.judgeDisks(await disks(place)),
  backup: async ({ place }) => {
    const catalogue = readCatalogue(place.backups);
    const proven = catalogue.findLast(({ state }) => state === 'restored');
    const hours = proven ? since(Temporal.Instant.from(proven.createdAt), 'hours') : null;
    return judge.judgeBackup(hours, catalogue.filter(({ state }) => state === 'damaged').length);
  },
  drill: async ({ place }) => {
    const last = lastDrill(place.backups);
    return [judge.judgeDrill(last === null ? null : since(last, 'hours') / 24)];
  },
  updates: async ({ place: { installed } }) => [
    judge.judgeUpdates(await pendingUpdates(Temporal.Now.instant())),
    ...(installed ? judge.judgeImages(await imageDays(images, Temporal.Now.instant())) : []),
  ],
  certificate: async ({ config: { PUBLIC_URL } }) => [
    judge.judgeCertificate(await certificateDays(PUBLIC_URL, Temporal.Now.instant())),
  ],
  webhook: async ({ config, place }) => [await handshake(config, place)],
  metrics: async ({ config }) => [await exposition(config)],
  refusals: async ({ place }) => {
    const since = Temporal.Now.instant().subtract({ hours: 24 });
    return judgeEvents(securityLines(place.logs, since), since);
  },
  configuration: () => validate(root, 'config'),
  secrets: () => validate(root, 'secrets'),
  compose: () => validate(root, 'compose'),
};

/** Of a whole checklist, which is to be done within half a minute. */
const patienceMs = 20_000;

/** Looks at one thing. What breaks, or does not answer in time, is unknown, and says why. */
export async function look(name: LookName, scene: Scene): Promise<ItemResult> {
  const late = wait(patienceMs, null, { ref: false });
  const seen = seeing[name](scene).catch((thrown: unknown): Finding[] => [unseen(name, thrown)]);
  const findings = await Promise.race([seen, late]);
  return itemOf(name, findings ?? [unseen(name, `no answer within ${patienceMs / 1000} s`)]);
}

function unseen(check: string, thrown: unknown): Finding {
  const { context, code } = asFault(thrown);
  const sentence = typeof context['sentence'] === 'string' ? context['sentence'] : code;
  const why = typeof thrown === 'string' ? thrown : sentence;
  return { check, level: 'unknown', says: why, fix: 'whats-agent health says what does not answer.' };
}

const Health = z.looseObject({
  checks: z.record(z.string(), z.looseObject({ status: z.string(), message: z.string() })),
});
const Alerts = z.looseObject({
  data: z.looseObject({
    alerts: z.array(z.looseObject({ severity: z.string(), title: z.string(), message: z.string() })),
  }),
});
const Performance = z.looseObject({
  sla_metrics: z.record(
    z.string(),
    z.looseObject({ current_value: z.number().nullable(), unit: z.string(), is_healthy: z.boolean().nullable() }),
  ),
});
const Business = z.looseObject({
  business_metrics: z.record(
    z.string(),
    z.looseObject({ current_period: z.looseObject({ average: z.number().nullable(), total: z.number().nullable() }) }),
  ),
});
const Last = z.looseObject({ data: z.looseObject({ closed_at: z.string().nullable() }) });

const since = (then: Temporal.Instant, unit: 'hours') => then.until(Temporal.Now.instant()).total(unit);

/** The last of the businesses; `null`: the API does not say. */
async function closingTime(config: Config): Promise<Temporal.Instant | null> {
  const said = Last.safeParse(await ask(config, '/production/checklists/last').catch(() => null));
  return said.success && said.data.data.closed_at !== null ? Temporal.Instant.from(said.data.data.closed_at) : null;
}

/** There is no right number of conversations: what is counted is shown, and what is not is unknown. */
function judgeBusiness(said: unknown): Finding[] {
  const figures = Object.entries(Business.parse(said).business_metrics).map(([name, { current_period: now }]) => ({
    name: name.replaceAll('_', ' '),
    value: now.total ?? now.average,
  }));
  const known = figures.flatMap(({ name, value }) => (value === null ? [] : [`${name} ${value}`]));
  if (known.length === 0)
    return [{ check: 'business', level: 'unknown', says: 'nothing is counted', fix: 'whats-agent metrics business' }];
  return [{ check: 'business', level: 'ok', says: known.join(', ') }];
}

/** Over a second: shorter, and the looks themselves are all there is to see. */
async function load() {
  const before = await cpu(performance.now());
  await wait(1_000);
  const [after, { usedBytes, totalBytes }] = [await cpu(performance.now()), await memory()];
  return { cpuPercent: cpuPercent(before, after), memoryPercent: (100 * usedBytes) / totalBytes };
}

/** Each disk once, by the first of our folders on it. */
async function disks({ disks: paths }: Place): Promise<judge.Disk[]> {
  const there = paths.filter((path) => existsSync(path)).map(diskOf);
  const byDevice = new Map(there.toReversed().map((disk) => [disk.device, disk]));
  return Promise.all(
    [...byDevice.values()].map(async (disk) => ({
      ...disk,
      percent: (await diskPercent(disk.path))?.percent ?? null,
    })),
  );
}

export const images = [
  'whats-agent:blue',
  'whats-agent:green',
  'whats-agent:worker',
  'whats-agent-postgres:17',
  'nginx:1',
  'redis:8',
];

/** Asks the webhook as Meta does when it is set up, through the proxy where there is one: it must say our number back. */
async function handshake(config: Config, { installed, settings }: Place): Promise<Finding> {
  const challenge = String(randomInt(1_000_000_000));
  const asked = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': config.WHATSAPP_VERIFY_TOKEN.reveal(),
    'hub.challenge': challenge,
  });
  const base = installed ? `https://127.0.0.1:${settings.get('HTTPS_PORT') ?? '443'}` : config.MONITOR_URL;
  const host = URL.parse(config.PUBLIC_URL ?? '')?.hostname;
  const answer = await answerOf(`${base}/webhook?${asked.toString()}`, host);
  if (answer?.status === 200 && answer.text === challenge)
    return { check: 'webhook', level: 'ok', says: `answered Meta’s handshake in ${answer.tookMs} ms` };
  return {
    check: 'webhook',
    level: 'error',
    says: answer === null ? 'does not answer' : `answered ${answer.status} to Meta’s handshake`,
    fix: 'whats-agent health; on the stack also docker compose logs nginx; then WHATSAPP_VERIFY_TOKEN.',
  };
}

async function exposition(config: Config): Promise<Finding> {
  const key = config.OPERATOR_KEY ? { 'x-api-key': config.OPERATOR_KEY.reveal() } : {};
  const answer = await fetch(`${config.MONITOR_URL}/metrics`, { headers: key, signal: AbortSignal.timeout(15_000) });
  const samples = answer.ok ? ((await answer.text()).match(/^[a-z]\w*(\{[^\n]*\})? [-\d.e+]+$/gim)?.length ?? 0) : 0;
  return samples > 0
    ? { check: 'metrics', level: 'ok', says: `/metrics tells ${samples} samples` }
    : {
        check: 'metrics',
        level: 'error',
        says: '/metrics tells none',
        fix: 'whats-agent restart; then logs/errors.log.',
      };
}
