/** What the content of a message is made from. */
export type Making = {
  /** In [0, 1). */
  readonly random: () => number;
  /** The id of an earlier message of the contact's. */
  readonly earlier: string;
  /** The phone and the business-scoped id that the contact has now. */
  readonly waId: string;
  readonly userId: string;
};

type Content = Readonly<Record<string, unknown>>;

const words = ['oi', 'quero marcar um corte', 'amanhã às 15h', 'quanto custa?', 'ção 👍 \u{1f1e7}\u{1f1f7}', 'cancela'];
const one = <Item>(of: readonly Item[], random: () => number): Item | undefined => of[Math.floor(random() * of.length)];
const id = (random: () => number) => String(Math.floor(random() * 1e15));

function file(kind: string, mime: string, more: Content = {}): (making: Making) => Content {
  return ({ random }) => ({
    type: kind,
    [kind]: { id: id(random), mime_type: mime, sha256: 'n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=', ...more },
  });
}

/** What Meta sends where it cannot hand a message on. 131060: often the first of somebody who comes from an ad. */
function unsupported(code: number, type?: string): () => Content {
  const title = code === 131060 ? 'This message is currently unavailable' : 'Message type unknown';
  return () => ({
    type: 'unsupported',
    errors: [{ code, title, message: title, error_data: { details: `${title}.` } }],
    ...(type === undefined ? {} : { unsupported: { type } }),
  });
}

const text = ({ random }: Making): Content => ({ type: 'text', text: { body: one(words, random) } });

/**
 * Every type of message that a contact's phone can cause, as Meta writes it: the content, without id, sender and time.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/reference/messages
 */
export const messageKinds: Readonly<Record<string, (making: Making) => Content>> = {
  text,
  image: file('image', 'image/jpeg', { caption: 'quero um assim' }),
  'image without caption': file('image', 'image/jpeg'),
  video: file('video', 'video/mp4'),
  document: file('document', 'application/pdf', { filename: 'laudo.pdf' }),
  sticker: file('sticker', 'image/webp', { animated: false }),
  audio: file('audio', 'audio/mpeg'),
  'voice note': file('audio', 'audio/ogg; codecs=opus', { voice: true }),
  'voice of old': file('voice', 'audio/ogg; codecs=opus'),
  location: () => ({
    type: 'location',
    location: { latitude: -23.5, longitude: -46.6, name: 'Praça', address: 'Rua 1' },
  }),
  'location without type': () => ({ location: { latitude: -23.5, longitude: -46.6 } }),
  contacts: () => ({
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Bia' }, phones: [{ phone: '+55 11 90000-0000', wa_id: '5511900000000' }] }],
  }),
  'contact request': ({ waId }) => ({
    type: 'contacts',
    contacts: [
      { name: { formatted_name: 'Eu' }, phones: [{ phone: `+${waId}`, wa_id: waId }], origin: 'contact_request' },
    ],
  }),
  'button reply': () => ({
    type: 'interactive',
    interactive: { type: 'button_reply', button_reply: { id: 'sim', title: 'Sim' } },
  }),
  'list reply': () => ({
    type: 'interactive',
    interactive: { type: 'list_reply', list_reply: { id: 'corte', title: 'Corte', description: '30 min' } },
  }),
  'flow reply': () => ({
    type: 'interactive',
    interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"1"}' } },
  }),
  'call permission': () => ({
    type: 'interactive',
    interactive: {
      type: 'call_permission_reply',
      call_permission_reply: { response: 'accept', response_source: 'user_action' },
    },
  }),
  'interactive without a body': () => ({ type: 'interactive' }),
  'template button': () => ({ type: 'button', button: { payload: 'sim', text: 'Confirmo' } }),
  reaction: ({ earlier }) => ({ type: 'reaction', reaction: { message_id: earlier, emoji: '👍' } }),
  'reaction removed': ({ earlier }) => ({ type: 'reaction', reaction: { message_id: earlier } }),
  order: () => ({
    type: 'order',
    order: {
      catalog_id: '1',
      text: 'para sexta',
      product_items: [{ product_retailer_id: 'x', quantity: 1, item_price: 10, currency: 'BRL' }],
    },
  }),
  edit: ({ earlier }) => ({
    type: 'edit',
    edit: { original_message_id: earlier, message: { type: 'text', text: { body: 'quis dizer sexta' } } },
  }),
  revoke: ({ earlier }) => ({ type: 'revoke', revoke: { original_message_id: earlier } }),
  'system number': ({ waId, userId }) => ({
    type: 'system',
    system: {
      type: 'user_changed_number',
      body: 'changed',
      wa_id: `${waId}9`,
      user_id: `${userId}N`,
      previous_user_id: userId,
    },
  }),
  'system number of old': ({ waId }) => ({
    type: 'system',
    system: { type: 'customer_changed_number', body: 'changed', new_wa_id: `${waId}8` },
  }),
  'system user id': ({ userId }) => ({
    type: 'system',
    system: { type: 'user_changed_user_id', body: 'changed', user_id: `${userId}M`, previous_user_id: userId },
  }),
  'system identity': () => ({ type: 'system', system: { type: 'user_identity_changed', body: 'changed' } }),
  'unsupported 131051': unsupported(131051, 'poll_creation'),
  'unsupported 131060': unsupported(131060),
  request_welcome: () => ({ type: 'request_welcome' }),
  ephemeral: () => ({ type: 'ephemeral' }),
  unknown: () => ({ type: 'hologram', hologram: { id: '1' } }),
  referral: (making) => ({
    ...text(making),
    referral: { source_url: 'https://fb.me/1', source_id: '1', source_type: 'ad', headline: 'Corte', ctwa_clid: 'x' },
  }),
  reply: (making) => ({ ...text(making), context: { from: '551155500100', id: making.earlier } }),
  forwarded: (making) => ({ ...text(making), context: { forwarded: true, frequently_forwarded: true } }),
  group: (making) => ({ ...text(making), group_id: 'Y2FwaQ' }),
};
