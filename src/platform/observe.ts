import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Logger } from './log.ts';
import { spannedRequest } from './trace.ts';
import { onTrail } from './trail.ts';

/** A request that was answered. */
export type Served = {
  readonly method: string;
  /** The route as it was declared, never the address: that may hold a token. */ readonly route: string;
  readonly status: number;
  readonly tookMs: number;
};

/** A request that carries it was made by this installation for its own sake: it is service to nobody, and not counted. */
export const uncountedHeader = 'x-uncounted';

/** From here on a request is slow: the objective of the runbook. */
const slowMs = 500;

/** A proxy's id of a request goes on; any other is made anew. */
export const requestId = (headers: Readonly<Record<string, unknown>>): string => {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(given) ? given : randomUUID();
};

/** Gives every request its id, which its log lines and its answer carry, and tells of each that was served. */
export function observeRequests(app: FastifyInstance, log: Logger, served: (request: Served) => void): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    const { method, headers } = request;
    const end = spannedRequest(method, headers, () => onTrail({ request: request.id }, done));
    reply.raw.once('close', () => end(request.routeOptions.url ?? 'none', reply.statusCode));
  });
  app.addHook('onResponse', async (request, reply) => {
    const { method } = request;
    const [route, status, tookMs] = [request.routeOptions.url ?? 'none', reply.statusCode, reply.elapsedTime];
    // Where another slot serves instead nobody was refused.
    const isCounted = !reply.hasHeader('x-standby') && request.headers[uncountedHeader] === undefined;
    if (isCounted) served({ method, route, status, tookMs });
    const fields = { request: request.id, method, route, status, tookMs: Math.round(tookMs) };
    if (tookMs >= slowMs) log.warn({ ...fields, operation: 'slow request' }, 'http.slow');
    const { ip } = request;
    if (status === 401) log.warn({ ...fields, ip, refusal: 'unauthorized' }, 'security.unauthorized');
    if (status === 403) log.warn({ ...fields, ip, refusal: 'forbidden' }, 'security.forbidden');
  });
}
