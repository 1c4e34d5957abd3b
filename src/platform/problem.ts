import type { FastifyReply } from 'fastify';
import { z } from 'zod';

/** Why a request was not done, as RFC 9457 says it. `code` is stable; people read `title` and `detail`. */
export const Problem = z
  .object({
    type: z.string().default('about:blank'),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string().exactOptional(),
    /** Each field that is wrong, and the rule it breaks. */
    errors: z.array(z.object({ field: z.string(), message: z.string() })).exactOptional(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.output<typeof Problem>;

const titles: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Not possible as things stand',
  412: 'Changed by somebody else meanwhile',
  413: 'Too large',
  422: 'Not possible',
  429: 'Too many requests',
  500: 'Internal error',
};

/** The problem as a value, for a route that declares it. */
export function problemOf(status: number, code: string, more: Pick<Problem, 'detail' | 'errors'> = {}): Problem {
  return { type: 'about:blank', title: titles[status] ?? 'Not done', status, code, ...more };
}

/** Answers with it, where no schema stands in between. */
export async function sendProblem(reply: FastifyReply, problem: Problem): Promise<FastifyReply> {
  return reply.code(problem.status).type('application/problem+json').send(JSON.stringify(problem));
}
