import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import type { Secret } from '../platform/secret.ts';
import type { Clock } from '../platform/time.ts';
import { acknowledge, AlertId } from './alert.store.ts';
import { isOurs } from './link.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly key: Secret };

const Query = z.object({ sign: z.string() });

/** One button and the style of the page itself. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'";

const page = (inside: string) =>
  `<!doctype html><html lang="pt-BR"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Alerta</title><body style="font-family:sans-serif;max-width:30em;margin:3em auto;padding:0 1em">${inside}</body></html>`;

/**
 * Where the links in notifications lead. Opening one only asks, for mail programs open links by themselves; the button
 * acknowledges. The signature is the whole of the right, and it is for one alert.
 */
export async function acknowledgeRoutes(app: FastifyInstance, { db, clock, key }: Deps): Promise<void> {
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, async () => null);
  for (const method of ['GET', 'POST'] as const)
    app.route<{ Params: { id: string } }>({
      method,
      url: '/alerts/:id',
      async handler(request, reply) {
        const query = Query.safeParse(request.query);
        const id = AlertId.safeParse(request.params.id);
        reply
          .type('text/html; charset=utf-8')
          .header('cache-control', 'no-store')
          .header('content-security-policy', policy);
        if (!query.success || !id.success || !isOurs(key.reveal(), id.data, query.data.sign))
          return reply.code(404).send(page('<p>Este endereço não vale. / This address is not valid.</p>'));
        if (method === 'GET')
          return reply.send(
            page(
              '<form method="post"><p>Você assume este alerta? / Do you take this alert?</p><button>Assumir / acknowledge</button></form>',
            ),
          );
        const alert = await acknowledge(db, id.data, 'link', clock());
        if (!alert) return reply.code(404).send(page('<p>Este alerta não existe. / There is no such alert.</p>'));
        return reply.send(page('<p>✅ Você assumiu o alerta. / You have taken the alert.</p>'));
      },
    });
}
