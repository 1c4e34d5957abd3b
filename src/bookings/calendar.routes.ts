import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Db } from '../platform/db.ts';
import type { Clock } from '../platform/time.ts';
import { bookingByToken, feedByToken } from './calendar-feed.store.ts';

type Deps = { readonly db: Db; readonly clock: Clock };

/** As migrations/0009_calendar_tokens.sql makes them. What looks otherwise costs no query. */
const fileName = /^([0-9a-f]{64})\.ics$/;

/**
 * Calendars read these: a professional's feed, and one booking's file. The token in the address is the whole of the
 * right to read, so whatever is wrong with it has the same answer.
 */
export async function calendarRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  app.get<Params>('/calendar/:file', async (request, reply) =>
    answer(request, reply, (token) => feedByToken(db, token, clock())),
  );
  app.get<Params>('/bookings/:file', async (request, reply) =>
    answer(request, reply, (token) => bookingByToken(db, token)),
  );
}

type Params = { Params: { file: string } };

/** A calendar that has the text already hears 304, and none asks more often than once in five minutes. */
async function answer(
  request: FastifyRequest<Params>,
  reply: FastifyReply,
  look: (token: string) => Promise<string | null>,
): Promise<FastifyReply> {
  const token = fileName.exec(request.params.file)?.[1];
  const text = token === undefined ? null : await look(token);
  reply.header('x-robots-tag', 'noindex').header('referrer-policy', 'no-referrer');
  if (text === null) return reply.code(404).header('cache-control', 'no-store').send({ error: 'not found' });
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 32)}"`;
  reply.header('cache-control', 'private, max-age=300').header('etag', etag);
  const known = request.headers['if-none-match']?.split(',').map((tag) => tag.trim().replace(/^W\//, '')) ?? [];
  if (known.includes(etag) || known.includes('*')) return reply.code(304).send();
  return reply.type('text/calendar; charset=utf-8').send(text);
}
