import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { demoBusiness } from '../src/business/demo.ts';
import { openPhone } from './phone.ts';
import { runDemo } from './running.ts';
import { eventually, nothingOpen } from './stack.ts';

const contacts = 200;
const perSecond = 100;
const rounds = 3;

const { db, config } = await runDemo();

it(`files no message under, and sends no reply to, another of ${contacts} contacts at ${perSecond} messages/s`, async (test) => {
  const services = demoBusiness.services.filter(({ name }) =>
    /hidrofacial|criolip|peeling|radiof|noiva|day spa/i.test(name),
  );
  const phones = await Promise.all(
    Array.from({ length: contacts }, (_, index) =>
      openPhone(config.SIMULATOR_PORT, { name: `Contato ${index}`, withoutPhone: index % 20 === 0 }),
    ),
  );
  const asked = (index: number) => services[index % services.length];
  const started = performance.now();
  const saying: Promise<string>[] = [];
  for (let sent = 0; sent < contacts * rounds; sent += 1) {
    const index = sent % contacts;
    await wait(Math.max(0, started + (sent * 1000) / perSecond - performance.now()));
    const phone = phones[index];
    if (phone) saying.push(phone.say({ text: `quanto custa ${asked(index)?.name}? [${index}]` }));
  }
  await Promise.all(saying);
  await eventually('all are answered', () => nothingOpen(db), 30_000);

  let [misfiled, misdirected] = [0, 0];
  for (const [index, phone] of phones.entries()) {
    const stored = await db
      .selectFrom('messages')
      .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
      .innerJoin('contacts', 'contacts.id', 'conversations.contact_id')
      .select('messages.content')
      .where('contacts.user_id', '=', phone.userId)
      .where('direction', '=', 'in')
      .execute();
    assert.equal(stored.length, rounds);
    misfiled += stored.filter(({ content }) => !JSON.stringify(content).includes(`[${index}]`)).length;
    const replies = (await phone.shown()).filter(({ direction }) => direction === 'out');
    assert(replies.length > 0 && replies.length <= rounds);
    misdirected += replies.filter(({ text }) => !text.includes(asked(index)?.name ?? '?')).length;
  }
  test.diagnostic(
    `${contacts * rounds} messages of ${contacts} contacts, every 20th without a phone number: misfiled ${misfiled}, misdirected ${misdirected}`,
  );
  assert.equal(misfiled, 0);
  assert.equal(misdirected, 0);
});
