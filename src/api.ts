import { fastify, type FastifyInstance } from 'fastify';
import { openAuth, sessionSecret } from './accounts/auth.store.ts';
import { calendarRoutes } from './bookings/calendar.routes.ts';
import { withoutAddress } from './agent/templates.ts';
import { keep } from './conversations/inbox.store.ts';
import type { Update } from './conversations/update.ts';
import { billPrices, monthCosts } from './costs.ts';
import { onCallOf } from './duty.ts';
import { catalogued, drilled, openHealth, serveInsight, type Health } from './insight.ts';
import { openMetrics } from './insight/metrics.ts';
import { Meter, sliOf } from './insight/traffic.ts';
import { gate } from './ops/gate.routes.ts';
import { watchSlots } from './ops/slot.job.ts';
import { armour } from './platform/armour.ts';
import { batched } from './platform/batch.ts';
import type { Config } from './platform/config.ts';
import { openDb, type Db } from './platform/db.ts';
import { asFault } from './platform/fault.ts';
import { filesOf } from './files.ts';
import { listen } from './platform/http.ts';
import type { Logger } from './platform/log.ts';
import { checkNumber } from './numbers.ts';
import { nudger } from './platform/nudge.ts';
import { observeRequests, requestId, type Served } from './platform/observe.ts';
import { openLimit } from './platform/limit.ts';
import { connectRedis } from './platform/redis.ts';
import { Secret } from './platform/secret.ts';
import { version } from './platform/version.ts';
import { screens } from './screens.ts';
import { openV1 } from './v1.ts';
import { webhookRoutes } from './whatsapp/webhook.routes.ts';

const clock = () => Temporal.Now.instant();

/** Updates in one insert: Meta's largest batch and the bursts of many connections both fit. */
const updatesMax = 2_000;

/** Of a business: its people try things out about as fast as they type. */
const trialsPerMinute = 60;

/** Longer than the proxy keeps an idle connection (60 s): the side that sends is the one that lets go. */
const keepAliveMs = 75_000;
const closeIdleEveryMs = 100;

/** Opens the API: what Meta calls. Resolves when it listens; `close` answers what is under way first. */
export async function openApi(config: Config, database: Secret, log: Logger): Promise<{ close: () => Promise<void> }> {
  const { db, close, pool } = openDb(database, 10, log);
  const meter = new Meter();
  const metrics = openMetrics(pool);
  const app = openApp(config, log, (served) => {
    metrics.served(served);
    const sli = sliOf(served.method, served.route);
    if (sli !== null) meter.add(sli, served.status, served.tookMs);
  });
  closeIdle(app);
  const leaveSlot = takeSlot(app, { config, db, log });

  const nudge = nudger(db, 'inbox');
  const keepTogether = batched((updates: readonly Update[]) => keep(db, updates), updatesMax);
  await app.register(webhookRoutes, {
    appSecrets: [
      config.WHATSAPP_APP_SECRET,
      ...(config.WHATSAPP_APP_SECRET_OLD ? [config.WHATSAPP_APP_SECRET_OLD] : []),
    ],
    verifyToken: config.WHATSAPP_VERIFY_TOKEN,
    keep: async (updates: readonly Update[]) => {
      if (updates.length === 0) return;
      await keepTogether(updates);
      nudge();
    },
  });

  await app.register(calendarRoutes, { db, clock });
  const health = openHealth(config, db);
  const people = await servePeople(app, { config, database, db, log, health });
  const insight = await serveInsight(app, { config, db, log, pool, meter, metrics, health });
  await listen(app, { host: config.HOST, port: config.PORT, setting: 'PORT' });
  log.info({ port: config.PORT }, 'api.listening');
  return {
    close: async () => {
      await app.close();
      await insight.close();
      await leaveSlot();
      await people.close();
      health.close();
      await close();
    },
  };
}

type Parts = {
  readonly config: Config;
  readonly database: Secret;
  readonly db: Db;
  readonly log: Logger;
  readonly health: Health;
};

/** What people use in a browser: the dashboard and its API. `close` when nothing is served any more. */
async function servePeople(
  app: FastifyInstance,
  { config, database, db, log, health }: Parts,
): Promise<{ close: () => Promise<void> }> {
  const { auth, close } = openAuth({
    database,
    secret: config.AUTH_SECRET ?? new Secret(sessionSecret(config.WHATSAPP_APP_SECRET)),
    url: config.PUBLIC_URL ?? `http://127.0.0.1:${config.PORT}`,
  });
  const hasMail = config.SMTP_URL !== undefined && config.PUBLIC_URL !== undefined;
  const redis = config.REDIS_URL ? connectRedis(config.REDIS_URL) : null;
  const limits = {
    actor: openLimit('api', config.API_REQUESTS_PER_MINUTE, redis),
    stranger: openLimit('strangers', config.API_STRANGERS_PER_MINUTE, redis),
  };
  const trials = openLimit('trials', trialsPerMinute, redis);
  const isAnywhere = config.WEBHOOKS_TO === 'anywhere';
  const prices = billPrices(config);
  await openV1(app, {
    db,
    auth,
    clock,
    log,
    limits,
    trials,
    hasMail,
    isAnywhere,
    files: filesOf(config),
    prices,
    ownTemplates: ownTemplates(config),
    onCall: () => onCallOf(config),
    version,
    examine: health.look,
    catalogued,
    drilled,
    monthCosts: (business) => monthCosts(db, prices, business, clock()),
    checkNumber: (number) => checkNumber(db, config, number),
  });
  await app.register(screens);
  return {
    close: async () => {
      redis?.disconnect();
      await close();
    },
  };
}

/** What the templates are called that the agent says by itself. */
function ownTemplates(config: Config) {
  const { TEMPLATE_REMINDER: reminder, TEMPLATE_FOLLOW_UP: followUp, TEMPLATE_FREED, TEMPLATE_REOPENING } = config;
  const others = [...reminder.map(withoutAddress), ...TEMPLATE_FREED, ...TEMPLATE_REOPENING];
  return { reminder, followUp, others };
}

/** Opens the dashboard on a port of its own, without the webhook: it stays when the API is replaced, and takes nothing from it. */
export async function openDashboard(
  config: Config,
  database: Secret,
  log: Logger,
): Promise<{ close: () => Promise<void> }> {
  const { db, close } = openDb(database, 4, log);
  const app = openApp(config, log, () => undefined);
  closeIdle(app);
  app.get('/health', async () => ({ status: 'healthy' }));
  const health = openHealth(config, db);
  const people = await servePeople(app, { config, database, db, log, health });
  await listen(app, { host: config.HOST, port: config.DASHBOARD_PORT, setting: 'DASHBOARD_PORT' });
  log.info({ port: config.DASHBOARD_PORT }, 'dashboard.listening');
  return {
    close: async () => {
      await app.close();
      await people.close();
      health.close();
      await close();
    },
  };
}

/** A refusal says why; what broke is logged, and says nothing of itself. */
function answerErrors(app: FastifyInstance, log: Logger): void {
  app.setErrorHandler(async (thrown, request, reply) => {
    const status = statusOf(thrown);
    if (status < 500)
      return reply.code(status).send({ error: thrown instanceof Error ? thrown.message : 'bad request' });
    const { kind, code, context, cause } = asFault(thrown);
    log.error({ kind, code, ...context, err: cause, path: request.routeOptions.url }, 'http.failed');
    return reply.code(500).send({ error: 'internal error' });
  });
}

/** Every request has an id, is told of when it was served, and fails without telling more than it must. */
function openApp(config: Config, log: Logger, served: (request: Served) => void): FastifyInstance {
  const app = fastify({
    bodyLimit: 1024 ** 2,
    forceCloseConnections: 'idle',
    keepAliveTimeout: keepAliveMs,
    trustProxy: config.TRUSTED_PROXIES ?? false,
    genReqId: ({ headers }) => requestId(headers),
  });
  armour(app, config.PUBLIC_URL?.startsWith('https:') ?? false);
  observeRequests(app, log, served);
  answerErrors(app, log);
  return app;
}

/** Serves only while its colour does, when it has one. Returns how to stop looking. */
function takeSlot(app: FastifyInstance, { config, db, log }: { config: Config; db: Db; log: Logger }) {
  if (!config.SLOT) return async () => undefined;
  const { active, stop } = watchSlots({ db, log, file: config.SLOT_FILE });
  gate(app, { colour: config.SLOT, release: config.RELEASE, active });
  return stop;
}

/** A connection that waits for its next request must not hold up the end; one whose answer is under way may. */
function closeIdle(app: FastifyInstance): void {
  app.addHook('preClose', async () => {
    const closing = setInterval(() => app.server.closeIdleConnections(), closeIdleEveryMs);
    app.server.once('close', () => clearInterval(closing));
  });
}

/** Fastify's own refusals (too large, no such path) carry their status. */
function statusOf(thrown: unknown): number {
  const status = typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : 500;
  return typeof status === 'number' && status >= 400 ? status : 500;
}
