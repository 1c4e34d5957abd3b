import assert from 'node:assert/strict';
import { it } from 'node:test';
import { cancel, move } from '../bookings/booking.store.ts';
import { joinWaitlist } from '../bookings/waitlist.store.ts';
import { proposal, tuesday } from '../bookings/testing.store.ts';
import type { ContactId } from '../contacts/contact.ts';
import { handOver } from '../conversations/conversation.store.ts';
import { ConversationId } from '../conversations/conversation.ts';
import { testDatabase } from '../platform/testing.ts';
import { bookingsOf, openDesk, roundOnce, textOf } from './testing.job.ts';
import { waitlistRound } from './waitlist.job.ts';

const { db } = await testDatabase();
const thursday = tuesday.add({ days: 2 });
const at = (time: string, days = 0) =>
  tuesday.add({ days }).toZonedDateTime({ timeZone: 'America/Sao_Paulo', plainTime: time }).toInstant();

/** Ana has a booking at 15:00 on Thursday, which two others wait for; the first came first. */
async function waiting() {
  const desk = await openDesk(db, at('10:00'));
  const { business, time } = desk;
  const [taker, first, second] = [
    await desk.meet('Ana Souza'),
    await desk.meet('Bia Lima'),
    await desk.meet('Caio Melo'),
  ];
  const { id } = await taker.books(proposal(business, '15:00', 'Ana Souza', 2));
  const [service] = business.services;
  assert(service);
  for (const { contact } of [first, second]) {
    const day = { from: thursday, to: thursday, fromTime: null, toTime: null };
    await joinWaitlist(db, business.id, { contact, service: service.id, professional: null, ...day }, time.now);
    time.now = time.now.add({ minutes: 1 });
  }
  time.now = at('11:00');
  const round = waitlistRound(desk.deps);
  const free = () => cancel(db, business, { contact: taker.contact, booking: id }, time.now);
  return { ...desk, taker, first, second, id, free, offer: () => roundOnce(round, db) };
}

/** The last thing that we said to each. */
async function lastTo(contact: ContactId): Promise<string> {
  const { content } = await db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select('messages.content')
    .where('contact_id', '=', contact)
    .where('direction', '=', 'out')
    .orderBy('messages.id', 'desc')
    .executeTakeFirstOrThrow();
  return JSON.stringify(content);
}

it('offers what was cancelled to the first who waits, and books it only after a yes to the whole of it', async () => {
  const { free, offer, first, second } = await waiting();
  assert.equal((await offer()).length, 0);
  await free();
  assert.match(textOf(await offer()), /Corte.*quinta-feira, 26\/11, às 15:00/);
  assert.match(await lastTo(first.contact), /15:00/);
  assert.doesNotMatch(await lastTo(second.contact), /15:00/);
  assert.equal((await offer()).length, 0);
  const summary = await first.say('sim');
  assert.match(summary, /26\/11.*15:00/s);
  assert.equal((await bookingsOf(db, first.contact)).length, 0, 'booked before the yes');
  await first.say('sim');
  const [booking] = await bookingsOf(db, first.contact);
  assert.equal(booking?.starts_at.toString(), at('15:00', 2).toString());
});

it('offers it to the next after half an hour, to each once, and no more when it is taken', async () => {
  const { free, offer, time, first, second } = await waiting();
  await free();
  assert.equal((await offer()).length, 1);
  time.now = at('11:29');
  assert.equal((await offer()).length, 0);
  time.now = at('11:31');
  assert.equal((await offer()).length, 1);
  assert.match(await lastTo(second.contact), /15:00/);
  time.now = at('12:05');
  assert.equal((await offer()).length, 0);
  // Both say yes: one has it, the other is told plainly.
  await first.say('sim');
  await first.say('sim');
  assert.match(await second.say('sim'), /ocupad|indispon|reservad|já foi|não está/i);
  assert.equal((await bookingsOf(db, second.contact)).length, 0);
});

it('offers the place that a moved booking has left, and not to who left it', async () => {
  const { offer, time, taker, first, id, business } = await waiting();
  const [service] = business.services;
  assert(service);
  const day = { from: thursday, to: thursday, fromTime: null, toTime: null };
  const wish = { contact: taker.contact, service: service.id, professional: null, ...day };
  await db.deleteFrom('waitlist').execute();
  await joinWaitlist(db, business.id, wish, at('10:30'));
  const { slot } = proposal(business, '17:00', '', 3);
  await move(db, business, { contact: taker.contact, booking: id, slot }, time.now);
  assert.equal((await offer()).length, 0);
  await joinWaitlist(db, business.id, { ...wish, contact: first.contact }, at('10:45'));
  assert.equal((await offer()).length, 1);
  assert.match(await lastTo(first.contact), /15:00/);
});

it('passes over who is with a person, and waits for who is writing', async () => {
  const { free, offer, time, first, second, business } = await waiting();
  await free();
  const { id } = await db
    .selectFrom('conversations')
    .select('id')
    .where('contact_id', '=', first.contact)
    .executeTakeFirstOrThrow();
  await handOver(db, business.id, ConversationId.parse(id), { reason: 'asked', brief: null, at: time.now });
  await second.say('oi');
  assert.equal((await offer()).length, 0);
  time.now = at('11:11');
  assert.equal((await offer()).length, 1);
  assert.match(await lastTo(second.contact), /15:00/);
});

it('says nothing of it at night, to who came after it was free, and when it was taken by another', async () => {
  const night = await waiting();
  night.time.now = at('22:00');
  await night.free();
  assert.equal((await night.offer()).length, 0);
  night.time.now = at('08:00', 1);
  assert.equal((await night.offer()).length, 1);

  const taken = await waiting();
  await taken.free();
  await (await taken.meet('Dora Reis')).books(proposal(taken.business, '15:00', 'Dora Reis', 2));
  assert.equal((await taken.offer()).length, 0);

  const early = await waiting();
  early.time.now = at('10:00');
  await early.free();
  early.time.now = at('10:20');
  assert.equal((await early.offer()).length, 1, 'the first wished at that moment');
  early.time.now = at('10:51');
  assert.equal((await early.offer()).length, 0, 'the second wished a minute later');
});
