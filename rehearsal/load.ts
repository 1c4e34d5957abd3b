import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';

export type Load = {
  /** What was asked and not answered 2xx, by status or error, since the last time it was taken. */
  readonly take: () => { readonly asked: number; readonly failed: Readonly<Record<string, number>> };
  readonly acknowledged: () => readonly string[];
  readonly stop: () => Promise<void>;
};

type Target = {
  readonly port: number;
  readonly secret: string;
  readonly rate: number;
  readonly phoneNumberId: string;
};

/** Asks with one signed status, and answers what came of it: a status of HTTP, or why there was none. */
function asker({ port, secret, phoneNumberId }: Target) {
  const dispatcher = new Agent({ connections: 64, connect: { rejectUnauthorized: false } });
  const close = () => dispatcher.close();
  async function ask(id: string): Promise<string> {
    const body = JSON.stringify(statusOf(id, phoneNumberId));
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
    try {
      const answer = await request(`https://127.0.0.1:${port}/webhook`, { method: 'POST', dispatcher, headers, body });
      await answer.body.dump();
      return String(answer.statusCode);
    } catch (error) {
      return error instanceof Error ? error.message.slice(0, 40) : 'error';
    }
  }
  return { ask, close };
}

/** Signed statuses at a steady rate, whether the answers come or not, to the proxy on this machine. */
export function startLoad(target: Target): Load {
  const { ask, close } = asker(target);
  const acknowledged: string[] = [];
  const underWay = new Set<Promise<void>>();
  const run = Math.round(performance.timeOrigin).toString(36);
  let [asked, sent] = [0, 0];
  let failed: Record<string, number> = {};

  async function send(id: string): Promise<void> {
    const outcome = await ask(id);
    asked += 1;
    if (outcome === '200') acknowledged.push(id);
    else failed[outcome] = (failed[outcome] ?? 0) + 1;
  }

  const began = performance.now();
  const ticking = setInterval(() => {
    const due = Math.floor(((performance.now() - began) / 1000) * target.rate);
    // What a pause of this process left behind is not sent at once.
    if (due - sent > target.rate) sent = due - target.rate;
    for (; sent < due; sent += 1) {
      const one = send(`wamid.rehearsal-${run}-${sent}`).finally(() => underWay.delete(one));
      underWay.add(one);
    }
  }, 5);
  const take = () => {
    const taken = { asked, failed };
    [asked, failed] = [0, {}];
    return taken;
  };
  async function stop(): Promise<void> {
    clearInterval(ticking);
    await Promise.all(underWay);
    await close();
  }
  return { take, acknowledged: () => acknowledged, stop };
}

function statusOf(id: string, phoneNumberId: string): object {
  const status = { id, status: 'delivered', timestamp: '1795000000', recipient_id: '5511900000001' };
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '551155500100', phone_number_id: phoneNumberId },
    statuses: [status],
  };
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '200000000000001', changes: [{ field: 'messages', value }] }],
  };
}
