import { createHmac } from 'node:crypto';
import { request } from 'undici';
import { z } from 'zod';
import { codeOf } from '../platform/fault.ts';
import type { Secret } from '../platform/secret.ts';
import { GraphAccount, GraphCapacity, GraphNumber, GraphTemplate, GraphToken, type Answer } from './management.ts';

/** Where and as whom we ask. `url` holds the version. */
export type Management = {
  readonly url: string;
  readonly accessToken: Secret;
  readonly appSecret: Secret;
  readonly timeout: Temporal.Duration;
};

const Refusal = z.object({ error: z.object({ code: z.number(), message: z.string().catch('') }) });

type Asking<Found> = {
  readonly path: string;
  readonly schema: z.ZodType<Found>;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly body?: object;
};

/** Asks once. Total: what the network throws is a refusal too. */
async function ask<Found>(
  { url, accessToken, timeout }: Management,
  { path, schema, method = 'GET', body: given }: Asking<Found>,
): Promise<Answer<Found>> {
  const timeoutMs = timeout.total('milliseconds');
  try {
    const { statusCode, body } = await request(`${url}/${path}`, {
      method,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      headers: {
        authorization: `Bearer ${accessToken.reveal()}`,
        ...(given ? { 'content-type': 'application/json' } : {}),
      },
      ...(given ? { body: JSON.stringify(given) } : {}),
    });
    const answer: unknown = await body.json();
    const found = schema.safeParse(answer);
    if (statusCode < 300 && found.success) return { kind: 'found', found: found.data };
    const { data } = Refusal.safeParse(answer);
    return {
      kind: 'refused',
      code: data ? String(data.error.code) : `http_${statusCode}`,
      details: data?.error.message ?? '',
    };
  } catch (error) {
    return { kind: 'refused', code: codeOf(error) || 'unreadable', details: '' };
  }
}

const numberFields = 'id,display_phone_number,verified_name,name_status,quality_rating,status';

export const askNumber = (management: Management, phoneNumberId: string) =>
  ask(management, { path: `${phoneNumberId}?fields=${numberFields}`, schema: GraphNumber });

/** Apart from the rest: of a field that its version does not know Meta answers nothing at all. */
export const askCapacity = (management: Management, phoneNumberId: string) =>
  ask(management, {
    path: `${phoneNumberId}?fields=whatsapp_business_manager_messaging_limit,throughput`,
    schema: GraphCapacity,
  });

export const askAccount = (management: Management, account: string) =>
  ask(management, { path: `${account}?fields=id,account_review_status`, schema: GraphAccount });

/** With a proof that only the app's own secret makes: Meta refuses a wrong one. */
export function askWithProof(management: Management, phoneNumberId: string): Promise<Answer<{ id: string }>> {
  const { accessToken, appSecret } = management;
  const proof = createHmac('sha256', appSecret.reveal()).update(accessToken.reveal()).digest('hex');
  return ask(management, {
    path: `${phoneNumberId}?fields=id&appsecret_proof=${proof}`,
    schema: z.object({ id: z.string() }),
  });
}

const Token = z.object({ data: GraphToken });

export async function askToken(management: Management): Promise<Answer<GraphToken>> {
  const token = encodeURIComponent(management.accessToken.reveal());
  const answer = await ask(management, { path: `debug_token?input_token=${token}`, schema: Token });
  return answer.kind === 'found' ? { kind: 'found', found: answer.found.data } : answer;
}

const Subscribed = z.object({ data: z.array(z.unknown()) });

export const askSubscriptions = (management: Management, account: string) =>
  ask(management, { path: `${account}/subscribed_apps`, schema: Subscribed });

export const subscribe = (management: Management, account: string) =>
  ask(management, { path: `${account}/subscribed_apps`, schema: z.object({ success: z.boolean() }), method: 'POST' });

const Templates = z.object({ data: z.array(GraphTemplate) });

/** All of them: an account has at most 250, and they fit in one page. */
export const askTemplates = (management: Management, account: string) =>
  ask(management, {
    path: `${account}/message_templates?limit=1000&fields=name,language,status,category,parameter_format,quality_score,components`,
    schema: Templates,
  });

const Blocked = z.object({ block_users: z.object({ added_users: z.unknown(), removed_users: z.unknown() }).partial() });

/**
 * Has Meta hold a contact off from a number, or let them through again. Meta refuses with 139100 and, for one who has not
 * written within 24 hours, 131047.
 *
 * @param user `+` and digits, or a user id
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/block-users
 */
export const tellBlock = (
  management: Management,
  phoneNumberId: string,
  { user, isBlocked }: { readonly user: string; readonly isBlocked: boolean },
) =>
  ask(management, {
    path: `${phoneNumberId}/block_users`,
    schema: Blocked,
    method: isBlocked ? 'POST' : 'DELETE',
    body: { messaging_product: 'whatsapp', block_users: [{ user }] },
  });
