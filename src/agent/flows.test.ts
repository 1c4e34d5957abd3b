import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command } from './command.ts';
import { barber, studio, talkWith, type Talk } from './testing.ts';
import { on, span, standing, start, when, yes } from './testing-commands.ts';

/** Tuesday. */
const now = '2026-11-24T10:20:00-03:00';
const [corte, barba, , mani] = barber.services.map(({ id }) => id);
assert(corte && barba && mani);

const hint = (date: string): Command => ({
  kind: 'set',
  slot: 'booking',
  value: { when: on(date), service: null },
  span,
});
function asks(talk: Talk): string[] {
  return (talk.turns.at(-1)?.plan.acts ?? []).map((act) => (act.act === 'ask' ? `ask ${act.slot}` : act.act));
}

describe('a booking that moves', () => {
  it('goes to another day at its own time, in its own row, after a yes', () => {
    const talk = talkWith(barber, now);
    talk.has('corte', '2026-11-26T14:00');
    const same: Command = {
      kind: 'set',
      slot: 'when',
      value: { ...on('2026-11-27'), time: { kind: 'same', of: 'booking' } },
      span,
    };
    const { text } = talk.obey([start('reschedule'), hint('2026-11-26'), same]);
    assert.match(text, /quinta-feira, 26\/11, às 14:00[\s\S]*sexta-feira, 27\/11, às 14:00[\s\S]*R\$ 45,00/);
    assert.deepEqual(standing(talk), ['corte 2026-11-26T14:00 booked 0 4500']);
    assert.match(talk.obey([yes]).text, /remarcado[\s\S]*27\/11, às 14:00/i);
    assert.deepEqual(standing(talk), ['corte 2026-11-27T14:00 booked 1 4500']);
  });

  it('moves alone, however many people are named', () => {
    const talk = talkWith(barber, now);
    talk.has('corte', '2026-11-26T14:00');
    const two: Command = { kind: 'set', slot: 'people', value: 2, span };
    talk.obey([start('reschedule'), two, when('2026-11-27', '10:00')]);
    assert.equal(talk.state().proposal?.items.length, 1);
  });

  it('is asked for among several, and keeps the wish meanwhile', () => {
    const talk = talkWith(barber, now);
    talk.has('corte', '2026-11-26T14:00');
    talk.has('barba', '2026-11-27T15:00');
    assert.match(talk.obey([start('reschedule'), when('2026-11-28', '10:00')]).text, /mais de um/);
    assert.deepEqual(asks(talk), ['ask which']);
    assert.match(talk.tap('sex 27/11').text, /Barba[\s\S]*sábado, 28\/11, às 10:00/);
    talk.obey([yes]);
    assert.deepEqual(standing(talk), ['corte 2026-11-26T14:00 booked 0 4500', 'barba 2026-11-28T10:00 booked 1 3500']);
  });

  it('may overlap its old place, for that is free when it goes', () => {
    const talk = talkWith(barber, now);
    talk.has('prog', '2026-11-26T14:00');
    talk.obey([start('reschedule'), when(null, '15:00')]);
    talk.obey([yes]);
    assert.deepEqual(standing(talk), ['prog 2026-11-26T15:00 booked 1 25000']);
  });

  it('stays where a rule forbids it, and a person is offered', () => {
    const talk = talkWith(studio, now);
    talk.has('corte', '2026-11-24T12:00');
    const { text } = talk.obey([start('reschedule'), when('2026-11-26', '10:00')]);
    assert.match(text, /prazo[\s\S]*2 horas/);
    assert.match(talk.obey([yes]).text, /atendente humano/);
    assert.equal(talk.handedOver(), true);
    assert.equal(talk.own()[0]?.moves, 0);
  });

  it('is what a correction of a booking just made means: never a second one', () => {
    const talk = talkWith(barber, now);
    talk.obey([start('book'), { kind: 'set', slot: 'service', value: corte, span }, when('2026-11-26', '16:00')]);
    talk.obey([yes]);
    talk.obey([{ kind: 'correct', slot: 'when', value: on(null, '17:00'), span }]);
    talk.obey([yes]);
    assert.deepEqual(standing(talk), ['corte 2026-11-26T17:00 booked 1 4500']);
  });

  it('is not moved without a booking, and says so', () => {
    const talk = talkWith(barber, now);
    assert.match(talk.obey([start('reschedule')]).text, /não (?:tem|encontrei)/i);
    assert.deepEqual(talk.state().stack, []);
  });
});

describe('a cancellation', () => {
  it('waits for a yes to exactly that booking', () => {
    const talk = talkWith(barber, now);
    talk.has('corte', '2026-11-25T10:00');
    assert.match(talk.obey([start('cancel')]).text, /Corte[\s\S]*quarta-feira, 25\/11, às 10:00/);
    assert.match(talk.obey([yes]).text, /cancelado/);
    assert.deepEqual(standing(talk), ['corte 2026-11-25T10:00 cancelled 0 4500']);
  });

  it('keeps the booking on a no, and after a change of mind moves it instead', () => {
    const talk = talkWith(barber, now);
    talk.has('corte', '2026-11-25T10:00');
    talk.obey([start('cancel')]);
    assert.match(talk.obey([{ kind: 'deny' }]).text, /continua marcado/);
    talk.obey([start('cancel')]);
    talk.obey([start('reschedule'), when('2026-11-26', '10:00')]);
    talk.obey([yes]);
    assert.deepEqual(standing(talk), ['corte 2026-11-26T10:00 booked 1 4500']);
  });

  it('of a booking on the way is to leave that way, where there is none yet', () => {
    const talk = talkWith(barber, now);
    talk.obey([start('book'), { kind: 'set', slot: 'service', value: corte, span }]);
    assert.match(talk.obey([start('cancel')]).text, /nada foi agendado/);
  });

  it('interrupts a booking that goes on afterwards with what was known', () => {
    const talk = talkWith(barber, now);
    talk.has('mani', '2026-11-28T10:00');
    talk.obey([start('book'), { kind: 'set', slot: 'service', value: corte, span }, when('2026-11-26')]);
    talk.obey([start('cancel'), hint('2026-11-28')]);
    assert.match(talk.obey([yes]).text, /cancelado[\s\S]*Corte[\s\S]*26\/11/);
    assert.deepEqual(
      talk.state().stack.map(({ flow }) => flow),
      ['book'],
    );
  });
});

describe('what is known of bookings', () => {
  it('is told to their own contact, as it stands', () => {
    const talk = talkWith(barber, now);
    assert.match(talk.obey([start('check')]).text, /não (?:tem|há)/i);
    talk.has('corte', '2026-11-26T14:00');
    assert.match(talk.obey([start('check')]).text, /Corte[\s\S]*quinta-feira, 26\/11, às 14:00[\s\S]*AB-1/);
  });

  it('keeps the own booking from being called taken by somebody', () => {
    const talk = talkWith(barber, now);
    const own = talk.has('mani', '2026-11-26T14:00');
    talk.take(own);
    const { text } = talk.obey([
      start('book'),
      { kind: 'set', slot: 'service', value: mani, span },
      when('2026-11-26', '14:00'),
    ]);
    assert.match(text, /já é seu/);
  });

  it('notes who is late, and offers another time where the business does not wait so long', () => {
    const talk = talkWith(barber, now);
    const own = talk.has('corte', '2026-11-24T11:00');
    const late: Command = { kind: 'set', slot: 'minutes', value: 10, span };
    const noted = talk.obey([start('late'), late]);
    assert.match(noted.text, /10 min[\s\S]*15 min/);
    assert.deepEqual(noted.effects, [{ kind: 'late', booking: own.id, minutes: 10 }]);
    assert.match(talk.obey([start('late'), { ...late, value: 40 }]).text, /não consigo garantir[\s\S]*Remarcar/);
  });

  it('puts on the waitlist what cannot be had, and offers what can', () => {
    const talk = talkWith(barber, now);
    const wish: Command[] = [{ kind: 'set', slot: 'service', value: mani, span }, when('2026-11-26', '14:00')];
    assert.match(talk.obey([start('waitlist'), ...wish]).text, /Confira|Ficou assim/);
    talk.obey([{ kind: 'cancelFlow' }]);
    talk.take(talk.has('mani', '2026-11-26T14:00'));
    const other = talkWith(barber, now);
    other.take(talk.own()[0] ?? assert.fail());
    other.obey([start('book'), ...wish]);
    const { effects, text } = other.tap('Lista de espera');
    assert.equal(effects[0]?.kind, 'wait');
    assert.match(text, /lista de espera[\s\S]*26\/11/);
  });
});

describe('the contact’s own data', () => {
  it('is erased only after a yes to that question', () => {
    const talk = talkWith(barber, now);
    assert.deepEqual(talk.obey([{ kind: 'choose', option: 'erase:yes' }]).effects, []);
    assert.deepEqual(talk.obey([{ kind: 'privacy', request: 'erase' }]).effects, []);
    assert.deepEqual(talk.obey([yes]).effects, [{ kind: 'privacy', request: 'erase' }]);
    talk.obey([{ kind: 'privacy', request: 'erase' }]);
    assert.deepEqual(talk.obey([{ kind: 'deny' }]).effects, []);
  });

  it('is shown on demand, and messages stop on demand', () => {
    const talk = talkWith(barber, now);
    talk.has('corte', '2026-11-26T14:00');
    assert.match(talk.obey([{ kind: 'privacy', request: 'export' }]).text, /Carla[\s\S]*26\/11/);
    assert.deepEqual(talk.obey([{ kind: 'privacy', request: 'optOut' }]).effects, [
      { kind: 'privacy', request: 'optOut' },
    ]);
  });
});

describe('a conversation that was left', () => {
  it('goes on the next day by naming what was open, and asks nothing that is known', () => {
    const talk = talkWith(barber, now);
    talk.obey([start('book'), { kind: 'set', slot: 'service', value: corte, span }, when('2026-11-27')]);
    talk.wait({ hours: 24 });
    const { text } = talk.obey([{ kind: 'chitchat', talk: 'greet' }]);
    assert.match(text, /aberto|paramos/);
    assert.match(text, /Corte[\s\S]*sexta-feira, 27\/11/);
  });

  it('is forgotten after a week', () => {
    const talk = talkWith(barber, now);
    talk.obey([start('book'), { kind: 'set', slot: 'service', value: corte, span }]);
    talk.wait({ hours: 24 * 8 });
    talk.obey([{ kind: 'chitchat', talk: 'greet' }]);
    assert.deepEqual(talk.state().stack, []);
  });

  it('goes to a person when two messages in a row cannot be opened', () => {
    const talk = talkWith(barber, now);
    talk.obey([{ kind: 'unreadable', what: 'image' }]);
    assert.equal(talk.handedOver(), false);
    talk.obey([{ kind: 'unreadable', what: 'image' }]);
    assert.equal(talk.handedOver(), true);
  });
});

describe('what a contact usually wants', () => {
  const joao = barber.professionals[0]?.id ?? null;
  const usual = () => talkWith(barber, now, 'Carla', { service: corte, professional: joao });

  it('is offered, with whom, and counts after a yes', () => {
    const talk = usual();
    const { text, plan } = talk.say('quero marcar um horário na sexta às 10h');
    assert.deepEqual(
      plan.acts.map((act) => (act.act === 'ask' ? act.slot : act.act)),
      ['habit'],
    );
    assert.match(text, /Corte[\s\S]*João[\s\S]*ou outro serviço/);
    assert.equal(talk.state().stack.at(-1)?.service, null);
    talk.say('sim');
    assert.deepEqual([talk.state().stack.at(-1)?.service, talk.state().stack.at(-1)?.professional], [corte, joao]);
  });

  it('is dropped by a no, or by another wish, and not offered twice', () => {
    const refused = usual();
    refused.say('quero agendar');
    refused.say('não');
    assert.deepEqual([asks(refused), refused.state().stack.at(-1)?.service], [['ask service'], null]);
    const other = usual();
    other.say('quero agendar');
    other.say('barba');
    assert.deepEqual([other.state().stack.at(-1)?.service, other.state().stack.at(-1)?.professional], [barba, null]);
    assert.deepEqual(asks(other), ['ask date']);
  });

  it('is not offered to who says what they want', () => {
    const talk = usual();
    talk.say('quero marcar barba');
    assert.deepEqual(asks(talk), ['ask date']);
  });
});
