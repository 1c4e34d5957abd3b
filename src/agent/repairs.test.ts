import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { barber, studio, talkWith, type Talk } from './testing.ts';
import type { Effect } from './world.ts';

/** Tuesday. */
const now = '2026-11-24T10:20:00-03:00';

function starts(talk: Talk): string[] {
  return talk.bookings.map(({ slot }) =>
    slot.start.toZonedDateTimeISO('America/Sao_Paulo').toPlainDateTime().toString({ smallestUnit: 'minute' }),
  );
}

function reasons(effects: readonly Effect[]): string[] {
  return effects.map((effect) => (effect.kind === 'handoff' ? effect.reason : effect.kind));
}

function acts(talk: Talk): string[] {
  return (talk.turns.at(-1)?.plan.acts ?? []).map(({ act }) => act);
}

describe('a change of mind', () => {
  it('after "não" asks what to change, and keeps the rest', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    assert.match(talk.say('não').text, /Dia e horário[\s\S]*Serviço[\s\S]*Nome/);
    assert.match(talk.tap('Serviço').text, /27\/11, às 16:00/);
    assert.match(talk.say('barba').text, /Barba[\s\S]*27\/11, às 16:00[\s\S]*R\$ 35,00/);
    talk.say('sim');
    assert.deepEqual(starts(talk), ['2026-11-27T16:00']);
  });

  it('takes the service that is right, not the one that is wrong', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    assert.doesNotMatch(talk.say('nao e corte, e manicure').text, /\*Corte\*/);
    assert.match(talk.turns.at(-1)?.text ?? '', /Manicure[\s\S]*R\$ /);
  });

  it('changes the name in whose it is booked', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    talk.tap('Mudar');
    talk.tap('Nome');
    assert.match(talk.say('Ana Lima').text, /em nome de Ana Lima/);
    assert.match(talk.say('não, o nome é Bia Souza').text, /em nome de Bia Souza/);
    const { effects } = talk.say('sim');
    assert.equal(effects[0]?.kind === 'book' ? effects[0].items[0]?.name : '', 'Bia Souza');
  });

  for (const [said, reason] of [
    ['sim, quero falar com uma pessoa', 'asked'],
    ['sim, quero fazer uma reclamação', 'complaint'],
  ] as const)
    it(`gives a person who is wanted beside the yes: ${said}`, () => {
      const talk = talkWith(barber, now);
      talk.say('corte sexta 16h');
      assert(reasons(talk.say(said).effects).includes(reason));
    });

  it('ends politely on "esquece", and nothing is left of it', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    assert.match(talk.say('esquece').text, /nada foi agendado/);
    talk.say('sim');
    assert.deepEqual([starts(talk), talk.state().stack], [[], []]);
  });

  it('goes a step back, and says the question again', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    assert.match(talk.say('voltar').text, /sexta-feira, 27\/11: 09:00/);
    const [first, second] = [talk.turns.at(-1), talk.say('repete por favor')];
    assert.deepEqual(second.plan.acts, first?.plan.acts);
  });

  it('takes another weekday among the offers of a week', () => {
    const talk = talkWith(barber, now);
    talk.say('quero um corte');
    assert.match(talk.say('semana que vem').text, /01\/12/);
    assert.match(talk.say('quarta de tarde').text, /quarta-feira, 02\/12: 12:00/);
    assert.match(talk.say('mais tarde').text, /18:00/);
    assert.match(talk.say('tanto faz').text, /quarta-feira, 02\/12/);
  });

  it('looks for another professional where the wished one does not do it', () => {
    const talk = talkWith(barber, now);
    assert.match(talk.say('corte com a Ana sexta 16h').text, /com Ana/);
    assert.match(talk.say('manicure então').text, /Ana não faz \*Manicure\*[\s\S]*16:00/);
  });
});

describe('what cannot be had', () => {
  const refusals: readonly (readonly [said: string, must: RegExp])[] = [
    ['corte domingo', /domingo, 29\/11, estamos fechados[\s\S]*28\/11/],
    ['corte ontem', /23\/11 já passou/],
    ['corte hoje 9h', /24\/11, às 09:00 já passou[\s\S]*11:00/],
    ['corte hoje 10:30', /em cima da hora: precisamos de 30 min de antecedência[\s\S]*11:00/],
    ['corte em março', /próximos 60 dias[\s\S]*2[0-3]\/01/],
    ['corte dia 31/11', /não existe no calendário/],
    ['corte sábado 15:45', /sábado, 28\/11, abrimos das 09:00 às 16:00, e \*Corte\* leva 30 min[\s\S]*15:30/],
    ['corte sexta 22h', /27\/11, abrimos das 09:00 às 19:00\.[\s\S]*18:30/],
  ];
  for (const [said, must] of refusals)
    it(`is named, with what is nearest to it: ${said}`, () => {
      const talk = talkWith(barber, now);
      assert.match(talk.say(said).text, must);
      assert.deepEqual(starts(talk), []);
      assert.equal(talk.handedOver(), false);
    });

  it('is asked where both halves of the day are open', () => {
    const owl = {
      ...barber,
      hours: barber.hours.map((span) => ({
        ...span,
        opens: Temporal.PlainTime.from('06:00'),
        closes: Temporal.PlainTime.from('23:00'),
      })),
    };
    const talk = talkWith(owl, now);
    assert.match(talk.say('corte amanhã às 7').text, /às 07:00 ou às 19:00/);
    assert.match(talk.say('da noite').text, /19:00|noite/);
  });

  it('offers one time as a question that a yes answers', () => {
    const talk = talkWith(barber, now);
    assert.match(talk.say('corte sábado depois das 15:15').text, /sábado, 28\/11, às 15:30.*Pode ser\?/);
    talk.say('pode');
    assert.deepEqual(acts(talk), ['confirm']);
  });
});

describe('what is not understood', () => {
  it('is said in other words, and then a person takes over', () => {
    const talk = talkWith(barber, now);
    const first = talk.say('xpto zzz').text;
    assert.match(first, /não entendi|Não consegui|de outra forma/i);
    assert.match(talk.say('asdf qwer').text, /atendente humano/);
    assert.equal(talk.handedOver(), true);
  });

  it('counts only in a row', () => {
    const talk = talkWith(barber, now);
    const lines = ['xpto zzz', 'qual o endereço?', 'asdf qwer'];
    for (const line of lines) talk.say(line);
    assert.equal(talk.handedOver(), false);
  });

  it('leaves the question standing', () => {
    const talk = talkWith(barber, now);
    talk.say('corte sexta 16h');
    talk.say('xpto zzz');
    assert.deepEqual(acts(talk), ['lost', 'confirm']);
    talk.say('sim');
    assert.deepEqual(starts(talk), ['2026-11-27T16:00']);
  });

  it('may be a message that we cannot open: said at once, with a way on', () => {
    const talk = talkWith(barber, now);
    talk.say('quero um corte');
    const { text } = talk.send([{ kind: 'unreadable', what: 'audio' }]);
    assert.match(text, /áudio.*escrev[\s\S]*dia/i);
    assert.equal(talk.handedOver(), false);
  });

  it('is a tap that is none of ours: it means what it says', () => {
    const talk = talkWith(barber, now);
    const { text } = talk.send([{ kind: 'tap', option: 'campaign-77', title: 'Qual o endereço?' }]);
    assert.match(text, /Rua do Teste, 10/);
    assert.match(
      talk.send([{ kind: 'tap', option: 'service:00000003-0000-4000-8000-000000000099', title: 'Corte' }]).text,
      /R\$ 45,00/,
    );
  });
});

describe('a person', () => {
  it('takes over when asked for, at once and every time', () => {
    for (const line of [
      'quero falar com um atendente',
      'atendente',
      'me passa pra uma pessoa',
      'falar com humano',
      'chama o gerente',
    ]) {
      const talk = talkWith(barber, now);
      talk.say('corte sexta 16h');
      const { effects, text } = talk.say(line);
      assert.deepEqual(reasons(effects), ['asked'], line);
      assert.match(text, /atendente humano/);
      assert.deepEqual(starts(talk), []);
    }
  });

  it('takes over what no program should judge', () => {
    const cases = [
      ['vou chamar o procon', 'legal'],
      ['tive uma reação alérgica', 'health'],
      ['quero meu dinheiro de volta', 'refund'],
      ['o atendimento foi péssimo, quero reclamar', 'complaint'],
    ];
    for (const [line = '', reason] of cases) {
      const talk = talkWith(barber, now);
      assert.deepEqual(reasons(talk.say(line).effects), [reason], line);
    }
  });

  it('is promised at no time when the doors are shut', () => {
    const talk = talkWith(barber, '2026-11-24T23:40:00-03:00');
    assert.match(
      talk.say('quero falar com um atendente').text,
      /fechados; o atendimento volta na quarta-feira, 25\/11, às 09:00/,
    );
  });

  it('takes over at the second insult; the first is met with one civil sentence', () => {
    const talk = talkWith(barber, now);
    assert.match(talk.say('seus idiotas').text, /respeito/);
    assert.match(talk.say('bando de idiota').text, /atendente humano/);
  });
});

describe('the business', () => {
  it('answers from its knowledge, and abstains where that says nothing', () => {
    const talk = talkWith(barber, now);
    assert.match(talk.say('tem estacionamento?').text, /zona azul/);
    assert.match(talk.say('tem wifi aí?').text, /wifi para clientes/);
    assert.match(talkWith(studio, now).say('tem wifi?').text, /não tenho/i);
  });

  it('is not asked for what was just said: price, then "e a barba?", then a booking', () => {
    const talk = talkWith(barber, now);
    talk.say('quanto custa o corte?');
    assert.match(talk.say('e a barba?').text, /R\$ 35,00/);
    assert.match(talk.say('quero marcar pra sexta 16h').text, /Barba[\s\S]*27\/11, às 16:00/);
  });

  it('offers a booking after a price, and a yes begins it', () => {
    const talk = talkWith(barber, now);
    talk.say('quanto custa o corte?');
    assert.match(talk.say('quero sim').text, /dia/);
    assert.deepEqual(acts(talk), ['ask']);
  });

  it('greets whoever writes first and has no name of theirs to use', () => {
    assert.match(talkWith(barber, now, null).say('oi').text, /^(?:Olá|Oi)! /);
  });
});
