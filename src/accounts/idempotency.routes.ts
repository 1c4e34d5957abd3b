import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, sendProblem } from '../platform/problem.ts';
import type { GuardDeps } from './guard.routes.ts';
import { begin, forgetKey, keepAnswer } from './idempotency.store.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Its answer holds what is shown once and kept nowhere. */
    secret?: true;
  }
  interface FastifyRequest {
    /** The Idempotency-Key under which its answer is kept. */
    once: string | null;
  }
}

/**
 * A write with an `Idempotency-Key` is done once: sent again within a day, it gets the answer of the first time. The answer
 * is kept after the work is committed, so a process that dies in between lets the same key through again a minute later.
 *
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
export function doOnce(api: FastifyInstance, { db, clock }: Pick<GuardDeps, 'db' | 'clock'>): void {
  api.decorateRequest('once', null);
  api.addHook('preHandler', async (request, reply) => {
    const key = request.headers['idempotency-key'];
    if (typeof key !== 'string' || isRead(request) || !(request.actor as typeof request.actor | null)) return undefined;
    if (!/^[\x21-\x7e]{8,200}$/.test(key)) return sendProblem(reply, problemOf(400, 'invalid_idempotency_key'));
    const once = await begin(db, request.actor, { key, fingerprint: fingerprintOf(request) }, clock());
    if (once.kind === 'first') {
      request.once = key;
      return undefined;
    }
    if (once.kind === 'other') return sendProblem(reply, problemOf(422, 'idempotency_key_reused'));
    if (once.kind === 'under_way') return sendProblem(reply, problemOf(409, 'under_way'));
    return again(reply, once);
  });
  api.addHook('onSend', async ({ once, actor, routeOptions }, { statusCode }, payload) => {
    if (once === null) return;
    if (statusCode >= 500) await forgetKey(db, actor, once);
    else
      await keepAnswer(db, actor, { key: once, status: statusCode, body: kept(payload, routeOptions.config.secret) });
  });
}

const isRead = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD';

function fingerprintOf({ method, url, body }: FastifyRequest): string {
  const bytes = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null);
  return createHash('sha256').update(`${method} ${url}\n`).update(bytes).digest('base64url');
}

function kept(payload: unknown, isSecret: true | undefined): string | null {
  if (isSecret) return null;
  return typeof payload === 'string' ? payload : '';
}

/** The answer of the first time. One that was shown once is not shown again, only that it was done. */
async function again(
  reply: FastifyReply,
  { status, body }: { readonly status: number; readonly body: string | null },
): Promise<FastifyReply> {
  if (body === null) return sendProblem(reply, problemOf(409, 'done_already'));
  reply.code(status).header('idempotent-replayed', 'true');
  return body === '' ? reply.send() : reply.type('application/json; charset=utf-8').send(body);
}
