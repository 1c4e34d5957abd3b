import assert from 'node:assert/strict';
import { it } from 'node:test';
import { proposal, tuesday } from '../bookings/testing.store.ts';
import { requestPrivacy } from '../contacts/privacy.store.ts';
import { handOver } from '../conversations/conversation.store.ts';
import { ConversationId } from '../conversations/conversation.ts';
import { testDatabase } from '../platform/testing.ts';
import { noticeRound } from './notice.job.ts';
import { bookingsOf, openDesk, roundOnce, textOf } from './testing.job.ts';
import { wordsIn } from '../conversations/content.ts';

const { db } = await testDatabase();
const zone = 'America/Sao_Paulo';
/** Local to the salon, so many days after that Tuesday. */
const at = (time: string, days = 0) =>
  tuesday.add({ days }).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
const policies = { policies: { cancelNoticeHours: 1, rescheduleNoticeHours: 1 } };
const address = { address: 'Rua do Teste, 10' };

/** Somebody wrote on Tuesday at ten and booked a visit; then it is `now`. */
async function visiting(start: string, days: number, now: Temporal.Instant, more: object = policies) {
  const desk = await openDesk(db, at('10:00'), { ...address, ...more });
  const person = await desk.meet();
  const { id, protocol } = await person.books(proposal(desk.business, start, 'Carla Dias', days));
  desk.time.now = now;
  const round = noticeRound(desk.deps);
  return { ...desk, ...person, id, protocol, remind: () => roundOnce(round, db) };
}

it('reminds once before each lead, with the whole booking by its date, and of nothing in between', async () => {
  const { time, remind, protocol } = await visiting('15:00', 2, at('14:59', 1));
  assert.equal((await remind()).length, 0);
  time.now = at('15:00', 1);
  const [first, ...more] = await remind();
  assert(first?.type === 'template' && more.length === 0);
  for (const stated of ['Corte', 'quinta-feira, 26/11', '15:00', protocol, 'R$ 45,00', 'Rua do Teste, 10', '1', '3'])
    assert(first.text.includes(stated), `no ${stated} in: ${first.text}`);
  assert.doesNotMatch(first.text, /amanhã|hoje/i);
  assert.equal((await remind()).length, 0);
  time.now = at('13:00', 2);
  assert.equal((await remind()).length, 1);
  time.now = at('13:30', 2);
  assert.equal((await remind()).length, 0);
});

it('sends only the reminder that still makes sense when several are due at once', async () => {
  const { remind } = await visiting('15:00', 2, at('13:30', 2));
  assert.equal((await remind()).length, 1);
});

it('says the same within the window as a message and outside it as a template, with the same options', async () => {
  const open = await visiting('20:00', 0, at('18:00'), { hours: { 'mon-sun': '09:00-22:00' }, ...policies });
  const [message] = await open.remind();
  const shut = await visiting('15:00', 2, at('15:00', 1));
  const [template] = await shut.remind();
  assert(message?.type === 'buttons' && template?.type === 'template');
  assert.deepEqual(
    message.buttons.map(({ id }) => id.replace(open.id, '')),
    template.buttons.map(({ id }) => id.replace(shut.id, '')),
  );
  assert.equal(template.name, 'visit_reminder');
  assert.equal(template.language, 'pt_BR');
  assert.equal(template.body[1], 'Rua do Teste, 10');
});

it('uses the reminder without an address where the business has none', async () => {
  const { remind } = await visiting('15:00', 2, at('15:00', 1), { address: null });
  const [template] = await remind();
  assert(template?.type === 'template');
  assert.equal(template.name, 'visit_reminder_no_address');
});

it('takes 1 as a yes, 2 as the cancellation of exactly that visit, 3 as another time, written or tapped', async () => {
  for (const answer of ['1', 'sim', 'own:attend']) {
    const { contact, say, tap, remind, id } = await visiting('15:00', 2, at('15:00', 1));
    await remind();
    const text = answer.startsWith('own') ? await tap(`${answer}:${id}`) : await say(answer);
    const [booking] = await bookingsOf(db, contact);
    assert(booking?.confirmed_at, `${answer}: ${text}`);
  }
  for (const answer of ['2', 'own:drop']) {
    const { contact, say, tap, remind, id } = await visiting('15:00', 2, at('15:00', 1));
    await remind();
    const text = answer.startsWith('own') ? await tap(`${answer}:${id}`) : await say(answer);
    assert.equal((await bookingsOf(db, contact))[0]?.status, 'cancelled', `${answer}: ${text}`);
  }
  const { contact, say, remind } = await visiting('15:00', 2, at('15:00', 1));
  await remind();
  assert.match(await say('3'), /quando|dia/i);
  assert.match(await say('sexta às 11h'), /27\/11.*11:00/s);
  await say('sim');
  const [moved] = await bookingsOf(db, contact);
  assert.equal(moved?.starts_at.toString(), at('11:00', 3).toString());
  assert.equal(moved.moves, 1);
});

it('cancels nothing where the rule forbids it, and nothing that is answered after something else was asked', async () => {
  const late = await visiting('15:00', 2, at('15:00', 1), { policies: { cancelNoticeHours: 48 } });
  await late.remind();
  await late.say('2');
  assert.equal((await bookingsOf(db, late.contact))[0]?.status, 'booked');
  const asked = await visiting('15:00', 2, at('15:00', 1));
  await asked.remind();
  await asked.say('quero marcar um corte');
  await asked.say('2');
  assert.equal((await bookingsOf(db, asked.contact))[0]?.status, 'booked');
});

it('leaves what the contact was about open beneath the reminder', async () => {
  const { say, remind, time } = await visiting('15:00', 2, at('14:30', 1));
  assert.match(await say('quero marcar um corte'), /dia/i);
  time.now = at('15:00', 1);
  assert.equal((await remind()).length, 1);
  const text = await say('1');
  assert.match(text, /confirma/i);
  assert.match(text, /dia/i);
});

it('waits while the contact is writing, while a person has the conversation, and for the morning', async () => {
  const { say, remind, time, contact, business } = await visiting('15:00', 2, at('14:55', 1));
  await say('oi');
  time.now = at('15:00', 1);
  assert.equal((await remind()).length, 0);
  time.now = at('15:06', 1);
  const { id } = await db
    .selectFrom('conversations')
    .select('id')
    .where('contact_id', '=', contact)
    .executeTakeFirstOrThrow();
  await handOver(db, business.id, ConversationId.parse(id), { reason: 'asked', brief: null, at: time.now });
  assert.equal((await remind()).length, 0);
  await db.updateTable('conversations').set({ status: 'active' }).where('id', '=', id).execute();
  time.now = at('21:00', 1);
  assert.equal((await remind()).length, 0);
  time.now = at('07:59', 2);
  assert.equal((await remind()).length, 0);
  time.now = at('08:00', 2);
  assert.equal((await remind()).length, 1);
});

it('reminds at night of a visit that begins before the morning or soon after, and only then', async () => {
  const early = { hours: { 'mon-sun': '00:00-24:00' }, ...policies };
  const nine = await visiting('09:00', 2, at('07:30', 2), early);
  assert.equal((await nine.remind()).length, 0);
  const half = await visiting('08:30', 2, at('06:30', 2), early);
  assert.equal((await half.remind()).length, 1);
  const late = await visiting('23:00', 2, at('21:30', 2), early);
  assert.equal((await late.remind()).length, 1);
});

it('never reminds who opted out, and of nothing that was cancelled or has moved', async () => {
  const { contact, business, remind, time } = await visiting('15:00', 2, at('15:00', 1));
  await requestPrivacy(db, business.id, { contact, kind: 'optOut' }, time.now);
  assert.equal((await remind()).length, 0);
  await requestPrivacy(db, business.id, { contact, kind: 'optIn' }, time.now);
  await db.updateTable('bookings').set({ status: 'cancelled' }).where('contact_id', '=', contact).execute();
  assert.equal((await remind()).length, 0);
});

it('asks once after the visit for one to five, and takes the answer', async () => {
  for (const [answer, stars] of [
    ['5', 5],
    ['2', 2],
    ['1', 1],
  ] as const) {
    const { contact, say, remind, time } = await visiting('15:00', 2, at('15:30', 2));
    await remind();
    time.now = at('16:30', 2);
    const [asked, ...more] = await remind();
    assert(asked && more.length === 0);
    assert.match(wordsIn(asked), /1.*5/);
    assert.equal((await remind()).length, 0);
    const text = await say(answer);
    assert.equal((await bookingsOf(db, contact))[0]?.stars, stars, `${answer}: ${text}`);
  }
});

it('does not ask how it was when the contact did not come, or wrote that they could not', async () => {
  const missed = await visiting('15:00', 2, at('16:30', 2));
  await db.updateTable('bookings').set({ status: 'no_show' }).where('contact_id', '=', missed.contact).execute();
  assert.equal((await missed.remind()).length, 0);

  const called = await visiting('15:00', 2, at('14:30', 2));
  await called.remind();
  const refused = await called.say('não vou conseguir ir, quero cancelar');
  assert.equal((await bookingsOf(db, called.contact))[0]?.status, 'booked', refused);
  called.time.now = at('16:30', 2);
  assert.equal((await called.remind()).length, 0);
});

it('sends exactly one of a notice when many workers find it at once', async () => {
  const { deps, delivered } = await visiting('15:00', 2, at('15:00', 1));
  const rounds = Array.from({ length: 6 }, () => noticeRound(deps));
  const found = await Promise.all(rounds.map(async (round) => ({ round, works: await round.find() })));
  await Promise.all(
    found.map(async ({ round, works }) => {
      for (const work of works) await round.perform(work);
    }),
  );
  assert.equal((await delivered()).length, 1);
});

it('sends it later, once, when the worker dies between the claim and the commit', async () => {
  const { deps, remind, delivered } = await visiting('15:00', 2, at('15:00', 1));
  const dying = {
    ...deps,
    businessAt: async () => {
      throw new Error('killed');
    },
  };
  const round = noticeRound(dying);
  const [work] = await round.find();
  assert(work);
  await assert.rejects(round.perform(work), /killed/);
  assert.equal((await delivered()).length, 0);
  assert.equal(textOf(await remind()).match(/Lembrete/g)?.length, 1);
  assert.equal((await remind()).length, 0);
});
