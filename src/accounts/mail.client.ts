import { codeOf, Fault } from '../platform/fault.ts';
import { sendMail } from '../platform/mail.ts';
import type { Secret } from '../platform/secret.ts';

export type Post = {
  readonly smtp: Secret;
  readonly from: string;
  /** Where browsers find the dashboard. */ readonly url: string;
};

type Letter = {
  readonly id: string;
  readonly email: string;
  readonly language: 'pt-BR' | 'en';
  readonly token: string;
};

const words = {
  'pt-BR': {
    subject: 'Sua nova senha',
    text: (link: string) =>
      `Alguém pediu uma nova senha para esta conta do WhatsApp Agent. Se foi você, escolha-a aqui, dentro de uma hora:\n\n${link}\n\nSe não foi você, não faça nada: sua senha continua a mesma.\n`,
  },
  en: {
    subject: 'Your new password',
    text: (link: string) =>
      `Somebody asked for a new password of this account at WhatsApp Agent. If it was you, choose it here within an hour:\n\n${link}\n\nIf it was not, do nothing: your password stays as it is.\n`,
  },
} as const;

/**
 * Sends the link that leads to a new password. The token stands behind the #, which no server and no log sees.
 *
 * @throws Fault `mail.failed`
 */
export async function sendResetLink({ id, email, language, token }: Letter, { smtp, from, url }: Post): Promise<void> {
  const { subject, text } = words[language];
  const link = `${url.replace(/\/$/, '')}/password#${token}`;
  try {
    await sendMail(smtp, { id, from, to: email, subject, text: text(link) });
  } catch (error) {
    throw new Fault('transient', 'mail.failed', { why: codeOf(error) }, error);
  }
}
