import { createHmac } from 'node:crypto';
import type { Message, Offer } from './chats.ts';
import type { File } from './content.ts';
import type { Media } from './media.ts';
import { type Contact, userIdShape } from './contact.ts';
import { titleOf } from './graph.ts';

/** The business's side of a webhook. */
export type Business = {
  readonly businessAccountId: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
};

/** One entry of `statuses[]`, in Meta's words. */
export type StatusUpdate = Readonly<Record<string, unknown>>;

/**
 * The bytes of a webhook, in the envelope of v25.
 *
 * Meta escapes all that is not ASCII, and signs the bytes so: who parses and prints them again gets another signature.
 *
 * @param content `messages` with `contacts`, or `statuses`
 */
export function webhookOf(business: Business, content: Readonly<Record<string, unknown>>): Buffer {
  const metadata = {
    display_phone_number: business.displayPhoneNumber,
    phone_number_id: business.phoneNumberId,
  };
  const value = { messaging_product: 'whatsapp', metadata, ...content };
  return bodyOf(business.businessAccountId, [{ value, field: 'messages' }]);
}

/** The bytes of a webhook with changes of any field. */
export function bodyOf(businessAccountId: string, changes: readonly object[]): Buffer {
  const body = { object: 'whatsapp_business_account', entry: [{ id: businessAccountId, changes }] };
  return Buffer.from(JSON.stringify(body).replaceAll(/[\u0080-\uffff]/g, escape));
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The header `X-Hub-Signature-256`. */
export function signatureOf(bytes: Buffer, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
}

/** `contacts` and `messages` of what a contact said. */
export function saidBy(
  contact: Contact,
  message: Message,
  business: Business,
  beside: { readonly offer?: Offer | undefined; readonly media: Media },
): Record<string, unknown> {
  const { withoutPhone, waId, userId, name } = contact;
  const head = {
    ...(withoutPhone ? {} : { from: waId }),
    from_user_id: userId,
    id: message.id,
    timestamp: seconds(Temporal.Instant.from(message.at)),
  };
  return {
    contacts: [{ profile: { name }, ...(withoutPhone ? {} : { wa_id: waId }), user_id: userId }],
    messages: [{ ...head, ...contextOf(message, business), ...said(message, business, beside) }],
  };
}

type Json = Record<string, unknown>;

const numberOf = ({ displayPhoneNumber }: Business) => displayPhoneNumber.replaceAll(/\D/g, '');

function contextOf({ replyTo }: Message, business: Business): Json {
  return replyTo === undefined ? {} : { context: { from: numberOf(business), id: replyTo } };
}

function said(
  { type, text, file, place, to }: Message,
  business: Business,
  { offer, media }: { readonly offer?: Offer | undefined; readonly media: Media },
): Json {
  if (offer) return tap(offer, business);
  if (place) return { type, location: place };
  if (to !== undefined) return { type, reaction: { message_id: to, ...(text === '' ? {} : { emoji: text }) } };
  return file ? { type, [type]: fileOf(file, text, media) } : { type: 'text', text: { body: text } };
}

/** Meta tells the sum in base64 here, and in hex where it is asked of the file. [?] */
function fileOf({ id = '', kind, name, isVoice }: File, caption: string, media: Media): Json {
  const medium = media.find(id);
  return {
    id,
    mime_type: medium?.type ?? 'application/octet-stream',
    sha256: Buffer.from(medium?.sha256 ?? '', 'hex').toString('base64'),
    ...(caption === '' ? {} : { caption }),
    ...(name === undefined || kind !== 'document' ? {} : { filename: name }),
    ...(kind === 'audio' ? { voice: isVoice ?? false } : {}),
    ...(kind === 'sticker' ? { animated: false } : {}),
  };
}

function tap({ type, option, from }: Offer, business: Business): Record<string, unknown> {
  const { id, title, description } = option;
  const context = { from: numberOf(business), id: from };
  if (type === 'quick_reply') return { context, type: 'button', button: { payload: id, text: title } };
  return {
    context,
    type: 'interactive',
    interactive: { type, [type]: description === undefined ? { id, title } : { id, title, description } },
  };
}

/** What a status is about: who gets the message, and what the business wrote on it for itself. */
export type Sent = {
  readonly id: string;
  /** Absent: nobody has this address. */
  readonly contact?: Contact | undefined;
  /** Digits of a phone number, or a user id. */
  readonly address: string;
  readonly callbackData?: string | undefined;
};

/** It will not arrive, and why. */
export function failedOf(sent: Sent, code: number, now: Temporal.Instant): StatusUpdate {
  const title = titleOf(code);
  const href = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';
  const failure = { code, title, message: title, error_data: { details: `${title}.` }, href };
  return { ...statusOf(sent, 'failed', now), errors: [failure] };
}

export function statusOf(
  { id, contact, address, callbackData }: Sent,
  status: 'sent' | 'delivered' | 'read' | 'failed',
  now: Temporal.Instant,
): StatusUpdate {
  return {
    id,
    status,
    timestamp: seconds(now),
    ...recipient(contact, address),
    ...(callbackData === undefined ? {} : { biz_opaque_callback_data: callbackData }),
  };
}

function recipient(contact: Contact | undefined, address: string): Record<string, unknown> {
  if (!contact) return userIdShape.test(address) ? { recipient_user_id: address } : { recipient_id: address };
  const { withoutPhone, waId, userId } = contact;
  return withoutPhone ? { recipient_user_id: userId } : { recipient_id: waId, recipient_user_id: userId };
}

function seconds(at: Temporal.Instant): string {
  return String(Math.floor(at.epochMilliseconds / 1000));
}
