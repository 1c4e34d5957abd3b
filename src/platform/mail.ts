import { createTransport } from 'nodemailer';
import type { Secret } from './secret.ts';

/** A server that does not answer within this has failed. */
const timeoutMs = 8_000;

export type Mail = {
  /** `<id@…>`: a mail that is sent twice is one in the letter box. */
  readonly id: string;
  readonly from: string;
  readonly to: string | readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly { readonly filename: string; readonly content: Buffer }[];
};

/** Hands a mail to the server at this `smtp:` or `smtps:` URL. Resolves when the server has taken it; else throws nodemailer's error. */
export async function sendMail(smtp: Secret, { id, to, attachments = [], ...mail }: Mail): Promise<void> {
  const transport = createTransport({
    url: smtp.reveal(),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  await transport.sendMail({
    ...mail,
    to: typeof to === 'string' ? to : [...to],
    messageId: `<${id}@whats-agent>`,
    attachments: [...attachments],
  });
}
