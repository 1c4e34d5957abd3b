import assert from 'node:assert/strict';
import { it } from 'node:test';
import { inWords } from './checkup-words.ts';
import { checks, findingsOf, type Observed } from './checkup.ts';

const found = <Found>(each: Found) => ({ kind: 'found' as const, found: each });
const refused = (code: string) => ({ kind: 'refused' as const, code, details: '' });
const scopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];
const well: Observed = {
  token: found({ is_valid: true, expires_at: 0, scopes, granular_scopes: [] }),
  number: found({
    id: '1',
    display_phone_number: '+55 11 5550-0100',
    verified_name: 'Studio',
    name_status: 'AVAILABLE_WITHOUT_REVIEW',
    quality_rating: 'GREEN',
    status: 'CONNECTED',
  }),
  proof: found({}),
  subscribed: found({ data: [{}] }),
  templates: found({ data: [] }),
  account: found({ id: '2', account_review_status: 'APPROVED' }),
};
const open = (observed: Observed) =>
  findingsOf(observed, []).flatMap(({ check, verdict, detail, fix }) =>
    verdict === 'ok' ? [] : [[check, verdict, detail, fix].join()],
  );

it('transport: permissions: names the one that the token lacks, and the subscription that the account lacks', () => {
  const token = found({ is_valid: true, expires_at: 0, scopes: scopes.slice(0, 1), granular_scopes: [] });
  assert.deepEqual(open({ ...well, token, subscribed: found({ data: [] }) }), [
    'permissions,failed,whatsapp_business_management,permissions',
    'subscription,failed,,subscription',
  ]);
});

it('finds nothing with a number that is well, and all that can be wrong, each with a fix', () => {
  assert.deepEqual(open(well), []);
  const bad: Observed = {
    token: found({ is_valid: false, expires_at: 1_800_000_000, scopes: [], granular_scopes: [] }),
    number: found({
      id: '1',
      display_phone_number: '',
      verified_name: '',
      name_status: 'DECLINED',
      quality_rating: 'RED',
      status: 'PENDING',
    }),
    proof: refused('100'),
    subscribed: found({ data: [] }),
    templates: found({ data: [] }),
    account: found({ id: '2', account_review_status: 'REJECTED' }),
  };
  const findings = findingsOf(bad, [['visit_reminder']]).filter(({ verdict }) => verdict === 'failed');
  assert.deepEqual(
    findings.map(({ check }) => check),
    checks.filter((check) => check !== 'number'),
  );
  for (const finding of findings)
    for (const { what, todo } of Object.values(inWords(finding))) assert(what !== '' && todo !== null);
});

it('takes what Meta did not answer for unknown, and its own no for what it says', () => {
  const away = refused('ECONNREFUSED');
  const silent = { token: away, number: away, proof: away, subscribed: away, templates: away, account: away };
  assert.deepEqual(
    new Set(findingsOf(silent, []).map(({ verdict, fix }) => `${verdict} ${fix}`)),
    new Set(['unknown unanswered']),
  );
  assert.deepEqual(open({ ...well, token: refused('190') }), ['token,failed,190,token']);
  const accountless = open({ ...well, subscribed: null, templates: null, account: null });
  assert.deepEqual(
    accountless.map((each) => each.split(',').slice(1).join()),
    Array.from({ length: 3 }, () => 'unknown,,subscription'),
  );
});
