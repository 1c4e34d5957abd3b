import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { sql } from 'kysely';
import { Fault } from '../platform/fault.ts';
import { testDatabase } from '../platform/testing.ts';
import { BusinessId, type Business, type Resource } from './business.ts';
import { businessByNumber, cachedBusiness, firstBusiness, loadBusiness, putNumber } from './business.store.ts';
import { demoBusiness } from './demo.ts';
import { parseBusinessFile } from './file.ts';
import { putBusiness } from './file.store.ts';

const { db } = await testDatabase();

const salon = parseBusinessFile({
  name: 'Salão "Zé" & Cia',
  tagline: '✂️ corte na hora',
  hours: { 'mon-fri': ['14:00-18:00', '09:00-12:00'], sat: '20:00-24:00' },
  professionals: [
    { id: 'joao', name: 'João' },
    { id: 'ana', name: 'Ana', hours: { tue: '10:00-16:00' } },
  ],
  services: [
    {
      id: 'corte',
      name: 'Corte',
      minutes: 30,
      price: 45.5,
      synonyms: ['cabelo', "d'água"],
      professionals: ['ana', 'joao'],
      resources: ['cadeira'],
    },
    {
      id: 'barba',
      name: 'Barba',
      minutes: 20,
      price: 35,
      description: 'Com toalha quente.',
      professionals: ['joao'],
      bufferMinutes: 0,
    },
  ],
  state: 'SP',
  city: 'Campinas',
  style: { tone: 'formal', emoji: false, language: 'es' },
  notices: { reminderHours: [48, 1], followUpMinutes: null },
  models: { understand: false, fluid: ['prices'], summarise: false, images: true, dayTokens: 5000, remember: true },
  resources: [{ id: 'cadeira', name: 'Cadeira', count: 2 }],
  holidays: { optional: true, openOn: ['12-26'], local: [{ day: '2026-12-08', name: 'Padroeira' }] },
  payment: ['Pix', 'Dinheiro'],
  rules: { noticeMinutes: 30, horizonDays: 14, stepMinutes: 15, bufferMinutes: 5, perDayMax: 8 },
  policies: { cancelNoticeHours: 3, lateToleranceMinutes: 15 },
  knowledge: [{ question: 'Tem wi-fi?', answer: 'Sim.' }],
  timeOff: [
    { from: '2026-12-24', to: '2026-12-25', reason: 'Natal' },
    { professional: 'ana', from: '2026-11-30T13:00', to: '2026-11-30T15:00' },
  ],
  bookings: [
    { service: 'corte', start: '2026-11-24T10:00', name: 'Carla', contact: '+55 11 95550-0001' },
    { service: 'corte', start: '2026-11-24T10:15', contact: '5511955500001' },
    { service: 'barba', start: '2026-11-25T09:00', contact: 'BR.abc' },
    { service: 'barba', start: '2026-11-25T10:00' },
  ],
});

it('knows when there is no business yet', async () => {
  assert.equal(await firstBusiness(db), null);
  assert.equal(await businessByNumber(db, '100'), null);
});

it('brings a business back as its file states it', async () => {
  const id = await putBusiness(db, salon, { phoneNumberId: '100', displayPhoneNumber: '+55 11 5550-0100' });
  const { business } = await loadBusiness(db, id);
  assert.equal(business.id, id);
  assert.deepEqual(factsOf(business), {
    name: 'Salão "Zé" & Cia',
    tagline: '✂️ corte na hora',
    timeZone: 'America/Sao_Paulo',
    state: 'SP',
    city: 'Campinas',
    address: null,
    phone: null,
    email: null,
    instagram: null,
    weeklyTimeOff: [],
    holidays: { closed: true, optional: true, openOn: ['12-26'], local: [{ day: '2026-12-08', name: 'Padroeira' }] },
    style: { tone: 'formal', emoji: false, language: 'es' },
    notices: { reminderHours: [48, 1], followUpMinutes: null },
    models: {
      understand: false,
      fluid: ['prices'],
      summarise: false,
      images: true,
      dayTokens: 5000,
      remember: true,
      debugUntil: null,
    },
    payment: ['Pix', 'Dinheiro'],
    rules: { noticeMinutes: 30, horizonDays: 14, stepMinutes: 15, bufferMinutes: 5, perDayMax: 8 },
    policies: {
      cancelNoticeHours: 3,
      rescheduleNoticeHours: null,
      reschedulesMax: null,
      noShowFeePercent: null,
      lateToleranceMinutes: 15,
    },
    knowledge: [{ key: 'tem-wi-fi', question: 'Tem wi-fi?', answer: 'Sim.' }],
  });
  assert.deepEqual(
    business.services.map(({ key, minutes, priceCents, description, synonyms, professionals, ...needs }) => [
      key,
      minutes,
      priceCents,
      description,
      synonyms,
      names(business, professionals),
      needs.resources.map((needed) => told(business.resources.find((resource) => resource.id === needed))),
      needs.bufferMinutes,
    ]),
    [
      ['corte', 30, 4550, '', ['cabelo', "d'água"], ['João', 'Ana'], ['2 × Cadeira (cadeira)'], null],
      ['barba', 20, 3500, 'Com toalha quente.', [], ['João'], [], 0],
    ],
  );
  assert.deepEqual(
    business.hours
      .map(
        (hour) =>
          `${names(business, [hour.professional])[0] ?? '*'} ${hour.weekday} ${hour.opens.toString()}-${hour.closes.toString()}`,
      )
      .toSorted(),
    [
      ...[1, 2, 3, 4, 5].flatMap((day) => [`* ${day} 09:00:00-12:00:00`, `* ${day} 14:00:00-18:00:00`]),
      '* 6 20:00:00-00:00:00',
      'Ana 2 10:00:00-16:00:00',
    ],
  );
});

it('loads bookings, contacts and time off with the file', async () => {
  const id = await businessByNumber(db, '100');
  const bookings = await db
    .selectFrom('bookings')
    .innerJoin('contacts', 'contacts.id', 'contact_id')
    .innerJoin('professionals', 'professionals.id', 'professional_id')
    .select([
      'starts_at',
      'ends_at',
      'busy_until',
      'price_cents',
      'wa_id',
      'user_id',
      'contacts.name',
      'professionals.key',
    ])
    .where('bookings.business_id', '=', id)
    .orderBy('starts_at')
    .execute();
  assert.deepEqual(
    bookings.map((row) =>
      [row.starts_at, row.ends_at, row.busy_until].map((at) => at.toString().slice(11, 16)).concat(row.key),
    ),
    [
      ['13:00', '13:30', '13:35', 'ana'],
      ['13:15', '13:45', '13:50', 'joao'],
      ['12:00', '12:20', '12:20', 'joao'],
      ['13:00', '13:20', '13:20', 'joao'],
    ],
  );
  assert.deepEqual(
    bookings.map((row) => [row.wa_id, row.user_id, row.name]),
    [
      ['5511955500001', null, 'Carla'],
      ['5511955500001', null, 'Carla'],
      [null, 'BR.abc', null],
      [null, 'file-booking-4', null],
    ],
  );
  const off = await db.selectFrom('time_off').select(['starts_at', 'ends_at']).orderBy('starts_at').execute();
  assert.deepEqual(
    off.map((row) => `${row.starts_at.toString()} ${row.ends_at.toString()}`),
    ['2026-11-30T16:00:00Z 2026-11-30T18:00:00Z', '2026-12-24T03:00:00Z 2026-12-26T03:00:00Z'],
  );
});

it('holds nothing of a business that could not be loaded whole', async () => {
  const before = await count();
  await assert.rejects(putBusiness(db, { ...salon, professionals: [] }));
  assert.equal(await count(), before);

  async function count(): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*) as count from businesses`.execute(db);
    return rows[0]?.count ?? 0;
  }
});

it('keeps two businesses apart and finds each by its number', async () => {
  const studio = await putBusiness(db, demoBusiness, { phoneNumberId: '200', displayPhoneNumber: '+55 11 5550-0200' });
  assert.equal(await businessByNumber(db, '200'), studio);
  const { business } = await loadBusiness(db, studio);
  assert.equal(business.services.length, 16);
  assert.deepEqual(
    new Set(business.services.flatMap(({ professionals }) => names(business, professionals))),
    new Set(['Equipe']),
  );
  const first = await firstBusiness(db);
  assert.equal(first?.id, await businessByNumber(db, '100'));
});

it('renames a number of the same business and never takes one from another', async () => {
  const [salonId, studioId] = [await businessByNumber(db, '100'), await businessByNumber(db, '200')];
  assert(salonId && studioId);
  await putNumber(db, salonId, { phoneNumberId: '100', displayPhoneNumber: 'novo' });
  await putNumber(db, salonId, { phoneNumberId: '200', displayPhoneNumber: 'novo' });
  const numbers = await db
    .selectFrom('numbers')
    .select(['phone_number_id', 'business_id', 'display_phone_number'])
    .orderBy('phone_number_id')
    .execute();
  assert.deepEqual(
    numbers.map((row) => Object.values(row)),
    [
      ['100', salonId, 'novo'],
      ['200', studioId, '+55 11 5550-0200'],
    ],
  );
});

it('answers from the cache until the revision grows', async () => {
  const id = await businessByNumber(db, '100');
  assert(id);
  const cache = new Map();
  const { revision } = await loadBusiness(db, id);
  const business = await cachedBusiness(cache, db, id, revision);
  assert.equal(await cachedBusiness(cache, db, id, revision), business, 'the very same object');
  await db.updateTable('services').set({ price_cents: 5000 }).where('business_id', '=', id).execute();
  assert.equal((await cachedBusiness(cache, db, id, revision)).services[0]?.priceCents, 4550);
  const { revision: later } = await loadBusiness(db, id);
  assert(later > revision);
  assert.equal((await cachedBusiness(cache, db, id, later)).services[0]?.priceCents, 5000);
});

it('leaves out a service that nobody performs', async () => {
  const id = await businessByNumber(db, '100');
  assert(id);
  await db
    .deleteFrom('professional_services')
    .where('business_id', '=', id)
    .where('service_id', 'in', db.selectFrom('services').select('id').where('key', '=', 'barba'))
    .execute();
  const { business } = await loadBusiness(db, id);
  assert.deepEqual(
    business.services.map(({ key }) => key),
    ['corte'],
  );
});

it('fails for a business that is not there', async () => {
  const nobody = BusinessId.parse(randomUUID());
  await assert.rejects(
    loadBusiness(db, nobody),
    (fault) => fault instanceof Fault && fault.code === 'business.unknown',
  );
});

/** All of it that has no ids. */
function factsOf(business: Business) {
  const others = new Set(['id', 'services', 'professionals', 'resources', 'hours']);
  return Object.fromEntries(Object.entries(business).filter(([field]) => !others.has(field)));
}

function names({ professionals }: Business, ids: readonly (string | null)[]): string[] {
  return ids.flatMap((id) => professionals.find((professional) => professional.id === id)?.name ?? []);
}

function told(resource?: Resource): string {
  return resource ? `${resource.count} × ${resource.name} (${resource.key})` : 'unknown';
}
