import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { joinWaitlist } from '../src/bookings/waitlist.store.ts';
import { BusinessId, ServiceId } from '../src/business/business.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { ContactId } from '../src/contacts/contact.ts';
import { openDashboard } from './dashboard.ts';

const { db, as } = await openDashboard();
const owner = await as('owner');
const stranger = await as('owner', await putBusiness(db, demoBusiness));
const { body: business } = await owner.call('GET', '/business');
const [service] = business.services;
const [professional] = service.professionals;

/** The first slot of the next days that has one. */
async function freeSlot(): Promise<string> {
  for (let days = 1; days < 10; days++) {
    const day = Temporal.Now.plainDateISO('America/Sao_Paulo').add({ days });
    const { body } = await owner.call(
      'GET',
      `/slots?service=${service.id}&professional=${professional}&day=${day.toString()}`,
    );
    if (body.length > 1) return body[0].start;
  }
  throw new Error('nothing is free');
}

let phones = 0;
async function newContact(name: string): Promise<string> {
  const { body } = await owner.call('POST', '/contacts', { name, phone: `+55 11 9${String(10_000_000 + ++phones)}` });
  return body.id;
}

it('keeps the rules of booking, of contacts and of models, within their bounds', async () => {
  const { rules, policies, notices, models } = business;
  const wish = {
    rules: { ...rules, perDayMax: 40 },
    policies: { ...policies, cancelNoticeHours: 5, noShowFeePercent: null },
    notices: { reminderHours: [3], followUpMinutes: null },
  };
  assert.equal((await owner.call('PUT', '/business/rules', wish)).status, 204);
  assert.equal((await owner.call('PUT', '/business/models', { models: { ...models, remember: true } })).status, 204);
  const { body: after } = await owner.call('GET', '/business');
  assert.deepEqual({ rules: after.rules, policies: after.policies, notices: after.notices }, wish);
  assert.deepEqual(after.models, { ...models, remember: true });
  const wrong = await owner.call('PUT', '/business/rules', { ...wish, rules: { ...rules, stepMinutes: 1 } });
  assert.deepEqual([wrong.status, wrong.body.code], [400, 'invalid']);
  assert.equal((await owner.call('PUT', '/business/rules', { rules, policies, notices })).status, 204);
});

describe('the calendar', () => {
  it('books a free slot for a contact, once, moves it and cancels it', async () => {
    const contact = await newContact('Ana Souza');
    const start = await freeSlot();
    const wish = { contact, service: service.id, professional, start, name: 'Ana' };
    const [one, two] = await Promise.all([
      owner.call('POST', '/bookings', wish),
      owner.call('POST', '/bookings', wish),
    ]);
    assert.deepEqual(
      [one.status, two.status].toSorted((a, b) => a - b),
      [201, 409],
    );
    const { id } = one.status === 201 ? one.body : two.body;
    const day = `from=${start}&to=${Temporal.Instant.from(start).add({ hours: 12 }).toString()}`;
    const { body: calendar } = await owner.call('GET', `/bookings?${day}`);
    assert.deepEqual(
      calendar.bookings.map((booking: { id: string; status: string }) => [booking.id, booking.status]),
      [[id, 'booked']],
    );
    const night = Temporal.Instant.from(start).toZonedDateTimeISO('America/Sao_Paulo').with({ hour: 3 }).toInstant();
    const closed = await owner.call('PUT', `/bookings/${id}/time`, { start: night.toString(), professional });
    assert.deepEqual([closed.status, closed.body.code], [409, 'closed']);
    const later = Temporal.Instant.from(start).add({ minutes: 30 }).toString();
    assert.equal((await owner.call('PUT', `/bookings/${id}/time`, { start: later, professional })).status, 204);
    assert.equal((await owner.call('POST', `/bookings/${id}/no-show`)).body.code, 'not_begun');
    assert.equal((await stranger.call('POST', `/bookings/${id}/cancel`)).status, 404);
    assert.equal((await owner.call('POST', `/bookings/${id}/cancel`)).status, 204);
    const { body: history } = await owner.call('GET', `/contacts/${contact}/bookings`);
    assert.deepEqual(
      history.map((booking: { status: string }) => booking.status),
      ['cancelled'],
    );
  });

  it('offers nothing in blocked time until it is opened again', async () => {
    const start = await freeSlot();
    const end = Temporal.Instant.from(start).add({ hours: 1 }).toString();
    const { status, body } = await owner.call('POST', '/time-off', { professional, start, end, reason: 'médico' });
    assert.equal(status, 201);
    assert.notEqual(await freeSlot(), start);
    assert.equal((await stranger.call('DELETE', `/time-off/${body.id}`)).status, 404);
    assert.equal((await owner.call('DELETE', `/time-off/${body.id}`)).status, 204);
    assert.equal(await freeSlot(), start);
  });

  it('shows who waits for a time, and takes them off', async () => {
    const contact = ContactId.parse(await newContact('Noemi Prado'));
    const day = Temporal.Now.plainDateISO('America/Sao_Paulo');
    const wish = { contact, service: ServiceId.parse(service.id), professional: null, fromTime: null };
    const toTime = Temporal.PlainTime.from('12:00');
    const id = BusinessId.parse(business.id);
    await joinWaitlist(db, id, { ...wish, toTime, from: day, to: day.add({ days: 2 }) }, Temporal.Now.instant());
    const past = day.subtract({ days: 1 });
    await joinWaitlist(db, id, { ...wish, toTime, from: past, to: past }, Temporal.Now.instant());
    const { body: waiting } = await owner.call('GET', '/waitlist');
    assert.deepEqual(
      waiting.map((row: Record<string, unknown>) => [row['service'], row['professional'], row['from'], row['toTime']]),
      [[service.name, null, day.toString(), '12:00']],
    );
    assert.deepEqual((await stranger.call('GET', '/waitlist')).body, []);
    assert.equal((await stranger.call('DELETE', `/waitlist/${waiting[0].id}`)).status, 404);
    assert.equal((await owner.call('DELETE', `/waitlist/${waiting[0].id}`)).status, 204);
    assert.deepEqual((await owner.call('GET', '/waitlist')).body, []);
  });

  it('refuses a span that ends before it begins, and one without end', async () => {
    for (const query of [
      'from=2026-11-26T10:00:00Z&to=2026-11-26T09:00:00Z',
      'from=2026-01-01T00:00:00Z&to=2026-12-01T00:00:00Z',
    ])
      assert.equal((await owner.call('GET', `/bookings?${query}`)).body.code, 'invalid_span');
  });
});

describe('the business', () => {
  it('has a new price from now on, and nobody else changes it', async () => {
    const edit = { ...service, priceCents: 9_990 };
    assert.equal((await stranger.call('PUT', `/services/${service.id}`, { ...edit, professionals: [] })).status, 400);
    assert.equal((await stranger.call('PUT', `/services/${service.id}`, edit)).status, 404);
    assert.equal((await owner.call('PUT', `/services/${service.id}`, edit)).status, 204);
    const { body } = await owner.call('GET', '/business');
    assert.equal(body.services[0].priceCents, 9_990);
    assert(body.revision > business.revision);
  });

  it('takes a new service and professional, and drops a service', async () => {
    const { body: made } = await owner.call('POST', '/professionals', { name: 'Bia' });
    const wish = { name: 'Corte Feminino', minutes: 45, priceCents: 0, professionals: [made.id] };
    const { status, body } = await owner.call('POST', '/services', wish);
    assert.equal(status, 201);
    assert.equal((await owner.call('DELETE', `/services/${body.id}`)).status, 204);
    const { body: after } = await owner.call('GET', '/business');
    assert(!after.services.some(({ id }: { id: string }) => id === body.id));
  });

  it('opens at other hours, and says which are wrong', async () => {
    const wrong = await owner.call('PUT', '/business/hours', { week: { mon: '18:00-09:00' } });
    assert.equal(wrong.body.errors[0].field, 'body.week.mon');
    assert.equal(
      (await owner.call('PUT', '/business/hours', { week: { 'mon-sat': ['08:00-12:00', '13:00-00:00'] } })).status,
      204,
    );
    const { body } = await owner.call('GET', '/business');
    assert.deepEqual([body.hours.length, body.hours[1].closes], [12, '00:00']);
  });

  it('learns an answer, changes it and forgets it', async () => {
    const { body } = await owner.call('POST', '/knowledge', { question: 'Tem wifi?', answer: 'Tem.' });
    const edit = { question: 'Tem wifi?', answer: 'Não tem.' };
    assert.equal((await owner.call('PUT', `/knowledge/${body.id}`, edit)).status, 204);
    assert.equal((await stranger.call('DELETE', `/knowledge/${body.id}`)).status, 404);
    assert.equal((await owner.call('DELETE', `/knowledge/${body.id}`)).status, 204);
  });

  it('sounds as its owner likes', async () => {
    const style = { tone: 'formal', emoji: false, language: 'pt-BR' };
    assert.equal((await owner.call('PUT', '/business/style', style)).status, 204);
    assert.deepEqual((await owner.call('GET', '/business')).body.style, style);
  });
});

describe('a contact', () => {
  it('is found, exported whole and forgotten on request, by nobody of another business', async () => {
    const id = await newContact('Carla Dias');
    const { body: page } = await owner.call('GET', '/contacts?search=carla');
    assert.deepEqual(
      page.items.map((contact: { id: string }) => contact.id),
      [id],
    );
    assert.equal((await stranger.call('GET', `/contacts/${id}/export`)).status, 404);
    const { body: held } = await owner.call('GET', `/contacts/${id}/export`);
    assert.equal(held.contact.name, 'Carla Dias');
    assert.equal((await stranger.call('POST', `/contacts/${id}/erase`)).status, 404);
    assert.equal((await owner.call('POST', `/contacts/${id}/erase`)).status, 202);
    assert.equal((await owner.call('GET', `/contacts/${id}`)).body.isErasing, true);
  });

  it('is found by their phone however it is written, with and without the ninth digit, and shown as people write it', async () => {
    const { body } = await owner.call('POST', '/contacts', { name: 'Rui', phone: '+55 (92) 98765-4321' });
    for (const typed of ['(92) 98765-4321', '+55 92 8765-4321', '98765-4321', '5592987654321', '%2B5592']) {
      const { body: page } = await owner.call(
        'GET',
        `/contacts?search=${encodeURIComponent(typed).replaceAll('%25', '%')}`,
      );
      assert.deepEqual(
        page.items.map((contact: { id: string }) => contact.id),
        [body.id],
        typed,
      );
      assert.deepEqual([page.items[0].phone, page.items[0].shownPhone], ['5592987654321', '(92) 98765-4321']);
    }
    const again = await owner.call('POST', '/contacts', { name: 'Rui Alves', phone: '+559287654321' });
    assert.equal(again.body.id, body.id);
    const { body: kept } = await owner.call('GET', `/contacts/${body.id}`);
    assert.deepEqual([kept.name, kept.phone], ['Rui Alves', '5592987654321'], 'we write where Meta says');
  });

  it('needs a phone that can be one', async () => {
    const { body } = await owner.call('POST', '/contacts', { name: 'X', phone: 'abc' });
    assert.deepEqual(body.errors[0].field, 'body.phone');
  });
});
