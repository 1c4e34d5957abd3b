import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import type { Files } from '../platform/files.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { ConversationId } from './conversation.ts';
import { FileView } from './desk.view.ts';
import { FileId, plainType, sentAs } from './file.ts';
import { noteOwnFile, shownFile } from './file.store.ts';

type Deps = { readonly db: Db; readonly files: Files };

const conversation = ConversationId;

/** What people at the desk attach. Meta takes documents of up to 100 MB; nobody at a desk sends those. */
const bodyLimit = 25 * 1024 * 1024;

/** What a browser shows without running anything of it. Whatever else it says it is, is handed over as bytes. */
const shown = /^(image\/(jpeg|png|webp)|audio\/(aac|amr|mpeg|mp4|ogg)|video\/(mp4|3gpp)|application\/pdf)$/;

/** The files of a conversation: those that came, and those that the desk sends. */
export async function fileRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(showRoutes, deps);
  await app.register(attachRoutes, deps);
}

async function showRoutes(app: FastifyInstance, { db, files }: Deps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/conversations/:conversation/files/:file',
    {
      config: { access: 'conversations.read', shows: 'personal data' },
      schema: {
        summary: 'A file of a conversation, as it came or was sent',
        params: z.object({ conversation, file: FileId }),
        response: { 200: z.any(), '4xx': Problem },
      },
    },
    async ({ actor, params }, reply) => {
      const found = await shownFile(db, actor.business, params);
      const bytes = found && (await files.get(params.file));
      if (!bytes) return reply.code(404).send(problemOf(404, 'unknown'));
      const isShown = shown.test(plainType(found.type));
      const name = encodeURIComponent(found.name ?? params.file).replaceAll(/['()*]/g, escape);
      return reply
        .header('content-disposition', `${isShown ? 'inline' : 'attachment'}; filename*=UTF-8''${name}`)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .type(isShown ? plainType(found.type) : 'application/octet-stream')
        .send(bytes);
    },
  );
}

async function attachRoutes(app: FastifyInstance, { db, files }: Deps): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, async (_: unknown, body: Buffer) => body);
  app.withTypeProvider<ZodTypeProvider>().post(
    '/conversations/:conversation/files',
    {
      bodyLimit,
      config: { access: 'conversations.write' },
      schema: {
        summary: 'Put a file, as the body with its Content-Type; then say it as a message with its id',
        params: z.object({ conversation }),
        querystring: z.object({ name: z.string().trim().min(1).max(240).optional() }),
        response: { 201: FileView, '4xx': Problem },
      },
    },
    async ({ actor, params, query: { name = null }, headers, body }, reply) => {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const type = plainType(headers['content-type'] ?? '');
      const kind = sentAs({ type, bytes });
      if (kind === 'type_not_taken' || kind === 'too_large' || kind === 'empty' || kind === 'not_what_it_says')
        return reply.code(400).send(problemOf(400, kind));
      const given = { ...params, kind, type, name, sizeBytes: bytes.length };
      const id = await noteOwnFile(db, actor.business, given);
      if (id === null) return reply.code(404).send(problemOf(404, 'unknown'));
      await files.put(id, bytes);
      return reply.code(201).send({ id, kind, type, name });
    },
  );
}

/** What `encodeURIComponent` leaves and a header may not hold. */
const escape = (letter: string) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;
