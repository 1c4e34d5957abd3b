import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command } from './command.ts';
import { barber, talkWith } from './testing.ts';
import { span, standing, start, when, yes } from './testing-commands.ts';

/** Tuesday. */
const now = '2026-11-24T10:20:00-03:00';
const [corte, barba, , mani] = barber.services.map(({ id }) => id);
assert(corte && barba && mani);

describe('a visit', () => {
  it('holds several services one after the other, all or none, with one yes', () => {
    const talk = talkWith(barber, now);
    const add: Command = { kind: 'add', slot: 'service', value: mani, span };
    const { text } = talk.obey([
      start('book'),
      { kind: 'set', slot: 'service', value: corte, span },
      add,
      when('2026-11-26', '14:00'),
    ]);
    assert.match(text, /Corte[\s\S]*14:00[\s\S]*Manicure[\s\S]*14:30[\s\S]*Total: R\$ 85,00/);
    talk.obey([yes]);
    assert.deepEqual(standing(talk), ['corte 2026-11-26T14:00 booked 0 4500', 'mani 2026-11-26T14:30 booked 0 4000']);
  });

  it('takes people side by side where two can serve, and one after the other where one can', () => {
    const people: Command = { kind: 'set', slot: 'people', value: 2, span };
    const pair = talkWith(barber, now);
    pair.obey([
      start('book'),
      { kind: 'set', slot: 'service', value: corte, span },
      people,
      when('2026-11-26', '14:00'),
    ]);
    pair.obey([yes]);
    assert.deepEqual(standing(pair), ['corte 2026-11-26T14:00 booked 0 4500', 'corte 2026-11-26T14:00 booked 0 4500']);
    const row = talkWith(barber, now);
    row.obey([
      start('book'),
      { kind: 'set', slot: 'service', value: barba, span },
      people,
      when('2026-11-26', '14:00'),
    ]);
    row.obey([yes]);
    assert.deepEqual(standing(row), ['barba 2026-11-26T14:00 booked 0 3500', 'barba 2026-11-26T14:30 booked 0 3500']);
  });

  it('comes again every week, on the days that can be had, with one yes', () => {
    const talk = talkWith(barber, now);
    talk.take(talk.has('corte', '2026-12-03T10:00'));
    for (const { id } of barber.professionals) talk.take({ ...(talk.own()[0] ?? assert.fail()), professional: id });
    const repeat: Command = { kind: 'set', slot: 'repeat', value: { everyDays: 7, times: 3 }, span };
    const { text } = talk.obey([
      start('book'),
      { kind: 'set', slot: 'service', value: corte, span },
      when('2026-11-26', '10:00'),
      repeat,
    ]);
    assert.match(text, /03\/12[\s\S]*26\/11, às 10:00[\s\S]*10\/12, às 10:00[\s\S]*Total: R\$ 90,00/);
    talk.obey([yes]);
    assert.deepEqual(standing(talk).slice(1), [
      'corte 2026-11-26T10:00 booked 0 4500',
      'corte 2026-12-10T10:00 booked 0 4500',
    ]);
  });

  it('asks for the next session when one of several is booked', () => {
    const talk = talkWith(barber, now);
    const sessions: Command = { kind: 'set', slot: 'sessions', value: 2, span };
    talk.obey([
      start('book'),
      { kind: 'set', slot: 'service', value: corte, span },
      sessions,
      when('2026-11-26', '10:00'),
    ]);
    assert.match(talk.obey([yes]).text, /agendado[\s\S]*próxima sessão/);
    talk.obey([when('2026-12-03', '10:00')]);
    talk.obey([yes]);
    assert.equal(talk.own().length, 2);
  });

  it('of a group is arranged by a person', () => {
    const talk = talkWith(barber, now);
    talk.obey([start('book'), { kind: 'set', slot: 'people', value: 8, span }]);
    assert.equal(talk.handedOver(), true);
  });
});
