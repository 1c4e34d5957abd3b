import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import files from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const built = fileURLToPath(new URL('../dashboard/dist/', import.meta.url));

/** Nothing but our own files; styles only with the nonce of this very answer. */
const policyOf = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "media-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

const notBuilt = 'The dashboard is not built: run `npm run build`, or start with `npm start`.';

/** The dashboard, as Vite built it. Every path of it is the one page, which finds its screen by itself. */
export async function screens(app: FastifyInstance): Promise<void> {
  const page = readPage();
  if (page === null) {
    app.get('/', async (_, reply) => reply.code(503).type('text/plain').send(notBuilt));
    return;
  }
  await app.register(files, {
    root: `${built}assets`,
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    index: false,
  });
  app.get('/icon.svg', async (_, reply) => reply.sendFile('icon.svg', built));
  const paths = [
    '/',
    '/join',
    '/password',
    '/overview',
    '/reports',
    '/inbox',
    '/inbox/:id',
    '/calendar',
    '/contacts',
    '/campaigns',
    '/campaigns/new',
    '/campaigns/:id',
    '/services',
    '/hours',
    '/rules',
    '/knowledge',
    '/team',
    '/keys',
    '/webhooks',
    '/numbers',
    '/operations',
    '/audit',
    '/security',
  ];
  for (const path of paths)
    app.get(path, async (_, reply) => {
      const nonce = randomBytes(16).toString('base64');
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', policyOf(nonce))
        .header('cache-control', 'no-store')
        .send(page.replaceAll('{{nonce}}', nonce));
    });
}

function readPage(): string | null {
  try {
    return readFileSync(`${built}index.html`, 'utf8');
  } catch {
    return null;
  }
}
