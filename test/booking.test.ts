import assert from 'node:assert/strict';
import { it } from 'node:test';
import { agendaOf } from '../src/bookings/agenda.store.ts';
import type { Slot } from '../src/bookings/booking.ts';
import { slotsOf } from '../src/bookings/slots.ts';
import { loadBusiness } from '../src/business/business.store.ts';
import { openPhone, tapsOf, type Phone, type Shown, type Utterance } from './phone.ts';
import { runDemo } from './running.ts';
import { eventually } from './stack.ts';

const rounds = 50;

const { db, config, business: id } = await runDemo();
const { business } = await loadBusiness(db, id);

/** Says it and resolves with the answer. */
async function ask(phone: Phone, utterance: Utterance): Promise<Shown> {
  const count = (await phone.shown()).filter(({ direction }) => direction === 'out').length;
  await phone.say(utterance);
  return eventually(
    `an answer to ${JSON.stringify(utterance)}`,
    async () => (await phone.shown()).filter(({ direction }) => direction === 'out')[count],
  );
}

/** Slots of a service in the next weeks that do not touch one another. */
async function slotsApart(key: string): Promise<Slot[]> {
  const now = Temporal.Now.instant();
  const today = now.toZonedDateTimeISO(business.timeZone).toPlainDate();
  const service = business.services.find((each) => each.key === key);
  assert(service);
  const agenda = await agendaOf(db, id, now, now.add({ hours: 24 * 29 }));
  const slots = slotsOf(
    business,
    agenda,
    { service: service.id, professional: null, days: { from: today.add({ days: 1 }), to: today.add({ days: 27 }) } },
    now,
  );
  return slots.filter((_, index) => index % 4 === 0);
}

const wall = ({ start }: Slot) => start.toZonedDateTimeISO(business.timeZone);
const two = (number: number) => String(number).padStart(2, '0');
const dayOf = (slot: Slot) => `${two(wall(slot).day)}/${two(wall(slot).month)}`;
const timeOf = (slot: Slot) => `${two(wall(slot).hour)}:${two(wall(slot).minute)}`;

it('books what the contact said yes to: service, start, end, price and contact, and says so', async () => {
  const key = business.services.find(({ name }) => name === 'Limpeza de Pele Profunda')?.key ?? '';
  const slot = (await slotsApart(key)).at(-1);
  assert(slot);
  const phone = await openPhone(config.SIMULATOR_PORT, { name: '💅' });
  await ask(phone, { text: 'Oi, bom dia!' });
  const when = await ask(phone, { text: 'quero marcar uma limpeza de pele' });
  assert.match(when.text, /dia/i);
  await ask(phone, { text: `dia ${dayOf(slot)}` });
  const who = await ask(phone, { text: timeOf(slot) });
  assert.match(who.text, /nome/i);
  const summary = await ask(phone, { text: 'Carla Dias' });
  for (const stated of ['Limpeza de Pele Profunda', dayOf(slot), timeOf(slot), 'R$ 80,00', 'Carla Dias'])
    assert(summary.text.includes(stated), `no ${stated} in: ${summary.text}`);
  assert.equal((await db.selectFrom('bookings').select('id').execute()).length, 0, 'booked before the yes');
  const done = await ask(phone, { text: 'sim' });

  const booking = await db
    .selectFrom('bookings')
    .innerJoin('services', 'services.id', 'bookings.service_id')
    .innerJoin('contacts', 'contacts.id', 'bookings.contact_id')
    .select([
      'services.key',
      'starts_at',
      'ends_at',
      'bookings.price_cents',
      'bookings.name',
      'contacts.user_id',
      'contacts.wa_id',
      'bookings.status',
      'protocol',
    ])
    .executeTakeFirstOrThrow();
  assert.equal(booking.key, key);
  assert.equal(booking.starts_at.toString(), slot.start.toString());
  assert.equal(booking.ends_at.toString(), slot.start.add({ minutes: 90 }).toString());
  assert.deepEqual([booking.price_cents, booking.name, booking.status], [8000, 'Carla Dias', 'booked']);
  assert.deepEqual([booking.user_id, booking.wa_id], [phone.userId, phone.waId]);
  assert(done.text.includes(booking.protocol));

  const again = await ask(phone, { text: 'sim' });
  assert.equal(
    (await db.selectFrom('bookings').select('id').execute()).length,
    1,
    `a second yes booked again: ${again.text}`,
  );
});

it(`gives a slot that two contacts confirm at once to one of them, ${rounds} times, and offers the other another time`, async (test) => {
  const slots = (await slotsApart('manicure')).slice(0, rounds);
  assert.equal(slots.length, rounds);
  const before = (await db.selectFrom('bookings').select('id').execute()).length;
  let [winners, losers] = [0, 0];
  for (const slot of slots) {
    const phones = await Promise.all(
      ['Ana Souza', 'Bruno Lima'].map((name) => openPhone(config.SIMULATOR_PORT, { name })),
    );
    const wish = { text: `quero agendar manicure dia ${dayOf(slot)} às ${timeOf(slot)}` };
    const summaries = await Promise.all(phones.map((phone) => ask(phone, wish)));
    for (const { text } of summaries) assert(text.includes('R$ 35,00') && text.includes(timeOf(slot)), text);
    const answers = await Promise.all(phones.map((phone) => ask(phone, { text: 'sim' })));
    const [row, ...more] = await db
      .selectFrom('bookings')
      .select('protocol')
      .where('starts_at', '=', slot.start)
      .execute();
    assert(row && more.length === 0);
    winners += answers.filter(({ text }) => text.includes(row.protocol)).length;
    losers += answers.filter(
      (answer) =>
        !answer.text.includes(row.protocol) && tapsOf(answer).some(({ id: option }) => option.startsWith('slot:')),
    ).length;
  }
  test.diagnostic(`${rounds} races: ${winners} winners, ${losers} losers who were offered other times`);
  assert.deepEqual([winners, losers], [rounds, rounds]);
  assert.equal((await db.selectFrom('bookings').select('id').execute()).length - before, rounds);
});
