import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { onCallOf } from './duty.ts';
import { beatAs, readingsOf } from './insight.ts';
import { writeDaily } from './insight/daily.job.ts';
import { tell, type Channels } from './insight/channels.client.ts';
import { acknowledgeUrl } from './insight/link.ts';
import { Monitor } from './insight/monitor.job.ts';
import { channelNames, type Contact, type Notification } from './insight/notification.ts';
import { chainAt, type OnCall } from './insight/on-call.ts';
import { answersWell, sightOf } from './insight/outside.client.ts';
import { reportRound } from './insight/report-mail.job.ts';
import { rollUp } from './insight/rollup.store.ts';
import type { Span } from './insight/span.ts';
import { synthetic } from './insight/synthetic.job.ts';
import { watch, watchBegins, type Watched } from './insight/watch.ts';
import type { Config } from './platform/config.ts';
import { openDb, type Db } from './platform/db.ts';
import { Fault } from './platform/fault.ts';
import type { Logger } from './platform/log.ts';
import { hundredth } from './platform/pace.ts';
import { goRound, loop, type Running } from './platform/runner.ts';
import type { Secret } from './platform/secret.ts';

const clock = () => Temporal.Now.instant();
const elapsed = () => performance.now();

/** A look takes a fraction of this; a critical alert is told within the next. */
const lookEveryMs = 10_000;
const countEveryMs = 15_000;
const heartbeatEveryMs = 60_000;
const reportEveryMs = 60_000;

/** Looks, decides and tells, in a process of its own or in that of `npm start`. */
export function openMonitor(config: Config, database: Secret, log: Logger): { close: () => Promise<void> } {
  const { db, close, pool } = openDb(database, 4, log);
  const onCall = onCallOf(config);
  const monitor = new Monitor({
    db,
    log,
    clock,
    newId: randomUUID,
    read: readingsOf(config, db),
    channels: channelsOf(config, onCall),
    chain: () => chainAt(onCall, clock()),
    link: ({ id }) => linkOf(config, id),
  });
  const leaving = new AbortController();
  const running = [
    loop({ name: 'monitor', log, everyMs: lookEveryMs, step: async () => (await monitor.look(), false) }),
    loop({
      name: 'rollup',
      log,
      everyMs: countEveryMs,
      // An hour in which very much happens is counted less often.
      rest: hundredth,
      step: async () => (await rollUp(db, clock()), false),
    }),
    loop({
      name: 'daily',
      log,
      everyMs: 60_000,
      step: async () => (
        await writeDaily({ db, clock, folder: config.LOG_DIR, timeZone: config.LOG_TIME_ZONE }),
        false
      ),
    }),
    ...mails(config, db, log),
    ...visits(config, { db, log, over: leaving.signal }),
    loop({ name: 'heartbeat-url', log, everyMs: heartbeatEveryMs, step: () => tellOutside(config) }),
  ];
  const beating = beatAs('monitor', { db, log, pool });
  log.info({}, 'monitor.started');
  return {
    async close() {
      leaving.abort();
      await Promise.all(running.map(({ stop }) => stop()));
      await beating.stop();
      await close();
    },
  };
}

/** Reports by mail, where somebody is to get them. */
function mails(config: Config, db: Db, log: Logger): Running[] {
  if (!config.REPORT_EMAIL || !config.SMTP_URL) return [];
  const send = async (span: Span) => (await import('./reports.ts')).mailReport(db, config, span);
  return [goRound(reportRound({ db, clock, timeZone: config.LOG_TIME_ZONE, send }), reportEveryMs, log)];
}

/** The synthetic customer, unless they are to stay at home. */
function visits(
  { SYNTHETIC_EVERY: every, MONITOR_URL: url, WHATSAPP_APP_SECRET: appSecret }: Config,
  { db, log, over }: { readonly db: Db; readonly log: Logger; readonly over: AbortSignal },
) {
  const everyMs = every.total('milliseconds');
  if (everyMs === 0) return [];
  const visit = synthetic({ db, log, clock, elapsed, newId: randomUUID, pause, url, appSecret, over });
  return [loop({ name: 'synthetic', log, everyMs, step: async () => (await visit(), false) })];
}

function linkOf({ PUBLIC_URL, OPERATOR_KEY }: Config, alert: string): string | null {
  return PUBLIC_URL && OPERATOR_KEY ? acknowledgeUrl(PUBLIC_URL, OPERATOR_KEY.reveal(), alert) : null;
}

/** A service outside that misses this call tells people that alerting itself is gone. */
async function tellOutside({ ALERT_HEARTBEAT_URL: url }: Config): Promise<boolean> {
  if (url) await answersWell(url.reveal());
  return false;
}

/** Every channel that is set up whole. */
export function channelsOf(config: Config, { channels: { email } }: OnCall): Channels {
  const { ALERT_SLACK_WEBHOOK: slack, ALERT_WEBHOOK: webhook, SMTP_URL: smtp } = config;
  const to = config.ALERT_EMAIL ?? (email === null ? undefined : [email]);
  const { SMS_URL: sms, SMS_TOKEN: token, ALERT_TEMPLATE: template } = config;
  return {
    ...(slack && { slack: { url: slack } }),
    ...(webhook && { webhook: { url: webhook } }),
    ...(to && smtp && { email: { smtp, to, from: config.ALERT_EMAIL_FROM } }),
    ...(sms && token && { sms: { url: sms, token, account: config.SMS_ACCOUNT, from: config.SMS_FROM } }),
    ...(template && {
      whatsapp: {
        template,
        url: config.WHATSAPP_API_URL,
        token: config.WHATSAPP_ACCESS_TOKEN,
        phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID,
      },
    }),
  };
}

const words: Readonly<Record<Watched, string>> = {
  api: 'A API não responde há 60 s / the API has been silent for 60 s',
  worker: 'O worker está em silêncio há 60 s: ninguém é respondido / the worker has been silent for 60 s',
  monitor: 'O monitor está em silêncio há 60 s: ninguém avisa de alertas / the monitor has been silent for 60 s',
};

/** Watches those who watch, from a process without a database: what it tells goes straight to the channels. */
export function openWatchdog(config: Config, log: Logger, everyMs = 5_000): { close: () => Promise<void> } {
  const onCall = onCallOf(config);
  const channels = channelsOf(config, onCall);
  let seen = watchBegins;
  let lastMs = performance.now();
  const running = loop({
    name: 'watchdog',
    log,
    everyMs,
    async step() {
      const sight = await sightOf(config.MONITOR_URL);
      const nowMs = performance.now();
      // It was itself held up: what it did not see is no silence of others.
      if (nowMs - lastMs > 6 * everyMs + 10_000) seen = watchBegins;
      lastMs = nowMs;
      const { after, silent, back } = watch(seen, sight, nowMs);
      seen = after;
      for (const part of silent) await shout(`🔴 CRITICAL: ${words[part]}`);
      for (const part of back) await shout(`✅ De volta / back: ${part}`);
      return false;
    },
  });

  async function shout(text: string): Promise<void> {
    const told = await tellEverywhere(text, channels, chainAt(onCall, clock())[0] ?? null);
    for (const { channel, fault } of told)
      log[fault === null ? 'warn' : 'error']({ channel, code: fault ?? 'told' }, 'watchdog.told');
  }
  return { close: () => running.stop() };
}

/** Tells it on every channel that is set up, at once, and says how each fared. */
export async function tellEverywhere(text: string, channels: Channels, contact: Contact | null) {
  const names = channelNames.filter((name) => channels[name]);
  return Promise.all(
    names.map(async (channel) => {
      const now = clock();
      const notification: Notification = {
        id: randomUUID(),
        channel,
        contact: 1,
        severity: 'critical',
        alerts: [],
        text,
        createdAt: now,
        dueAt: now,
        tries: 0,
      };
      const started = performance.now();
      const [outcome] = await Promise.allSettled([tell(notification, channels, contact)]);
      const tookMs = Math.round(performance.now() - started);
      const fault = outcome.status === 'fulfilled' ? null : faultOf(outcome.reason);
      return { channel, fault, tookMs };
    }),
  );
}

const faultOf = (reason: unknown): string => {
  if (!(reason instanceof Fault)) return 'unforeseen';
  const { why, status } = reason.context;
  return `${reason.code}${typeof status === 'number' ? ` (${status})` : typeof why === 'string' ? ` (${why})` : ''}`;
};
