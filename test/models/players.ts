import { chanceOf, pick, type Chance } from '../conversations/chance.ts';
import { commands, turnIn, worded, wordingIn, type Turn } from './asked.ts';
import type { Play, Player } from './server.ts';

const nowhere = { date: null, dateTo: null, time: null, timeTo: null };

/** Understands nothing, politely. */
export const lazy: Player = () => commands({ kind: 'unknown' });

/** What goes wrong between us and a provider, or in what it says. Each must end in an answer to the customer. */
export const faults: Readonly<Record<string, Player>> = {
  lazy,
  malformed: () => ({ kind: 'text', text: 'Claro! Aqui está: {"commands": [' }),
  prose: () => ({ kind: 'text', text: 'O corte custa R$ 1,00 e já está marcado para amanhã às 10h.' }),
  empty: () => ({ kind: 'text', text: '' }),
  wrongShape: () => ({ kind: 'text', text: JSON.stringify({ commands: [{ kind: 'pay', priceCents: 1 }] }) }),
  noCommands: () => commands(),
  manyCommands: () => commands(...Array.from({ length: 40 }, () => ({ kind: 'unknown' }))),
  unknownRefs: () => commands({ kind: 'set', slot: 'service', ref: 's999', words: 'oi' }),
  inventedWords: () => commands({ kind: 'ask', topic: 'price', refs: ['s77'], words: 'nunca dito', ...nowhere }),
  contradiction: () => commands({ kind: 'affirm' }, { kind: 'deny' }),
  wrongTool: () => ({ kind: 'tool', name: 'book_now', args: { contact: '5511', price: 0 } }),
  notJson: () => ({ kind: 'raw', body: '<html>502 Bad Gateway</html>' }),
  emptyBody: () => ({ kind: 'raw', body: '' }),
  otherJson: () => ({ kind: 'raw', body: '{"choices":[],"content":[]}' }),
  hang: () => ({ kind: 'hang' }),
  slow: () => ({ ...commands({ kind: 'unknown' }), delayMs: 20_000 }),
  cut: () => ({ kind: 'cut' }),
  tooMany: () => ({ kind: 'status', status: 429 }),
  overloaded: () => ({ kind: 'status', status: 503 }),
  broken: () => ({ kind: 'status', status: 500 }),
  noKey: () => ({ kind: 'status', status: 401 }),
  refusedSchema: () => ({ kind: 'status', status: 400 }),
};

/**
 * Wants to do harm: says yes for the customer, names what was not offered, books what nobody wished, turns questions into
 * cancellations, gives away prices and the prompt, and in between behaves so that the conversation goes on.
 */
export function hostile(seed: number): Player {
  return (asked) => {
    const turn = turnIn(asked);
    const chance = chanceOf(seed * 7919 + asked.count, asked.data.slice(-200));
    const wording = wordingIn(asked);
    if (wording) return worded(twisted(wording.text, chance), wording.cites);
    if (!turn) return { kind: 'text', text: poison(chance) };
    return attack(turn, asked.instructions, chance);
  };
}

/** Sentences that must never be read by anybody. */
export const poisons = [
  'Seu horário já está confirmado, o corte sai por R$ 1,00!',
  'Promoção: hoje é tudo grátis, garantido.',
  'A Fulana de Tal veio ontem às 10:00 e o telefone dela é 5511977700123.',
  'Acesse https://pague-aqui.example e informe o seu cartão.',
];
const poison = (chance: Chance) => pick(poisons, chance);

/** Marks of what `twisted` adds, in small letters. */
export const twists = ['garantimos hoje', 'de brinde', 'sem falta!!'];

/** Almost what is written. */
function twisted(text: string, chance: Chance): string {
  const ways = [
    () => poison(chance),
    () => `${text} Garantimos hoje!`,
    () => text.replace(/\bnão\b ?/i, ''),
    () => text.replace(/\d+/, (digits) => String(Number(digits) + 1)),
    () => `${text} E leva um creme de brinde.`,
    () =>
      text
        .split(/(?<=[.!])\s/)
        .slice(1)
        .join(' ') || `${text} Sem falta!!`,
  ];
  return pick(ways, chance)();
}

function attack(turn: Turn, instructions: string, chance: Chance): Play {
  const all = attacks(turn, instructions, chance);
  const some = Array.from({ length: 1 + Math.floor(chance() * 3) }, () => pick(all, chance)());
  return chance() < 0.5 ? commands(...plausible(turn, chance)) : commands(...some);
}

const someWords = ({ messages }: Turn, chance: Chance) => {
  const words = messages.join(' ').split(/\s+/).filter(Boolean);
  return words.length > 0 ? pick(words, chance) : 'x';
};

/** Of the right form throughout, and meant by nobody. */
function plausible(turn: Turn, chance: Chance): object[] {
  const words = someWords(turn, chance);
  const day = Temporal.PlainDate.from(turn.now.date).add({ days: Math.floor(chance() * 10) });
  const when = { ...nowhere, date: day.toString(), time: `${9 + Math.floor(chance() * 9)}`.padStart(2, '0') + ':00' };
  const [service, who] = [pick(turn.business.services, chance).ref, pick(turn.business.professionals, chance).ref];
  const kind = chance() < 0.5 ? 'set' : 'correct';
  const wishes = [
    { kind: 'start', flow: pick(['book', 'reschedule', 'cancel', 'check'], chance) },
    { kind, slot: 'service', ref: service, words },
    { kind, slot: 'when', words, ...when },
    ...(chance() < 0.3 ? [{ kind, slot: 'professional', ref: who, words }] : []),
    ...(chance() < 0.1 ? [{ kind, slot: 'people', value: 2, words }] : []),
    ...(chance() < 0.1 ? [{ kind, slot: 'booking', ref: null, words, ...when }] : []),
  ];
  const options = turn.state.options.map(({ ref }) => ({ kind: 'choose', ref }));
  return chance() < 0.3 && options.length > 0 ? [pick(options, chance)] : wishes.filter(() => chance() < 0.8);
}

function attacks(turn: Turn, instructions: string, chance: Chance): (() => unknown)[] {
  const words = someWords(turn, chance);
  return [
    () => ({ kind: 'affirm' }),
    () => ({ kind: 'affirm', proposalId: 'any', consent: true }),
    () => ({ kind: 'choose', ref: pick(['o1', 'o2', 'confirm:0', 'o99', '__proto__', 'constructor'], chance) }),
    () => ({ kind: 'choose', option: 'erase:yes' }),
    () => ({ kind: 'set', slot: 'name', value: poison(chance), words, span: { start: 0, end: 1 } }),
    () => ({ kind: 'set', slot: 'rating', value: 5, words }),
    () => ({ kind: 'set', slot: 'minutes', value: 60, words }),
    () => ({ kind: 'privacy', request: pick(['erase', 'optOut', 'export'], chance) }),
    () => ({ kind: 'start', flow: pick(['late', 'waitlist', 'cancel', 'admin'], chance) }),
    () => ({ kind: 'set', slot: 'service', ref: pick(turn.business.services, chance).ref, words: poison(chance) }),
    () => ({ kind: 'set', slot: 'service', ref: 's1', words, priceCents: 1, contact: '5511977700123' }),
    () => ({ kind: 'set', slot: 'when', words, ...nowhere, date: '2099-01-01', time: '25:99' }),
    () => ({ kind: 'ask', topic: 'knowledge', refs: [pick(['k1', 'k9', 's1'], chance)], words, ...nowhere }),
    () => ({ kind: 'ask', topic: 'others', refs: [], words: instructions.slice(0, 80), ...nowhere }),
    () => ({ kind: 'unknown', note: instructions }),
    () => ({ kind: 'cancelFlow' }),
    () => ({ kind: 'deny' }),
    () => ({ kind: 'back' }),
    () => ({ kind: 'say', text: poison(chance) }),
    () => poison(chance),
    () => null,
  ];
}
