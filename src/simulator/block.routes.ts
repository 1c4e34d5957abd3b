import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { refusal } from './graph.ts';
import type { Simulator } from './simulator.ts';

const Body = z.object({
  messaging_product: z.literal('whatsapp'),
  block_users: z.array(z.object({ user: z.string().min(1) })).min(1),
});

type Outcome = { readonly input: string; readonly wa_id?: string; readonly errors?: readonly object[] };

/**
 * Whom the business holds off: `GET`, `POST`, `DELETE /{PHONE_ID}/block_users`.
 *
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/block-users
 */
export function blockRoutes(app: FastifyInstance, simulator: Simulator): void {
  const path = '/:version(^v\\d+\\.\\d+$)/:phoneNumberId/block_users';

  app.get(path, async () => ({
    data: simulator.contacts
      .all()
      .filter((contact) => simulator.blocked.has(contact.userId))
      .map(({ waId }) => ({ messaging_product: 'whatsapp', wa_id: waId })),
  }));

  for (const [method, list] of [
    ['POST', 'added_users'],
    ['DELETE', 'removed_users'],
  ] as const)
    app.route({
      method,
      url: path,
      handler: async (request, reply) => {
        const body = Body.safeParse(request.body);
        if (!body.success) {
          const { status, error } = refusal(100, 'block_users: must list users, each with a user');
          return reply.code(status).send({ error });
        }
        const outcomes = body.data.block_users.map(({ user }) => told(user, method === 'POST', simulator));
        const failed = outcomes.filter(({ errors }) => errors);
        const block_users = {
          [list]: outcomes.filter(({ errors }) => !errors),
          ...(failed.length > 0 ? { failed_users: failed } : {}),
        };
        const answer = { messaging_product: 'whatsapp', block_users };
        if (failed.length === 0) return answer;
        const { error } = refusal(139100, 'Failed to block some users, see the block_users response list for details');
        return reply.code(400).send({ ...answer, error });
      },
    });
}

function told(user: string, isBlocked: boolean, { contacts, wroteToday, blocked }: Simulator): Outcome {
  const contact = contacts.find(user.replace(/^\+/, ''));
  if (!contact || (isBlocked && !wroteToday(contact)))
    return { input: user, errors: [refusal(131047, 'User has not messaged in the last 24 hours').error] };
  if (isBlocked) blocked.add(contact.userId);
  else blocked.delete(contact.userId);
  return { input: user, wa_id: contact.waId };
}
