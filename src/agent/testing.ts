import assert from 'node:assert/strict';
import type { OwnBooking, Proposal } from '../bookings/booking.ts';
import { withBooking } from '../bookings/calendar.ts';
import type { Habit } from '../bookings/habit.ts';
import type { Business } from '../business/business.ts';
import { demoBusiness } from '../business/demo.ts';
import { parseBusinessFile } from '../business/file.ts';
import { unstored } from '../business/unstored.ts';
import { tapsIn, wordsIn, type Content, type Said } from '../conversations/content.ts';
import type { Command } from './command.ts';
import { emptyAgenda, keep } from './ledger.ts';
import { limits } from './label.ts';
import { offline } from './offline.ts';
import type { DialogueState } from './state.ts';
import { beginTrial, obeyIn, type Exchange } from './trial.ts';

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

/** One exchange, and everything the contact sees of it, as one text. */
export type Turn = Exchange & { readonly text: string };

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

/** A conversation in memory: state goes through JSON at each turn, a booking succeeds unless its slot was taken. */
export function talkWith(
  business: Business,
  from: string,
  contactName: string | null = 'Carla',
  habit: Habit | null = null,
): Talk {
  const now = Temporal.Instant.from(from);
  const memory = beginTrial({ business, agenda: emptyAgenda, now, contactName, habit });
  const turns: Turn[] = [];
  const obey = (commands: readonly Command[], shown = true): Turn => {
    const exchange = obeyIn(memory, commands, shown);
    const turn = { ...exchange, text: exchange.replies.map(textOf).join('\n') };
    turns.push(turn);
    memory.now = memory.now.add({ seconds: 30 });
    return turn;
  };
  const send = (said: readonly Said[]) =>
    obey(offline({ business, contactName, said, state: memory.state, now: memory.now }));
  return {
    say: (...texts) => send(texts.map((text) => ({ kind: 'text', text }))),
    tap: (titleOrId) => send([tapped(turns.at(-1)?.replies ?? [], titleOrId)]),
    send,
    obey,
    wait: (duration) => {
      memory.now = memory.now.add(duration);
    },
    take: (slot) => {
      const { id: service } = business.services[0] ?? assert.fail();
      memory.agenda = withBooking(business, memory.agenda, { service, slot });
    },
    bookings: memory.bookings,
    own: () => memory.own,
    has: (key, local) => keep(proposalFor(business, key, local), memory),
    turns,
    state: () => memory.state,
    now: () => memory.now,
    handedOver: () => memory.handedOver,
  };
}

export function proposalFor(business: Business, key: string, local: string): Proposal {
  const service = business.services.find((each) => each.key === key) ?? assert.fail(`no service ${key}`);
  const start = Temporal.PlainDateTime.from(local).toZonedDateTime(business.timeZone).toInstant();
  const professional = service.professionals[0] ?? assert.fail(`nobody performs ${key}`);
  const slot = { start, end: start.add({ minutes: service.minutes }), professional };
  return { service: service.id, slot, priceCents: service.priceCents, name: 'Carla' };
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
