import type { ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

type Deps = {
  readonly subscribe: (business: string, listener: (conversation: string, touched: number) => void) => () => void;
  readonly missed: (
    business: string,
    touched: number,
  ) => Promise<readonly { readonly conversation: string; readonly touched: number }[]>;
};

/** Proxies close what is silent for a minute. */
const beatMs = 20_000;

/**
 * Tells which conversations change, as server-sent events without a word of them: who listens asks for what they show. Who
 * is back hears `begin`, and after a `Last-Event-ID` what changed since, some of it again: at most a thousand, so that who was
 * away for long asks anew.
 */
export async function liveRoutes(app: FastifyInstance, { subscribe, missed }: Deps): Promise<void> {
  const open = new Set<ServerResponse>();
  app.addHook('preClose', async () => {
    for (const response of open) response.end();
  });
  app.get(
    '/events',
    {
      config: { access: 'conversations.read' },
      schema: {
        summary: 'Server-sent events: the ids of conversations that change',
        produces: ['text/event-stream'],
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      reply.hijack();
      const { raw } = reply;
      open.add(raw);
      raw.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      raw.write('event: begin\ndata: {}\n\n');
      const tell = (conversation: string, touched: number) =>
        raw.write(`id: ${touched}\nevent: conversation\ndata: ${JSON.stringify({ conversation })}\n\n`);
      const stop = subscribe(request.actor.business, tell);
      const beat = setInterval(() => raw.write(': \n\n'), beatMs);
      raw.once('close', () => {
        open.delete(raw);
        clearInterval(beat);
        stop();
      });
      const last = Number(request.headers['last-event-id'] ?? Number.NaN);
      if (Number.isSafeInteger(last) && last >= 0)
        await missed(request.actor.business, last).then(
          (changes) => changes.forEach(({ conversation, touched }) => tell(conversation, touched)),
          // Whoever is cut off comes again with the same number.
          () => raw.end(),
        );
    },
  );
}
