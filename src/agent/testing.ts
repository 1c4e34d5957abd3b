import assert from 'node:assert/strict';
import type { OwnBooking, Proposal } from '../bookings/booking.ts';
import type { Habit } from '../bookings/habit.ts';
import type { Business } from '../business/business.ts';
import { demoBusiness } from '../business/demo.ts';
import { parseBusinessFile } from '../business/file.ts';
import { unstored } from '../business/unstored.ts';
import { tapsIn, wordsIn, type Content, type Said } from '../conversations/content.ts';
import type { ReplyPlan } from './act.ts';
import type { Command } from './command.ts';
import { decide } from './dialogue.ts';
import { settle } from './settle.ts';
import { emptyAgenda, keep, outcomeOf, proposalFor, withBooking, type Ledger } from './ledger.ts';
import type { Effect, World } from './world.ts';
import { limits } from './label.ts';
import { offline } from './offline.ts';
import { phrase } from './replies.ts';
import { DialogueState, freshState } from './state.ts';

/** The studio of the demo. */
export const studio = unstored(demoBusiness).business;

/** A barber's with three professionals, closed on Sunday and Monday. */
export const barber = unstored(
  parseBusinessFile({
    name: 'Barbearia do Zeca',
    timeZone: 'America/Sao_Paulo',
    address: 'Rua do Teste, 10',
    hours: { 'tue-fri': '09:00-19:00', sat: '09:00-16:00', sun: 'closed', mon: 'closed' },
    professionals: [
      { id: 'joao', name: 'João' },
      { id: 'ana', name: 'Ana' },
      { id: 'bia', name: 'Bia' },
    ],
    services: [
      { id: 'corte', name: 'Corte', minutes: 30, price: 45, professionals: ['joao', 'ana'] },
      { id: 'barba', name: 'Barba', minutes: 20, price: 35, professionals: ['joao'] },
      { id: 'combo', name: 'Corte + barba', minutes: 50, price: 70, professionals: ['joao'] },
      { id: 'mani', name: 'Manicure', minutes: 45, price: 40, professionals: ['bia'] },
      { id: 'prog', name: 'Progressiva', minutes: 120, price: 250, professionals: ['ana'] },
    ],
    payment: ['pix', 'débito', 'crédito'],
    rules: { noticeMinutes: 30, horizonDays: 60 },
    policies: { cancelNoticeHours: 3, lateToleranceMinutes: 15 },
    knowledge: [
      { question: 'Tem estacionamento?', answer: 'Não temos estacionamento; há zona azul na rua.' },
      { question: 'Tem wifi?', answer: 'Temos wifi para clientes.' },
      { question: 'Pode levar cachorro, pets?', answer: 'Não aceitamos pets.' },
      { question: 'Tem pacote de cortes?', answer: 'O pacote 4 cortes custa R$ 160,00.' },
    ],
  }),
).business;

/** One exchange, as a trace would keep it. */
export type Turn = {
  readonly commands: readonly Command[];
  readonly effects: readonly Effect[];
  readonly plan: ReplyPlan;
  readonly replies: readonly Content[];
  /** Everything the contact sees, as one text. */
  readonly text: string;
};

export type Talk = {
  /** Messages of one burst, and the answer. */
  readonly say: (...texts: string[]) => Turn;
  /** Taps the button or row of the last reply that has this title, or the option of this id. */
  readonly tap: (titleOrId: string) => Turn;
  readonly send: (said: readonly Said[]) => Turn;
  readonly wait: (duration: Temporal.DurationLike) => void;
  /** Somebody else takes a slot. */
  readonly take: (slot: Proposal['slot']) => void;
  /** Obeys commands without understanding anything: for commands no brain gave. */
  readonly obey: (commands: readonly Command[], shown?: boolean) => Turn;
  /** What was booked, in the order it was, as it was. */
  readonly bookings: readonly Proposal[];
  /** The contact's own, as they stand. */
  readonly own: () => readonly OwnBooking[];
  /** Books for the contact beforehand. */
  readonly has: (service: string, local: string) => OwnBooking;
  readonly turns: readonly Turn[];
  readonly state: () => DialogueState;
  readonly now: () => Temporal.Instant;
  readonly handedOver: () => boolean;
};

/** What a talk has come to. */
type Memory = Ledger & {
  now: Temporal.Instant;
  state: DialogueState;
  handedOver: boolean;
  readonly turns: Turn[];
};

function memoryAt(now: Temporal.Instant): Memory {
  return { now, state: freshState, agenda: emptyAgenda, handedOver: false, own: [], bookings: [], turns: [] };
}

/** A conversation in memory: state goes through JSON at each turn, a booking succeeds unless its slot was taken. */
export function talkWith(
  business: Business,
  from: string,
  contactName: string | null = 'Carla',
  habit: Habit | null = null,
): Talk {
  const memory = memoryAt(Temporal.Instant.from(from));
  const obey = (commands: readonly Command[], shown = true): Turn => {
    const world = (): World => {
      const { agenda, now, own: bookings } = memory;
      return { business, contactName, bookings, habit, proposalShown: shown, agenda, now };
    };
    const decision = decide(memory.state, commands, world());
    const outcomes = decision.effects.map((effect) => outcomeOf(effect, memory));
    const settled = outcomes.length > 0 ? settle(decision, outcomes, world()) : decision;
    const replies = phrase(settled.plan, business, memory.turns.length);
    const text = replies.map(textOf).join('\n');
    const turn = { commands, effects: decision.effects, plan: settled.plan, replies, text };
    memory.state = DialogueState.parse(JSON.parse(JSON.stringify(settled.state)));
    memory.handedOver ||= decision.effects.some(({ kind }) => kind === 'handoff');
    memory.turns.push(turn);
    memory.now = memory.now.add({ seconds: 30 });
    return turn;
  };
  const send = (said: readonly Said[]) =>
    obey(offline({ business, contactName, said, state: memory.state, now: memory.now }));
  return {
    say: (...texts) => send(texts.map((text) => ({ kind: 'text', text }))),
    tap: (titleOrId) => send([tapped(memory.turns.at(-1)?.replies ?? [], titleOrId)]),
    send,
    obey,
    wait: (duration) => {
      memory.now = memory.now.add(duration);
    },
    take: (slot) => {
      memory.agenda = withBooking(memory.agenda, { slot });
    },
    bookings: memory.bookings,
    own: () => memory.own,
    has: (key, local) => keep(proposalFor(business, key, local), memory),
    turns: memory.turns,
    state: () => memory.state,
    now: () => memory.now,
    handedOver: () => memory.handedOver,
  };
}

function tapped(replies: readonly Content[], titleOrId: string): Said {
  const options = replies.flatMap(tapsIn);
  const option = options.find(({ id, title }) => title.includes(titleOrId) || id === titleOrId);
  return { kind: 'tap', option: option?.id ?? titleOrId, title: option?.title ?? titleOrId };
}

export function textOf(content: Content): string {
  const titles = tapsIn(content).map(({ title }) => `[${title}]`);
  return [wordsIn(content), ...titles].join('\n');
}

/** Meta refuses a message that breaks any of these. */
export function checkLimits(replies: readonly Content[]): void {
  assert(replies.length > 0, 'no reply');
  for (const content of replies) {
    const max = content.type === 'text' ? 4096 : 1024;
    const text = wordsIn(content);
    assert(text.length > 0 && text.length <= max, `${text.length} characters of text`);
    const options = tapsIn(content);
    const [most, titleMax] =
      content.type === 'list' ? [limits.rows, limits.rowTitle] : [limits.buttons, limits.buttonTitle];
    if (content.type !== 'text') assert(options.length > 0 && options.length <= most, `${options.length} options`);
    assert.equal(new Set(options.map(({ title }) => title)).size, options.length, 'two options with the same title');
    for (const { id, title, description } of options) {
      assert(id !== '' && id.length <= limits.optionId, `id: ${id}`);
      assert(title !== '' && title.length <= titleMax, `title: ${title}`);
      assert((description ?? '').length <= limits.rowDescription, `too long: ${title}`);
    }
    if (content.type === 'list') assert(content.label.length <= limits.buttonTitle, content.label);
  }
}
