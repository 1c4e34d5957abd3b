import { Pool } from 'undici';

/** The business's door for webhooks. */
export type Webhook = {
  /** The HTTP status it answered with, or 0: no answer. */
  readonly post: (bytes: Buffer, signature: string) => Promise<number>;
  readonly close: () => Promise<void>;
};

/** Opens the door: up to 64 connections, kept alive. An answer that takes 5 s is none. */
export function openWebhook(webhookUrl: string): Webhook {
  const { origin, pathname, search } = new URL(webhookUrl);
  const pool = new Pool(origin, { connections: 64, connectTimeout: 5000, headersTimeout: 5000, bodyTimeout: 5000 });
  return {
    post: async (bytes, signature) => {
      const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
      try {
        const { statusCode, body } = await pool.request({
          method: 'POST',
          path: pathname + search,
          headers,
          body: bytes,
        });
        await body.dump();
        return statusCode;
      } catch {
        return 0;
      }
    },
    close: () => pool.destroy(),
  };
}
