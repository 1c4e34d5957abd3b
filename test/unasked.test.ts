import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { sql } from 'kysely';
import { joinWaitlist } from '../src/bookings/waitlist.store.ts';
import { loadBusiness } from '../src/business/business.store.ts';
import { ContactId } from '../src/contacts/contact.ts';
import { openPhone, tapsOf, type Phone, type Shown, type Utterance } from './phone.ts';
import { runDemo } from './running.ts';
import { envelope, eventually, nothingOpen, postWebhook } from './stack.ts';

const { db, config, business: id } = await runDemo({ UNASKED_EVERY: 'PT0.1S', UNASKED_CALM: 'PT0S' });
const now = Temporal.Now.instant();

/** Open day and night, where it is about noon now: at night nobody would hear anything. */
const ahead = 12 - now.toZonedDateTimeISO('UTC').hour;
await sql`update businesses set time_zone = ${`Etc/GMT${ahead < 0 ? '+' : '-'}${Math.abs(ahead)}`}, state = null, city = null, holidays = holidays || '{"closed": false}',
  cancel_notice_hours = 1, reschedule_notice_hours = 1, notice_minutes = 0 where id = ${id}`.execute(db);
await sql`delete from opening_hours where business_id = ${id}`.execute(db);
await sql`insert into opening_hours (business_id, weekday, opens, closes)
  select ${id}, weekday, '00:00', '24:00' from generate_series(1, 7) weekday`.execute(db);
const { business } = await loadBusiness(db, id);
const [service] = business.services;
assert(service);
const [professional] = service.professionals;
assert(professional);

const outgoing = async (phone: Phone) => (await phone.shown()).filter(({ direction }) => direction === 'out');

async function ask(phone: Phone, utterance: Utterance): Promise<Shown> {
  const count = (await outgoing(phone)).length;
  await phone.say(utterance);
  return eventually(`an answer to ${JSON.stringify(utterance)}`, async () => (await outgoing(phone))[count]);
}

/** Somebody who wrote now, or so many hours ago, and has no open question. */
async function writer(name: string, hoursAgo = 0) {
  const phone = await openPhone(config.SIMULATOR_PORT, { name });
  await phone.say({ text: 'oi' });
  const { id: contact } = await eventually('the contact', () =>
    db.selectFrom('contacts').select('id').where('user_id', '=', phone.userId).executeTakeFirst(),
  );
  await eventually('an answer', () => nothingOpen(db));
  const wroteAt = Temporal.Now.instant().subtract({ hours: hoursAgo });
  await db.updateTable('conversations').set({ last_inbound_at: wroteAt }).where('contact_id', '=', contact).execute();
  return { phone, contact: ContactId.parse(contact) };
}

let visits = 0;

/** They have a booking, made long ago, that begins in some hours; resolves with the reminder of it. */
async function visitor(name: string, hoursAgo = 0) {
  const { phone, contact } = await writer(name, hoursAgo);
  const count = (await outgoing(phone)).length;
  visits += 1;
  const start = now.round({ smallestUnit: 'hour', roundingMode: 'ceil' }).add({ hours: 2 * visits });
  const end = start.add({ minutes: service?.minutes ?? 0 });
  const booking = randomUUID();
  await db
    .insertInto('bookings')
    .values({
      business_id: id,
      id: booking,
      protocol: `VISIT${visits}`,
      contact_id: contact,
      professional_id: professional ?? '',
      service_id: service?.id ?? '',
      name,
      starts_at: start,
      ends_at: end,
      busy_until: end,
      price_cents: 8000,
      booked_at: now.subtract({ hours: 100 }),
      booked_by: 'contact',
    })
    .execute();
  const reminder = await eventually('the reminder', async () => (await outgoing(phone))[count]);
  return { phone, contact, booking, reminder, start };
}

const standing = (booking: string) =>
  db
    .selectFrom('bookings')
    .select(['status', 'confirmed_at', 'starts_at', 'moves'])
    .where('id', '=', booking)
    .executeTakeFirstOrThrow();

it('takes a written 1 to a reminder as a yes, and reminds once', async () => {
  const { phone, booking, reminder } = await visitor('Ana Souza');
  assert.match(reminder.text, /VISIT1[\s\S]*R\$ 80,00/);
  await ask(phone, { text: '1' });
  assert((await standing(booking)).confirmed_at);
  assert.equal((await outgoing(phone)).filter(({ text }) => text.includes('Lembrete')).length, 1);
});

it('cancels at a written 2, and offers the slot to who waits for it, who books it', async () => {
  const { phone, booking, start } = await visitor('Bruno Lima');
  const waiting = await writer('Carla Dias');
  const day = start.toZonedDateTimeISO(business.timeZone).toPlainDate();
  const wish = { professional: null, from: day, to: day, fromTime: null, toTime: null };
  await joinWaitlist(db, id, { contact: waiting.contact, service: service.id, ...wish }, Temporal.Now.instant());
  const count = (await outgoing(waiting.phone)).length;
  await ask(phone, { text: '2' });
  assert.equal((await standing(booking)).status, 'cancelled');
  const offer = await eventually('the offer', async () => (await outgoing(waiting.phone))[count]);
  assert.match(offer.text, /vaga/);
  const summary = await ask(waiting.phone, { text: 'sim' });
  assert.match(summary.text, /80,00/);
  await ask(waiting.phone, { text: 'sim' });
  const [theirs] = await db.selectFrom('bookings').selectAll().where('contact_id', '=', waiting.contact).execute();
  assert.equal(theirs?.starts_at.toString(), start.toString());
});

it('asks when at a written 3, and moves the booking after a yes', async () => {
  const { phone, booking, start } = await visitor('Davi Rocha');
  await ask(phone, { text: '3' });
  const { day, month } = start.add({ hours: 24 * 6 }).toZonedDateTimeISO(business.timeZone);
  await ask(phone, { text: `dia ${day}/${month} às 15h` });
  await ask(phone, { text: 'sim' });
  const { status, moves, starts_at } = await standing(booking);
  assert.deepEqual([status, moves], ['booked', 1]);
  assert.equal(starts_at.toZonedDateTimeISO(business.timeZone).hour, 15);
});

it('reaches who has been silent for a day by template, and understands its three quick replies', async () => {
  const taps = { Confirmo: 'confirmed', Cancelar: 'cancelled', Remarcar: 'asked' };
  for (const title of Object.keys(taps)) {
    const { phone, contact, booking, reminder } = await visitor(`Elisa ${title}`, 30);
    const sent = await sql<{ type: string }>`select o.content ->> 'type' as type from outbox o
      join conversations k on k.id = o.conversation_id where k.contact_id = ${contact} order by o.seq desc limit 1`.execute(
      db,
    );
    assert.equal(sent.rows[0]?.type, 'template');
    assert.equal((await outgoing(phone)).length, 2, 'nothing but the template went out after the answer');
    const tap = tapsOf(reminder).find((each) => each.title === title);
    assert(tap, `no ${title} under: ${reminder.text}`);
    const answer = await ask(phone, tap.says);
    const { status, confirmed_at } = await standing(booking);
    if (title === 'Confirmo') assert(confirmed_at, answer.text);
    if (title === 'Cancelar') assert.equal(status, 'cancelled', answer.text);
    if (title === 'Remarcar') assert.match(answer.text, /quando|dia/i);
  }
});

it('falls silent when the owner answers in the app', async () => {
  const { phone, contact } = await writer('Gabriela Moraes');
  const before = (await outgoing(phone)).length;
  const message_echoes = [
    {
      from: '551155500100',
      to: phone.waId,
      id: `wamid.${randomUUID()}`,
      timestamp: String(Math.floor(Temporal.Now.instant().epochMilliseconds / 1000)),
      type: 'text',
      text: { body: 'Oi, Gabriela! Já te respondo.' },
    },
  ];
  const body = JSON.stringify(envelope({ message_echoes })).replace(
    '"field":"messages"',
    '"field":"smb_message_echoes"',
  );
  assert.equal((await postWebhook(config, body)).status, 200);
  await eventually('the handoff', async () => {
    const row = db.selectFrom('conversations').select(['status', 'handoff_reason']).where('contact_id', '=', contact);
    return (await row.executeTakeFirstOrThrow()).handoff_reason === 'echo';
  });
  await phone.say({ text: 'quero marcar manicure' });
  await eventually('the message in the transcript', () =>
    sql`select from messages where content ->> 'text' = 'quero marcar manicure'`
      .execute(db)
      .then(({ rows }) => rows.length === 1),
  );
  await eventually('silence', () => nothingOpen(db));
  assert.equal((await outgoing(phone)).length, before);
});

it('forgets who asks for it, after its last message has arrived', async () => {
  const { phone, contact } = await writer('Heitor Prado');
  await ask(phone, { text: 'apaguem todos os meus dados' });
  await ask(phone, { text: 'sim, apagar' });
  await eventually('the erasure', () =>
    db
      .selectFrom('contacts')
      .select('id')
      .where('id', '=', contact)
      .where('erased_at', 'is not', null)
      .executeTakeFirst(),
  );
  await eventually('the end of late statuses', async () => {
    const { rows } =
      await sql`select from inbox where payload like ${`%${phone.userId}%`} or payload like ${`%${phone.waId}%`}`.execute(
        db,
      );
    return rows.length === 0;
  });
});
