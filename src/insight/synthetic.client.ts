import { Agent, request } from 'undici';
import { uncountedHeader } from '../platform/observe.ts';

const agent = new Agent({ connect: { timeout: 4_000 }, headersTimeout: 5_000, bodyTimeout: 5_000 });

/** Brings a webhook to the API as Meta does. Was it taken? */
export async function bring(url: string, body: Buffer, signature: string): Promise<boolean> {
  try {
    const answer = await request(`${url}/webhook`, {
      method: 'POST',
      dispatcher: agent,
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature, [uncountedHeader]: '1' },
      body,
    });
    await answer.body.dump();
    return answer.statusCode === 200;
  } catch {
    return false;
  }
}
