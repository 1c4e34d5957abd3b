import { Agent, request } from 'undici';
import { publicLookup, isPublicUrl } from '../platform/address.ts';
import { asFault, codeOf } from '../platform/fault.ts';

export type Told = { readonly status: number | null; readonly error: string | null; readonly tookMs: number };

/** Who has not answered by then is tried again. */
const timeoutMs = 10_000;

const limits = { headersTimeout: timeoutMs, bodyTimeout: timeoutMs, maxResponseSize: 64 * 1024 };
const anywhere = new Agent({ ...limits, connect: { timeout: 5_000 } });
const outside = new Agent({ ...limits, connect: { timeout: 5_000, lookup: publicLookup } });

type Post = { readonly url: string; readonly headers: Record<string, string>; readonly body: string };

/**
 * Tells a program. Follows no redirect, and unless `isAnywhere` reaches nothing but the public internet. Does not throw:
 * that somebody else's server fails is an outcome.
 */
export async function tell({ url, headers, body }: Post, isAnywhere: boolean): Promise<Told> {
  const began = performance.now();
  const told = (status: number | null, error: string | null) => ({
    status,
    error,
    tookMs: Math.round(performance.now() - began),
  });
  if (!isAnywhere && !isPublicUrl(url)) return told(null, 'PRIVATE_ADDRESS');
  try {
    const answer = await request(url, {
      method: 'POST',
      body,
      headers: { ...headers, 'content-type': 'application/json', 'user-agent': 'whats-agent' },
      dispatcher: isAnywhere ? anywhere : outside,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body.dump();
    return told(answer.statusCode, null);
  } catch (error) {
    return told(null, codeOf(error) || asFault(error).code);
  }
}
