import assert from 'node:assert/strict';
import { it } from 'node:test';
import { deadLetters } from '../conversations/dead-letter.store.ts';
import { testDatabase } from '../platform/testing.ts';
import { fieldKinds } from '../simulator/field-kinds.ts';
import { receivingForTests } from './testing.job.ts';

const { db } = await testDatabase();
const { phoneNumberId, displayPhoneNumber, account, at, deliver } = await receivingForTests(db);

/** What is left of each field: the alert, or nothing. */
const alerts: Readonly<Record<string, string | null>> = {
  'messages errors': 'whatsapp.131000',
  'calls connect': 'call.connect',
  messaging_handovers: 'account.messaging_handover',
  'message_template_status_update REJECTED': 'template.REJECTED',
  'message_template_status_update DISABLED': 'template.DISABLED',
  'message_template_status_update PAUSED': 'template.PAUSED',
  'message_template_status_update FLAGGED': 'template.FLAGGED',
  'message_template_status_update PENDING_DELETION': 'template.PENDING_DELETION',
  message_template_quality_update: 'template.RED',
  template_category_update: 'template.category.MARKETING',
  template_correct_category_detection: 'template.category.MARKETING',
  'phone_number_quality_update FLAGGED': 'quality.FLAGGED',
  'phone_number_quality_update DOWNGRADE': 'quality.DOWNGRADE',
  phone_number_name_update: 'number.name_rejected',
  'security PIN_CHANGED': 'account.security',
  'account_update PARTNER_REMOVED': 'account.PARTNER_REMOVED',
  account_alerts: 'account.alert',
  account_review_update: 'account.review',
  business_capability_update: 'account.capability',
};
/** The row of Meta’s table, where it is not called like the field. */
const rows: Readonly<Record<string, string>> = {
  business_username_update: 'business_username_update(s):',
  business_username_updates: 'business_username_update(s):',
  tomorrow: 'anything else:',
};
const shutting = [
  'ACCOUNT_RESTRICTION',
  'ACCOUNT_VIOLATION',
  'DISABLED_UPDATE',
  'ACCOUNT_DELETED',
  'ACCOUNT_OFFBOARDED',
];

for (const [index, { field, value }] of fieldKinds.entries()) {
  const making = {
    displayPhoneNumber,
    phoneNumberId,
    waId: '5531900000009',
    userId: 'BR.700',
    at,
    unique: String(index),
  };
  const made = value(making);
  const what = 'errors' in made ? 'errors' : 'calls' in made ? 'connect' : '';
  const name = `${rows[field] ?? ''} ${field} ${typeof made['event'] === 'string' ? made['event'] : what}`.trim();
  it(`fields: ${name} (${index}) is stored, counted and does what it asks for`, async () => {
    await db.deleteFrom('channel_alerts').execute();
    await db.updateTable('numbers').set({ business_account_id: account }).execute();
    await deliver(field, made);
    const [kept] = await db
      .selectFrom('inbox')
      .select(['filed_at', 'fault', 'kind'])
      .orderBy('id', 'desc')
      .limit(1)
      .execute();
    assert(kept?.filed_at && kept.fault === null);
    if (kept.kind === 'other') {
      const counted = db.selectFrom('webhook_fields').select(['is_known', 'updates']).where('field', '=', field);
      const count = await counted.executeTakeFirstOrThrow();
      assert.equal(count.is_known, field !== 'tomorrow');
      assert(count.updates >= 1);
    }
    const raised = (await db.selectFrom('channel_alerts').select('code').execute()).map(({ code }) => code);
    const expected = alerts[name];
    if (expected) assert(raised.includes(expected), `${expected} among ${raised.join()}`);
    const number = await db.selectFrom('numbers').selectAll().executeTakeFirstOrThrow();
    const isShut = shutting.includes(String(made['event'])) && !JSON.stringify(made).includes('REINSTATE');
    assert.equal(number.held_since !== null, isShut);
    if (isShut) {
      assert.match(raised.join(), /account\./);
      await deliver('account_update', { event: 'ACCOUNT_RECONNECTED', unique: index });
      assert.equal((await db.selectFrom('numbers').select('held_since').executeTakeFirstOrThrow()).held_since, null);
    }
  });
}

it('fields: user_preferences are obeyed, stop and resume', async () => {
  const optedOut = async () =>
    (await db.selectFrom('contacts').select('opted_out_at').where('user_id', '=', 'BR.801').executeTakeFirst())
      ?.opted_out_at;
  const prefer = (value: string) =>
    deliver('user_preferences', {
      metadata: { phone_number_id: phoneNumberId },
      user_preferences: [{ user_id: 'BR.801', category: 'marketing_messages', value, timestamp: at }],
    });
  await prefer('stop');
  assert(await optedOut());
  await prefer('resume');
  assert.equal(await optedOut(), null);
});

it('fields: templates and number health are kept up to date', async () => {
  const [template] = await db.selectFrom('templates').selectAll().execute();
  assert.deepEqual(
    [template?.name, template?.status, template?.category, template?.quality],
    ['visit_reminder', 'PENDING_DELETION', 'MARKETING', 'RED'],
  );
  const { health } = await db.selectFrom('numbers').select('health').executeTakeFirstOrThrow();
  assert.partialDeepStrictEqual(health, { phone_number_quality_update: { event: 'DOWNGRADE' } });
});

it('statuses: deleted, warning and one that nobody knows are stored, and no dead letter', async () => {
  const before = (await deadLetters(db)).length;
  await deliver('messages', {
    metadata: { phone_number_id: phoneNumberId },
    statuses: ['deleted', 'warning', 'tomorrow'].map((status) => ({ id: 'wamid.x', status, timestamp: String(at) })),
  });
  assert.equal((await deadLetters(db)).length, before);
});
