import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemOf, type Problem } from '../platform/problem.ts';
import { headersOf, type GuardDeps } from './guard.routes.ts';
import { beginTry, endTries } from './lock-out.store.ts';

/**
 * Counts a try of somebody's password. `false`: there were too many, and the answer is a 429, whose `retry-after` is set.
 */
export async function mayTry(
  { ip }: FastifyRequest,
  reply: FastifyReply,
  { db, clock, log }: GuardDeps,
  email: string,
): Promise<boolean> {
  const lockedUntil = await beginTry(db, email, clock());
  if (!lockedUntil) return true;
  const seconds = Math.ceil(clock().until(lockedUntil).total('seconds'));
  log.warn({ status: 429, ip }, 'security.locked_out');
  reply.header('retry-after', String(Math.max(1, seconds)));
  return false;
}

/** Is it the password of who is signed in? A cookie that was stolen is not enough for what asks this. `null`: it is. */
export async function wrongPassword(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: GuardDeps,
  password: string,
): Promise<Problem | null> {
  const headers = headersOf(request);
  const session = await deps.auth.api.getSession({ headers });
  if (!session) return problemOf(401, 'unauthorized');
  const { email } = session.user;
  if (!(await mayTry(request, reply, deps, email))) return problemOf(429, 'locked_out');
  const answer = await deps.auth.api.verifyPassword({ body: { password }, headers, asResponse: true });
  if (!answer.ok) return problemOf(403, 'password_refused');
  await endTries(deps.db, email);
  return null;
}
