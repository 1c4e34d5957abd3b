import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Business } from '../business/business.ts';
import type { Said } from '../conversations/content.ts';
import { basicEndings, endingOf, isSameEnding } from './example.ts';
import { emptyAgenda } from './ledger.ts';
import { barber, studio } from './testing.ts';
import { beginTrial, play } from './trial.ts';

const now = Temporal.Instant.from('2026-11-24T13:20:00Z');
const text = (words: string): Said => ({ kind: 'text', text: words });
const tap = (option: string, title: string): Said => ({ kind: 'tap', option, title });

/** The business with another price for its first service. */
function dearer(business: Business, priceCents: number): Business {
  return {
    ...business,
    services: business.services.map((each, index) => (index === 0 ? { ...each, priceCents } : each)),
  };
}

describe('a trial', () => {
  it('is answered by nobody once a person has it', async () => {
    const trial = await play(beginTrial({ business: barber, agenda: emptyAgenda, now }), [
      text('quero falar com uma pessoa'),
      text('quanto custa o corte?'),
    ]);
    assert(trial.handedOver);
    assert.deepEqual(
      trial.exchanges.map(({ replies }) => replies.length > 0),
      [true, false],
    );
  });

  it('takes a tap for the option of that title, whatever its id has come to be', async () => {
    const said = [text('quero marcar corte com o João amanhã às 10:00'), text('Maria Dias')];
    const before = await play(beginTrial({ business: barber, agenda: emptyAgenda, now }), said);
    const [yes] = before.exchanges.at(-1)?.replies.flatMap((reply) => ('buttons' in reply ? reply.buttons : [])) ?? [];
    assert(yes);
    const business = dearer(barber, 5_000);
    const { bookings } = await play(beginTrial({ business, agenda: emptyAgenda, now }), [
      ...said,
      tap(yes.id, yes.title),
    ]);
    assert.deepEqual(
      bookings.map(({ priceCents }) => priceCents),
      [5_000],
    );
  });

  it('leaves the time that it books taken, with the buffer after it', async () => {
    const business = { ...barber, rules: { ...barber.rules, bufferMinutes: 30 } };
    const trial = await play(beginTrial({ business, agenda: emptyAgenda, now, contactName: 'Maria' }), [
      text('quero marcar corte com o João amanhã às 10:00'),
      text('sim'),
      text('quero marcar mais um corte com o João amanhã às 10:30'),
    ]);
    assert.equal(trial.bookings.length, 1);
    assert.doesNotMatch(JSON.stringify(trial.exchanges.at(-1)?.replies), /confirm:/);
  });
});

describe('an example', () => {
  it('ends the same however it is worded, and otherwise where the business says another thing', async () => {
    const script = { said: [text('Oi! Quanto custa o corte?')], at: now };
    const ending = await endingOf(barber, script);
    assert(ending.says.includes('R$ 45,00'), ending.says.join());
    const formal = { ...barber, style: { ...barber.style, tone: 'formal' as const, emoji: false } };
    const other = await endingOf(formal, script);
    assert(isSameEnding(other, ending) && other.reply !== ending.reply, other.reply);
    assert((await endingOf(dearer(barber, 120_050), script)).says.includes('R$ 1.200,50'));
  });

  it('hears an answer that the business wrote itself change', async () => {
    const script = { said: [text('tem wifi?')], at: now };
    const knowledge = barber.knowledge.map((entry) => ({
      ...entry,
      answer: entry.answer.replace('Temos', 'Não temos'),
    }));
    assert(!isSameEnding(await endingOf({ ...barber, knowledge }, script), await endingOf(barber, script)));
  });

  it('holds for every business from the first day, and fails where nothing can be booked', async () => {
    for (const business of [studio, barber])
      assert.deepEqual(
        (await basicEndings(business, now)).map(({ basic, holds }) => [basic, holds]),
        [
          ['price', true],
          ['book', true],
        ],
      );
    const tooLong = { ...barber, services: barber.services.map((service) => ({ ...service, minutes: 1440 })) };
    assert.deepEqual(
      (await basicEndings(tooLong, now)).map(({ holds }) => holds),
      [true, false],
    );
    assert.deepEqual(
      (await basicEndings({ ...barber, services: [] }, now)).map(({ holds }) => holds),
      [false, false],
    );
  });
});
