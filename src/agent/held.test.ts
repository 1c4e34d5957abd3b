import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command } from './command.ts';
import { offline } from './offline.ts';
import { emptyFrame, freshState, type DialogueState, type Pending } from './state.ts';
import { barber } from './testing.ts';
import type { Wish } from './wish.ts';

const now = Temporal.Instant.from('2026-11-24T10:20:00-03:00');
const idOf = (key: string) => barber.services.find((service) => service.key === key)?.id ?? assert.fail(key);
const keyOf = (id: string | null) => barber.services.find((service) => service.id === id)?.key ?? '';

function wish(value: Wish | null): string {
  if (!value) return '';
  const { date, time } = value;
  const day = date?.kind === 'day' ? date.day.toString().slice(5) : date?.kind;
  return [day, time?.kind === 'at' ? time.time.toString().slice(0, 5) : time?.kind].filter(Boolean).join(' ');
}

/** A command with what it carries, on one line. */
function written(command: Command): string {
  if (command.kind === 'add') return `add ${keyOf(command.value)}`;
  if (command.kind === 'set' || command.kind === 'correct')
    return `${command.kind} ${command.slot} ${valueOf(command)}`;
  if (command.kind === 'ask') {
    const about = command.about.map((ref) => (ref.kind === 'service' ? keyOf(ref.id) : ref.kind));
    return [`ask ${command.topic}`, ...about].join(' ');
  }
  const word = 'flow talk reason request option language'.split(' ').flatMap((field) => {
    const found: unknown = Object.entries(command).find(([key]) => key === field)?.[1];
    return typeof found === 'string' ? [found] : [];
  });
  return [command.kind, ...word].join(' ');
}

function professionalKey(wanted: string | null): string {
  return barber.professionals.find(({ id }) => id === wanted)?.key ?? 'null';
}

function valueOf(command: Extract<Command, { kind: 'set' | 'correct' }>): string {
  switch (command.slot) {
    case 'when':
      return wish(command.value);
    case 'service':
      return keyOf(command.value);
    case 'booking':
      return [wish(command.value.when), keyOf(command.value.service)].filter(Boolean).join(' ');
    case 'repeat':
      return `${command.value.everyDays} x ${command.value.times ?? '?'}`;
    case 'people':
    case 'sessions':
    case 'minutes':
    case 'rating':
    case 'name':
      return String(command.value);
    case 'professional':
      return professionalKey(command.value);
  }
}

function understood(text: string, state: DialogueState): string {
  return offline({ business: barber, state, contactName: null, said: [{ kind: 'text', text }], now })
    .map(written)
    .join(', ');
}

function check(state: DialogueState, lines: string): void {
  for (const line of lines.trim().split('\n')) {
    const [text = '', commands = ''] = line.split(' => ').map((part) => part.trim());
    it(`${text} → ${commands}`, () => assert.equal(understood(text, state), commands));
  }
}

const inFlow = (flow: 'book' | 'reschedule' | 'cancel' | 'late', more: Partial<DialogueState> = {}): DialogueState => ({
  ...freshState,
  stack: [emptyFrame(flow)],
  ...more,
});
const asked = (kind: Pending['kind'], options: string[] = ['a', 'b', 'c']): Partial<DialogueState> => ({
  pending: { kind, options, yes: options[0] ?? null },
});
const proposal = (act: 'book' | 'move' | 'cancel'): DialogueState['proposal'] => ({
  id: 'x',
  act,
  items: [
    {
      service: idOf('corte'),
      professional: barber.professionals[0]?.id ?? assert.fail(),
      start: now,
      end: now,
      priceCents: 4500,
      name: 'Carla',
    },
  ],
  booking: null,
  at: now,
});

describe('a booking that the contact has', () => {
  check(
    freshState,
    `
    cancelar meu horário de quinta => start cancel, set booking 11-26
    quero cancelar o corte de amanhã => start cancel, set booking 11-25 corte
    passar meu corte de quinta pra sexta no mesmo horário => start reschedule, set booking 11-26 corte, set when 11-27 same
    oi consigo passar meu horario de quinta pra sexta? => chitchat greet, start reschedule, set booking 11-26, set when 11-27
    remarcar pra sexta 15h => start reschedule, set when 11-27 15:00
    preciso remarcar meu horário das 14h => start reschedule, set booking 14:00
    quero trocar do dia 10 pro dia 12 => start reschedule, set booking 12-10, set when 12-12
    vou atrasar uns 15 min => start late, set minutes 15
    to atrasada meia hora pro meu horario das 14h => start late, set booking 14:00, set minutes 30
    quais são meus horários? => start check
    me avisa se abrir vaga pra corte sexta => start waitlist, set service corte, set when 11-27
    não vou poder ir amanhã => start cancel, set booking 11-25
    quero cancelar, tem multa? => start cancel, ask policy
    posso cancelar até quando? => ask policy
    quiero cancelar mi cita => speak es, start cancel
    can I reschedule my appointment? => speak en, start reschedule
    `,
  );
});

describe('a visit of more than one', () => {
  check(
    freshState,
    `
    quero corte e manicure sábado 10h => start book, set service corte, add mani, set when 11-28 10:00
    quero corte e barba sábado 10h => start book, set service combo, set when 11-28 10:00
    pra mim e minha irmã, manicure sexta => start book, set service mani, set when 11-27, set people 2
    somos 3, queremos corte => start book, set service corte, set people 3
    somos 6 mulheres, dá pra atender? => handoff group
    boa noite! tudo bem? corte na quinta às 9 => chitchat greet, start book, set service corte, set when 11-26 09:00
    quero marcar minha segunda progressiva sexta 10h => start book, set service prog, set when 11-27 10:00
    barba toda quinta às 10h => start book, set service barba, set when 11-26 10:00, set repeat 7 x ?
    quero corte quinzenal por 2 meses => start book, set service corte, set repeat 14 x 4
    3 sessões de progressiva => start book, set service prog, set sessions 3
    qual a diferença entre corte e progressiva? => ask compare corte prog
    corte ou progressiva, qual é melhor? => ask compare corte prog
    que dia é hoje? => ask today
    faz por 30? => ask discount
    fecha por 40 reais? => ask discount
    quero marcar um corte, tem vaga amanhã? => set service corte, set when 11-25, ask availability corte
    corte com quem tiver livre amanhã => start book, set service corte, set when 11-25, set professional null
    `,
  );
  check(
    { ...freshState, mentioned: [idOf('corte'), idOf('mani')] },
    `
    as duas coisas no mesmo dia => start book, set service corte, add mani
    quero os dois na sexta => start book, set service corte, add mani, set when 11-27
    voltando ao corte, quanto tempo demora? => ask duration corte
    qual a diferença? => ask compare mani corte
    `,
  );
});

describe('a change of mind', () => {
  check(
    inFlow('book', { ...asked('confirm', ['confirm:x', 'change:x', 'cancel:x']), proposal: proposal('book') }),
    `
    na verdade quero cancelar => cancelFlow
    melhor remarcar => choose edit:when
    quero cancelar meu horário de quinta => start cancel, set booking 11-26
    sim => affirm
    sim, quinta 17h => set when 11-26 17:00
    sim, e quanto custa a barba? => affirm, ask price barba
    cancela, quero quinta => set when 11-26
    pode cancelar => cancelFlow
    sair => cancelFlow
    parar => privacy optOut
    Parar promoções => privacy optOut
    quero receber as novidades => privacy news
    não quero mais receber novidades => privacy optOut
    yes => speak en, affirm
    `,
  );
  check(
    inFlow('cancel', { ...asked('confirm'), proposal: proposal('cancel') }),
    `
    sim => affirm
    pode cancelar => affirm
    eu vou => repeat
    quero meu horário => repeat
    confirmo presença => repeat
    marca => repeat
    deixa como está => cancelFlow
    na verdade quero manter => cancelFlow
    melhor remarcar pra sexta => start reschedule, set when 11-27
    não => deny
    `,
  );
  check(
    inFlow('reschedule', { ...asked('confirm'), proposal: proposal('move') }),
    `
    na verdade quero cancelar => start cancel
    isso => affirm
    cancela => start cancel
    muda pra sábado 10h => set when 11-28 10:00
    `,
  );
  check(
    { ...freshState, booked: { proposalId: 'x', bookings: [], proposal: proposal('book') ?? assert.fail() } },
    `
    ops, quinta 17h => correct when 11-26 17:00
    não, dia 17 => correct when 12-17
    quero marcar barba sexta => start book, set service barba, set when 11-27
    `,
  );
});

describe('an answer', () => {
  check(
    { ...freshState, ...asked('reminder') },
    `
    1 => choose a
    2 => choose b
    3 => choose c
    vou sim => affirm
    👍 => affirm
    não vou poder ir => start cancel
    não vou => start cancel
    preciso remarcar => start reschedule
    `,
  );
  check(
    { ...freshState, ...asked('reminder', []) },
    `
    1 => affirm
    2 => start cancel
    3 => start reschedule
    `,
  );
  check(
    { ...freshState, ...asked('rating', []) },
    `
    5 => set rating 5
    nota 4 => set rating 4
    ⭐⭐⭐⭐ => set rating 4
    cinco estrelas => set rating 5
    5, amei! => set rating 5
    4/5 => set rating 4
    10 => repeat
    4,5 => repeat
    foi ótimo => chitchat praise
    2 => set rating 2
    `,
  );
  check(
    inFlow('cancel', asked('booking')),
    `
    a primeira => choose a
    o segundo => choose b
    o de quinta => set booking 11-26
    o corte => set booking corte
    o das 14h => set booking 14:00
    nenhum => deny
    `,
  );
  check(
    { ...freshState, ...asked('erase') },
    `
    sim => affirm
    sim, pode apagar => affirm
    ok => repeat
    👍 => repeat
    pode ser => repeat
    não => deny
    `,
  );
  check(
    inFlow('late'),
    `
    15 => set minutes 15
    uns 20 minutos => set minutes 20
    o de quinta => set booking 11-26
    `,
  );
});

it('never agrees to erase or to cancel by anything that a plain yes would book', () => {
  const mild = 'ok,beleza,blz,👍,pode ser,tá bom,perfeito,vou sim,marca,pode marcar,bora,show,combinado,fechado'.split(
    ',',
  );
  const erasing = mild.filter((text) => understood(text, { ...freshState, ...asked('erase') }).includes('affirm'));
  const cancelling = ['vou sim', 'marca', 'pode marcar', 'eu vou', 'estarei lá'].filter((text) =>
    understood(text, inFlow('cancel', { ...asked('confirm'), proposal: proposal('cancel') })).includes('affirm'),
  );
  assert.deepEqual([erasing, cancelling], [[], []]);
});

describe('a professional who is asked for on the way to a booking', () => {
  check(
    inFlow('book'),
    `
    tem com a ana? => set professional ana
    e com o joão? => set professional joao
    `,
  );
});
