import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { numbers } from '../src/numbers.ts';
import { dashboardOf } from './dashboard.ts';
import { openPhone, type Phone } from './phone.ts';
import { runDemo } from './running.ts';
import { eventually } from './stack.ts';

const { db, config, business } = await runDemo({
  UNASKED_CALM: 'PT0S',
  SENDS_PER_SECOND: '20',
  WHATSAPP_PRICES: 'docs/examples/whatsapp-prices.json',
});
await numbers(db, config, 'add');
// Where it is about noon now: a campaign sends by day.
const ahead = 12 - Temporal.Now.zonedDateTimeISO('UTC').hour;
await sql`update businesses set time_zone = ${`Etc/GMT${ahead < 0 ? '+' : '-'}${Math.abs(ahead)}`} where id = ${business}`.execute(
  db,
);
const people = dashboardOf({ db, url: `http://127.0.0.1:${config.PORT}`, business });
const [owner, attendant] = [await people.as('owner'), await people.as('attendant')];

const plan = {
  name: 'Mês da mãe',
  phoneNumberId: config.WHATSAPP_PHONE_NUMBER_ID,
  template: { name: 'month_offer', language: 'pt_BR' },
  fills: [
    { kind: 'firstName', otherwise: 'tudo bem' },
    { kind: 'text', text: 'maio' },
  ],
  hours: { weekdays: [1, 2, 3, 4, 5, 6, 7] },
  restDays: 0,
};
const offers = async (phone: Phone) => (await phone.shown()).filter(({ text }) => text.includes('ganha um mimo'));
const contactOf = async ({ userId }: Phone) =>
  (await db.selectFrom('contacts').selectAll().where('user_id', '=', userId).executeTakeFirstOrThrow()).id;
const read = async (id: string) => (await owner.call('GET', `/campaigns/${id}`)).body;

async function draft(more: object = {}): Promise<string> {
  const { status, body } = await owner.call('POST', '/campaigns', { ...plan, ...more });
  assert.equal(status, 201, JSON.stringify(body));
  return body.id;
}

it('takes a contact at their word: who asks for news gets them, and who says stop does not', async () => {
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Lia Moura' });
  await phone.say({ text: 'quero receber as novidades e promoções' });
  await eventually('the answer', async () => (await phone.shown()).some(({ text }) => text.includes('*parar*')));
  const id = await draft();
  const { body: outlook } = await owner.call('GET', `/campaigns/${id}/preview`);
  assert.deepEqual(
    [outlook.receive, outlook.cost.currency, outlook.cost.amount, outlook.examples[0]],
    [
      1,
      'USD',
      0.0625,
      'Oi, Lia! Em maio, quem marcar um horário ganha um mimo nosso. Quer que eu veja um horário para você?',
    ],
  );
  assert.equal((await owner.call('POST', `/campaigns/${id}/schedule`, {})).status, 204);
  assert.equal((await owner.call('PUT', `/campaigns/${id}`, plan)).body.code, 'no_draft');
  await eventually('the offer', async () => (await offers(phone)).length === 1);
  await eventually('the end', async () => (await read(id)).state === 'finished');
  assert.equal((await read(id)).counts.skipped, 0);

  await phone.say({ text: 'Parar promoções' });
  const contact = await contactOf(phone);
  await eventually('the stop', async () => (await owner.call('GET', `/contacts/${contact}`)).body.optedOutAt);
  const { status, body } = await attendant.call('POST', `/contacts/${contact}/news`, { source: 'telefone' });
  assert.deepEqual([status, body.code], [409, 'opted_out']);
  const again = await draft();
  const { body: after } = await owner.call('GET', `/campaigns/${again}/preview`);
  assert.deepEqual([after.receive, after.skipped], [0, [{ why: 'opted_out', count: 1 }]]);
  assert.equal((await owner.call('POST', `/campaigns/${again}/test`, { contact })).body.code, 'opted_out');
});

it('shows it on one phone, once a person recorded the consent', async () => {
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Nina Luz' });
  await phone.say({ text: 'oi' });
  await eventually('an answer', async () => (await phone.shown()).length > 1);
  const [id, contact] = [await draft(), await contactOf(phone)];
  assert.equal((await owner.call('POST', `/campaigns/${id}/test`, { contact })).body.code, 'no_consent');
  assert.equal((await attendant.call('POST', `/contacts/${contact}/news`, { source: 'ficha' })).status, 204);
  assert.equal((await owner.call('POST', `/campaigns/${id}/test`, { contact })).status, 204);
  await eventually('the offer', async () => (await offers(phone)).length === 1);
  assert.equal((await read(id)).state, 'draft');
  assert.equal((await attendant.call('DELETE', `/contacts/${contact}/news`)).status, 204);
  assert.equal((await owner.call('POST', `/campaigns/${id}/test`, { contact })).body.code, 'no_consent');
});

/** So many phones of contacts who agreed and have been silent. */
async function crowd(count: number): Promise<Phone[]> {
  const phones = await Promise.all(
    Array.from({ length: count }, (_, at) => openPhone(config.SIMULATOR_PORT, { name: `Eva ${at}` })),
  );
  await sql`
    with fresh as (
      insert into contacts (business_id, user_id, name, news_since)
      select ${business}, user_id, 'Eva Reis', now() from unnest(${phones.map(({ userId }) => userId)}::text[]) user_id
      returning id)
    insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at, labels)
    select ${business}, id, ${config.WHATSAPP_PHONE_NUMBER_ID}, now() - interval '40 days', '{crowd}' from fresh`.execute(
    db,
  );
  return phones;
}

it('never makes a reply wait, stops within seconds, and pauses when Meta pauses its template', async () => {
  const phones = await crowd(150);
  const asking = await openPhone(config.SIMULATOR_PORT, { name: 'Téo Dias' });
  const id = await draft({ audience: { label: 'crowd' } });
  await owner.call('POST', `/campaigns/${id}/schedule`, {});
  await eventually('it has begun', async () => (await read(id)).counts.waiting > 0);
  await eventually('it is under way', async () => {
    const { counts } = await read(id);
    return 150 - counts.waiting - counts.queued > 10;
  });
  await asking.say({ text: 'onde vocês ficam?' });
  await eventually('the reply', async () => (await asking.shown()).length > 1);
  const { rows } = await sql<{ between: number; waiting: number }>`
    select (select count(*)::int from outbox o where o.priority = 2 and o.sent_at > r.created_at and o.sent_at < r.sent_at) as between,
      (select count(*)::int from campaign_recipients where campaign_id = ${id} and state = 'waiting') as waiting
    from outbox r join conversations k on k.id = r.conversation_id
    where k.contact_id = ${await contactOf(asking)} and r.priority = 0`.execute(db);
  const [reply] = rows;
  assert(reply && reply.waiting > 0, 'the campaign was still under way');
  // Only what was on its way already may arrive before it: no more than the outbox holds of a campaign.
  assert(reply.between <= 8, `${reply.between} messages of the campaign went first`);

  assert.equal((await owner.call('POST', `/campaigns/${id}/pause`, {})).status, 204);
  assert.equal((await owner.call('POST', `/campaigns/${id}/pause`, {})).body.code, 'not_now');
  await eventually('nothing is on its way', async () => (await read(id)).counts.queued === 0);
  const { counts } = await read(id);
  assert(counts.waiting > 0);
  assert.equal((await owner.call('POST', `/campaigns/${id}/resume`, {})).status, 204);
  await fetch(`http://127.0.0.1:${config.SIMULATOR_PORT}/simulator/templates/month_offer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ status: 'PAUSED' }),
  });
  await eventually('it pauses by itself', async () => (await read(id)).state === 'paused');
  assert.equal((await read(id)).pausedFor, 'template');
  const alerts = await db.selectFrom('channel_alerts').select('code').execute();
  assert(alerts.some(({ code }) => code === 'template.PAUSED'));
  const times = await Promise.all(phones.map(async (phone) => (await offers(phone)).length));
  assert(Math.max(...times) === 1, 'nobody got it twice');
});
