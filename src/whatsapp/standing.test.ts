import assert from 'node:assert/strict';
import { it } from 'node:test';
import { testDatabase } from '../platform/testing.ts';
import {
  concernsOf,
  holdCauseOf,
  lightOf,
  standingByCapability,
  standingByQuality,
  standingOf,
  type Standing,
} from './standing.ts';
import { noteStanding } from './standing.store.ts';
import { receivingForTests } from './testing.job.ts';

const now = Temporal.Instant.from('2026-11-27T12:00:00Z');
const green: Standing = { quality: 'GREEN', status: 'CONNECTED', name_status: 'APPROVED', review: 'APPROVED' };
const rows: readonly [what: string, more: Standing, hoursAgo: number | null, concerns: string, light: string][] = [
  ['of which all is said to be good', {}, 1, '', 'well'],
  ['that is not rated yet', { quality: 'UNKNOWN' }, 1, '', 'well'],
  ['of medium quality', { quality: 'YELLOW' }, 1, 'quality_yellow', 'watch'],
  ['of low quality', { quality: 'RED' }, 1, 'quality_red', 'bad'],
  ['that is flagged', { status: 'FLAGGED' }, 1, 'not_connected', 'bad'],
  ['whose account was rejected', { review: 'REJECTED' }, 1, 'review_rejected', 'bad'],
  ['whose name waits for its review', { name_status: 'PENDING_REVIEW' }, 1, 'name_refused', 'watch'],
  ['that was good hours ago', {}, 4, 'not_known', 'unknown'],
  ['that was bad hours ago', { quality: 'RED' }, 4, 'quality_red,not_known', 'bad'],
  ['of which nothing was ever said', {}, null, 'not_known', 'unknown'],
];
for (const [what, more, hoursAgo, concerns, light] of rows)
  it(`a number ${what} is ${light}`, () => {
    const qualityToldAt = hoursAgo === null ? null : now.subtract({ hours: hoursAgo });
    const found = concernsOf({ standing: { ...green, ...more }, isHeld: false, qualityToldAt }, now);
    assert.deepEqual([found.join(), lightOf(found)], [concerns, light]);
  });

it('a number that is held is bad, whatever else is known of it', () => {
  const found = concernsOf({ standing: green, isHeld: true, qualityToldAt: now }, now);
  assert.deepEqual([found, lightOf(found)], [['held'], 'bad']);
});

it('says what people can do something about, of every code that holds a number', () => {
  const causes = [190, 0, 3, 10, 250, 131005, 33, 131045, 133010, 131042, 134011, 368, 130497, 131031].map((code) =>
    holdCauseOf(`whatsapp.${code}`),
  );
  const expected = 'token token permission permission permission permission registration registration registration';
  assert.deepEqual(causes, [...expected.split(' '), 'payment', 'payment', 'account', 'account', 'account']);
  assert.deepEqual([holdCauseOf('account.ACCOUNT_RESTRICTION'), holdCauseOf('whatsapp.held')], ['account', 'other']);
});

it('reads limits however they are written, and nothing from what is none', () => {
  const limit = (max: unknown) => standingByCapability({ max_daily_conversations_per_business: max }).limit;
  assert.deepEqual(['TIER_2K', 2000, 250, -1, {}, undefined].map(limit), [
    'TIER_2K',
    'TIER_2K',
    'TIER_250',
    'TIER_UNLIMITED',
    undefined,
    undefined,
  ]);
  assert.deepEqual(standingByQuality({ event: 'UNFLAGGED' }), {}, 'not flagged is not green');
  const silent = { id: '1', display_phone_number: '', verified_name: '', name_status: '', quality_rating: 'NA' };
  assert.deepEqual(standingOf({ ...silent, status: '' }, null, null), { quality: 'UNKNOWN' });
});

const { db } = await testDatabase();
const { phoneNumberId, displayPhoneNumber, account, deliver } = await receivingForTests(db);
const kept = async (aspect: string) =>
  (await db.selectFrom('number_standing').selectAll().where('aspect', '=', aspect).orderBy('since').execute()).map(
    ({ value, since, told_at }) => [value, since.toString(), told_at.toString()],
  );

it('keeps a change as history, and what is said again only as younger', async () => {
  const say = (quality: string, hours: number) => noteStanding(db, [phoneNumberId], { quality }, now.add({ hours }));
  for (const [quality, hours] of [
    ['GREEN', 0],
    ['GREEN', 1],
    ['RED', 2],
    ['RED', 3],
    ['GREEN', 4],
  ] as const)
    await say(quality, hours);
  assert.deepEqual(await kept('quality'), [
    ['GREEN', '2026-11-27T12:00:00Z', '2026-11-27T13:00:00Z'],
    ['RED', '2026-11-27T14:00:00Z', '2026-11-27T15:00:00Z'],
    ['GREEN', '2026-11-27T16:00:00Z', '2026-11-27T16:00:00Z'],
  ]);
  // Another clock that is behind overtakes nothing.
  await say('YELLOW', 3);
  assert.deepEqual((await kept('quality')).at(-1), ['YELLOW', '2026-11-27T16:00:00Z', '2026-11-27T16:00:00Z']);
});

it('learns from webhooks, by the number they name or for all of the account, and has Meta asked again', async () => {
  await db.updateTable('numbers').set({ business_account_id: account, read_at: now }).execute();
  const display_phone_number = displayPhoneNumber;
  await deliver('business_capability_update', { max_daily_conversations_per_business: 'TIER_10K' });
  await deliver('account_review_update', { decision: 'REJECTED' });
  await deliver('phone_number_name_update', { display_phone_number: '5599', decision: 'APPROVED' });
  await deliver('phone_number_name_update', {
    display_phone_number,
    decision: 'APPROVED',
    requested_verified_name: 'Studio\0 Novo',
  });
  await deliver('phone_number_quality_update', { display_phone_number, event: 'THROUGHPUT_UPGRADE' });
  const values = await Promise.all(['limit', 'review', 'name', 'name_status', 'throughput'].map(kept));
  assert.deepEqual(
    values.map((each) => each.map(([value]) => value)),
    [['TIER_10K'], ['REJECTED'], ['Studio Novo'], ['APPROVED'], ['HIGH']],
  );
  const { read_at } = await db.selectFrom('numbers').select('read_at').executeTakeFirstOrThrow();
  assert.equal(read_at, null);
});
