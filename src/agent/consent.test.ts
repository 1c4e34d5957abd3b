import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Act } from './act.ts';
import { barber, talkWith, type Talk } from './testing.ts';

/** Tuesday. */
const now = '2026-11-24T10:20:00-03:00';

function starts(talk: Talk): string[] {
  return talk.bookings.map(({ slot }) =>
    slot.start.toZonedDateTimeISO('America/Sao_Paulo').toPlainDateTime().toString({ smallestUnit: 'minute' }),
  );
}

function acts(talk: Talk): string[] {
  return (talk.turns.at(-1)?.plan.acts ?? []).map(({ act }) => act);
}

function proposalOf(talk: Talk) {
  const confirms = (talk.turns.at(-1)?.plan.acts ?? []).filter((act): act is Act<'confirm'> => act.act === 'confirm');
  return confirms.at(-1)?.proposal ?? assert.fail('nothing is proposed');
}

describe('the yes', () => {
  it('counts by its button once, and a second tap books nothing', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    const { id } = proposalOf(talk);
    talk.tap('Confirmar');
    assert.deepEqual(starts(talk), ['2026-11-27T16:00']);
    assert.match(talk.tap(`confirm:${id}`).text, /já está agendado[\s\S]*AB-1/);
    assert.equal(talk.bookings.length, 1);
  });

  it('does not count for a proposal that never reached the contact', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    assert.deepEqual(talk.obey([{ kind: 'affirm' }], false).effects, []);
    assert.deepEqual(acts(talk), ['confirm']);
    assert.equal(talk.obey([{ kind: 'affirm' }], true).effects.length, 1);
  });

  it('does not count after 15 minutes: the proposal is looked up and shown again', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    talk.wait({ minutes: 16 });
    assert.match(talk.say('sim').text, /27\/11, às 16:00/);
    assert.deepEqual(starts(talk), []);
    talk.say('sim');
    assert.deepEqual(starts(talk), ['2026-11-27T16:00']);
  });

  it('does not count for what it changes', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    assert.match(talk.say('sim, às 17h').text, /às 17:00/);
    assert.deepEqual(starts(talk), []);
    assert.match(talk.say('sim mas pode ser sábado?').text, /28\/11/);
    assert.deepEqual(starts(talk), []);
  });

  it('is answered together with what was asked besides', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    assert.match(talk.say('sim, e quanto custa a barba?').text, /R\$ 35,00[\s\S]*agendado/);
    assert.deepEqual(starts(talk), ['2026-11-27T16:00']);
  });

  it('is none when it is a question, a doubt or a no', () => {
    for (const line of [
      'sim?',
      'acho que sim',
      'não, desisto',
      'será que sim',
      'ok, quanto custa?',
      'depois confirmo',
      '👎',
      'nao',
    ]) {
      const talk = talkWith(barber, now);
      talk.say('corte sexta 16h');
      talk.say(line);
      assert.deepEqual(starts(talk), [], line);
    }
  });

  it('comes in many words, and as a thumb', () => {
    for (const line of [
      'sim',
      'Sim!',
      'pode ser',
      'pode confirmar',
      'isso mesmo',
      'confirmo',
      '👍',
      'ok',
      'blz',
      'sim, por favor',
      'fechado',
    ]) {
      const talk = talkWith(barber, now);
      talk.say('corte sexta 16h');
      talk.say(line);
      assert.deepEqual(starts(talk), ['2026-11-27T16:00'], line);
    }
  });

  it('confirms nothing by the button of an earlier proposal', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    const { id } = proposalOf(talk);
    talk.say('melhor às 17h');
    assert.match(talk.tap(`confirm:${id}`).text, /às 17:00/);
    assert.deepEqual(starts(talk), []);
  });

  it('means nothing days later by a button of a conversation that was left', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    const { id } = proposalOf(talk);
    talk.say('esquece');
    talk.wait({ hours: 48 });
    assert.match(talk.tap(`confirm:${id}`).text, /já não vale|passou da validade/);
    assert.deepEqual(starts(talk), []);
  });
});
