import { parseBusinessFile } from '../business/file.ts';
import { loopbackNumber } from '../whatsapp/loopback.ts';

/** The business that the synthetic customer writes to: no contact of anybody's, no number at Meta, in no figure. */
export const syntheticBusiness = parseBusinessFile({
  name: 'Cliente sintético',
  timeZone: 'America/Sao_Paulo',
  hours: { 'mon-sun': '08:00-20:00' },
  professionals: [{ id: 'ninguem', name: 'Ninguém' }],
  services: [{ id: 'conversa', name: 'Conversa de teste', minutes: 30, price: 12.5 }],
  address: 'Rua que não existe, 1',
});

/** What is asked in turn, and what the right answer has in it: facts of the business above, which nobody could guess. */
const questions = [
  { text: 'Que horas vocês abrem?', right: /\b0?8(:00)?\s*h?\b/ },
  { text: 'Quanto custa a conversa de teste?', right: /12,50/ },
  { text: 'Qual é o endereço?', right: /Rua que não existe, 1/ },
] as const;

export type Question = (typeof questions)[number];

/** @param visit counts visits, from 0 */
export const questionAt = (visit: number): Question => questions[visit % questions.length] ?? questions[0];

/** What came of a visit. Milliseconds; `null`: it never happened. */
export type Visit = {
  readonly acknowledgedMs: number | null;
  readonly answeredMs: number | null;
  /** What was missed. `null`: the right answer was sent. */
  readonly fault: 'refused' | 'unanswered' | 'wrong' | null;
};

/**
 * The webhook with which Meta would bring a text of somebody without a phone number.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/payload-examples
 */
export function webhookOf(message: { readonly wamid: string; readonly text: string; readonly at: Temporal.Instant }) {
  const userId = 'BR.synthetic';
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: loopbackNumber,
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: loopbackNumber, phone_number_id: loopbackNumber },
              contacts: [{ profile: { name: 'Cliente sintético' }, user_id: userId }],
              messages: [
                {
                  id: message.wamid,
                  from_user_id: userId,
                  timestamp: String(Math.floor(message.at.epochMilliseconds / 1000)),
                  type: 'text',
                  text: { body: message.text },
                },
              ],
            },
          },
        ],
      },
    ],
  };
}
