import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Contact } from './contact.ts';
import { fieldKinds } from './field-kinds.ts';
import { messageKinds } from './message-kinds.ts';
import type { Simulator } from './simulator.ts';

/** What to tell the business, once or so many times in one webhook. */
const Body = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('message'),
    kind: z.enum(Object.keys(messageKinds), `must be one of: ${Object.keys(messageKinds).join(', ')}`),
    contact: z.string().min(1),
    /** The wamid of an earlier message, for what is about one. */
    about: z.string().min(1).optional(),
    count: z.int().min(1).max(1000).default(1),
  }),
  z.object({
    what: z.literal('field'),
    field: z.string().min(1),
    /** Which of the field's samples, counted from 0. */
    sample: z.int().min(0).default(0),
    /** Instead of a sample. */
    value: z.looseObject({}).optional(),
    contact: z.string().min(1).optional(),
  }),
]);
type Body = z.output<typeof Body>;

/** Everything that Meta can tell, on demand. */
export async function emitRoutes(plain: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const app = plain.withTypeProvider<ZodTypeProvider>();

  app.get('/simulator/kinds', async () => ({
    messages: Object.keys(messageKinds),
    fields: [...new Set(fieldKinds.map(({ field }) => field))],
  }));

  app.post('/simulator/emit', { schema: { body: Body } }, async ({ body }, reply) => {
    const contact = body.contact === undefined ? undefined : simulator.contacts.find(body.contact);
    if (body.contact !== undefined && !contact) return reply.code(404).send({ error: 'contact: no such contact' });
    const changes =
      body.what === 'message' && contact ? messagesOf(body, contact, simulator) : fieldOf(body, contact, simulator);
    if (!changes) return reply.code(400).send({ error: 'field: has no such sample' });
    return { acknowledged: await simulator.emit(changes) };
  });
}

const seconds = ({ settings }: Simulator) => Math.floor(settings.clock().epochMilliseconds / 1000);

function messagesOf(
  { kind, about, count }: Extract<Body, { what: 'message' }>,
  { waId, userId, withoutPhone, name }: Contact,
  simulator: Simulator,
): object[] {
  const { phoneNumberId, displayPhoneNumber, random } = simulator.settings;
  const making = { random, waId, userId, earlier: about ?? 'wamid.unknown' };
  const messages = Array.from({ length: count }, () => ({
    ...(withoutPhone ? {} : { from: waId }),
    from_user_id: userId,
    id: simulator.newId(waId),
    timestamp: String(seconds(simulator)),
    ...messageKinds[kind]?.(making),
  }));
  const contacts = [{ profile: { name }, ...(withoutPhone ? {} : { wa_id: waId }), user_id: userId }];
  const metadata = { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId };
  // Meta leaves the contacts out of what the system says.
  const said = kind.startsWith('system') ? { messages } : { contacts, messages };
  return [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...said } }];
}

function fieldOf(body: Body, contact: Contact | undefined, simulator: Simulator): object[] | null {
  if (body.what !== 'field') return null;
  if (body.value) return [{ field: body.field, value: body.value }];
  const sample = fieldKinds.filter(({ field }) => field === body.field)[body.sample];
  if (!sample) return null;
  const { phoneNumberId, displayPhoneNumber } = simulator.settings;
  const value = sample.value({
    phoneNumberId,
    displayPhoneNumber,
    waId: contact?.waId ?? '5511900000000',
    userId: contact?.userId ?? 'BR.1',
    at: seconds(simulator),
    unique: simulator.newId('0'),
  });
  return [{ field: body.field, value }];
}
