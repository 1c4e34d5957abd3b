import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Contact } from './contact.ts';
import { fieldKinds } from './field-kinds.ts';
import { messageKinds } from './message-kinds.ts';
import type { Simulator } from './simulator.ts';

/** What to tell the business, once or so many times. */
const Single = z.discriminatedUnion('what', [
  z.object({
    what: z.literal('message'),
    kind: z.enum(Object.keys(messageKinds), `must be one of: ${Object.keys(messageKinds).join(', ')}`),
    contact: z.string().min(1),
    /** The wamid of an earlier message, for what is about one. */
    about: z.string().min(1).optional(),
    count: z.int().min(1).max(1000).default(1),
    /** When it was written: Meta may tell it hours late. */
    at: z.iso
      .datetime({ offset: true })
      .transform((at) => Temporal.Instant.from(at))
      .optional(),
    /** Meta may leave out who wrote. */
    contacts: z.boolean().default(true),
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
type Single = z.output<typeof Single>;

/** All of it in one webhook, each so many times, in the order given or in none. */
const Batch = z.object({
  what: z.literal('batch'),
  of: z.array(Single).min(1).max(1000),
  times: z.int().min(1).max(5).default(1),
  shuffled: z.boolean().default(false),
});
const Body = z.discriminatedUnion('what', [Single, Batch]);

/** Everything that Meta can tell, on demand. */
export async function emitRoutes(plain: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const app = plain.withTypeProvider<ZodTypeProvider>();

  app.get('/simulator/kinds', async () => ({
    messages: Object.keys(messageKinds),
    fields: [...new Set(fieldKinds.map(({ field }) => field))],
  }));

  app.post('/simulator/emit', { schema: { body: Body } }, async ({ body }, reply) => {
    const { of, times, shuffled } = body.what === 'batch' ? body : { of: [body], times: 1, shuffled: false };
    const changes: object[] = [];
    for (const single of of) {
      const contact = single.contact === undefined ? undefined : simulator.contacts.find(single.contact);
      if (single.contact !== undefined && !contact) return reply.code(404).send({ error: 'contact: no such contact' });
      const made =
        single.what === 'message' && contact
          ? messagesOf(single, contact, simulator)
          : fieldOf(single, contact, simulator);
      if (!made) return reply.code(400).send({ error: 'field: has no such sample' });
      for (let time = 0; time < times; time += 1) changes.push(...made);
    }
    return { acknowledged: await simulator.emit(shuffled ? inDisorder(changes, simulator.settings.random) : changes) };
  });
}

function inDisorder(changes: readonly object[], random: () => number): object[] {
  return changes
    .map((change) => ({ change, place: random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ change }) => change);
}

const seconds = ({ settings }: Simulator) => Math.floor(settings.clock().epochMilliseconds / 1000);

function messagesOf(
  { kind, about, count, at, contacts: areNamed }: Extract<Single, { what: 'message' }>,
  contact: Contact,
  simulator: Simulator,
): object[] {
  const { waId, userId, withoutPhone, name } = contact;
  if (kind === 'referral') simulator.enter(contact);
  const { phoneNumberId, displayPhoneNumber, random } = simulator.settings;
  const making = { random, waId, userId, earlier: about ?? 'wamid.unknown' };
  const messages = Array.from({ length: count }, () => ({
    ...(withoutPhone ? {} : { from: waId }),
    from_user_id: userId,
    id: simulator.newId(waId),
    timestamp: String(at ? Math.floor(at.epochMilliseconds / 1000) : seconds(simulator)),
    ...messageKinds[kind]?.(making),
  }));
  const contacts = [{ profile: { name }, ...(withoutPhone ? {} : { wa_id: waId }), user_id: userId }];
  const metadata = { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId };
  // Meta leaves the contacts out of what the system says.
  const said = kind.startsWith('system') || !areNamed ? { messages } : { contacts, messages };
  return [{ field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...said } }];
}

function fieldOf(body: Single, contact: Contact | undefined, simulator: Simulator): object[] | null {
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
