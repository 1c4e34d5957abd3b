import { z } from 'zod';
import type { Sighting } from '../contacts/contact.ts';
import type { Said } from '../conversations/content.ts';
import { deliveryRanks, type DeliveryReport } from '../conversations/delivery.ts';
import { storable } from '../platform/json.ts';

const text = z.string().transform(storable);
const named = text.optional().catch(undefined);

const Message = z.looseObject({
  id: text,
  from: named,
  from_user_id: named,
  timestamp: z.coerce.number().int().positive().max(32_503_680_000),
  type: named,
});
const Contact = z
  .object({ wa_id: named, user_id: named, profile: z.object({ name: named }).optional().catch(undefined) })
  .catch({});
const Filed = z.object({ message: Message, contact: Contact.optional() });

const Reply = z.object({ id: text, title: text.catch('') });
const contents = {
  text: z
    .object({ text: z.object({ body: text }) })
    .transform((message): Said => ({ kind: 'text', text: message.text.body })),
  interactive: z
    .object({
      interactive: z.union([
        z.object({ button_reply: Reply }).transform((reply) => reply.button_reply),
        z.object({ list_reply: Reply }).transform((reply) => reply.list_reply),
      ]),
    })
    .transform(({ interactive: { id, title } }): Said => ({ kind: 'tap', option: id, title })),
  button: z
    .object({ button: z.object({ payload: text.catch(''), text: text.catch('') }) })
    .transform(({ button }): Said => ({ kind: 'tap', option: button.payload, title: button.text })),
};

/** What never is something said to us: it is kept in the inbox and starts no turn. */
const silent = new Set(['system', 'reaction', 'edit', 'revoke', 'request_welcome', 'ephemeral']);

export type IncomingMessage = {
  readonly wamid: string;
  readonly sighting: Sighting;
  readonly said: Said;
  readonly at: Temporal.Instant;
};

/**
 * A message as Meta sent it, in our words: `null` when it is nothing that wants an answer, `unreadable` when it names
 * no sender or no time.
 *
 * The phone comes without + and may be absent; then `from_user_id`, the business-scoped id, is there.
 */
export function messageOf(payload: unknown): IncomingMessage | 'unreadable' | null {
  const filed = Filed.safeParse(payload);
  if (!filed.success) return 'unreadable';
  const { message, contact } = filed.data;
  if (silent.has(message.type ?? '')) return null;
  const sighting = sightingOf(message, contact);
  if (sighting.userId === null && sighting.waId === null) return 'unreadable';
  return {
    wamid: message.id,
    sighting,
    said: saidOf(message),
    at: Temporal.Instant.fromEpochMilliseconds(message.timestamp * 1000),
  };
}

function sightingOf(
  { from, from_user_id }: z.output<typeof Message>,
  contact: z.output<typeof Contact> = {},
): Sighting {
  return {
    userId: from_user_id ?? contact.user_id ?? userIdIn(from),
    waId: phoneIn(from) ?? contact.wa_id ?? null,
    profileName: contact.profile?.name ?? null,
  };
}

function saidOf(message: z.output<typeof Message>): Said {
  for (const content of Object.values(contents)) {
    const said = content.safeParse(message);
    if (said.success) return said.data;
  }
  return { kind: 'unreadable', what: message.type ?? 'unknown' };
}

/** A BSUID has been seen in `from`: two letters, a point, up to 128 letters and digits. */
const businessScoped = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;
const userIdIn = (from: string | undefined) => (from !== undefined && businessScoped.test(from) ? from : null);
const phoneIn = (from: string | undefined) => (from !== undefined && /^\d{5,20}$/.test(from) ? from : null);

const Echo = z.object({
  echo: z.looseObject({
    id: text,
    to: named,
    to_user_id: named,
    timestamp: z.coerce.number().int().positive().max(32_503_680_000),
    type: named,
    text: z.object({ body: text }).optional().catch(undefined),
  }),
});

/** What a person answered in the WhatsApp Business app. */
export type Echo = {
  readonly wamid: string;
  readonly to: Sighting;
  readonly text: string;
  readonly at: Temporal.Instant;
};

/** As `messageOf`; what is no text is named by its kind. An edit or a deletion says nothing new. */
export function echoOf(payload: unknown): Echo | 'unreadable' | null {
  const parsed = Echo.safeParse(payload);
  if (!parsed.success) return 'unreadable';
  const { id, to, to_user_id, timestamp, type, text: said } = parsed.data.echo;
  if (silent.has(type ?? '')) return null;
  const userId = to_user_id ?? userIdIn(to);
  const waId = phoneIn(to?.replace(/^\+/, ''));
  if (userId === null && waId === null) return 'unreadable';
  return {
    wamid: id,
    to: { userId, waId, profileName: null },
    text: said?.body ?? `[${type ?? 'unknown'}]`,
    at: Temporal.Instant.fromEpochMilliseconds(timestamp * 1000),
  };
}

const Status = z.object({
  status: z.object({
    id: text,
    status: z.string(),
    biz_opaque_callback_data: z.uuid().nullish().catch(null),
    errors: z
      .array(z.object({ code: z.coerce.string() }))
      .optional()
      .catch(undefined),
  }),
});

/** What a status reports about a message of ours, or `null` when it is none that we know. */
export function reportOf(payload: unknown): DeliveryReport | null {
  const parsed = Status.safeParse(payload);
  if (!parsed.success) return null;
  const { status } = parsed.data;
  const known = deliveryRanks.find((rank) => rank === status.status);
  if (!known) return null;
  return {
    wamid: status.id,
    outboxId: status.biz_opaque_callback_data ?? null,
    status: known,
    errorCode: status.errors?.[0]?.code ?? null,
  };
}
