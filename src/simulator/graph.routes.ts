import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Trouble } from './faults.ts';
import { type GraphRefusal, refusal, unknownObject } from './graph.ts';
import { readBody, type Send } from './send.ts';
import type { Simulator } from './simulator.ts';

const Path = z.object({ phoneNumberId: z.string() });

/**
 * The false Graph API: sends, read receipts and typing.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
export async function graphRoutes(app: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const { accessToken, phoneNumberId, random } = simulator.settings;
  const refuse = (reply: FastifyReply, { status, error }: GraphRefusal) =>
    reply.code(status).send({ error: { ...error, fbtrace_id: traceId(random) } });

  app.addHook('onRequest', async (request, reply) => {
    const path = Path.parse(request.params);
    if (request.headers.authorization !== `Bearer ${accessToken}`)
      return refuse(reply, refusal(190, 'The access token is missing, wrong or has expired'));
    return path.phoneNumberId === phoneNumberId ? undefined : refuse(reply, unknownObject(path.phoneNumberId));
  });

  app.setErrorHandler((error, _, reply) => {
    const isTheirs = error instanceof Error && 'statusCode' in error && Number(error.statusCode) < 500;
    return refuse(reply, isTheirs ? refusal(100, `body: ${error.message}`) : refusal(131000, 'The simulator broke'));
  });

  const unanswered = new Set<FastifyRequest>();
  app.addHook('preClose', async () => unanswered.forEach(({ raw }) => raw.socket.destroy()));

  app.post('/:version(^v\\d+\\.\\d+$)/:phoneNumberId/messages', async (request, reply) => {
    const body = readBody(request.body, simulator.templates);
    if (body.kind === 'refused') return refuse(reply, body);
    if (body.kind === 'read')
      return simulator.read(body) ? { success: true } : refuse(reply, refusal(131009, 'message_id: is not known'));

    const trouble = simulator.faults.strike(
      ['error', 'timeout', 'timeout-lost', 'reset', 'slow', 'garbled', 'bad-gateway'],
      keysOf(body, simulator),
    );
    if (trouble?.kind === 'error')
      return refuse(reply, refusal(trouble.code, 'Asked for by a fault of the simulator', trouble.status));
    if (isBlocked(body, simulator)) return refuse(reply, refusal(130403, 'The business has blocked this user'));
    const answer = trouble && isLost(trouble) ? {} : accepted(body, simulator);
    return (await holdsBack(trouble, { simulator, request, reply, unanswered, answer })) ? reply : answer;
  });
}

type Call = {
  readonly simulator: Simulator;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly unanswered: Set<FastifyRequest>;
  readonly answer: Record<string, unknown>;
};

const isLost = ({ kind }: Trouble) => kind === 'timeout-lost' || kind === 'bad-gateway';

/** `true`: the answer must not go out. */
async function holdsBack(
  trouble: Trouble | undefined,
  { simulator, request, reply, unanswered, answer }: Call,
): Promise<boolean> {
  if (!trouble) return false;
  if (trouble.kind === 'slow') return !(await simulator.pause(trouble.ms));
  if (trouble.kind === 'bad-gateway' || trouble.kind === 'garbled') {
    if (trouble.kind === 'bad-gateway') await reply.code(502).type('text/html').send('<h1>Bad Gateway</h1>');
    else await reply.type('application/json').send(JSON.stringify(answer).slice(0, 40));
    return true;
  }
  reply.hijack();
  if (trouble.kind === 'reset') request.raw.socket.resetAndDestroy();
  else unanswered.add(request);
  request.raw.socket.once('close', () => unanswered.delete(request));
  return true;
}

function accepted(send: Send, simulator: Simulator): Record<string, unknown> {
  const { id, contact } = simulator.accept(send);
  const { input, address } = send;
  const who = address.field === 'to' ? { wa_id: contact?.waId ?? address.key } : { user_id: address.key };
  const status = send.content.type === 'template' ? { message_status: 'accepted' } : {};
  return { messaging_product: 'whatsapp', contacts: [{ input, ...who }], messages: [{ id, ...status }] };
}

const isBlocked = ({ address }: Send, { contacts, blocked }: Simulator) =>
  blocked.has(contacts.find(address.key)?.userId ?? '');

/** What a fault may call the contact of this send. */
function keysOf({ address: { key } }: Send, { contacts }: Simulator): string[] {
  const contact = contacts.find(key);
  return contact ? [key, contact.waId, contact.userId] : [key];
}

function traceId(random: () => number): string {
  return `A${Buffer.from(Array.from({ length: 16 }, () => Math.floor(random() * 256))).toString('base64url')}`;
}
