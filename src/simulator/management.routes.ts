import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refusal, unknownObject } from './graph.ts';
import type { Simulator } from './simulator.ts';

const Query = z.object({ appsecret_proof: z.string().optional(), input_token: z.string().optional() });
const Path = z.object({ id: z.string() });

/** What a check of a number asks: the token, the number, the account's subscription and its templates. */
export async function managementRoutes(app: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const { accessToken, appSecret, phoneNumberId, displayPhoneNumber, businessAccountId, businessName } =
    simulator.settings;

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
    if (id !== phoneNumberId) return reply.code(400).send({ error: unknownObject(id).error });
    const { appsecret_proof } = Query.parse(request.query);
    const proof = createHmac('sha256', appSecret).update(accessToken).digest('hex');
    if (appsecret_proof !== undefined && appsecret_proof !== proof)
      return reply
        .code(400)
        .send({ error: refusal(100, 'Invalid appsecret_proof provided in the API argument').error });
    return {
      id,
      display_phone_number: displayPhoneNumber,
      verified_name: businessName ?? '',
      name_status: 'APPROVED',
      quality_rating: 'GREEN',
      status: 'CONNECTED',
    };
  });

  accountRoutes(app, simulator);
}

/** What belongs to the account: who hears its webhooks, and its templates. */
function accountRoutes(app: FastifyInstance, { settings }: Simulator): void {
  const { businessName, templates } = settings;
  let isSubscribed = false;

  app.get('/:version(^v\\d+\\.\\d+$)/:id/subscribed_apps', async () => ({
    data: isSubscribed ? [{ whatsapp_business_api_data: { id: '1', name: businessName } }] : [],
  }));
  app.post('/:version(^v\\d+\\.\\d+$)/:id/subscribed_apps', async () => {
    isSubscribed = true;
    return { success: true };
  });

  app.get('/:version(^v\\d+\\.\\d+$)/:id/message_templates', async () => ({
    data: (templates ?? []).map(({ name, language, body, buttons }) => ({
      name,
      language,
      status: 'APPROVED',
      category: 'UTILITY',
      parameter_format: 'POSITIONAL',
      quality_score: { score: 'GREEN' },
      components: [
        { type: 'BODY', text: body },
        { type: 'BUTTONS', buttons: buttons.map((text) => ({ type: 'QUICK_REPLY', text })) },
      ],
    })),
  }));
}
