import { z } from 'zod';
import { userIdShape } from './contact.ts';
import { CardBody, Files, PlaceBody, text, type Card, type Content, type FileKind } from './content.ts';
import { type GraphRefusal, refusal } from './graph.ts';
import { Interactive, shownOf } from './interactive.ts';
import { filled, TemplateBody, type Templates } from './template.ts';

export type Send = {
  readonly kind: 'send';
  /** As given, for the answer repeats it. */
  readonly input: string;
  /** Where it goes: digits or a user id. A user id in `to` is taken and goes nowhere, as at Meta. [3] */
  readonly address: { readonly field: 'to' | 'recipient'; readonly key: string };
  readonly content: Content;
  readonly callbackData?: string | undefined;
  /** The message that it answers. */
  readonly replyTo?: string | undefined;
};

/** "I have read up to this message", and perhaps "I am typing". */
export type Receipt = { readonly kind: 'read'; readonly messageId: string; readonly typing: boolean };

const characters = new Intl.Segmenter('pt', { granularity: 'grapheme' });
/** An empty one takes a reaction back. */
const isOneCharacter = (emoji: string) => [...characters.segment(emoji)].length <= 1;

const Addressed = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().optional(),
  recipient: z.string().regex(userIdShape, 'must be a business-scoped user id such as BR.1349').optional(),
  context: z.object({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(512, 'at most 512 characters').optional(),
});

const SendBody = z.discriminatedUnion('type', [
  Addressed.extend({
    type: z.literal('text'),
    text: z.strictObject({ body: text(4096), preview_url: z.boolean().optional() }),
  }),
  Addressed.extend({ type: z.literal('image'), image: Files.image }),
  Addressed.extend({ type: z.literal('video'), video: Files.video }),
  Addressed.extend({ type: z.literal('audio'), audio: Files.audio }),
  Addressed.extend({ type: z.literal('document'), document: Files.document }),
  Addressed.extend({ type: z.literal('sticker'), sticker: Files.sticker }),
  Addressed.extend({ type: z.literal('location'), location: PlaceBody }),
  Addressed.extend({
    type: z.literal('contacts'),
    contacts: z.array(CardBody).min(1, '1 to 5 contacts').max(5, '1 to 5 contacts'),
  }),
  Addressed.extend({
    type: z.literal('reaction'),
    reaction: z.strictObject({ message_id: text(512), emoji: z.string().refine(isOneCharacter, 'must be one emoji') }),
  }),
  Addressed.extend({ type: z.literal('interactive'), interactive: Interactive }),
  Addressed.extend({ type: z.literal('template'), template: TemplateBody }),
]);
type SendBody = z.output<typeof SendBody>;

const ReadBody = z.object({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: text(512),
  typing_indicator: z.object({ type: z.literal('text') }).optional(),
});

/**
 * What the body of `POST /{PHONE_ID}/messages` asks for, or why Meta would not have it.
 *
 * @param templates those that were approved
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
export function readBody(body: unknown, templates: Templates): Send | Receipt | GraphRefusal {
  if (typeof body === 'object' && body !== null && 'status' in body) {
    const { data, error } = ReadBody.safeParse(body, { reportInput: true });
    if (error) return complaint(error.issues);
    return { kind: 'read', messageId: data.message_id, typing: data.typing_indicator !== undefined };
  }
  const { data, error } = SendBody.safeParse(body, { reportInput: true });
  return error ? complaint(error.issues) : sendOf(data, templates);
}

function sendOf(body: SendBody, templates: Templates): Send | GraphRefusal {
  const { to, recipient, biz_opaque_callback_data: callbackData } = body;
  const content = body.type === 'template' ? filled(body.template, templates) : contentOf(body);
  if ('kind' in content) return content;
  const more = { content, callbackData, replyTo: body.context?.message_id };
  // Both: `to` wins.
  if (to === undefined) {
    if (recipient === undefined) return refusal(100, 'to: the parameter to or recipient is required');
    return { kind: 'send', input: recipient, address: { field: 'recipient', key: recipient }, ...more };
  }
  const isUserId = userIdShape.test(to);
  const key = isUserId ? to : to.replaceAll(/[\s()+-]/g, '');
  if (!isUserId && !/^\d{6,15}$/.test(key)) return refusal(131009, 'to: must be a phone number');
  return { kind: 'send', input: to, address: { field: 'to', key }, ...more };
}

/** What the phone shows of it. */
function contentOf(body: Exclude<SendBody, { type: 'template' }>): Content {
  switch (body.type) {
    case 'text':
      return { type: 'text', text: body.text.body };
    case 'image':
      return fileOf('image', body.image);
    case 'video':
      return fileOf('video', body.video);
    case 'audio':
      return fileOf('audio', body.audio);
    case 'document':
      return fileOf('document', body.document);
    case 'sticker':
      return fileOf('sticker', body.sticker);
    case 'location':
      return { type: 'location', text: '', place: body.location };
    case 'contacts':
      return { type: 'contacts', text: '', cards: body.contacts.map(cardOf) };
    case 'reaction':
      return { type: 'reaction', text: body.reaction.emoji, to: body.reaction.message_id };
    case 'interactive':
      return shownOf(body.interactive);
  }
}

type FileBody = {
  readonly id?: string | undefined;
  readonly link?: string | undefined;
  readonly caption?: string | undefined;
  readonly filename?: string | undefined;
  readonly voice?: boolean | undefined;
};

function fileOf(kind: FileKind, { id, link, caption = '', filename, voice }: FileBody): Content {
  return { type: kind, text: caption, file: { kind, id, link, name: filename, isVoice: voice } };
}

function cardOf({ name, phones = [] }: z.output<typeof CardBody>): Card {
  return { name: name.formatted_name, phones: phones.map(({ phone }) => phone) };
}

/** Parameters that Meta checks before it looks at the message. */
const outer = new Set(['messaging_product', 'recipient_type', 'to', 'type', 'status', '']);

function complaint([issue]: readonly z.core.$ZodIssue[]): GraphRefusal {
  const where = (issue?.path ?? []).reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`;
    return path ? `${path}.${String(part)}` : String(part);
  }, '');
  const missing = issue?.code === 'invalid_type' && issue.input === undefined;
  const code = outer.has(where) ? 100 : missing ? 131008 : 131009;
  const rule = missing ? 'is required' : (issue?.message ?? 'is not valid');
  return refusal(code, `${where || 'body'}: ${rule}`);
}
