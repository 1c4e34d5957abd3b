import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cursorIn, cursorOf, pageLimit } from '../platform/cursor.ts';
import type { Db } from '../platform/db.ts';
import { shownPhone } from '../platform/phone.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { Content } from './content.ts';
import { ConversationId } from './conversation.ts';
import { giveBack } from './conversation.store.ts';
import { keepNote, markRead, sayAsPerson, takeOver } from './desk.store.ts';
import { deskList, deskRow, notesOf, transcript, type DeskMessage, type DeskRow } from './desk-list.store.ts';
import {
  ConversationsPageView,
  ConversationView,
  TranscriptView,
  type ConversationRowView,
  type MessageView,
} from './desk.view.ts';
import { briefLines, readable } from './readable.ts';
import { windowEnd } from './window.ts';

type Deps = { readonly db: Db; readonly clock: Clock };

const nothing = z.null();
const conversationParams = z.object({ conversation: ConversationId });
const reads = { access: 'conversations.read', shows: 'personal data' } as const;
const writes = { access: 'conversations.write' } as const;

/** The desk: conversations as people of the business see them, and what they do in them. */
export async function deskRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(listRoutes, deps);
  await app.register(transcriptRoutes, deps);
  await app.register(holdRoutes, deps);
  await app.register(sayRoutes, deps);
}

async function listRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/conversations',
    {
      config: reads,
      schema: {
        summary: 'Conversations, the latest activity first',
        querystring: z.object({
          show: z.enum(['all', 'human', 'unread', 'mine', 'closed']).default('all'),
          search: z.string().trim().max(80).default(''),
          label: z.string().trim().max(40).default(''),
          limit: pageLimit,
          cursor: cursorIn(z.object({ at: z.iso.datetime(), id: z.uuid() })).optional(),
        }),
        response: { 200: ConversationsPageView, '4xx': Problem },
      },
    },
    async ({ actor, query: { cursor, ...filter } }) => {
      const rows = await deskList(db, actor.business, { ...filter, user: actor.user, before: cursor ?? null });
      const last = rows.length === filter.limit ? rows.at(-1) : undefined;
      return {
        items: rows.map(rowView),
        nextCursor: last ? cursorOf({ at: last.lastAt.toString(), id: last.id }) : null,
      };
    },
  );
}

async function transcriptRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/conversations/:conversation',
    {
      config: reads,
      schema: {
        summary: 'A conversation, what the agent tells who takes over, and the notes about it',
        params: conversationParams,
        response: { 200: ConversationView, '4xx': Problem },
      },
    },
    async ({ actor, params: { conversation } }, reply) => {
      const row = await deskRow(db, actor.business, conversation);
      if (!row) return reply.code(404).send(problemOf(404, 'unknown'));
      const notes = await notesOf(db, actor.business, conversation);
      const { lines, byModel } = briefLines(row.brief);
      return {
        ...rowView(row),
        brief: lines,
        isSummary: byModel,
        windowEndsAt: windowEnd(row.lastInboundAt).toString(),
        notes: notes.map(({ at, ...note }) => ({ ...note, at: at.toString() })),
      };
    },
  );

  api.get(
    '/conversations/:conversation/messages',
    {
      config: reads,
      schema: {
        summary: 'Its messages, the latest first',
        params: conversationParams,
        querystring: z.object({ limit: pageLimit, cursor: cursorIn(z.object({ id: z.int() })).optional() }),
        response: { 200: TranscriptView, '4xx': Problem },
      },
    },
    async ({ actor, params: { conversation }, query: { limit, cursor } }) => {
      const messages = await transcript(db, actor.business, { conversation, before: cursor?.id ?? null, limit });
      const last = messages.length === limit ? messages.at(-1) : undefined;
      return { items: messages.map(messageView), nextCursor: last ? cursorOf({ id: last.id }) : null };
    },
  );
}

async function holdRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const schema = { params: conversationParams, response: { 204: nothing, '4xx': Problem } };

  api.post(
    '/conversations/:conversation/take',
    { config: writes, schema: { ...schema, summary: 'Take it over: the agent is silent from here on' } },
    async ({ actor, params: { conversation } }, reply) =>
      (await takeOver(db, actor.business, { conversation, user: actor.user }, clock()))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );

  api.post(
    '/conversations/:conversation/give-back',
    { config: writes, schema: { ...schema, summary: 'Give it back to the agent' } },
    async ({ actor, params: { conversation } }, reply) => {
      if (await giveBack(db, actor.business, conversation)) return reply.code(204).send(null);
      const status = (await deskRow(db, actor.business, conversation)) ? 409 : 404;
      return reply.code(status).send(problemOf(status, status === 409 ? 'not_taken' : 'unknown'));
    },
  );

  api.post(
    '/conversations/:conversation/read',
    { config: writes, schema: { ...schema, summary: 'Mark all that the contact wrote as seen' } },
    async ({ actor, params: { conversation } }, reply) => {
      await markRead(db, actor.business, conversation);
      return reply.code(204).send(null);
    },
  );
}

async function sayRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const Text = z.object({ text: z.string().trim().min(1, 'must not be empty').max(4096) });
  const schema = { params: conversationParams, response: { 204: nothing, '4xx': Problem } };

  api.post(
    '/conversations/:conversation/messages',
    {
      config: writes,
      schema: {
        ...schema,
        body: z.union([Text, z.object({ content: Content })]),
        summary: 'Say something to the contact, as text or in any form there is; take the conversation over first',
      },
    },
    async ({ actor, params: { conversation }, body }, reply) => {
      const content: Content = 'text' in body ? { type: 'text', text: body.text } : body.content;
      const said = await sayAsPerson(db, actor.business, { conversation, user: actor.user, content }, clock());
      if (said === 'said') return reply.code(204).send(null);
      const status = said === 'unknown' || said === 'unknown_file' ? 404 : 409;
      return reply.code(status).send(problemOf(status, said));
    },
  );

  api.post(
    '/conversations/:conversation/notes',
    { config: writes, schema: { ...schema, body: Text, summary: 'Note something that contacts never see' } },
    async ({ actor, params: { conversation }, body: { text } }, reply) =>
      (await keepNote(db, actor.business, { conversation, user: actor.user, text }, clock()))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );
}

const previewLength = 120;

function rowView(row: DeskRow): ConversationRowView {
  const { text, media } = readable(row.content);
  return {
    id: row.id,
    contact: {
      id: row.contact,
      name: row.name,
      phone: row.phone,
      shownPhone: row.phone === null ? null : shownPhone(row.phone),
    },
    status: row.status,
    reason: row.reason,
    since: row.since?.toString() ?? null,
    assignedTo: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assignee ?? '' },
    lastAt: row.lastAt.toString(),
    lastDirection: row.lastDirection,
    preview: text.slice(0, previewLength).toWellFormed() || (media ?? ''),
    isUnread: row.isUnread,
    labels: row.labels,
  };
}

const Seen = z.object({ beside: z.object({ seen: z.object({ text: z.string() }) }) });
const Heard = z.object({ beside: z.object({ heard: z.literal(true) }) });

function messageView({ at, content, understood, did, tookMs, ...message }: DeskMessage): MessageView {
  const { text, options, media } = readable(content);
  const isHeard = Heard.safeParse(content).success;
  const seen = Seen.safeParse(content).data?.beside.seen.text ?? null;
  const turn =
    tookMs === null ? null : { understood: (understood ?? []).map(String), did: (did ?? []).map(String), tookMs };
  return { ...message, at: at.toString(), text, options: [...options], media, isHeard, seen, turn };
}
