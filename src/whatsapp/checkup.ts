import type { Answer, GraphNumber, GraphTemplate, GraphToken } from './management.ts';

/** What Meta says of a number, its token and its account. `null`: it could not be asked. */
export type Observed = {
  readonly number: Answer<GraphNumber>;
  readonly token: Answer<GraphToken>;
  readonly proof: Answer<unknown>;
  readonly subscribed: Answer<{ readonly data: readonly unknown[] }> | null;
  readonly templates: Answer<{ readonly data: readonly GraphTemplate[] }> | null;
};

/** One thing that was checked. `todo`: what to do about it, in Meta's console. */
export type Finding = {
  readonly what: string;
  readonly verdict: 'ok' | 'failed' | 'unknown';
  readonly todo: string | null;
};

const ok = (what: string): Finding => ({ what, verdict: 'ok', todo: null });
const failed = (what: string, todo: string): Finding => ({ what, verdict: 'failed', todo });
const unknown = (what: string, todo: string): Finding => ({ what, verdict: 'unknown', todo });

const scopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];

/**
 * Everything that must be right before a number answers, each with what to do when it is not.
 *
 * @param wanted names of templates, by purpose: one of each has to be approved
 */
export function findingsOf(
  { number, token, proof, subscribed, templates }: Observed,
  wanted: readonly (readonly string[])[],
): Finding[] {
  return [
    ...tokenFindings(token),
    ...numberFindings(number),
    proofFinding(proof),
    subscriptionFinding(subscribed),
    ...templateFindings(templates, wanted),
  ];
}

function tokenFindings(token: Answer<GraphToken>): Finding[] {
  const renew =
    'Business settings > System users: choose the user, Generate token, never expiring, and set WHATSAPP_ACCESS_TOKEN to it.';
  if (token.kind === 'refused') return [failed(`token (${token.code})`, renew)];
  const { is_valid, expires_at, scopes: given } = token.found;
  const lacking = scopes.filter((scope) => !given.includes(scope));
  return [
    is_valid ? ok('token') : failed('token: it is no longer valid', renew),
    expires_at === 0 ? ok('token: never expires') : failed('token: it expires, and then nothing is sent', renew),
    lacking.length === 0
      ? ok('permissions')
      : failed(
          `permissions: ${lacking.join(', ')} missing`,
          `Generate the token again and tick ${lacking.join(' and ')}.`,
        ),
  ];
}

function numberFindings(number: Answer<GraphNumber>): Finding[] {
  if (number.kind === 'refused')
    return [
      failed(
        `number (${number.code})`,
        'WhatsApp > API setup: copy the Phone number ID into WHATSAPP_PHONE_NUMBER_ID, and give the system user the WhatsApp account (Business settings > System users > Assign assets).',
      ),
    ];
  const { display_phone_number, verified_name, name_status, quality_rating, status } = number.found;
  return [
    ok(`number: ${display_phone_number}`),
    status === '' || status === 'CONNECTED'
      ? ok('registration')
      : failed(
          `registration: ${status}`,
          'WhatsApp Manager > Phone numbers: register the number with its two-step PIN.',
        ),
    ['APPROVED', 'AVAILABLE_WITHOUT_REVIEW'].includes(name_status)
      ? ok(`display name: ${verified_name}`)
      : failed(
          `display name: ${name_status || 'unknown'}`,
          'WhatsApp Manager > Phone numbers > Profile: edit the display name and wait for the review.',
        ),
    quality_rating === 'RED'
      ? failed(
          'quality: RED',
          'WhatsApp Manager > Phone numbers > Insights: find what contacts block or report, and stop sending it.',
        )
      : ok(`quality: ${quality_rating || 'not rated yet'}`),
  ];
}

function proofFinding(proof: Answer<unknown>): Finding {
  if (proof.kind === 'found') return ok('app secret');
  const todo =
    'App settings > Basic > App secret > Show: set WHATSAPP_APP_SECRET to it, of the app that made the token.';
  return proof.code === '100'
    ? failed('app secret: it is not this app’s', todo)
    : unknown(`app secret (${proof.code})`, todo);
}

function subscriptionFinding(subscribed: Observed['subscribed']): Finding {
  const todo =
    'Run `whats-agent numbers add`: without the subscription the URL verifies and nothing arrives. The app must be Live too.';
  if (subscribed?.kind !== 'found')
    return unknown(`webhook subscription (${subscribed?.code ?? 'account unknown'})`, todo);
  return subscribed.found.data.length > 0 ? ok('webhook subscription') : failed('webhook subscription: none', todo);
}

function templateFindings(templates: Observed['templates'], wanted: readonly (readonly string[])[]): Finding[] {
  if (templates?.kind !== 'found')
    return [unknown(`templates (${templates?.code ?? 'account unknown'})`, 'See docs/templates.md.')];
  return wanted.map((names) => {
    const states = templates.found.data
      .filter(({ name }) => names.includes(name))
      .map(({ name, language, status }) => `${name === names[0] ? '' : `${name} `}${language} ${status}`);
    const isUsable = states.some((state) => state.endsWith(' APPROVED'));
    const what = `template ${names[0]}: ${states.join(', ') || 'not registered'}`;
    return isUsable
      ? ok(what)
      : failed(
          what,
          'WhatsApp Manager > Message templates: register it as docs/templates.md and docs/whatsapp.md say.',
        );
  });
}
