import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { freshAgenda } from '../bookings/agenda.store.ts';
import type { Business, BusinessId } from '../business/business.ts';
import { loadBusiness } from '../business/business.store.ts';
import { edited, Edits } from '../business/edits.ts';
import { tapsIn, wordsIn, type Content } from '../conversations/content.ts';
import type { Db } from '../platform/db.ts';
import type { Limit } from '../platform/limit.ts';
import { Problem, problemOf, sendProblem } from '../platform/problem.ts';
import { isBefore, type Clock } from '../platform/time.ts';
import { bookedIn } from './example.ts';
import { heardAs } from './heard.ts';
import { IsoInstant } from './iso.ts';
import { beginTrial, play, type Exchange } from './trial.ts';
import { SaidView, TrialView, type ExchangeView, type ReplyView } from './trial.view.ts';

export type TrialDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** Of a business: each trial is a good deal of thinking in a process that serves others as well. */
  readonly trials: Limit;
};

/** What is said in one trial, at most. */
export const saidMax = 20;

/** Edits are small; what a whole business says is not sent. */
export const editsBytesMax = 128 * 1024;

const endOfTime = Temporal.Instant.from('2200-01-01T00:00:00Z');
/** When a conversation takes place: before the calendar has years that ISO 8601 writes otherwise. */
export const When = IsoInstant.refine((at) => isBefore(at, endOfTime), 'must be before the year 2200');

/** Nothing is kept, sent or written down: it is a POST for the size of what is asked. */
export const tries = { access: 'business.write', changes: 'nothing' } as const;

/** A conversation with the agent of the business as it is edited, which touches nothing. */
export async function trialRoutes(app: FastifyInstance, { db, clock, trials }: TrialDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.post(
    '/try',
    {
      config: tries,
      preHandler: atMost(trials),
      bodyLimit: editsBytesMax,
      schema: {
        summary: 'What the agent would answer; nothing is booked, sent or kept',
        description:
          'The whole conversation is sent each time. `draft` holds what is edited and not saved yet, and `now` when it takes place: send the same one throughout a conversation.',
        body: z.object({
          messages: z.array(SaidView).min(1).max(saidMax),
          draft: Edits.prefault({}),
          now: When.optional(),
        }),
        response: { 200: TrialView, '4xx': Problem },
      },
    },
    async ({ actor, body: { messages, draft, now = clock() } }, reply) => {
      const business = await businessWith(db, actor.business, draft);
      if (typeof business === 'string') return reply.code(422).send(problemOf(422, business));
      const agenda = await freshAgenda(db, business, now);
      const trial = await play(beginTrial({ business, agenda, now }), messages);
      return {
        exchanges: trial.exchanges.map((exchange) => exchangeView(exchange, business)),
        books: [...bookedIn(trial)],
        withPerson: trial.handedOver,
      };
    },
  );
}

/** Lets so many a minute of a business through. */
export function atMost(trials: Limit) {
  return async ({ actor }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const { isOver, resetSeconds } = await trials.take(actor.business);
    if (!isOver) return undefined;
    return sendProblem(reply.header('retry-after', String(resetSeconds)), problemOf(429, 'too_many_requests'));
  };
}

/** The business as it would be once these edits are saved; or why they could not be. */
export async function businessWith(
  db: Db,
  id: BusinessId,
  edits: Edits,
): Promise<Business | 'unknown' | 'unknown_professional'> {
  return edited((await loadBusiness(db, id)).business, edits);
}

function exchangeView({ commands, plan, replies }: Exchange, business: Business): ExchangeView {
  return {
    understood: commands.map((command) => heardAs(command, business)),
    did: plan.acts.map(({ act }) => act),
    replies: replies.map(replyView),
  };
}

function replyView(content: Content): ReplyView {
  return {
    text: wordsIn(content),
    label: content.type === 'list' ? content.label : null,
    options: tapsIn(content).map(({ id, title, description = null }) => ({ id, title, description })),
  };
}
