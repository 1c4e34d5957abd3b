import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { bookingFile, professionalFeed, shortName, type CalendarEntry } from './calendar-feed.ts';
import { BookingId } from './booking.ts';

const issuer = { name: 'Salão', address: null, timeZone: 'America/Sao_Paulo', language: 'auto' } as const;
const at = Temporal.Instant.from('2026-11-25T18:00:00Z');
const entry: CalendarEntry = {
  id: BookingId.parse('00000000-0000-4000-8000-000000000001'),
  protocol: 'BCD234',
  status: 'booked',
  service: 'Corte',
  professional: 'Ana',
  name: 'Maria de Souza',
  start: at,
  end: at.add({ minutes: 30 }),
  bookedAt: at,
  changedAt: at,
  changes: 0,
};

it('shortens a name to what tells two people of one morning apart', () => {
  const short = { 'Maria de Souza': 'Maria S.', Bia: 'Bia', ' Ângela  élis ': 'Ângela É.', '': '', 'Ana (mãe)': 'Ana' };
  for (const [name, expected] of Object.entries(short)) assert.equal(shortName(name), expected);
});

it('never gives the rest of a name away', () => {
  const word = fc.stringMatching(/^[A-Z][a-z]{3,9}$/);
  fc.assert(
    fc.property(word, word, (first, last) => assert.equal(shortName(`${first} ${last}`), `${first} ${last[0]}.`)),
  );
});

it('speaks the language of the business, and tells who did not come', () => {
  const missed = { ...entry, status: 'no_show' } as const;
  assert(professionalFeed(issuer, 'Ana', [missed]).includes('SUMMARY:Corte · Maria S. (não veio)'));
  assert(professionalFeed({ ...issuer, language: 'en' }, 'Ana', [missed]).includes('(did not come)'));
  assert(bookingFile({ ...issuer, language: 'es' }, entry).includes(String.raw`DESCRIPTION:con Ana\nProtocolo BCD234`));
});

it('holds no line break, comma or semicolon of a name that a calendar could read as its own', () => {
  const nasty = fc.string({ unit: fc.constantFrom('\n', '\r', ',', ';', ':', '\\', 'E', 'N', 'D', ' ', 'ç', '😀') });
  fc.assert(
    fc.property(nasty, (name) => {
      const text = professionalFeed(issuer, name, [{ ...entry, service: name, name }]);
      const lines = text.replaceAll('\r\n ', '').split('\r\n');
      assert.equal(lines.filter((line) => line === 'BEGIN:VEVENT' || line === 'END:VEVENT').length, 2);
      assert(
        lines.filter((line) => line !== '').every((line) => /^[A-Z-]+[:;]/.test(line)),
        text,
      );
      assert(!/[^\r]\n/.test(text), 'no bare line feed');
    }),
  );
});
