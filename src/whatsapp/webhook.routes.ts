import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Update } from '../conversations/update.ts';
import { parseJson } from '../platform/json.ts';
import type { Secret } from '../platform/secret.ts';
import { isSigned } from './signature.ts';
import { updatesOf } from './webhook.ts';

type Deps = {
  /** One, or two while the secret is being changed: Meta signs with the old until the last moment. */
  readonly appSecrets: readonly Secret[];
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
export async function webhookRoutes(app: FastifyInstance, { appSecrets, verifyToken, keep }: Deps): Promise<void> {
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
    const signature = String(request.headers['x-hub-signature-256'] ?? '');
    const { code, answer } = await answerTo(request.body ?? Buffer.alloc(0), signature, { appSecrets, keep });
    return reply.code(code).send(answer);
  });
}

/** What Meta hears to these bytes. */
export async function answerTo(
  body: Buffer,
  signature: string,
  { appSecrets, keep }: Pick<Deps, 'appSecrets' | 'keep'>,
): Promise<{ readonly code: 200 | 400 | 403; readonly answer: object }> {
  if (!appSecrets.some((secret) => isSigned(body, signature, secret)))
    return { code: 403, answer: { error: 'forbidden' } };
  const value = parseJson(body);
  if (value === undefined) return { code: 400, answer: { error: 'the body is not JSON' } };
  await keep(updatesOf(value, body.toString()));
  return { code: 200, answer: { status: 'ok' } };
}
