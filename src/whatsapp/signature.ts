import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../platform/secret.ts';

/**
 * Did Meta send these bytes? Compared in constant time.
 *
 * @param body the bytes as they came: JSON that was parsed and printed again has another signature
 * @param header `X-Hub-Signature-256`, `sha256=` and 64 lower-case hex digits
 * @see https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function isSigned(body: Uint8Array, header: string, appSecret: Secret): boolean {
  const expected = Buffer.from(signatureOf(body, appSecret));
  const given = Buffer.from(header);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** What Meta writes into `X-Hub-Signature-256`. */
export function signatureOf(body: Uint8Array, appSecret: Secret): string {
  return `sha256=${createHmac('sha256', appSecret.reveal()).update(body).digest('hex')}`;
}
