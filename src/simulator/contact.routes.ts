import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Contact, userIdShape } from './contact.ts';
import { fileKinds, PlaceBody } from './content.ts';
import type { Simulator, Utterance } from './simulator.ts';

const ContactBody = z.object({
  name: z.string().trim().min(1).max(100),
  waId: z
    .string()
    .regex(/^\d{6,15}$/, 'digits of a phone number, country code first, no +')
    .optional(),
  userId: z.string().regex(userIdShape, 'a business-scoped user id such as BR.1349').optional(),
  withoutPhone: z.boolean().optional(),
});

/** A file that was put at `/simulator/media` before. */
const FileSaid = z.object({
  kind: z.enum(fileKinds),
  id: z.string().min(1),
  caption: z.string().max(1024).optional(),
  name: z.string().max(240).optional(),
  isVoice: z.boolean().optional(),
});

const deeds = ['text', 'button', 'row', 'file', 'place', 'react'] as const;

const MessageBody = z
  .object({
    text: z.string().min(1).max(4096).optional(),
    button: z.string().min(1).optional(),
    row: z.string().min(1).optional(),
    file: FileSaid.optional(),
    place: PlaceBody.optional(),
    react: z.object({ to: z.string().min(1).max(512), emoji: z.string().max(32) }).optional(),
    replyTo: z.string().min(1).max(512).optional(),
    id: z.string().min(1).max(512).optional(),
    at: z.iso
      .datetime({ offset: true })
      .transform((at) => Temporal.Instant.from(at))
      .optional(),
  })
  .refine((body) => deeds.filter((deed) => body[deed] !== undefined).length === 1, {
    path: ['text'],
    message: `exactly one of ${deeds.join(', ')}`,
  })
  .transform(({ text = '', button, row, file, place, react, ...more }): Utterance => {
    if (button !== undefined) return { ...more, does: { kind: 'button', option: button } };
    if (row !== undefined) return { ...more, does: { kind: 'row', option: row } };
    if (file) return { ...more, does: { kind: 'file', file } };
    if (place) return { ...more, does: { kind: 'place', place } };
    return { ...more, does: react ? { kind: 'react', ...react } : { kind: 'type', text } };
  });

const Key = z.object({ waId: z.string() });
const Wait = z.object({ wait: z.literal('acknowledged').optional() });

/** What false contacts do, and what they see. `{waId}` may be the user id as well. */
export async function contactRoutes(plain: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const app = plain.withTypeProvider<ZodTypeProvider>();
  const { contacts, chats, say } = simulator;

  app.post('/simulator/contacts', { schema: { body: ContactBody } }, async ({ body }) => viewOf(contacts.add(body)));

  app.get('/simulator/contacts', async () => ({ contacts: contacts.all().map(viewOf) }));

  app.get('/simulator/contacts/:waId/messages', { schema: { params: Key } }, async ({ params }, reply) => {
    const contact = contacts.find(params.waId);
    if (!contact) return reply.code(404).send(nobody);
    return { messages: chats.of(contact) };
  });

  const schema = { params: Key, querystring: Wait, body: MessageBody };
  app.post('/simulator/contacts/:waId/messages', { schema }, async ({ params, query, body }, reply) => {
    const contact = contacts.find(params.waId);
    if (!contact) return reply.code(404).send(nobody);
    const said = say(contact, body);
    if (said.kind === 'refused') {
      return reply.code(400).send({ error: `${body.does.kind}: was never offered to this contact` });
    }
    const acknowledged = query.wait ? { acknowledged: await said.acknowledged } : {};
    return reply.code(202).send({ id: said.id, ...acknowledged });
  });
}

function viewOf({ name, waId, userId, withoutPhone }: Contact): Contact {
  return { name, waId, userId, withoutPhone };
}

const nobody = { error: 'waId: no such contact' };
