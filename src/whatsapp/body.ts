import type { Content, Template } from '../conversations/content.ts';
import type { SentKind } from '../conversations/file.ts';

/** A message with its address. */
export type Addressed = {
  /** Ours, at most 512 characters; Meta repeats it in every status. */
  readonly id: string;
  readonly phoneNumberId: string;
  /** `waId` is digits without +; without one the business-scoped id is the address. */
  readonly to: { readonly userId: string | null; readonly waId: string | null };
  readonly content: Content;
  /** What Meta calls the file that goes along, once it has it; `null`: none does. */
  readonly mediaId: string | null;
};

type Body = Readonly<Record<string, unknown>>;

/**
 * The JSON of a send. A phone goes in `to`, with + or Meta puts our own country before it; a business-scoped id goes in
 * `recipient`, for in `to` Meta takes it with 200 and never delivers.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
export function bodyOf({ id, to, content, mediaId }: Addressed): Body {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...(to.waId === null ? { recipient: to.userId } : { to: `+${to.waId}` }),
    ...contentOf(content, mediaId ?? ''),
    biz_opaque_callback_data: id,
  };
}

function contentOf(content: Content, mediaId: string): Body {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: { body: content.text, preview_url: false } };
    case 'file':
      return { type: content.kind, [content.kind]: fileOf(content, mediaId) };
    case 'location': {
      const { latitude, longitude, name, address } = content;
      return { type: 'location', location: { latitude, longitude, name, address } };
    }
    case 'contacts':
      return { type: 'contacts', contacts: content.cards.map(cardOf) };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: content.to, emoji: content.emoji } };
    case 'template':
      return { type: 'template', template: templateOf(content, mediaId) };
    case 'buttons':
    case 'list':
    case 'link':
    case 'askLocation':
    case 'flow':
      return { type: 'interactive', interactive: interactiveOf(content) };
  }
}

type Interactive = Extract<Content, { type: 'buttons' | 'list' | 'link' | 'askLocation' | 'flow' }>;

function interactiveOf(content: Interactive): Body {
  const body = { text: content.text };
  switch (content.type) {
    case 'buttons': {
      const buttons = content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
      return { type: 'button', body, action: { buttons } };
    }
    case 'list':
      return { type: 'list', body, action: { button: content.label, sections: [{ rows: content.rows }] } };
    case 'link': {
      const parameters = { display_text: content.label, url: content.url };
      return { type: 'cta_url', body, action: { name: 'cta_url', parameters } };
    }
    case 'askLocation':
      return { type: 'location_request_message', body, action: { name: 'send_location' } };
    case 'flow':
      return { type: 'flow', body, action: { name: 'flow', parameters: flowOf(content) } };
  }
}

/** Without a first screen the form asks our end point for it. */
function flowOf({ flow, token, label, screen }: Extract<Content, { type: 'flow' }>): Body {
  return {
    flow_message_version: '3',
    flow_id: flow,
    flow_token: token,
    flow_cta: label,
    ...(screen === undefined
      ? { flow_action: 'data_exchange' }
      : { flow_action: 'navigate', flow_action_payload: { screen } }),
  };
}

function fileOf({ kind, text, name }: { kind: SentKind; text?: string; name?: string }, id: string): Body {
  return {
    id,
    ...(text && kind !== 'audio' ? { caption: text } : {}),
    ...(name !== undefined && kind === 'document' ? { filename: name } : {}),
  };
}

type Card = Extract<Content, { type: 'contacts' }>['cards'][number];

/** Meta asks for one more part of the name beside the whole. */
function cardOf({ name, phone, company }: Card): Body {
  return {
    name: { formatted_name: name, first_name: name.split(' ')[0] },
    phones: [{ phone, type: 'WORK', wa_id: phone.replaceAll(/\D/g, '') }],
    ...(company === undefined ? {} : { org: { company } }),
  };
}

/** Meta holds the text: only what stands for its variables goes along, and what each of its buttons means here. */
function templateOf(template: Template, mediaId: string): Body {
  const { name, language, body, names, buttons, others = [] } = template;
  const texts = body.map((text, index) => {
    const parameter_name = names?.[index];
    return { type: 'text', ...(parameter_name === undefined ? {} : { parameter_name }), text };
  });
  const components = [
    ...headerOf(template, mediaId),
    ...(texts.length > 0 ? [{ type: 'body', parameters: texts }] : []),
    ...buttons.map(({ id: payload }, index) => button('quick_reply', index, { type: 'payload', payload })),
    ...others.map(({ kind, index, value }) => button(kind, index, parameterOf(kind, value))),
  ];
  return { name, language: { code: language, policy: 'deterministic' }, components };
}

const button = (sub_type: string, index: number, parameter: Body): Body => ({
  type: 'button',
  sub_type,
  index: String(index),
  parameters: [parameter],
});

function parameterOf(kind: 'url' | 'copy_code' | 'flow', value: string): Body {
  if (kind === 'url') return { type: 'text', text: value };
  return kind === 'copy_code'
    ? { type: 'coupon_code', coupon_code: value }
    : { type: 'action', action: { flow_token: value } };
}

function headerOf({ header }: Template, mediaId: string): Body[] {
  if (!header) return [];
  if ('text' in header) return [{ type: 'header', parameters: [{ type: 'text', text: header.text }] }];
  const parameter =
    'file' in header
      ? { type: header.kind, [header.kind]: fileOf(header, mediaId) }
      : { type: 'location', location: header };
  return [{ type: 'header', parameters: [parameter] }];
}
