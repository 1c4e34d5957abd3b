import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Update } from '../conversations/update.ts';
import { printJson, storable } from '../platform/json.ts';

/*
 * Parsed as leniently as can be: Meta changes its webhooks monthly, and an update that we do not know is kept, not
 * refused. Whatever does not have the expected shape becomes an update of kind `other`.
 */
const Metadata = z.object({ phone_number_id: z.string() });
const Envelope = z.object({ entry: z.array(z.unknown()) });
const Entry = z.object({ id: z.unknown().optional(), time: z.unknown().optional(), changes: z.array(z.unknown()) });
const Messages = z.object({
  field: z.literal('messages'),
  value: z.looseObject({
    metadata: Metadata,
    contacts: z.array(z.unknown()).catch([]),
    messages: z.array(z.unknown()).catch([]),
    statuses: z.array(z.unknown()).catch([]),
    errors: z.array(z.unknown()).catch([]),
  }),
});
const Echoes = z.object({
  field: z.literal('smb_message_echoes'),
  value: z.looseObject({ metadata: Metadata, message_echoes: z.array(z.unknown()).min(1) }),
});
const Identified = z.looseObject({ id: z.string().min(1) });
const Status = z.looseObject({
  id: z.string().min(1),
  status: z.string(),
  recipient_participant_id: z.string().nullish().catch(null),
  recipient_participant_user_id: z.string().nullish().catch(null),
});

/**
 * Every entry × change × message × status of a webhook body, in the order they stand; messages before statuses.
 * Total: what is not understood is in there too, as `other`.
 *
 * @param text the body as it came, for what is nested too deeply to be printed
 */
export function updatesOf(body: unknown, text = ''): Update[] {
  const updates = updatesOfBody(body);
  return updates.includes(null) ? [raw(text)] : updates.filter((each) => each !== null);
}

function updatesOfBody(body: unknown): (Update | null)[] {
  const envelope = Envelope.safeParse(body);
  if (!envelope.success) return [other(body)];
  return envelope.data.entry.flatMap((each) => {
    const entry = Entry.safeParse(each);
    if (!entry.success) return [other({ entry: each })];
    const { id, time, changes } = entry.data;
    return changes.flatMap((change) => updatesOfChange(change, { id, time }));
  });
}

function updatesOfChange(change: unknown, entry: { id: unknown; time: unknown }): (Update | null)[] {
  const echoes = Echoes.safeParse(change);
  if (echoes.success) return echoesOf(echoes.data.value);
  const parsed = Messages.safeParse(change);
  if (!parsed.success) return [other({ ...entry, change }, numberIn(change))];
  const { metadata, contacts, messages, statuses, errors } = parsed.data.value;
  const number = storable(metadata.phone_number_id);
  const contactOf = contactFinder(contacts);
  const nothing = messages.length + statuses.length + errors.length === 0;
  return [
    ...messages.map((message) => messageUpdate({ message, contact: contactOf(message), account: entry.id }, number)),
    ...statuses.map((status) => statusUpdate(status, number)),
    ...(nothing || errors.length > 0 ? [other({ ...entry, change }, number)] : []),
  ];
}

const Routed = z.object({ value: z.object({ metadata: Metadata }) });

/** The number that a change names, of whatever field; '': it is about the account. */
function numberIn(change: unknown): string {
  return storable(Routed.safeParse(change).data?.value.metadata.phone_number_id ?? '');
}

/** What a person wrote to contacts in the app of the business. */
function echoesOf({ metadata, message_echoes }: z.output<typeof Echoes>['value']): (Update | null)[] {
  const number = storable(metadata.phone_number_id);
  return message_echoes.map((echo) => {
    const identified = Identified.safeParse(echo);
    return identified.success ? update('echo', identified.data.id, { echo }, number) : other({ echo }, number);
  });
}

const Sender = z.object({ from: z.string().optional(), from_user_id: z.string().optional() });
const ContactIds = z.object({ wa_id: z.string().optional(), user_id: z.string().optional() });

/**
 * Finds the contact of a message among those of its batch: by id, never by position, or a message could be filed under
 * somebody else. A message that names no sender has one only if there is just one.
 */
function contactFinder(contacts: readonly unknown[]): (message: unknown) => unknown {
  const byId = new Map<string, unknown>();
  for (const contact of contacts) {
    const { wa_id, user_id } = ContactIds.safeParse(contact).data ?? {};
    for (const id of [wa_id, user_id]) if (id !== undefined) byId.set(id, contact);
  }
  return (message) => {
    const { from, from_user_id } = Sender.safeParse(message).data ?? {};
    if (from === undefined && from_user_id === undefined) return contacts.length === 1 ? contacts[0] : undefined;
    return byId.get(from_user_id ?? '') ?? byId.get(from ?? '');
  };
}

/** A message, who sent it, and the account to which Meta addressed it. */
type Enclosed = { readonly message: unknown; readonly contact: unknown; readonly account: unknown };

function messageUpdate({ message, contact, account }: Enclosed, phoneNumberId: string): Update | null {
  const identified = Identified.safeParse(message);
  if (!identified.success) return other({ message, contact }, phoneNumberId);
  return update('message', identified.data.id, { message, contact, account }, phoneNumberId);
}

function statusUpdate(status: unknown, phoneNumberId: string): Update | null {
  const parsed = Status.safeParse(status);
  if (!parsed.success) return other({ status }, phoneNumberId);
  const { id, status: name, recipient_participant_id, recipient_participant_user_id } = parsed.data;
  const key = [id, name, recipient_participant_id ?? recipient_participant_user_id].filter(Boolean).join('/');
  return update('status', key, { status }, phoneNumberId);
}

/** `null`: nested deeper than can be printed. */
function other(value: unknown, phoneNumberId = ''): Update | null {
  const payload = printJson(value);
  return payload === null ? null : { phoneNumberId, kind: 'other', key: sha256(payload), payload };
}

function raw(text: string): Update {
  return { phoneNumberId: '', kind: 'other', key: sha256(text), payload: JSON.stringify(text) };
}

function update(
  kind: 'message' | 'status' | 'echo',
  key: string,
  value: unknown,
  phoneNumberId: string,
): Update | null {
  const payload = printJson(value);
  // A key longer than an index entry may be is none of Meta's; its hash identifies it as well.
  const short = key.length <= 512 ? storable(key) : sha256(key);
  return payload === null ? null : { phoneNumberId, kind, key: short, payload };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
