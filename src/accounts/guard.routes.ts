import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { problemOf, sendProblem } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { UserId, type Actor } from './account.ts';
import { actorByKey } from './api-key.store.ts';
import { beginDeed, endDeed } from './audit.store.ts';
import type { Auth } from './auth.store.ts';
import { membershipsOf } from './member.store.ts';
import { doOnce } from './idempotency.routes.ts';
import { tooMany, type Limits } from './limit.routes.ts';
import { granted, within, type Permission } from './permission.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call it. `anybody`: no account is asked for; `signed-in`: any role, but a person. */
    access?: Permission | 'anybody' | 'signed-in';
    /** It shows what contacts said or who they are: a look at it is written down. */
    shows?: 'personal data';
    /** It is no GET, and yet nothing is another afterwards: no line of the audit is made of it. */
    changes?: 'nothing';
  }
  interface FastifyRequest {
    actor: Actor;
    /** The row of the audit that this request is. */
    deed: number | null;
  }
}

export type GuardDeps = {
  readonly db: Db;
  readonly auth: Auth;
  readonly clock: Clock;
  readonly log: Logger;
  readonly limits: Limits;
};

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Who comes, and may they? Before anything of the request is read. A route that does not say who may call it does not start. */
export function guard(api: FastifyInstance, deps: GuardDeps): void {
  api.decorateRequest('actor');
  api.decorateRequest('deed', null);
  api.addHook('onRoute', ({ url, config, schema }) => {
    if (!config?.access) throw new Error(`The route ${url} does not say who may call it.`);
    if (!schema?.summary || !schema.response) throw new Error(`The route ${url} does not say what it answers.`);
  });
  api.setNotFoundHandler((_, reply) => sendProblem(reply, problemOf(404, 'no_such_route')));
  api.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    const refusal = isForged(request) ? 'cross_site' : await admit(request, deps);
    const excess = await tooMany(request, reply, deps.limits);
    if (excess) return sendProblem(reply, excess);
    if (refusal === null) return undefined;
    const status = refusal === 'unauthorized' ? 401 : 403;
    const event = status === 401 ? 'security.unauthorized' : 'security.forbidden';
    const { method, ip, routeOptions } = request;
    deps.log.warn(
      {
        status,
        why: refusal,
        method,
        path: routeOptions.url,
        ip,
        user: refusal === 'forbidden' ? request.actor.user : null,
      },
      event,
    );
    return sendProblem(reply, problemOf(status, refusal));
  });
  doOnce(api, deps);
  api.addHook('onSend', async ({ actor, deed }, reply) => {
    if (reply.statusCode >= 400) reply.type('application/problem+json');
    if (deed !== null) await endDeed(deps.db, actor.business, deed, reply.statusCode);
  });
}

/** A page of another site makes the browser send our cookie; it cannot make it hide where the request comes from. */
function isForged({ method, headers }: FastifyRequest): boolean {
  if (safe.has(method) || headers.authorization !== undefined) return false;
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return true;
  return origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== host);
}

/** `not_a_member`: of the business that they name, or of any. */
type Refusal = 'unauthorized' | 'not_a_member' | 'forbidden';

async function admit(request: FastifyRequest, deps: GuardDeps): Promise<Refusal | null> {
  const { access, shows, changes } = request.routeOptions.config;
  if (access === 'anybody') return null;
  const actor = await actorOf(request, deps);
  if (typeof actor === 'string') return actor;
  request.actor = actor;
  // A path that no route has.
  if (access === undefined) return null;
  if (access === 'signed-in' ? actor.user === null : !actor.may.has(access)) return 'forbidden';
  const isChange = !safe.has(request.method) && changes !== 'nothing';
  if (isChange || shows !== undefined) await writeDown(request, deps);
  return null;
}

async function writeDown(request: FastifyRequest, { db, clock }: GuardDeps): Promise<void> {
  const { method, routeOptions, params, ip, actor } = request;
  const action = `${method} ${routeOptions.url ?? ''}`;
  request.deed = await beginDeed(db, actor, { action, target: params ?? {}, ip, at: clock() });
}

async function actorOf(request: FastifyRequest, { db, auth, clock }: GuardDeps): Promise<Actor | Refusal> {
  const [, key] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  if (key !== undefined) return (await actorByKey(db, key, clock())) ?? 'unauthorized';
  const session = await auth.api.getSession({ headers: headersOf(request) });
  if (!session) return 'unauthorized';
  const user = UserId.parse(session.user.id);
  const memberships = await membershipsOf(db, user);
  const wished = BusinessId.safeParse(request.headers['x-business']);
  const membership = wished.success ? memberships.find(({ business }) => business === wished.data) : memberships[0];
  if (!membership) return 'not_a_member';
  const may = within(membership.isFirst, granted[membership.role]);
  return { business: membership.business, user, key: null, name: session.user.name, may };
}

/** The request's headers as the web's standard type, which better-auth reads. */
export function headersOf({ headers, ip }: FastifyRequest): Headers {
  const all = new Headers();
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined) all.set(name, Array.isArray(value) ? value.join(', ') : value);
  // Who really comes, whatever they say: the list of sessions shows it.
  all.set('x-forwarded-for', ip);
  return all;
}

/** Hands the browser the cookies that better-auth set, and says how it went. */
export function passCookies(from: Response, reply: FastifyReply): boolean {
  for (const cookie of from.headers.getSetCookie()) reply.header('set-cookie', cookie);
  return from.ok;
}
