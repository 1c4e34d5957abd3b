import { randomUUID } from 'node:crypto';
import { keep } from '../../src/conversations/inbox.store.ts';
import type { Db } from '../../src/platform/db.ts';
import { receiver } from '../../src/whatsapp/receive.job.ts';
import { channelForTests } from '../../src/whatsapp/testing.store.ts';
import { updatesOf } from '../../src/whatsapp/webhook.ts';

/** What somebody sends. A tap carries what was tapped; media carry a caption at most. */
export type Message =
  | { readonly kind: 'text'; readonly text: string; readonly quotes?: string }
  | { readonly kind: 'tap'; readonly option: string; readonly title: string }
  | { readonly kind: 'media'; readonly what: string; readonly caption: string };

export type Sender = { readonly waId: string; readonly profile: string };

/** How the webhooks come: once and in order, twice, or the last first. */
export type Delivery = 'plain' | 'twice' | 'reversed';

/** Meta's side of one number: webhooks as they come, kept and filed as the API and the worker do it. */
export type Channel = {
  readonly post: (messages: readonly Posted[], delivery: Delivery) => Promise<void>;
  /** A person of the business answers in the WhatsApp app on the phone. */
  readonly echo: (to: string, text: string, at: Temporal.Instant) => Promise<void>;
};

export type Posted = { readonly sender: Sender; readonly message: Message; readonly at: Temporal.Instant };

const none = new Temporal.Duration();

export function channelOn(db: Db, phoneNumberId: string): Channel {
  // The quiet time is the stage's: what is filed is due.
  const { receive } = receiver({ ...channelForTests(db), patience: { quiet: none, waitMax: none } });
  const file = async (bodies: readonly object[]) => {
    for (const body of bodies) await keep(db, updatesOf(body));
    while ((await receive()) > 0);
  };
  return {
    post: (messages, delivery) => {
      const bodies = messages.map((posted) => bodyOf(posted, phoneNumberId));
      if (delivery === 'reversed') bodies.reverse();
      return file(delivery === 'twice' ? bodies.flatMap((body) => [body, body]) : bodies);
    },
    echo: (to, text, at) => {
      const echo = {
        from: '551155500100',
        to,
        id: newId(),
        timestamp: seconds(at),
        type: 'text',
        text: { body: text },
      };
      return file([envelope('smb_message_echoes', { message_echoes: [echo] }, phoneNumberId)]);
    },
  };
}

function bodyOf({ sender: { waId, profile }, message, at }: Posted, phoneNumberId: string): object {
  const contacts = [{ wa_id: waId, profile: { name: profile } }];
  const context = message.kind === 'text' && message.quotes ? { context: { from: waId, id: message.quotes } } : {};
  const whole = { from: waId, id: newId(), timestamp: seconds(at), ...context, ...contentOf(message) };
  return envelope('messages', { contacts, messages: [whole] }, phoneNumberId);
}

function envelope(field: string, value: object, phoneNumberId: string): object {
  const metadata = { display_phone_number: '551155500100', phone_number_id: phoneNumberId };
  const change = { field, value: { messaging_product: 'whatsapp', metadata, ...value } };
  return { object: 'whatsapp_business_account', entry: [{ id: '200000000000001', changes: [change] }] };
}

function contentOf(message: Message): object {
  switch (message.kind) {
    case 'text':
      return { type: 'text', text: { body: message.text } };
    case 'tap': {
      const reply = { id: message.option, title: message.title };
      return { type: 'interactive', interactive: { type: 'button_reply', button_reply: reply } };
    }
    case 'media':
      return {
        type: message.what,
        [message.what]: message.caption ? { id: '1', caption: message.caption } : { id: '1' },
      };
  }
}

const newId = () => `wamid.${randomUUID()}`;
const seconds = (at: Temporal.Instant) => String(Math.floor(at.epochMilliseconds / 1000));
