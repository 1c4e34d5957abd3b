import { Agent, request } from 'undici';
import { codeOf } from '../platform/fault.ts';
import type { Logger } from '../platform/log.ts';
import type { Graph } from './graph.client.ts';
import { loopbackNumber } from './loopback.ts';

/** Connections of their own, and few: a receipt that waits must not make a message wait. */
const agent = new Agent({ connections: 4, connect: { timeout: 2_000 }, headersTimeout: 2_000, bodyTimeout: 2_000 });

/** More than these under way mean that Meta is slow: the contact sees the next. */
const underWayMax = 32;

/**
 * Tells contacts that their message, and all before it, is read, and that an answer is being written; WhatsApp shows the
 * latter until our message comes, for 25 seconds at most. Nothing rests on it: what fails is not tried again.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/typing-indicators
 */
export function receipts({ url, accessToken }: Graph, log: Logger): (phoneNumberId: string, wamid: string) => void {
  let underWay = 0;
  async function tell(phoneNumberId: string, wamid: string): Promise<void> {
    try {
      const { statusCode, body } = await request(`${url}/${phoneNumberId}/messages`, {
        method: 'POST',
        dispatcher: agent,
        headers: { authorization: `Bearer ${accessToken.reveal()}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          messaging_product: 'whatsapp',
          status: 'read',
          message_id: wamid,
          typing_indicator: { type: 'text' },
        }),
      });
      await body.dump();
      if (statusCode >= 300) log.debug({ status: statusCode }, 'receipt.refused');
    } catch (error) {
      log.debug({ code: codeOf(error) }, 'receipt.lost');
    } finally {
      underWay -= 1;
    }
  }
  return (phoneNumberId, wamid) => {
    if (underWay >= underWayMax || phoneNumberId === loopbackNumber) return;
    underWay += 1;
    void tell(phoneNumberId, wamid);
  };
}
