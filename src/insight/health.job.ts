import { statSync } from 'node:fs';
import { lateCalls } from '../agent/model-call.store.ts';
import type { Db } from '../platform/db.ts';
import type { Clock } from '../platform/time.ts';
import { bounds, judged, type Check, type CheckName, type Finding } from './health.ts';
import {
  beats,
  databaseFacts,
  numbersHealth,
  queues,
  type Beats,
  type NumberHealth,
  type Queues,
} from './health.store.ts';
import { diskPercent } from './host.client.ts';

export type HealthDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** What this release needs the database to have. */
  readonly migrations: readonly string[];
  /** Every disk that fills while we run. */
  readonly folders: readonly string[];
  /** How old the newest backup is that was restored to prove it, in hours; `null`: nothing tells. */
  readonly backupHours: () => Promise<number | null>;
  /** Does Redis answer? `null`: there is none to ask. */
  readonly redisAnswers: (() => Promise<boolean>) | null;
  /** Models that are set up, the first choice first. */
  readonly models: readonly string[];
  /** Milliseconds; longer, and the part counts as not answering. */
  readonly deadlineMs: number;
  readonly elapsed: () => number;
};

/** Looks at every part, each by itself: one that hangs or throws is shown as failed, and the others are still seen. */
export async function examine(deps: HealthDeps): Promise<Record<CheckName, Check>> {
  const { db } = deps;
  const facts = databaseFacts(db);
  const [beating, waiting, numbers] = [beats(db), queues(db), numbersHealth(db)];
  // They are awaited one by one below; until then nobody has heard that they failed.
  await Promise.allSettled([facts, beating, waiting, numbers]);
  const look = (finding: () => Promise<Finding>, unseen: Finding['status'] = 'unknown') => timed(deps, finding, unseen);
  const [database, migrations, worker, monitor, queued, whatsapp, webhook, breakers, disk, clock, backup] =
    await Promise.all([
      look(async () => found('healthy', 'The database answers.', { clock: (await facts).now.toString() }), 'unhealthy'),
      look(async () => migrated((await facts).migrations, deps.migrations)),
      look(async () => workerOf(await beating)),
      look(async () => monitorOf(await beating)),
      look(async () => queuesOf(await waiting)),
      look(async () => numbersOf(await numbers)),
      look(async () => webhookOf((await facts).webhookSeconds)),
      look(async () => breakersOf(await numbers)),
      look(() => diskOf(deps.folders)),
      look(async () => clockOf((await facts).now, deps.clock())),
      look(async () => backupOf(await deps.backupHours())),
    ]);
  const [redis, model] = await Promise.all([
    look(() => redisOf(deps.redisAnswers)),
    look(() => modelOf(db, deps.models)),
  ]);
  return {
    database,
    migrations,
    redis,
    worker,
    monitor,
    queues: queued,
    whatsapp_api: whatsapp,
    openai_api: model,
    webhook,
    circuit_breakers: breakers,
    disk,
    clock,
    backup,
  };
}

const found = (status: Finding['status'], message: string, details: Finding['details'] = {}): Finding => ({
  status,
  message,
  details,
});

async function timed(
  { clock, elapsed, deadlineMs }: HealthDeps,
  finding: () => Promise<Finding>,
  unseen: Finding['status'],
): Promise<Check> {
  const started = elapsed();
  const late = new Promise<Finding>((done) =>
    setTimeout(() => done(found(unseen, `No answer within ${deadlineMs} ms.`)), deadlineMs).unref(),
  );
  const seen = finding().then(
    (value) => value,
    () => found(unseen, unseen === 'unhealthy' ? 'It does not answer.' : 'It could not be found out.'),
  );
  const result = await Promise.race([seen, late]);
  return { ...result, timestamp: clock().toString(), response_time: Math.round((elapsed() - started) * 10) / 10 };
}

function migrated(has: readonly string[], needs: readonly string[]): Finding {
  const missing = needs.filter((name) => !has.includes(name));
  if (missing.length === 0) return found('healthy', `All ${needs.length} migrations are applied.`);
  return found('unhealthy', `${missing.length} migrations are missing: run whats-agent migrate.`, { missing });
}

function workerOf({ worker: seconds }: Beats): Finding {
  if (seconds === null) return found('unhealthy', 'No worker has ever run on this database: nobody is answered.');
  const status = judged(seconds, bounds.heartbeatSeconds);
  return found(status, `The newest sign of life is ${Math.round(seconds)} s old.`, { age_seconds: round(seconds) });
}

function monitorOf({ monitor: seconds }: Beats): Finding {
  if (seconds === null) return found('unknown', 'No monitor has run on this database: nobody is told of anything.');
  const status = judged(seconds, bounds.heartbeatSeconds);
  return found(status, `The newest sign of life is ${Math.round(seconds)} s old.`, { age_seconds: round(seconds) });
}

function queuesOf(queued: Queues): Finding {
  const { inbox, turns, outbox, deadLetters } = queued;
  const oldest = Math.max(inbox.oldestSeconds, turns.oldestSeconds, outbox.oldestSeconds);
  const waits = judged(oldest, bounds.queueSeconds);
  const status = waits === 'healthy' && deadLetters.count > 0 ? 'degraded' : waits;
  const dead = deadLetters.count > 0 ? ` ${deadLetters.count} dead letters wait for a person.` : '';
  return found(status, `The oldest thing that is due has waited ${Math.round(oldest)} s.${dead}`, { ...queued });
}

function numbersOf(numbers: readonly NumberHealth[]): Finding {
  const details = Object.fromEntries(
    numbers.map(({ phoneNumberId, sent, held, fault }) => [phoneNumberId, { sent_15_min: sent, held, fault }]),
  );
  const faulty = numbers.filter(({ held }) => held > 0);
  if (numbers.length === 0) return found('unknown', 'No business has a WhatsApp number.');
  if (faulty.length > 0)
    return found(
      faulty.every(({ sent }) => sent === 0) ? 'unhealthy' : 'degraded',
      `Sends of ${faulty.length} of ${numbers.length} numbers are held back (${faulty[0]?.fault ?? 'unknown'}).`,
      details,
    );
  if (numbers.every(({ sent }) => sent === 0))
    return found('unknown', 'Nothing was sent in the last 15 minutes, so nothing is known.', details);
  return found('healthy', 'WhatsApp takes what we send.', details);
}

function breakersOf(numbers: readonly NumberHealth[]): Finding {
  const open = numbers.filter(({ held }) => held > 0).map(({ phoneNumberId }) => phoneNumberId);
  if (open.length === 0) return found('healthy', 'No sends are held back.', { open });
  return found('degraded', `Sends of ${open.length} numbers are held back.`, { open });
}

/** Without it each worker counts for itself, and people are told of changes by looking: slower, and nothing is lost. */
async function redisOf(answers: HealthDeps['redisAnswers']): Promise<Finding> {
  if (!answers) return found('not_configured', 'There is no Redis here; nothing needs it.');
  if (await answers()) return found('healthy', 'Redis answers.');
  return found('degraded', 'Redis does not answer: rates are kept by each worker for itself.');
}

/** By what became of the calls of the last quarter of an hour; the offline brain answers where models do not. */
async function modelOf(db: Db, [model]: readonly string[]): Promise<Finding> {
  if (model === undefined) return found('not_configured', 'No model is set up: the offline brain answers.');
  const { calls, failed } = await lateCalls(db);
  if (calls === 0) return found('unknown', 'Nothing was asked of a model in the last 15 minutes.', { model });
  const details = { model, calls_15_min: calls, failed };
  if (failed === 0) return found('healthy', 'Models answer.', details);
  return found(2 * failed > calls ? 'degraded' : 'healthy', `${failed} of ${calls} calls of models failed.`, details);
}

function webhookOf(seconds: number | null): Finding {
  if (seconds === null) return found('unknown', 'No webhook has ever come.');
  return found('healthy', `The last webhook came ${Math.round(seconds)} s ago.`, { age_seconds: round(seconds) });
}

async function diskOf(folders: readonly string[]): Promise<Finding> {
  const disks = new Map<number, string>();
  for (const folder of folders) {
    const device = statSync(folder, { throwIfNoEntry: false })?.dev;
    if (device !== undefined && !disks.has(device)) disks.set(device, folder);
  }
  const readings = await Promise.all([...disks.values()].map((folder) => diskPercent(folder)));
  const known = readings.filter((reading) => reading !== null);
  if (known.length === 0) return found('unknown', 'No folder of ours could be read.');
  const percent = Math.max(...known.map((reading) => reading.percent));
  const free = Math.min(...known.map(({ freeBytes }) => freeBytes));
  const details = { percent: round(percent), free_bytes: free };
  return found(judged(percent, bounds.diskPercent), `The fullest disk is ${Math.round(percent)} % full.`, details);
}

function clockOf(database: Temporal.Instant, ours: Temporal.Instant): Finding {
  const apart = Math.abs(ours.since(database).total('seconds'));
  return found(judged(apart, bounds.clockSeconds), `Our clock and the database’s are ${round(apart)} s apart.`, {
    apart_seconds: round(apart),
  });
}

function backupOf(hours: number | null): Finding {
  if (hours === null) return found('unknown', 'No backup is known that was restored to prove it.');
  return found(judged(hours, bounds.backupHours), `The newest proven backup is ${Math.round(hours)} h old.`, {
    age_hours: round(hours),
  });
}

const round = (value: number) => Math.round(value * 100) / 100;
