import { chainOf } from './agent/chain.ts';
import { noticeRound, type UnaskedDeps } from './agent/notice.job.ts';
import { offline } from './agent/offline.ts';
import { templatesOf } from './agent/templates.ts';
import { promptRound } from './agent/prompt.job.ts';
import { summaryRound } from './agent/summary.job.ts';
import { turnJob, type TurnDeps } from './agent/turn.job.ts';
import type { ModelDeps } from './agent/understand.client.ts';
import { waitlistRound } from './agent/waitlist.job.ts';
import { deliveryJob } from './accounts/delivery.job.ts';
import { sweepDeliveries } from './accounts/delivery.store.ts';
import { passwordResetJob } from './accounts/password-reset.job.ts';
import { cachedAgenda, type AgendaCache } from './bookings/agenda.store.ts';
import { cachedBusiness, type BusinessCache } from './business/business.store.ts';
import { campaignRound, type CampaignDeps } from './campaigns/campaign.job.ts';
import { erasureRound } from './conversations/erasure.job.ts';
import { sweepOutbox } from './conversations/outbox.store.ts';
import { sweepTurns } from './conversations/turn.store.ts';
import { billPrices, isBudgetUsedUp } from './costs.ts';
import { filesOf } from './files.ts';
import { beatAs } from './insight.ts';
import { managementOf } from './numbers.ts';
import type { Config } from './platform/config.ts';
import { openDb, type Db } from './platform/db.ts';
import type { Logger } from './platform/log.ts';
import { onNudge } from './platform/nudge.ts';
import { goRound, loop, run, type Running } from './platform/runner.ts';
import type { Secret } from './platform/secret.ts';
import { mediaJob, type MediaDeps } from './whatsapp/media.job.ts';
import { blockRound } from './whatsapp/block.job.ts';
import { deliverJob } from './whatsapp/deliver.job.ts';
import type { Graph } from './whatsapp/graph.client.ts';
import { openRates } from './whatsapp/rate.client.ts';
import { numberRound } from './whatsapp/number.job.ts';
import { templateRound } from './whatsapp/template.job.ts';
import { receipts } from './whatsapp/receipt.client.ts';
import { receiver } from './whatsapp/receive.job.ts';

/** Turns and sends at once. A turn keeps the database busy, a send waits for Meta. */
const turnsAtOnce = 24;
const sendsAtOnce = 24;
const filesAtOnce = 4;
const deliveriesAtOnce = 8;
const deliverySweepMs = 3_600_000;

/** How often a campaign hands on its next few recipients. */
const campaignsEveryMs = 500;

/** How often to look whether Meta has to be told whom somebody blocked: soon, for they may be writing. */
const blocksEveryMs = 1000;

/** How often to look whether Meta has to be asked again about templates and numbers. */
const askingEveryMs = 15_000;

/** Opens the worker: files what the webhook kept, takes turns, delivers. `close` finishes what is under way. */
export async function openWorker(
  config: Config,
  database: Secret,
  log: Logger,
): Promise<{ close: () => Promise<void> }> {
  const { db, close, pool } = openDb(database, 16, log);
  const rates = openRates({ perSecond: config.SENDS_PER_SECOND, redisUrl: config.REDIS_URL ?? null });
  const deliver = run(
    deliverJob({
      ...channelDeps({ db, log, config }),
      rates,
      files: filesOf(config),
      graph: graphOf(config),
      unknownWait: config.SEND_UNKNOWN_WAIT,
      answersAlone: Math.floor(sendsAtOnce / 4),
    }),
    sendsAtOnce,
    log,
  );
  const mind = await mindOf(config, db);
  const answering = turnDeps({ db, log, config, mind, said: deliver.nudge });
  const turns = run(turnJob(answering), turnsAtOnce, log);
  const inbox = runReceiver({ db, log, config, mind, filed: turns.nudge });
  const media = run(mediaJob({ ...mediaDeps({ db, log, config }, mind), filed: turns.nudge }), filesAtOnce, log);
  const told = runTelling({ db, log, config });
  const sweep = loop({ name: 'sweep', log, step: () => freeLost(db, config) });
  const rounds = [
    ...runUnasked(answering, config),
    runCampaigns(answering, config),
    ...runSummaries(answering, config, mind),
  ];
  const stopListening = onNudge(database, 'inbox', inbox.nudge);
  const beating = beatAs('worker', { db, log, pool });
  log.info({}, 'worker.started');

  return {
    close: async () => {
      await stopListening();
      await Promise.all([inbox, media, sweep, ...told, ...rounds].map((running) => running.stop()));
      await turns.stop();
      await deliver.stop();
      rates.close();
      await beating.stop();
      await close();
    },
  };
}

type Parts = { readonly db: Db; readonly log: Logger; readonly config: Config };

const present = () => Temporal.Now.instant();

/** What taking messages to Meta and hearing what became of them both need. */
function channelDeps({ db, log, config }: Parts) {
  const { SEND_PROBE_EVERY: probeEvery, TEMPLATE_REOPENING } = config;
  return { db, log, clock: present, chance: Math.random, probeEvery, reopening: TEMPLATE_REOPENING };
}

function graphOf(config: Config): Graph {
  return { url: config.WHATSAPP_API_URL, accessToken: config.WHATSAPP_ACCESS_TOKEN, timeout: config.SEND_TIMEOUT };
}

function mediaDeps({ db, log, config }: Parts, { sight }: Mind) {
  const { TRANSCRIPTION_URL: url, TRANSCRIPTION_KEY: key, TRANSCRIPTION_MODEL: model } = config;
  const transcription = url ? { url, key: key ?? null, model, timeout: config.TRANSCRIPTION_WAIT } : null;
  return { db, log, graph: graphOf(config), files: filesOf(config), transcription, sight };
}

/** The models' libraries are large: they are loaded only where a model is configured. */
async function mindOf(config: Config, db: Db): Promise<Mind> {
  if (chainOf(config).length === 0)
    return {
      brain: async (scene) => ({ by: 'offline', commands: offline(scene) }),
      voice: null,
      asking: null,
      sight: null,
    };
  return (await import('./models.ts')).openMind(config, db);
}

type Mind = Pick<TurnDeps, 'brain' | 'voice'> & Pick<MediaDeps, 'sight'> & { readonly asking: ModelDeps | null };
type Answering = Parts & { readonly mind: Mind; readonly said: () => void };

function turnDeps({ db, log, config, mind, said }: Answering): TurnDeps {
  const businesses: BusinessCache = new Map();
  const agendas: AgendaCache = new Map();
  return {
    db,
    log,
    clock: present,
    brain: mind.brain,
    voice: mind.voice,
    thought: config.LLM_TURN_TIMEOUT,
    businessAt: (business, revision) => cachedBusiness(businesses, db, business, revision),
    agendaAt: (business, at) => cachedAgenda(agendas, db, business, at),
    lease: config.TURN_LEASE,
    publicUrl: config.PUBLIC_URL ?? null,
    said,
    read: receipts(graphOf(config), log),
  };
}

/** What people with accounts are sent by mail, where there is a server for it, and what programs are told. */
function runTelling({ db, log, config }: Parts): Running[] {
  const { SMTP_URL: smtp, PUBLIC_URL: url, ALERT_EMAIL_FROM: from } = config;
  const mails = smtp && url ? [run(passwordResetJob({ db, clock: present, post: { smtp, url, from } }), 1, log)] : [];
  const isAnywhere = config.WEBHOOKS_TO === 'anywhere';
  const sweepOld = async () => (await sweepDeliveries(db), false);
  return [
    ...mails,
    run(deliveryJob({ db, clock: present, isAnywhere }), deliveriesAtOnce, log),
    loop({ name: 'delivery-sweep', log, everyMs: deliverySweepMs, step: sweepOld }),
  ];
}

/** What is said without being asked, and what is forgotten on request. */
function runUnasked({ db, log, clock, businessAt, said }: TurnDeps, config: Config): Running[] {
  const everyMs = config.UNASKED_EVERY.total('milliseconds');
  const [templates, management] = [templatesOf(config), managementOf(config)];
  const deps: UnaskedDeps = { db, log, clock, businessAt, said, templates, calm: config.UNASKED_CALM };
  return [
    goRound(noticeRound(deps), everyMs, log),
    goRound(waitlistRound(deps), everyMs, log),
    goRound(erasureRound({ db, log, clock }), everyMs, log),
    goRound(promptRound({ db, log, clock }), everyMs, log),
    goRound(templateRound({ db, log, management }), askingEveryMs, log),
    goRound(numberRound({ db, log, clock, management }), askingEveryMs, log),
    goRound(blockRound({ db, log, clock, management }), blocksEveryMs, log),
  ];
}

/** What is sent to many, last of all that is sent. */
function runCampaigns({ db, log, clock, said }: TurnDeps, config: Config): Running {
  const prices = billPrices(config);
  const deps: CampaignDeps = {
    db,
    log,
    clock,
    said,
    calm: config.UNASKED_CALM,
    isBudgetUsedUp: (phoneNumberId, now) => isBudgetUsedUp(db, prices, phoneNumberId, now),
  };
  return goRound(campaignRound(deps), campaignsEveryMs, log);
}

/** What a model tells who takes over. */
function runSummaries(deps: TurnDeps, config: Config, { asking }: Mind): Running[] {
  const everyMs = config.UNASKED_EVERY.total('milliseconds');
  return asking ? [goRound(summaryRound({ ...deps, ...asking }), everyMs, deps.log)] : [];
}

/** What dead workers held, and what nobody has heard of, once a quarter of a second. */
async function freeLost(db: Db, config: Config): Promise<boolean> {
  await sweepOutbox(db, config.SEND_UNKNOWN_WAIT);
  await sweepTurns(db);
  return false;
}

type Receiving = Parts & { readonly mind: Mind; readonly filed: () => void };

/** Files until nothing waits, and tells of it now (a tap is due at once) and when the quiet time is over. */
function runReceiver({ db, log, config, mind, filed }: Receiving): Running {
  const patience = {
    quiet: config.TURN_QUIET,
    waitMax: config.TURN_WAIT_MAX,
    ...(config.TRANSCRIPTION_URL ? { hearing: config.TRANSCRIPTION_WAIT } : {}),
    ...(mind.sight ? { seeing: config.LLM_TURN_TIMEOUT } : {}),
  };
  const { receive, failed } = receiver({ ...channelDeps({ db, log, config }), patience });
  return loop({
    name: 'receive',
    log,
    async step() {
      if ((await receive()) === 0) return false;
      filed();
      setTimeout(filed, patience.quiet.total('milliseconds') + 1).unref();
      return true;
    },
    failed,
  });
}
