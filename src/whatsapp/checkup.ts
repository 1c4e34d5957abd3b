import { shownPhone } from '../platform/phone.ts';
import type { Answer, GraphAccount, GraphNumber, GraphTemplate, GraphToken } from './management.ts';
import { metaCodeOf } from './remedy.ts';
import { isNameShown } from './standing.ts';

/** What Meta says of a number, its token and its account. `null`: it could not be asked. */
export type Observed = {
  readonly number: Answer<GraphNumber>;
  readonly token: Answer<GraphToken>;
  readonly proof: Answer<unknown>;
  readonly subscribed: Answer<{ readonly data: readonly unknown[] }> | null;
  readonly templates: Answer<{ readonly data: readonly GraphTemplate[] }> | null;
  readonly account: Answer<GraphAccount> | null;
};

/** What is checked. */
export const checks = [
  'token',
  'expiry',
  'permissions',
  'number',
  'registration',
  'name',
  'quality',
  'secret',
  'subscription',
  'review',
  'template',
] as const;
export type Check = (typeof checks)[number];

/**
 * One thing that was checked. `detail`: an id, a code or Meta's own word, never a secret. `fix`: what to do about it, in
 * `checkup-words.ts`; `unanswered`: nobody knows, for Meta did not answer.
 */
export type Finding = {
  readonly check: Check;
  readonly verdict: 'ok' | 'warning' | 'failed' | 'unknown';
  readonly detail: string;
  readonly fix: Fix | null;
};
/** What makes a token that never expires mends one that expires. */
type Mendable = Exclude<Check, 'expiry'>;
export type Fix = Mendable | 'unanswered';

const ok = (check: Check, detail = ''): Finding => ({ check, verdict: 'ok', detail, fix: null });
const failed = (check: Mendable, detail: string): Finding => ({
  check,
  verdict: 'failed',
  detail,
  fix: check,
});

/** Meta said no, with a code of its own; without one nobody knows. */
function refused(check: Mendable, code: string, verdict: 'failed' | 'unknown' = 'failed'): Finding {
  return metaCodeOf(code) === null
    ? { check, verdict: 'unknown', detail: code, fix: 'unanswered' }
    : { check, verdict, detail: code, fix: check };
}

const scopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];

/**
 * Everything that must be right before a number answers, each with what to do when it is not.
 *
 * @param wanted names of templates, by purpose: one of each has to be approved
 */
export function findingsOf(
  { number, token, proof, subscribed, templates, account }: Observed,
  wanted: readonly (readonly string[])[],
): Finding[] {
  return [
    ...tokenFindings(token),
    ...numberFindings(number),
    proofFinding(proof),
    subscriptionFinding(subscribed),
    reviewFinding(account),
    ...templateFindings(templates, wanted),
  ];
}

function tokenFindings(token: Answer<GraphToken>): Finding[] {
  if (token.kind === 'refused') return [refused('token', token.code)];
  const { is_valid, expires_at, scopes: given } = token.found;
  const lacking = scopes.filter((scope) => !given.includes(scope));
  return [
    is_valid ? ok('token') : failed('token', ''),
    expires_at === 0 ? ok('expiry') : { check: 'expiry', verdict: 'failed', detail: '', fix: 'token' },
    lacking.length === 0 ? ok('permissions') : failed('permissions', lacking.join(', ')),
  ];
}

function numberFindings(number: Answer<GraphNumber>): Finding[] {
  if (number.kind === 'refused') return [refused('number', number.code)];
  const { display_phone_number, verified_name, name_status, quality_rating, status } = number.found;
  return [
    ok('number', shownPhone(display_phone_number)),
    status === '' || status === 'CONNECTED' ? ok('registration') : failed('registration', status),
    isNameShown(name_status) ? ok('name', verified_name) : failed('name', name_status || 'UNKNOWN'),
    qualityFinding(quality_rating || 'UNKNOWN'),
  ];
}

function qualityFinding(rating: string): Finding {
  if (rating === 'RED') return failed('quality', rating);
  return rating === 'YELLOW' ? { ...failed('quality', rating), verdict: 'warning' } : ok('quality', rating);
}

function proofFinding(proof: Answer<unknown>): Finding {
  if (proof.kind === 'found') return ok('secret');
  return refused('secret', proof.code, proof.code === '100' ? 'failed' : 'unknown');
}

function subscriptionFinding(subscribed: Observed['subscribed']): Finding {
  if (subscribed === null) return accountless('subscription');
  if (subscribed.kind === 'refused') return refused('subscription', subscribed.code, 'unknown');
  return subscribed.found.data.length > 0 ? ok('subscription') : failed('subscription', '');
}

/** Which account the number belongs to is not known, so that nothing of it could be asked. */
const accountless = (check: Check): Finding => ({ check, verdict: 'unknown', detail: '', fix: 'subscription' });

function reviewFinding(account: Observed['account']): Finding {
  if (account === null) return accountless('review');
  if (account.kind === 'refused') return refused('review', account.code, 'unknown');
  const review = account.found.account_review_status || 'UNKNOWN';
  if (review === 'REJECTED') return failed('review', review);
  return review === 'APPROVED' ? ok('review', review) : { ...failed('review', review), verdict: 'warning' };
}

function templateFindings(templates: Observed['templates'], wanted: readonly (readonly string[])[]): Finding[] {
  if (templates === null) return [accountless('template')];
  if (templates.kind === 'refused') return [refused('template', templates.code, 'unknown')];
  return wanted.map((names) => {
    const states = templates.found.data
      .filter(({ name }) => names.includes(name))
      .map(({ name, language, status }) => `${name === names[0] ? '' : `${name} `}${language} ${status}`);
    const detail = `${names[0]}: ${states.join(', ') || '–'}`;
    return states.some((state) => state.endsWith(' APPROVED')) ? ok('template', detail) : failed('template', detail);
  });
}
