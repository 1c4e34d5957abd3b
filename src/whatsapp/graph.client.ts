import { Agent, request } from 'undici';
import { z } from 'zod';
import { codeOf, Fault, type FaultKind } from '../platform/fault.ts';
import type { Secret } from '../platform/secret.ts';
import type { Addressed } from './body.ts';
import { bodyOf } from './body.ts';
import { loopbackNumber } from './loopback.ts';
import { remedyOf, waitMs } from './remedy.ts';

/** One number of ours at Meta. `url` holds the version: `https://graph.facebook.com/v25.0`. */
export type Graph = { readonly url: string; readonly accessToken: Secret; readonly timeout: Temporal.Duration };

/** `unknown`: the bytes may have reached Meta, and only a status can tell. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly wamid: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** What Meta's refusal is to the runner: what is waited for is transient, the rest says no for good. */
function kindOf(code: number, statusCode: number): FaultKind {
  const remedy = remedyOf(code, statusCode);
  if (waitMs(code, remedy, 1, 0) !== null) return 'transient';
  return remedy === 'giveUp' || remedy === 'optedOut' || remedy === 'stopTemplate' ? 'permanent' : 'bug';
}

const Accepted = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });
const Refused = z.object({ error: z.object({ code: z.number(), fbtrace_id: z.string().optional() }) });

/** Nothing was sent, and sending again is safe: no connection, no trust in it, or a request that cannot be one. */
const unsent =
  /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|UND_ERR_INVALID_ARG|CERT_.*|ERR_TLS_.*|DEPTH_ZERO_.*|SELF_SIGNED_.*|UNABLE_TO_.*)$/;

function neverLeft(error: unknown): boolean {
  if (unsent.test(codeOf(error))) return true;
  if (error instanceof AggregateError) return error.errors.every(neverLeft);
  return error instanceof Error && 'syscall' in error && error.syscall === 'connect';
}

const agent = new Agent({ connections: 64, keepAliveTimeout: 30_000, connect: { timeout: 5_000 } });

/**
 * Sends one message. Accepted by Meta is not yet delivered: that, and most failures, come as a status.
 *
 * Not idempotent, and Meta has no key for that. After `unknown` the message may have gone out, so the outbox waits for
 * a status that carries our `id` before it sends again.
 *
 * @throws Fault `whatsapp.<code>` when Meta said no, or nothing left us
 */
export async function send(message: Addressed, { url, accessToken, timeout }: Graph): Promise<SendOutcome> {
  if (message.phoneNumberId === loopbackNumber) return { kind: 'accepted', wamid: `wamid.loopback.${message.id}` };
  const timeoutMs = timeout.total('milliseconds');
  try {
    const { statusCode, body } = await request(`${url}/${message.phoneNumberId}/messages`, {
      method: 'POST',
      dispatcher: agent,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      headers: { authorization: `Bearer ${accessToken.reveal()}`, 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(message)),
    });
    return outcomeOf(statusCode, await body.text());
  } catch (error) {
    if (error instanceof Fault) throw error;
    if (neverLeft(error)) throw new Fault('transient', 'whatsapp.unreachable', {}, error);
    return { kind: 'unknown', why: `whatsapp.${codeOf(error) || 'lost'}` };
  }
}

function outcomeOf(statusCode: number, text: string): SendOutcome {
  const answer: unknown = parse(text);
  const accepted = Accepted.safeParse(answer);
  if (statusCode < 300)
    return accepted.success
      ? { kind: 'accepted', wamid: accepted.data.messages[0]?.id ?? '' }
      : { kind: 'unknown', why: 'whatsapp.unreadable' };
  // Without an error of Meta's this is a proxy on the way: it may have passed the message on.
  if (statusCode >= 500 && !Refused.safeParse(answer).success)
    return { kind: 'unknown', why: `whatsapp.http_${statusCode}` };
  return raiseRefusal(statusCode, answer);
}

/**
 * What Meta's no means.
 *
 * @throws Fault `whatsapp.<code>`, always
 */
export function raiseRefusal(statusCode: number, answer: unknown): never {
  const refused = Refused.safeParse(answer);
  if (!refused.success) return raise(statusCode >= 500 ? 'transient' : 'bug', `http_${statusCode}`, {});
  const { code, fbtrace_id } = refused.data.error;
  return raise(kindOf(code, statusCode), String(code), { fbtrace_id, statusCode });
}

function raise(kind: FaultKind, code: string, context: Readonly<Record<string, unknown>>): never {
  throw new Fault(kind, `whatsapp.${code}`, context);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
