import type { FastifyInstance } from 'fastify';

/** What is not a page of ours may load and do nothing in a browser, and be shown in nobody's frame. */
const headers = {
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/** A year: browsers that came by https come by nothing else. */
const transport = 'max-age=31536000; includeSubDomains';

/**
 * The headers by which browsers protect who looks at our answers; a page that needs more says its own policy over these.
 *
 * @param isSecure whether browsers reach us by https
 * @see https://cheatsheetseries.owasp.org/cheatsheets/HTTP_Headers_Cheat_Sheet.html
 */
export function armour(app: FastifyInstance, isSecure: boolean): void {
  app.addHook('onRequest', async (_, reply) => {
    reply.headers(headers);
    if (isSecure) reply.header('strict-transport-security', transport);
  });
}
