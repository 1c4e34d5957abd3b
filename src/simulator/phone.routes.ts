import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { root } from '../platform/root.ts';
import type { Simulator } from './simulator.ts';

const html = 'text/html; charset=utf-8';
const css = 'text/css; charset=utf-8';
const script = 'text/javascript; charset=utf-8';

const assets: readonly [path: string, file: string, type: string][] = [
  ['/', 'phone.html', html],
  ['/phone.css', 'phone.css', css],
  ['/phone.js', 'phone.js', script],
  ['/phone-view.js', 'phone-view.js', script],
  ['/phone-text.js', 'phone-text.js', script],
  ['/phone-words.js', 'phone-words.js', script],
  ['/phone-element.js', 'phone-element.js', script],
  ['/phone-media.js', 'phone-media.js', script],
  ['/phone-compose.js', 'phone-compose.js', script],
  ['/phone-composer.js', 'phone-composer.js', script],
  ['/phones', 'phones.html', html],
  ['/phones.js', 'phones.js', script],
];

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "media-src 'self'; frame-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/** How often a silent line is kept open. */
const heartbeatMs = 15_000;

/** The phone of a false contact, as a page, and the line that keeps it live. */
export async function phoneRoutes(plain: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const app = plain.withTypeProvider<ZodTypeProvider>();
  const { settings, media } = simulator;

  for (const [path, file, type] of assets) {
    const bytes = await readFile(join(root, 'src/simulator', file));
    const headers = {
      'content-type': type,
      'cache-control': 'no-cache',
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    };
    app.get(path, async (_, reply) => reply.headers(headers).send(bytes));
  }

  app.get('/simulator/business', async () => ({
    name: settings.businessName ?? settings.displayPhoneNumber,
    phone: settings.displayPhoneNumber,
  }));

  app.addContentTypeParser('*', { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => body);
  app.post<{ Body: Buffer }>('/simulator/media', { bodyLimit: 101 * 1024 * 1024 }, async ({ body, headers }) => {
    const { id, type } = media.put({ type: headers['content-type'] ?? '', bytes: body, from: 'contact' });
    return { id, type };
  });
  app.get('/simulator/media/:id', { schema: { params: z.object({ id: z.string() }) } }, async ({ params }, reply) => {
    const medium = media.find(params.id);
    if (!medium) return reply.code(404).send({ error: 'id: no such file' });
    // Whoever writes to the business chose the bytes: they are shown, and nothing of them runs.
    const headers = { 'content-security-policy': "default-src 'none'; sandbox", 'x-content-type-options': 'nosniff' };
    return reply.headers(headers).type(medium.type).send(medium.bytes);
  });
  eventRoutes(plain, simulator);
}

/** What happens on the phones, as it happens. */
function eventRoutes(plain: FastifyInstance, { contacts, chats }: Simulator): void {
  const app = plain.withTypeProvider<ZodTypeProvider>();
  const lines = new Set<ServerResponse>();
  app.addHook('preClose', async () => lines.forEach((line) => line.end()));

  const querystring = z.object({ contact: z.string().optional() });
  app.get('/simulator/events', { schema: { querystring } }, async ({ query }, reply) => {
    const only = query.contact === undefined ? undefined : contacts.find(query.contact);
    if (query.contact !== undefined && !only) return reply.code(404).send({ error: 'contact: no such contact' });
    const line = openLine(reply.hijack().raw);
    lines.add(line);
    const stop = chats.listen(({ userId, waId }, { kind, ...event }) => {
      if (only && only.userId !== userId) return;
      line.write(`event: ${kind}\ndata: ${JSON.stringify({ contact: { userId, waId }, ...event })}\n\n`);
    });
    const heartbeat = setInterval(() => line.write(':\n\n'), heartbeatMs);
    line.once('close', () => {
      stop();
      clearInterval(heartbeat);
      lines.delete(line);
    });
    return reply;
  });
}

/** Server-sent events: `message` (a message that is new, or changed) and `typing`. */
function openLine(line: ServerResponse): ServerResponse {
  line.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache', 'x-accel-buffering': 'no' });
  line.write('retry: 1000\n\n');
  return line;
}
