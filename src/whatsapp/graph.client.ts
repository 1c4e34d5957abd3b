import { Agent, request } from 'undici';
import { z } from 'zod';
import { codeOf, Fault, type FaultKind } from '../platform/fault.ts';
import type { Secret } from '../platform/secret.ts';
import type { Addressed } from './body.ts';
import { bodyOf } from './body.ts';

/** One number of ours at Meta. `url` holds the version: `https://graph.facebook.com/v25.0`. */
export type Graph = { readonly url: string; readonly accessToken: Secret; readonly timeout: Temporal.Duration };

/** `unknown`: the bytes may have reached Meta, and only a status can tell. */
export type SendOutcome =
  | { readonly kind: 'accepted'; readonly wamid: string }
  | { readonly kind: 'unknown'; readonly why: string };

/**
 * What Meta's codes mean for the message at hand. What is not listed is transient from 500 up and else a bug of ours.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes
 */
const meaning: Readonly<Record<number, FaultKind>> = {
  // Too fast: for the number, for this contact, for the app.
  130429: 'transient',
  131057: 'transient',
  131056: 'transient',
  4: 'transient',
  80007: 'transient',
  613: 'transient',
  // Meta's own trouble.
  1: 'transient',
  2: 'transient',
  131000: 'transient',
  131016: 'transient',
  133004: 'transient',
  // Our account: a person repairs it, and the queue waits.
  0: 'transient',
  190: 'transient',
  3: 'transient',
  10: 'transient',
  131005: 'transient',
  131031: 'transient',
  131042: 'transient',
  368: 'transient',
  133010: 'transient',
  // This message or this contact, and nobody else.
  131026: 'permanent',
  131047: 'permanent',
  131049: 'permanent',
  131050: 'permanent',
  130403: 'permanent',
  130472: 'permanent',
  131021: 'permanent',
  131030: 'permanent',
};

const Accepted = z.object({ messages: z.array(z.object({ id: z.string().min(1) })).min(1) });
const Refused = z.object({ error: z.object({ code: z.number(), fbtrace_id: z.string().optional() }) });

/** The socket never opened: nothing was sent, and sending again is safe. */
const unsent = /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT)$/;

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
    const code = codeOf(error);
    if (unsent.test(code)) throw new Fault('transient', 'whatsapp.unreachable', {}, error);
    return { kind: 'unknown', why: `whatsapp.${code || 'lost'}` };
  }
}

function outcomeOf(statusCode: number, text: string): SendOutcome {
  const answer: unknown = parse(text);
  const accepted = Accepted.safeParse(answer);
  if (statusCode < 300)
    return accepted.success
      ? { kind: 'accepted', wamid: accepted.data.messages[0]?.id ?? '' }
      : { kind: 'unknown', why: 'whatsapp.unreadable' };
  const refused = Refused.safeParse(answer);
  // Without an error of Meta's this is a proxy on the way: it may have passed the message on.
  if (!refused.success)
    return statusCode >= 500
      ? { kind: 'unknown', why: `whatsapp.http_${statusCode}` }
      : raise('bug', `http_${statusCode}`, {});
  const { code, fbtrace_id } = refused.data.error;
  const kind = meaning[code] ?? (isPermission(code) ? 'transient' : statusCode >= 500 ? 'transient' : 'bug');
  return raise(kind, String(code), { fbtrace_id });
}

const isPermission = (code: number) => code >= 200 && code <= 299;

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
