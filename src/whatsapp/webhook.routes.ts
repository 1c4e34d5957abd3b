import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Update } from '../conversations/update.ts';
import { parseJson } from '../platform/json.ts';
import type { Secret } from '../platform/secret.ts';
import { isSigned } from './signature.ts';
import { updatesOf } from './webhook.ts';

type Deps = {
  readonly appSecret: Secret;
  readonly verifyToken: Secret;
  /** Resolves when the updates are on disk. */
  readonly keep: (updates: readonly Update[]) => Promise<void>;
};

/** Meta's largest is 3 MB. */
const bodyBytesMax = 4 * 1024 ** 2;

const Verification = z.object({
  'hub.mode': z.literal('subscribe'),
  'hub.verify_token': z.string(),
  'hub.challenge': z.string(),
});

/**
 * Meta calls this, and repeats a call for up to seven days until it hears 200. So 200 means "on disk", and nothing
 * else does.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks
 */
export async function webhookRoutes(app: FastifyInstance, { appSecret, verifyToken, keep }: Deps): Promise<void> {
  // The signature covers the bytes as sent. Any content type: what counts is the signature.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: bodyBytesMax },
    async (_: unknown, body: Buffer) => body,
  );

  app.get('/webhook', async (request, reply) => {
    const query = Verification.safeParse(request.query);
    if (!query.success || !verifyToken.is(query.data['hub.verify_token']))
      return reply.code(403).send({ error: 'forbidden' });
    return reply.type('text/plain').send(query.data['hub.challenge']);
  });

  app.post<{ Body: Buffer | undefined }>('/webhook', { bodyLimit: bodyBytesMax }, async (request, reply) => {
    const body = request.body ?? Buffer.alloc(0);
    const signature = String(request.headers['x-hub-signature-256'] ?? '');
    if (!isSigned(body, signature, appSecret)) return reply.code(403).send({ error: 'forbidden' });

    const value = parseJson(body);
    if (value === undefined) return reply.code(400).send({ error: 'the body is not JSON' });

    await keep(updatesOf(value, body.toString()));
    return reply.code(200).send({ status: 'ok' });
  });
}
