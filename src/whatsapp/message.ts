import { z } from 'zod';
import type { Sighting } from '../contacts/contact.ts';
import type { Said } from '../conversations/content.ts';
import type { DeliveryReport } from '../conversations/delivery.ts';
import { storable } from '../platform/json.ts';
import { saidOf, sharedPhone } from './said.ts';

const text = z.string().transform(storable);
const named = text.optional().catch(undefined);

const Message = z.looseObject({
  id: text,
  from: named,
  from_user_id: named,
  from_parent_user_id: named,
  group_id: named,
  timestamp: z.coerce.number().int().positive().max(32_503_680_000),
  type: named,
});
const Contact = z
  .object({
    wa_id: named,
    user_id: named,
    parent_user_id: named,
    profile: z.object({ name: named }).optional().catch(undefined),
  })
  .catch({});
const Filed = z.object({ message: Message, contact: Contact.optional() });

/** What never is something said to us: see `change.ts`, or it is kept in the inbox and no more. */
const silent = new Set(['system', 'reaction', 'edit', 'revoke', 'request_welcome']);

export type IncomingMessage = {
  readonly wamid: string;
  readonly sighting: Sighting;
  readonly said: Said;
  readonly at: Temporal.Instant;
};

/** A message without what it says. */
export type Enveloped = Omit<IncomingMessage, 'said'> & {
  readonly type: string;
  readonly message: Readonly<Record<string, unknown>>;
};

/**
 * A message as Meta sent it, in our words: `null` when it is nothing that wants an answer, `unreadable` when it names
 * no sender or no time. What is said in a group is not said to us.
 *
 * The phone comes without + and may be absent; then `from_user_id`, the business-scoped id, is there.
 */
export function messageOf(payload: unknown): IncomingMessage | 'unreadable' | null {
  const enveloped = envelopeOf(payload);
  if (enveloped === null || enveloped === 'group') return enveloped === null ? 'unreadable' : null;
  const { wamid, sighting, at, type, message } = enveloped;
  if (silent.has(type)) return null;
  if (sighting.userId === null && sighting.waId === null) return 'unreadable';
  const shared = sharedPhone(message);
  return { wamid, sighting: { ...sighting, waId: sighting.waId ?? shared }, said: saidOf(message), at };
}

/** Its ids, sender and time; `null`: it has no id or no time. */
export function envelopeOf(payload: unknown): Enveloped | 'group' | null {
  const filed = Filed.safeParse(payload);
  if (!filed.success) return null;
  const { message, contact } = filed.data;
  if (message.group_id !== undefined) return 'group';
  return {
    wamid: message.id,
    sighting: sightingOf(message, contact),
    at: Temporal.Instant.fromEpochMilliseconds(message.timestamp * 1000),
    type: message.type ?? '',
    message,
  };
}

/** By the person's own business-scoped id, else by the one of the whole portfolio, else by phone. */
function sightingOf(
  { from, from_user_id, from_parent_user_id }: z.output<typeof Message>,
  contact: z.output<typeof Contact> = {},
): Sighting {
  return {
    userId: from_user_id ?? contact.user_id ?? userIdIn(from) ?? from_parent_user_id ?? contact.parent_user_id ?? null,
    waId: phoneIn(from) ?? contact.wa_id ?? null,
    profileName: contact.profile?.name ?? null,
  };
}

/** A BSUID has been seen in `from`: two letters, a point, up to 128 letters and digits. */
const businessScoped = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;
export const userIdIn = (from: string | undefined) => (from !== undefined && businessScoped.test(from) ? from : null);
export const phoneIn = (from: string | undefined) => (from !== undefined && /^\d{5,20}$/.test(from) ? from : null);

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

const reportable = ['sent', 'delivered', 'read', 'played', 'failed'] as const;

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

/**
 * What a status reports about a message of ours; `null`: one that we do not know (`deleted`, `warning`), which is kept
 * in the inbox and no more.
 */
export function reportOf(payload: unknown): DeliveryReport | 'unreadable' | null {
  const parsed = Status.safeParse(payload);
  if (!parsed.success) return 'unreadable';
  const { status } = parsed.data;
  const known = reportable.find((rank) => rank === status.status);
  if (!known) return null;
  return {
    wamid: status.id,
    outboxId: status.biz_opaque_callback_data ?? null,
    status: known,
    errorCode: status.errors?.[0]?.code ?? null,
  };
}
