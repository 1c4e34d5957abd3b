import { Agent, request } from 'undici';
import { asFault, codeOf, Fault } from '../platform/fault.ts';
import { sendMail } from '../platform/mail.ts';
import type { Secret } from '../platform/secret.ts';
import type { ChannelName, Contact, Notification } from './notification.ts';

/** How each channel is reached; what is not set up is absent. */
export type Channels = {
  readonly slack?: { readonly url: Secret };
  readonly webhook?: { readonly url: Secret };
  readonly email?: { readonly smtp: Secret; readonly from: string; readonly to: readonly string[] };
  /** Twilio's API, or one like it: `…/Accounts/AC…/Messages.json`. */
  readonly sms?: { readonly url: string; readonly account: string; readonly token: Secret; readonly from: string };
  /** A template with one variable that Meta has approved. */
  readonly whatsapp?: {
    readonly url: string;
    readonly token: Secret;
    readonly phoneNumberId: string;
    readonly template: string;
  };
};

/** A channel that does not answer within this has failed: the next is tried. */
const timeoutMs = 8_000;

const agent = new Agent({ connect: { timeout: 4_000 }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });

/**
 * Tells it. Resolves when the other side has taken it.
 *
 * @param contact whom, on the channels that call a person
 * @throws Fault `notify.<channel>`
 */
export async function tell(notification: Notification, channels: Channels, contact: Contact | null): Promise<void> {
  const { channel } = notification;
  try {
    await ways[channel](notification, channels, contact);
  } catch (error) {
    if (error instanceof Fault) throw error;
    throw new Fault('transient', `notify.${channel}`, { why: codeOf(error) || asFault(error).code }, error);
  }
}

type Way = (notification: Notification, channels: Channels, contact: Contact | null) => Promise<void>;

const absent = (channel: ChannelName) => new Fault('permanent', `notify.${channel}`, { why: 'not set up' });

const ways: Readonly<Record<ChannelName, Way>> = {
  async slack({ text }, { slack }) {
    if (!slack) throw absent('slack');
    await post(slack.url.reveal(), 'slack', { body: JSON.stringify({ text }) });
  },
  async webhook({ id, text, severity, alerts }, { webhook }) {
    if (!webhook) throw absent('webhook');
    await post(webhook.url.reveal(), 'webhook', { body: JSON.stringify({ id, text, severity, alerts }) });
  },
  async email({ id, text }, { email }, contact) {
    if (!email) throw absent('email');
    const to = contact?.email ?? email.to;
    await sendMail(email.smtp, { id, from: email.from, to, subject: text.split('\n')[0] ?? 'Alert', text });
  },
  async sms({ text }, { sms }, contact) {
    if (!sms || !contact?.phone) throw absent('sms');
    const body = new URLSearchParams({ From: sms.from, To: contact.phone, Body: text.slice(0, 600) }).toString();
    const basic = Buffer.from(`${sms.account}:${sms.token.reveal()}`).toString('base64');
    await post(sms.url, 'sms', { body, type: 'application/x-www-form-urlencoded', authorization: `Basic ${basic}` });
  },
  async whatsapp({ text }, { whatsapp }, contact) {
    if (!whatsapp || !contact?.phone) throw absent('whatsapp');
    const line = text.split('\n')[0] ?? '';
    const parameters = [{ type: 'text', text: line.slice(0, 500) }];
    const body = JSON.stringify({
      messaging_product: 'whatsapp',
      to: contact.phone,
      type: 'template',
      template: { name: whatsapp.template, language: { code: 'pt_BR' }, components: [{ type: 'body', parameters }] },
    });
    const authorization = `Bearer ${whatsapp.token.reveal()}`;
    await post(`${whatsapp.url}/${whatsapp.phoneNumberId}/messages`, 'whatsapp', { body, authorization });
  },
};

type Posting = { readonly body: string; readonly type?: string; readonly authorization?: string };

async function post(
  url: string,
  channel: ChannelName,
  { body, type = 'application/json', authorization }: Posting,
): Promise<void> {
  const headers = { 'content-type': type, ...(authorization === undefined ? {} : { authorization }) };
  const answer = await request(url, { method: 'POST', body, headers, dispatcher: agent });
  await answer.body.dump();
  const { statusCode } = answer;
  if (statusCode >= 300)
    throw new Fault(statusCode >= 500 || statusCode === 429 ? 'transient' : 'permanent', `notify.${channel}`, {
      status: statusCode,
    });
}
