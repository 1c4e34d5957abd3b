import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';

const description = `What the dashboard does, a program can do with an API key: \`Authorization: Bearer wak_…\`.

- Lists come in pages: pass \`nextCursor\` as \`cursor\`.
- Errors are problem details (RFC 9457) with a stable \`code\`.
- A write with an \`Idempotency-Key\` (8 to 200 characters of your own) is done once, however often it is sent within a day.
- What two people may edit carries a \`version\`: sent back as \`If-Match: "version"\`, an edit is refused with 412 when somebody else made
  one meanwhile.
- \`ratelimit-*\` says what is left of the minute; 429 comes with \`retry-after\`.`;

/** Describes every route that is registered after it in this scope. */
export async function describe(scope: FastifyInstance): Promise<void> {
  await scope.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'WhatsApp Agent', version: '1', description },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
      security: [{ key: [] }],
    },
    transform: (route) => {
      const { schema, url } = jsonSchemaTransform(route);
      const { config } = route.route;
      return { url, schema: { ...schema, 'x-access': config?.access, 'x-shows': config?.shows } };
    },
    transformObject: jsonSchemaTransformObject,
  });
}

/** The page of the description: its own script, and the styles that this makes. */
const policy = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The description for people, at /api/docs, and for programs, at /api/docs/openapi.json. */
export async function showDescription(scope: FastifyInstance): Promise<void> {
  await scope.register(async (docs) => {
    docs.addHook('onRequest', async (_, reply) => {
      reply.header('content-security-policy', policy);
    });
    // Scalar lets every site read the description.
    docs.addHook('onSend', async (_, reply) => {
      reply.removeHeader('access-control-allow-origin').removeHeader('access-control-allow-methods');
    });
    await docs.register(scalar, { routePrefix: '/api/docs' });
  });
}
