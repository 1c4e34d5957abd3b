import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { ConversationId } from './conversation.ts';
import {
  assign,
  cannedAnswersOf,
  colleaguesOf,
  dropCannedAnswer,
  labelsOf,
  putCannedAnswer,
  putLabels,
  sendableTemplates,
} from './desk-work.store.ts';
import { CannedAnswerView, ColleagueView, TemplateView } from './desk.view.ts';

type Deps = { readonly db: Db };

const nothing = z.null();
const params = z.object({ conversation: ConversationId });
const reads = { access: 'conversations.read' } as const;
const writes = { access: 'conversations.write' } as const;
const Word = z.string().trim().min(1, 'must not be empty').max(40);

/** How people share the work at the desk: who has what, what it is about, and answers that are given again and again. */
export async function deskWorkRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(sortingRoutes, deps);
  await app.register(choiceRoutes, deps);
  await app.register(answerRoutes, deps);
}

async function sortingRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const response = { 204: nothing, '4xx': Problem };

  api.put(
    '/conversations/:conversation/labels',
    {
      config: writes,
      schema: {
        summary: 'The words a conversation is sorted under',
        params,
        body: z.object({ labels: z.array(Word).max(10) }),
        response,
      },
    },
    async ({ actor, params: { conversation }, body: { labels } }, reply) =>
      (await putLabels(db, actor.business, conversation, labels))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );

  api.put(
    '/conversations/:conversation/assignee',
    {
      config: writes,
      schema: {
        summary: 'Give a conversation to a colleague, or to nobody',
        params,
        body: z.object({ user: z.uuid().nullable() }),
        response,
      },
    },
    async ({ actor, params: { conversation }, body: { user } }, reply) =>
      (await assign(db, actor.business, conversation, user))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );
}

/** What there is to choose from. */
async function choiceRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/labels',
    {
      config: reads,
      schema: { summary: 'Words in use, the most used first', response: { 200: z.array(z.string()), '4xx': Problem } },
    },
    ({ actor }) => labelsOf(db, actor.business),
  );

  api.get(
    '/colleagues',
    {
      config: reads,
      schema: {
        summary: 'Whom a conversation can be given to',
        response: { 200: z.array(ColleagueView), '4xx': Problem },
      },
    },
    ({ actor }) => colleaguesOf(db, actor.business),
  );

  api.get(
    '/conversations/:conversation/templates',
    {
      config: reads,
      schema: {
        summary: 'Approved templates that can be said in a conversation, with the gaps of their text',
        params,
        response: { 200: z.array(TemplateView), '4xx': Problem },
      },
    },
    ({ actor, params: { conversation } }) => sendableTemplates(db, actor.business, conversation),
  );
}

async function answerRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/canned-answers',
    {
      config: reads,
      schema: { summary: 'Answers to give again', response: { 200: z.array(CannedAnswerView), '4xx': Problem } },
    },
    ({ actor }) => cannedAnswersOf(db, actor.business),
  );

  api.post(
    '/canned-answers',
    {
      config: writes,
      schema: {
        summary: 'Keep an answer under a name, in place of one that was called so',
        body: z.object({ name: Word, text: z.string().trim().min(1, 'must not be empty').max(4096) }),
        response: { 201: z.object({ id: z.string() }), '4xx': Problem },
      },
    },
    async ({ actor, body }, reply) => reply.code(201).send({ id: await putCannedAnswer(db, actor.business, body) }),
  );

  api.delete(
    '/canned-answers/:answer',
    {
      config: writes,
      schema: {
        summary: 'Forget an answer',
        params: z.object({ answer: z.uuid() }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params: { answer } }, reply) =>
      (await dropCannedAnswer(db, actor.business, answer))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );
}
