import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Limit } from '../platform/limit.ts';
import { problemOf, type Problem } from '../platform/problem.ts';

export type Limits = {
  /** Of a user or an API key. */
  readonly actor: Limit;
  /** Of an address from which somebody comes who is not signed in. */
  readonly stranger: Limit;
};

/** Counts a request and tells what is left of the minute. A problem: there were too many. */
export async function tooMany(
  { ip, actor }: Pick<FastifyRequest, 'ip'> & { readonly actor: FastifyRequest['actor'] | null },
  reply: FastifyReply,
  limits: Limits,
): Promise<Problem | null> {
  const who = actor?.user ?? actor?.key;
  const limit = who ? limits.actor : limits.stranger;
  const { isOver, remaining, resetSeconds } = await limit.take(who ?? ip);
  reply
    .header('ratelimit-limit', String(limit.perMinute))
    .header('ratelimit-remaining', String(remaining))
    .header('ratelimit-reset', String(resetSeconds));
  if (!isOver) return null;
  reply.header('retry-after', String(resetSeconds));
  return problemOf(429, 'too_many_requests');
}
