import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { blockRoutes } from './block.routes.ts';
import { refusal, unknownObject } from './graph.ts';
import type { Simulator } from './simulator.ts';

const Query = z.object({
  appsecret_proof: z.string().optional(),
  input_token: z.string().optional(),
  fields: z.string().default('id'),
});
const Path = z.object({ id: z.string() });

/** What a check of a number asks: the token, the number, the account's subscription and its templates. */
export async function managementRoutes(app: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const { accessToken, appSecret, businessAccountId } = simulator.settings;
  const { media } = simulator;

  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.authorization === `Bearer ${accessToken}`) return undefined;
    const { status, error } = refusal(190, 'The access token is missing, wrong or has expired');
    return reply.code(status).send({ error });
  });

  app.get('/:version(^v\\d+\\.\\d+$)/debug_token', async (request) => {
    const scopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];
    const granular_scopes = scopes.map((scope) => ({ scope, target_ids: [businessAccountId] }));
    const is_valid = Query.parse(request.query).input_token === accessToken;
    return { data: { is_valid, expires_at: 0, scopes, granular_scopes } };
  });

  app.get('/:version(^v\\d+\\.\\d+$)/:id', async (request, reply) => {
    const { id } = Path.parse(request.params);
    const medium = media.find(id);
    if (medium) {
      const url = `${request.protocol}://${request.host}/v25.0/media/${media.link(medium)}`;
      const { type: mime_type, sha256, bytes } = medium;
      return { messaging_product: 'whatsapp', id, url, mime_type, sha256, file_size: bytes.length };
    }
    const found = objectOf(id, simulator);
    if (!found) return reply.code(400).send({ error: unknownObject(id).error });
    const { appsecret_proof, fields } = Query.parse(request.query);
    const proof = createHmac('sha256', appSecret).update(accessToken).digest('hex');
    if (appsecret_proof !== undefined && appsecret_proof !== proof)
      return reply
        .code(400)
        .send({ error: refusal(100, 'Invalid appsecret_proof provided in the API argument').error });
    // Meta answers what is asked for, and the id.
    const names = new Set(['id', ...fields.split(',')]);
    return Object.fromEntries(Object.entries(found).filter(([name]) => names.has(name)));
  });

  app.delete('/:version(^v\\d+\\.\\d+$)/:id', async (request, reply) => {
    const { id } = Path.parse(request.params);
    return media.drop(id) ? { success: true } : reply.code(400).send({ error: unknownObject(id).error });
  });

  accountRoutes(app, simulator);
  blockRoutes(app, simulator);
}

/** The number, or its account. */
function objectOf(id: string, { settings, standing }: Simulator): Readonly<Record<string, unknown>> | null {
  const { phoneNumberId, displayPhoneNumber, businessAccountId, businessName = '' } = settings;
  const { account_review_status, throughput, is_subscribed: _, ...ofNumber } = standing.now();
  if (id === businessAccountId) return { id, name: businessName, account_review_status };
  if (id !== phoneNumberId) return null;
  return {
    id,
    display_phone_number: displayPhoneNumber,
    verified_name: businessName,
    ...ofNumber,
    throughput: { level: throughput },
  };
}

/** What belongs to the account: who hears its webhooks, and its templates. */
function accountRoutes(app: FastifyInstance, { settings, templates, standing }: Simulator): void {
  const { businessName } = settings;

  app.get('/:version(^v\\d+\\.\\d+$)/:id/subscribed_apps', async () => ({
    data: standing.now().is_subscribed ? [{ whatsapp_business_api_data: { id: '1', name: businessName } }] : [],
  }));
  app.post('/:version(^v\\d+\\.\\d+$)/:id/subscribed_apps', async () => {
    standing.judge({ is_subscribed: true });
    return { success: true };
  });

  app.get('/:version(^v\\d+\\.\\d+$)/:id/message_templates', async () => ({
    data: templates
      .all()
      .map(({ name, language, status, body, buttons, header, category = 'UTILITY', others = [] }) => ({
        name,
        language,
        status,
        category,
        parameter_format: /\{\{[a-z]/.test(body) ? 'NAMED' : 'POSITIONAL',
        quality_score: { score: 'GREEN' },
        components: [
          ...(header ? [{ type: 'HEADER', ...header }] : []),
          { type: 'BODY', text: body },
          {
            type: 'BUTTONS',
            buttons: [
              ...buttons.map((text) => ({ type: 'QUICK_REPLY', text })),
              ...others.map((kind) => ({ type: kind.toUpperCase(), text: kind })),
            ],
          },
        ],
      })),
  }));
}
