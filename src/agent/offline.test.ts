import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Said } from '../conversations/content.ts';
import type { Command } from './command.ts';
import { Command as CommandSchema, commandsMax } from './command.ts';
import { offline } from './offline.ts';
import { optionId } from './option.ts';
import { DialogueState, freshState } from './state.ts';
import { barber, talkWith } from './testing.ts';

const now = Temporal.Instant.from('2026-11-24T10:20:00-03:00');

function understood(text: string, state: DialogueState = freshState): Command[] {
  return offline({ business: barber, state, contactName: null, said: [{ kind: 'text', text }], now });
}

/** A command as one word: what it is, and what it is about. */
function short(command: Command): string {
  const about = ['flow', 'slot', 'topic', 'reason', 'talk'].map(
    (key) => Object.entries(command).find(([each]) => each === key)?.[1],
  );
  const said = about.find((each) => typeof each === 'string');
  return command.kind === 'chitchat' ? command.talk : [command.kind, said].filter(Boolean).join(' ');
}

describe('understanding without a model', () => {
  const lines: readonly (readonly [said: string, commands: string])[] = [
    [
      'oi boa tarde, td bem? qria saber se tem horario pra cortar o cabelo amanha de tarde',
      'greet, set service, set when, ask availability',
    ],
    ['bom dia! vc tem vaga hj?', 'greet, set when, ask availability'],
    ['qnto ta a progressiva?', 'ask price'],
    ['quero corte e manicure sexta', 'start book, set service, add service, set when'],
    ['qual o horario de vcs no sabado', 'ask hours'],
    ['voces trabalham domingo?', 'ask hours'],
    ['da pra dividir em 2x?', 'ask payment, ask discount'],
    ['preciso falar com o responsavel', 'handoff asked'],
    ['que horas é meu horario?', 'start check'],
    ['vou me atrasar 10 min', 'start late, set minutes'],
    ['nao vou poder ir amanha', 'start cancel, set booking'],
    ['me avisa se abrir vaga hoje', 'start waitlist, set when'],
    ['corte depois de amanhã 14:30', 'start book, set service, set when'],
    ['me vê um corte pra hoje', 'start book, set service, set when'],
    ['quero um corte com a Ana sexta depois das 17', 'start book, set service, set when, set professional'],
    ['e a barba, quanto sai?', 'ask price'],
    ['quero 2 cortes, pra mim e pro meu filho', 'start book, set service, set people'],
    ['quero marcar um corte amanhã, meu nome é Carla Souza', 'start book, set service, set when, set name'],
    ['faz sobrancelha?', 'ask unlisted'],
    ['quanto custa o corte? e vocês fazem sobrancelha?', 'ask price, ask unlistedToo'],
    ['quanto custa o corte? vocês fazem no sábado?', 'ask price'],
    ['quero fazer luzes', 'ask unlisted'],
    ['vocês atendem criança?', 'ask knowledge'],
    ['vc é robô?', 'ask identity'],
    ['😊', 'greet'],
    ['kkkkk', 'greet'],
    ['sim', 'affirm'],
    ['xpto zzz', 'unknown'],
    ['valeu!', 'thank'],
    ['até amanhã', 'bye'],
  ];
  for (const [said, commands] of lines)
    it(`${said} → ${commands}`, () => assert.equal(understood(said).map(short).join(', '), commands));
});

describe('a burst', () => {
  it('is read as one: the date in one message, the time in the next', () => {
    const talk = talkWith(barber, '2026-11-24T10:20:00-03:00');
    assert.match(talk.say('oi', 'quero um corte', 'sexta', '16h').text, /27\/11, às 16:00/);
  });

  it('wants the service of the message that wants one, whatever another message asks about', () => {
    const talk = talkWith(barber, '2026-11-24T10:20:00-03:00');
    const reply = talk.say('quero marcar um corte', 'e quanto custa a barba?').text;
    assert.match(reply, /R\$ 35,00/);
    assert.match(reply, /dia/);
    assert.equal(talk.state().stack.at(-1)?.service, barber.services.find(({ key }) => key === 'corte')?.id);
  });

  it('wants all services that its messages list', () => {
    const talk = talkWith(barber, '2026-11-24T10:20:00-03:00');
    const reply = talk.say('quero marcar um corte', 'e barba sexta às 16h').text;
    assert.match(reply, /Corte \+ barba/);
  });

  it('keeps taps, texts and what cannot be read, and is never longer than the cap', () => {
    const tap: Said = { kind: 'tap', option: optionId({ kind: 'menu', entry: 'hours' }), title: 'Horários' };
    const said: Said[] = [{ kind: 'unreadable', what: 'audio' }, tap, { kind: 'text', text: 'qual o endereço?' }];
    const commands = offline({ business: barber, state: freshState, contactName: null, said, now });
    assert.deepEqual(commands.map(short), ['unreadable', 'choose', 'ask address']);
    const many = Array.from({ length: 20 }, () => tap);
    assert.equal(
      offline({ business: barber, state: freshState, contactName: null, said: many, now }).length,
      commandsMax,
    );
  });

  it('of nothing gives no command', () => {
    assert.deepEqual(offline({ business: barber, state: freshState, contactName: null, said: [], now }), []);
  });
});

it('points with each span into the words of the contact', () => {
  const text = 'Olá! Quero um CÓRTE na sexta às 16h, meu nome é Zé da Silva';
  const words = understood(text).flatMap((command) =>
    'span' in command && command.span ? [text.slice(command.span.start, command.span.end)] : [],
  );
  assert.deepEqual(words, ['CÓRTE', 'na sexta às 16h', 'Zé da Silva']);
});

it('gives commands that the schema takes and that survive JSON, and so does the state', () => {
  const talk = talkWith(barber, '2026-11-24T10:20:00-03:00');
  for (const line of ['oi', 'quero um corte', 'sexta que vem de manhã', 'tanto faz', 'quanto custa?', 'sim']) {
    const { commands } = talk.say(line);
    for (const command of commands) {
      const read = CommandSchema.parse(JSON.parse(JSON.stringify(command)));
      assert.equal(JSON.stringify(read), JSON.stringify(command));
    }
    const state = JSON.stringify(talk.state());
    assert.equal(JSON.stringify(DialogueState.parse(JSON.parse(state))), state);
  }
  assert.equal(talk.bookings.length, 1);
});
