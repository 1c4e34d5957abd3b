import assert from 'node:assert/strict';
import { afterEach, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { openPhone, type Phone } from './phone.ts';
import { askFault, runDemo } from './running.ts';
import { eventually } from './stack.ts';

const { db, config } = await runDemo({ SEND_PROBE_EVERY: 'PT0.3S', TURN_QUIET: 'PT0.05S' });

const fault = (body: object) => askFault(config, body);
afterEach(async () => {
  await fault({ kind: 'none' });
  await eventually('the number works', async () => (await number()).held_since === null);
  await db.deleteFrom('channel_alerts').execute();
});

const newPhone = (name: string) => openPhone(config.SIMULATOR_PORT, { name });
const replies = async (phone: Phone) => (await phone.shown()).filter(({ direction }) => direction === 'out').length;
const replied = (phone: Phone, count = 1) => eventually('a reply', async () => (await replies(phone)) >= count);
const number = () => db.selectFrom('numbers').selectAll().executeTakeFirstOrThrow();
const alerts = () =>
  db.selectFrom('channel_alerts').select(['code', 'severity', 'resolved_at']).orderBy('id').execute();

for (const [what, trouble] of [
  ['a call that Meta refuses', { kind: 'error', code: 190 }],
  ['a message that Meta takes and does not deliver', { kind: 'failed', code: 131042 }],
] as const)
  it(`stops sending for a number after ${what} for the account, keeps its queue, and resumes by itself`, async () => {
    await fault({ ...trouble, count: 4 });
    const phones = [await newPhone('Ana Souza'), await newPhone('Bia Lima'), await newPhone('Caio Reis')];
    for (const phone of phones) await phone.say({ text: 'onde vocês ficam?' });
    await eventually('it is held', async () => (await number()).held_since !== null);
    const [raised] = await alerts();
    assert.deepEqual([raised?.code, raised?.severity], [`whatsapp.${trouble.code}`, 'critical']);
    for (const phone of phones) await replied(phone);
    await wait(300);
    for (const phone of phones) assert.equal(await replies(phone), 1, 'once, and not lost');
    await eventually('the number works', async () => (await number()).held_since === null);
    assert((await alerts()).every(({ resolved_at }) => resolved_at !== null));
    const dead = await db.selectFrom('outbox').select('id').where('state', '=', 'dead').execute();
    assert.equal(dead.length, 0);
  });

it('sends again what failed by Meta’s own trouble, and nothing that failed for good', async () => {
  const [passing, final] = [await newPhone('Davi Rocha'), await newPhone('Eva Dias')];
  await fault({ kind: 'failed', code: 131000, count: 1, contact: passing.userId });
  await fault({ kind: 'failed', code: 131026, count: 1, contact: final.userId });
  await passing.say({ text: 'onde vocês ficam?' });
  await final.say({ text: 'onde vocês ficam?' });
  await replied(passing);
  await wait(1500);
  assert.equal(await replies(final), 0);
  assert.equal((await number()).held_since, null, 'a bad recipient never affects others');
});

it('obeys an opt-out that Meta tells with a failure', async () => {
  const phone = await newPhone('Fábio Luz');
  await fault({ kind: 'failed', code: 131050, count: 1, contact: phone.userId });
  await phone.say({ text: 'onde vocês ficam?' });
  await eventually('opted out', async () => {
    const contact = db.selectFrom('contacts').select('opted_out_at').where('user_id', '=', phone.userId);
    return (await contact.executeTakeFirst())?.opted_out_at;
  });
});

it('asks by template whether it may go on, once, when the window is shut at Meta after one more try', async () => {
  const phone = await newPhone('Gil Nunes');
  await fault({ kind: 'error', code: 131047, count: 2, contact: phone.userId });
  await phone.say({ text: 'onde vocês ficam?' });
  await replied(phone);
  const [shown] = (await phone.shown()).filter(({ direction }) => direction === 'out');
  assert.match(shown?.text ?? '', /Podemos continuar/);
});
