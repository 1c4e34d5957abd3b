import { z } from 'zod';
import type { Beside as Besides, Said } from '../conversations/content.ts';
import { storable, storableValue } from '../platform/json.ts';

const text = z.string().transform(storable);
const named = text.optional().catch(undefined);

const Reply = z.object({ id: text, title: text.catch('') });

/** What Meta gives of a file. `url` opens with our token, for five minutes. */
const File = z.object({
  id: named,
  mime_type: named,
  sha256: named,
  caption: named,
  filename: named,
  voice: z.boolean().optional().catch(undefined),
  animated: z.boolean().optional().catch(undefined),
});

const Beside = z.record(z.string(), z.unknown());

type Message = Readonly<Record<string, unknown>>;
type Reader = (content: unknown, message: Message) => Said | null;

/** A caption is what they say, the picture is what it is about. */
function file(what: string): Reader {
  return (content) => {
    const { caption, ...found } = File.catch({}).parse(content);
    const beside = { [what]: found };
    return caption ? { kind: 'text', text: caption, beside } : { kind: 'unreadable', what, beside };
  };
}

const Location = z.looseObject({ latitude: z.coerce.number(), longitude: z.coerce.number() });
const Interactive = z.looseObject({
  button_reply: Reply.optional().catch(undefined),
  list_reply: Reply.optional().catch(undefined),
  type: named,
});
const Button = z.object({ payload: text.catch(''), text: text.catch('') });
const Order = z.looseObject({ text: named });
const Unsupported = z.object({
  errors: z.array(z.object({ code: z.coerce.number() })).min(1),
  unsupported: z.object({ type: named }).optional().catch(undefined),
});

/** By the key that holds the content: `type` may be absent, wrong or new. */
const readers: Readonly<Record<string, Reader>> = {
  text: (content) => {
    const found = z.object({ body: text }).safeParse(content);
    return found.success ? { kind: 'text', text: found.data.body } : null;
  },
  interactive: (content) => {
    const { button_reply, list_reply, type = 'interactive' } = Interactive.catch({}).parse(content);
    const reply = button_reply ?? list_reply;
    if (reply) return { kind: 'tap', option: reply.id, title: reply.title };
    // A flow that was filled in, a permission to call, a card of a carousel; or nothing at all, and `errors` beside it.
    return { kind: 'unreadable', what: type, beside: { interactive: content } };
  },
  button: (content) => {
    const { payload, text: title } = Button.parse(content ?? {});
    return { kind: 'tap', option: payload, title };
  },
  image: file('image'),
  video: file('video'),
  audio: file('audio'),
  voice: file('audio'),
  document: file('document'),
  sticker: file('sticker'),
  location: (content) => {
    const found = Location.safeParse(content);
    return found.success ? { kind: 'unreadable', what: 'location', beside: { location: found.data } } : null;
  },
  contacts: (content) => ({ kind: 'unreadable', what: 'contacts', beside: { contacts: content } }),
  order: (content) => {
    const said = Order.catch({}).parse(content).text;
    const beside = { order: content };
    return said ? { kind: 'text', text: said, beside } : { kind: 'unreadable', what: 'order', beside };
  },
};

/**
 * What a message says. Total: what cannot be read is named by its type, and asked for again. An ad that led here stands
 * beside it.
 */
export function saidOf(message: Message): Said {
  const said = contentOf(message);
  const { referral, context } = message;
  const beside: Besides = {
    ...said.beside,
    ...(referral === undefined ? {} : { referral }),
    ...(context === undefined ? {} : { context }),
  };
  return Object.keys(beside).length === 0 ? said : { ...said, beside: Beside.parse(storableValue(beside)) };
}

function contentOf(message: Message): Said {
  for (const [key, read] of Object.entries(readers)) {
    if (!(key in message)) continue;
    const said = read(message[key], message);
    if (said) return said;
  }
  const type = typeof message['type'] === 'string' ? storable(message['type']) : 'unknown';
  return { kind: 'unreadable', what: type, ...why(message) };
}

/** 131051: a kind that Meta does not hand on. 131060: a first message that it could not; both ask to send it again. */
function why(message: Message): { readonly beside?: Besides } {
  const { data } = Unsupported.safeParse(message);
  if (!data) return {};
  return { beside: { code: data.errors[0]?.code, type: data.unsupported?.type } };
}

/** The phone that they shared because we asked for it; `null`: it is somebody else's card, or none. */
export function sharedPhone(message: Message): string | null {
  const Shared = z.array(
    z.looseObject({ origin: z.literal('contact_request'), phones: z.array(z.looseObject({ wa_id: text })).min(1) }),
  );
  return Shared.safeParse(message['contacts']).data?.[0]?.phones[0]?.wa_id ?? null;
}
