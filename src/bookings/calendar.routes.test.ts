import assert from 'node:assert/strict';
import { it } from 'node:test';
import { fastify } from 'fastify';
import type { Business } from '../business/business.ts';
import { testDatabase } from '../platform/testing.ts';
import { cancel, move } from './booking.store.ts';
import { bookingFilePath, feedPaths } from './calendar-feed.store.ts';
import { calendarRoutes } from './calendar.routes.ts';
import { booked, now, proposal, salon } from './testing.store.ts';

const { db } = await testDatabase();
const app = fastify();
await app.register(calendarRoutes, { db, clock: () => now });

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });

/** The properties of each event, unfolded; a name may come with parameters. */
function eventsIn(text: string): Map<string, string>[] {
  assert(text.endsWith('END:VCALENDAR\r\n'), 'a whole calendar');
  assert(
    text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75),
    'no line is longer than 75 bytes',
  );
  const unfolded = text.replaceAll('\r\n ', '');
  return [...unfolded.matchAll(/BEGIN:VEVENT\r\n([^]*?)END:VEVENT/g)].map(
    ([, body = '']) =>
      new Map(
        body
          .trimEnd()
          .split('\r\n')
          .map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
      ),
  );
}

async function feedOf(business: Business): Promise<string> {
  return (await feedPaths(db, business.id))[0]?.path ?? assert.fail();
}

it('shows a professional who comes when, by first name and initial, and no phone number', async () => {
  const { business, contact } = await salon(db);
  await db.updateTable('contacts').set({ wa_id: '5511955500001' }).where('id', '=', contact).execute();
  const { protocol } = await booked(db, business, {
    contact,
    item: proposal(business, '15:00', 'Maria Aparecida de Souza', 1),
  });
  const response = await get(await feedOf(business));
  assert.equal(response.statusCode, 200);
  assert.equal(response.headers['content-type'], 'text/calendar; charset=utf-8');
  const [event, ...more] = eventsIn(response.body);
  assert.deepEqual(more, []);
  assert.equal(event?.get('SUMMARY'), 'Corte · Maria S.');
  assert.equal(event.get('DTSTART'), '20261125T180000Z');
  assert.equal(event.get('DTEND'), '20261125T183000Z');
  assert.equal(event.get('STATUS'), 'CONFIRMED');
  assert.equal(event.get('DESCRIPTION'), `Protocolo ${protocol}`);
  assert(!response.body.includes('Souza') && !response.body.includes('5550'));
});

it('shows a booking that moved as the same event with a higher sequence, and one that was cancelled as such', async () => {
  const { business, contact } = await salon(db);
  const { id } = await booked(db, business, { contact, item: proposal(business, '15:00', 'Bia', 1) });
  const path = await feedOf(business);
  const event = async () => eventsIn((await get(path)).body)[0] ?? assert.fail();
  const before = await event();
  await move(db, business, { contact, booking: id, slot: proposal(business, '16:00', 'Bia', 2).slot }, now);
  const moved = await event();
  assert.equal(moved.get('UID'), before.get('UID'));
  assert.deepEqual([before.get('SEQUENCE') ?? '0', moved.get('SEQUENCE')], ['0', '1']);
  assert.equal(moved.get('DTSTART'), '20261126T190000Z');
  await cancel(db, business, { contact, booking: id }, now);
  const cancelled = await event();
  assert.deepEqual(
    ['STATUS', 'SEQUENCE', 'TRANSP', 'SUMMARY'].map((name) => cancelled.get(name)),
    ['CANCELLED', '2', 'TRANSPARENT', 'Cancelado: Corte · Bia'],
  );
});

it('has the moment right at 23:30 in Manaus and across the year in Noronha', async () => {
  const always = { hours: { 'mon-sun': '00:00-24:00' }, holidays: 'open' };
  for (const [timeZone, days, start, end] of [
    ['America/Manaus', 0, '20261125T033000Z', '20261125T040000Z'],
    ['America/Noronha', 37, '20270101T013000Z', '20270101T020000Z'],
  ] as const) {
    const { business, contact } = await salon(db, { horizonDays: 60 }, [], { ...always, timeZone });
    await booked(db, business, { contact, item: proposal(business, '23:30', 'Bia', days) });
    const { body } = await get(await feedOf(business));
    const [event] = eventsIn(body);
    assert.deepEqual([event?.get('DTSTART'), event?.get('DTEND')], [start, end]);
    assert(body.includes(`X-WR-TIMEZONE:${timeZone}`));
  }
});

it('gives the contact their booking as a file, with the place and without their name', async () => {
  const { business, contact } = await salon(db, {}, [], {
    address: 'Rua das Flores, 123; fundos',
    name: 'Salão & Cia',
  });
  const { id } = await booked(db, business, { contact, item: proposal(business, '15:00', 'Maria Souza', 1) });
  const path = (await bookingFilePath(db, business.id, id)) ?? assert.fail();
  const { body, statusCode } = await get(path);
  assert.equal(statusCode, 200);
  const [event] = eventsIn(body);
  assert.equal(event?.get('SUMMARY'), 'Corte · Salão & Cia');
  assert.equal(event.get('LOCATION'), String.raw`Rua das Flores\, 123\; fundos`);
  assert.match(event.get('DESCRIPTION') ?? '', /^com Ana\\nProtocolo [A-Z0-9]{6}$/);
  assert(!body.includes('Maria'));
});

it('sends the text again only when it has changed', async () => {
  const { business, contact } = await salon(db);
  const { id } = await booked(db, business, { contact, item: proposal(business, '15:00', 'Bia', 1) });
  const path = await feedOf(business);
  const etag = String((await get(path)).headers.etag);
  assert.match(etag, /^".{32}"$/);
  const same = await get(path, { 'if-none-match': `W/${etag}` });
  assert.deepEqual([same.statusCode, same.body, same.headers.etag], [304, '', etag]);
  await cancel(db, business, { contact, booking: id }, now);
  const changed = await get(path, { 'if-none-match': etag });
  assert.equal(changed.statusCode, 200);
  assert.notEqual(changed.headers.etag, etag);
});

it('answers alike to every token that opens nothing, one of the other kind too', async () => {
  const { business, contact } = await salon(db);
  const { id } = await booked(db, business, { contact, item: proposal(business, '15:00', 'Bia', 1) });
  const [feed, file] = [await feedOf(business), (await bookingFilePath(db, business.id, id)) ?? assert.fail()];
  assert.match(feed, /^\/calendar\/[0-9a-f]{64}\.ics$/);
  const wrong = [
    `/calendar/${'0'.repeat(64)}.ics`,
    '/calendar/x.ics',
    feed.slice(0, -4),
    feed.toUpperCase().replace('/CALENDAR', '/calendar'),
    file.replace('bookings', 'calendar'),
    feed.replace('calendar', 'bookings'),
    `/bookings/${id}.ics`,
    "/bookings/'or''='.ics",
  ];
  const answers = await Promise.all(wrong.map((url) => get(url)));
  const told = answers.map(({ statusCode, body, headers }) =>
    JSON.stringify([statusCode, body, { ...headers, date: '' }]),
  );
  assert.equal(new Set(told).size, 1);
  assert.equal(answers[0]?.statusCode, 404);
});

it('gives every professional and every booking a token of its own', async () => {
  const { business, contact } = await salon(db, {}, [], {
    professionals: ['ana', 'bia'].map((id) => ({ id, name: id })),
  });
  const ids = [];
  for (const time of ['09:00', '10:00'])
    ids.push((await booked(db, business, { contact, item: proposal(business, time, 'x', 1) })).id);
  const files = await Promise.all(ids.map((id) => bookingFilePath(db, business.id, id)));
  const paths = [...files, ...(await feedPaths(db, business.id)).map(({ path }) => path)];
  assert.equal(new Set(paths.map((path) => path?.split('/').at(-1))).size, 4);
});
