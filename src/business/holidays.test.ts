import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { holidayOn } from './holidays.ts';
import { openIntervals } from './hours.ts';
import { businessFrom } from './testing.ts';

const salon = (more: object = {}) =>
  businessFrom({
    name: 'Salão de Teste',
    hours: { 'mon-sun': '09:00-18:00' },
    services: [{ id: 'corte', name: 'Corte', minutes: 30, price: 45 }],
    ...more,
  });
const on = (more: object, date: string) => holidayOn(salon(more), Temporal.PlainDate.from(date));

it('is closed on the holidays of the whole country, by name', () => {
  assert.equal(on({}, '2026-12-25'), 'Natal');
  assert.equal(on({}, '2027-01-01'), 'Confraternização Universal');
  assert.equal(on({ timeZone: 'America/Noronha' }, '2027-03-26'), 'Sexta-Feira Santa');
  assert.equal(on({}, '2026-12-24'), null);
});

it('keeps a holiday of the nation that the state had before it', () => {
  for (const state of ['SP', 'RJ', 'AM']) assert.equal(on({ state }, '2026-11-20'), 'Dia da Consciência Negra');
});

it('knows the holidays of its state and no other', () => {
  assert.equal(on({ state: 'SP' }, '2027-07-09'), 'Revolução Constitucionalista');
  assert.equal(on({ state: 'BA' }, '2027-07-09'), null);
  assert.equal(on({ state: 'BA' }, '2027-07-02'), 'Independência da Bahia');
  assert.equal(on({ state: 'SP' }, '2027-07-02'), null);
  assert.equal(on({}, '2027-07-09'), null);
});

it('knows those of a city, however it is written, and lets a business state its own', () => {
  assert.equal(on({ state: 'SP', city: 'sao paulo' }, '2027-01-25'), 'Aniversário da Cidade');
  assert.equal(on({ state: 'SP', city: 'Campinas' }, '2027-01-25'), null);
  const local = [
    { day: '07-14', name: 'Aniversário de Campinas' },
    { day: '2026-12-08', name: 'Padroeira' },
  ];
  const campinas = { state: 'SP', city: 'Campinas', holidays: { local } };
  assert.equal(on(campinas, '2031-07-14'), 'Aniversário de Campinas');
  assert.equal(on(campinas, '2026-12-08'), 'Padroeira');
  assert.equal(on(campinas, '2027-12-08'), null);
  assert.equal(on({ holidays: { closed: false, local } }, '2026-12-08'), 'Padroeira');
});

it('is open on carnival and Corpus Christi unless it says otherwise or the state does', () => {
  const days = ['2027-02-08', '2027-02-09', '2027-05-27'];
  const all = (more: object) => days.map((day) => on(more, day));
  assert.deepEqual(all({}), [null, null, null]);
  assert.deepEqual(all({ holidays: { optional: true } }), ['Carnaval', 'Carnaval', 'Corpus Christi']);
  assert.deepEqual(all({ state: 'RJ' }), [null, 'Carnaval', null]);
});

it('opens where the business says so: always, on one day, or every year', () => {
  assert.equal(on({ holidays: 'open' }, '2026-12-25'), null);
  assert.equal(on({ holidays: { openOn: ['2026-12-25'] } }, '2026-12-25'), null);
  assert.equal(on({ holidays: { openOn: ['2026-12-25'] } }, '2027-12-25'), 'Natal');
  assert.equal(on({ holidays: { openOn: ['12-25'] } }, '2027-12-25'), null);
});

it('closes nobody outside Brazil, and nobody for an election that may not be held', () => {
  assert.equal(on({ timeZone: 'Europe/Lisbon' }, '2026-11-20'), null);
  assert.equal(
    on({ timeZone: 'Europe/Lisbon', holidays: { local: [{ day: '06-13', name: 'Santo António' }] } }, '2027-06-13'),
    'Santo António',
  );
  assert.equal(on({}, '2026-10-04'), 'Dia de Eleição');
  assert.equal(on({}, '2026-10-25'), null);
});

it('has no hours on a day when and only when it names the holiday', () => {
  const state = fc.constantFrom('SP', 'RJ', 'AM', 'PE', null);
  fc.assert(
    fc.property(state, fc.nat(1500), fc.boolean(), (name, days, optional) => {
      const business = salon({ state: name, holidays: { optional } });
      const date = Temporal.PlainDate.from('2026-01-01').add({ days });
      assert.equal(openIntervals(business, null, date).length === 0, holidayOn(business, date) !== null);
    }),
  );
});
