import { connect } from 'node:tls';
import { Agent, request } from 'undici';
import { z } from 'zod';
import { parseJson } from '../platform/json.ts';
import type { Sight } from './watch.ts';

const agent = new Agent({ connect: { timeout: 4_000 }, headersTimeout: 5_000, bodyTimeout: 5_000 });

/** Does a good answer come? */
export async function answersWell(url: string): Promise<boolean> {
  try {
    const { statusCode, body } = await request(url, { dispatcher: agent });
    await body.dump();
    return statusCode < 300;
  } catch {
    return false;
  }
}

const Detailed = z.looseObject({ checks: z.record(z.string(), z.looseObject({ status: z.string() })) });

/** What the API says of itself and of the others. One that says nothing readable does not answer. */
export async function sightOf(url: string): Promise<Sight> {
  try {
    const { body } = await request(`${url}/health/detailed`, { dispatcher: agent });
    const { checks } = Detailed.parse(parseJson(Buffer.from(await body.arrayBuffer())));
    const speaks = (part: string) => /^(healthy|degraded|unknown)$/.test(checks[part]?.status ?? '');
    return {
      api: true,
      worker: checks['worker']?.status !== 'unknown' && speaks('worker'),
      monitor: speaks('monitor'),
    };
  } catch {
    return { api: false, worker: false, monitor: false };
  }
}

/** What an address says, whoever signed its certificate; `null`: nothing. @param host by which it is asked */
export async function answerOf(
  url: string,
  host: string | undefined,
): Promise<{ readonly status: number; readonly text: string; readonly tookMs: number } | null> {
  const began = performance.now();
  const named = host === undefined ? {} : { servername: host };
  const dispatcher = new Agent({
    connect: { timeout: 4_000, rejectUnauthorized: false, ...named },
    headersTimeout: 5_000,
  });
  try {
    const headers = host === undefined ? {} : { host };
    const { statusCode, body } = await request(url, { dispatcher, headers });
    const text = await body.text();
    return { status: statusCode, text, tookMs: Math.round(performance.now() - began) };
  } catch {
    return null;
  } finally {
    await dispatcher.close();
  }
}

/** Days that the certificate an address serves is still good; `null`: it serves none, or cannot be reached. */
export async function certificateDays(url: string | undefined, now: Temporal.Instant): Promise<number | null> {
  if (url === undefined || !url.startsWith('https:')) return null;
  const { hostname, port } = new URL(url);
  return new Promise((done) => {
    // One that has ended, or that nobody trusts, is to be seen too.
    const socket = connect(
      { host: hostname, port: Number(port || 443), servername: hostname, rejectUnauthorized: false },
      () => {
        const { valid_to: until } = socket.getPeerCertificate();
        socket.destroy();
        const endsMs = Date.parse(until);
        done(Number.isNaN(endsMs) ? null : (endsMs - now.epochMilliseconds) / 86_400_000);
      },
    );
    socket.setTimeout(5_000, () => socket.destroy());
    socket.once('error', () => done(null)).once('close', () => done(null));
  });
}
