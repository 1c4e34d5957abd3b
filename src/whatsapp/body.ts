import type { Content, Template } from '../conversations/content.ts';

/** A message with its address. */
export type Addressed = {
  /** Ours, at most 512 characters; Meta repeats it in every status. */
  readonly id: string;
  readonly phoneNumberId: string;
  /** `waId` is digits without +; without one the business-scoped id is the address. */
  readonly to: { readonly userId: string | null; readonly waId: string | null };
  readonly content: Content;
};

/**
 * The JSON of a send. A phone goes in `to`, with + or Meta puts our own country before it; a business-scoped id goes in
 * `recipient`, for in `to` Meta takes it with 200 and never delivers.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
export function bodyOf({ id, to, content }: Addressed): Record<string, unknown> {
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...(to.waId === null ? { recipient: to.userId } : { to: `+${to.waId}` }),
    ...contentOf(content),
    biz_opaque_callback_data: id,
  };
}

function contentOf(content: Content): Record<string, unknown> {
  switch (content.type) {
    case 'text':
      return { type: 'text', text: { body: content.text, preview_url: false } };
    case 'buttons':
      return {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: content.text },
          action: { buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) },
        },
      };
    case 'list':
      return {
        type: 'interactive',
        interactive: {
          type: 'list',
          body: { text: content.text },
          action: { button: content.label, sections: [{ rows: content.rows }] },
        },
      };
    case 'template':
      return { type: 'template', template: templateOf(content) };
  }
}

/** Meta holds the text: only what stands for its variables goes along, and what each of its buttons means here. */
function templateOf({ name, language, body, buttons }: Template): Record<string, unknown> {
  const texts = { type: 'body', parameters: body.map((text) => ({ type: 'text', text })) };
  const replies = buttons.map(({ id }, index) => ({
    type: 'button',
    sub_type: 'quick_reply',
    index: String(index),
    parameters: [{ type: 'payload', payload: id }],
  }));
  const components = [...(body.length > 0 ? [texts] : []), ...replies];
  return { name, language: { code: language, policy: 'deterministic' }, components };
}
