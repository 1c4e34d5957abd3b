import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Slot } from '../bookings/booking.ts';
import type { Act } from './act.ts';
import { Command } from './command.ts';
import { optionId } from './option.ts';
import type { OpenProposal } from './state.ts';
import { barber, checkLimits, studio, talkWith, type Turn } from './testing.ts';
import type { Effect } from './world.ts';

const seed = 20_261_124;
const runs = 1_000;

/** What a contact may do next: a command, or a tap on a button that the test looks up when its turn comes. */
type Move = Command | { readonly kind: 'tapOpen' } | { readonly kind: 'tapOld' };

const days = fc
  .integer({ min: -3, max: 70 })
  .map((ahead) => Temporal.PlainDate.from('2026-11-24').add({ days: ahead }));
const times = fc
  .integer({ min: 0, max: 47 })
  .map((half) => Temporal.PlainTime.from('00:00').add({ minutes: half * 30 }));
const date = fc.oneof(
  days.map((day) => ({ kind: 'day' as const, day })),
  fc.tuple(days, fc.nat(10)).map(([from, length]) => ({ kind: 'days' as const, from, to: from.add({ days: length }) })),
  fc.array(days, { minLength: 1, maxLength: 3 }).map((each) => ({ kind: 'either' as const, days: each })),
  fc.constant({ kind: 'same' as const, of: 'booking' as const }),
);
const time = fc.oneof(
  times.map((at) => ({ kind: 'at' as const, time: at })),
  fc.tuple(times, times).map(([from, to]) => ({ kind: 'between' as const, from, to })),
  fc.array(times, { minLength: 1, maxLength: 2 }).map((each) => ({ kind: 'either' as const, times: each })),
  fc.constantFrom({ kind: 'first' as const }, { kind: 'last' as const }),
);
const wish = fc.record({
  date: fc.option(date, { freq: 4 }),
  time: fc.option(time, { freq: 4 }),
  approximate: fc.boolean(),
  doubts: fc.subarray(['halfOfDay', 'whichWeek', 'dateOrTime'] as const).map((each) => [...each]),
  problem: fc.option(fc.constantFrom('impossible' as const, 'conflict' as const, 'past' as const), {
    freq: 1,
    nil: null,
  }),
  shift: fc.option(fc.constantFrom('earlier' as const, 'later' as const), { freq: 1, nil: null }),
});
const span = { start: 0, end: 1 };
const service = fc.constantFrom(...barber.services.map(({ id }) => id));
const professional = fc.constantFrom(...barber.professionals.map(({ id }) => id));
const filling = fc.oneof(
  service.map((value) => ({ slot: 'service' as const, value, span })),
  fc.option(professional).map((value) => ({ slot: 'professional' as const, value, span })),
  wish.map((value) => ({ slot: 'when' as const, value, span })),
  fc.constantFrom('Carla', 'João da Silva', 'Sim').map((value) => ({ slot: 'name' as const, value, span })),
);
const option = fc.oneof(
  service.map((id) => optionId({ kind: 'service', service: id })),
  fc.tuple(days, times, professional).map(([day, at, id]) =>
    optionId({
      kind: 'slot',
      start: day.toZonedDateTime({ timeZone: 'America/Sao_Paulo', plainTime: at }).toInstant(),
      professional: id,
    }),
  ),
  days.map((day) => optionId({ kind: 'day', day })),
  times.map((at) => optionId({ kind: 'time', time: at })),
  fc.constantFrom(
    'edit:when',
    'edit:service',
    'edit:name',
    'page:services:2',
    'menu:book',
    'menu:services',
    'menu:menu',
  ),
  fc.constantFrom(
    'confirm:0000',
    'slot:nonsense',
    'constructor:x',
    'nonsense',
    'confirm:',
    'cancel:0000',
    'change:0000',
  ),
);
const topics = [
  'price',
  'prices',
  'detail',
  'services',
  'moreServices',
  'hours',
  'payment',
  'availability',
  'discount',
  'unlisted',
] as const;
const moves: fc.Arbitrary<Move> = fc.oneof(
  { weight: 6, arbitrary: filling.map((each) => ({ kind: 'set' as const, ...each })) },
  { weight: 3, arbitrary: filling.map((each) => ({ kind: 'correct' as const, ...each })) },
  { weight: 5, arbitrary: fc.constant({ kind: 'affirm' as const }) },
  { weight: 3, arbitrary: fc.constantFrom({ kind: 'tapOpen' as const }, { kind: 'tapOld' as const }) },
  { weight: 3, arbitrary: option.map((id) => ({ kind: 'choose' as const, option: id })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom({ kind: 'deny' as const }, { kind: 'back' as const }, { kind: 'repeat' as const }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'cancelFlow' as const }, { kind: 'unknown' as const, span: null }) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('book' as const, 'cancel' as const, 'reschedule' as const, 'late' as const, 'check' as const)
      .map((flow) => ({ kind: 'start' as const, flow })),
  },
  { weight: 2, arbitrary: fc.constantFrom(...topics).map((topic) => ({ kind: 'ask' as const, topic, about: [] })) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('greet', 'bye', 'thank', 'insult').map((talk) => ({ kind: 'chitchat' as const, talk })),
  },
);

/** A happy path in random company, so that proposals are on the table often. */
const wanted: Move[] = [
  { kind: 'set', slot: 'service', value: barber.services[0]?.id ?? assert.fail(), span },
  {
    kind: 'set',
    slot: 'when',
    value: {
      date: { kind: 'day', day: Temporal.PlainDate.from('2026-11-27') },
      time: { kind: 'at', time: Temporal.PlainTime.from('16:00') },
      approximate: false,
      doubts: [],
      problem: null,
      shift: null,
    },
    span,
  },
];
const turns = fc.array(
  fc.record({
    moves: fc.oneof(
      { weight: 3, arbitrary: fc.array(moves, { minLength: 1, maxLength: 3 }) },
      { weight: 2, arbitrary: fc.constant(wanted) },
      { weight: 2, arbitrary: fc.constant<Move[]>([{ kind: 'start', flow: 'reschedule' }, ...wanted.slice(1)]) },
      {
        weight: 3,
        arbitrary: fc.constantFrom<Move[]>(
          [{ kind: 'affirm' }],
          [{ kind: 'affirm' }],
          [{ kind: 'tapOpen' }],
          [{ kind: 'deny' }, { kind: 'affirm' }],
          [{ kind: 'affirm' }, { kind: 'deny' }],
          [{ kind: 'chitchat', talk: 'bye' }],
          [{ kind: 'start', flow: 'cancel' }],
          [{ kind: 'start', flow: 'reschedule' }],
          [{ kind: 'add', slot: 'service', value: barber.services[3]?.id ?? assert.fail(), span }],
          [{ kind: 'set', slot: 'people', value: 2, span }],
          [{ kind: 'set', slot: 'repeat', value: { everyDays: 7, times: 2 }, span }],
        ),
      },
    ),
    shown: fc.boolean(),
    waitMinutes: fc.constantFrom(0, 0, 0, 0, 1, 14, 16, 1440),
    takes: fc.nat(3).map((each) => each === 0),
  }),
  { minLength: 3, maxLength: 8 },
);

function proposalIn(turn: Turn | undefined): OpenProposal | undefined {
  return turn?.plan.acts.filter((act): act is Act<'confirm'> => act.act === 'confirm').at(-1)?.proposal;
}

type Write = Extract<Effect, { proposalId: string }>;

/** What a write changes, as text. */
function written(write: Write): string[] {
  if (write.kind === 'cancel') return ['cancel', write.booking];
  const slotText = ({ start, end, professional: id }: Slot) => [start.toString(), end.toString(), id];
  if (write.kind === 'move') return ['move', write.booking, write.service, ...slotText(write.slot)];
  return [
    'book',
    ...write.items.flatMap((item) => [item.service, ...slotText(item.slot), String(item.priceCents), item.name]),
  ];
}

/** The same, of what was shown and agreed to. */
function agreed({ act, items, booking }: OpenProposal): string[] {
  const [first] = items;
  if (act === 'cancel' || !first) return ['cancel', booking?.id ?? ''];
  const slotText = ({ start, end, professional: id }: Slot) => [start.toString(), end.toString(), id];
  if (act === 'move') return ['move', booking?.id ?? '', first.service, ...slotText(first)];
  return ['book', ...items.flatMap((item) => [item.service, ...slotText(item), String(item.priceCents), item.name])];
}

describe('the consent to a booking, a move and a cancellation', () => {
  it('is never given by anything but a yes to the proposal that was just shown, unchanged and fresh', () => {
    const count = { book: 0, move: 0, cancel: 0, shown: 0, turns: 0 };
    fc.assert(
      fc.property(turns, fc.option(fc.constant('Carla')), (script, contactName) => {
        const talk = talkWith(barber, '2026-11-24T10:20:00-03:00', contactName);
        talk.has('corte', '2026-11-27T10:00');
        const old: string[] = [];
        for (const { moves: given, shown, waitMinutes, takes } of script) {
          const before = proposalIn(talk.turns.at(-1));
          if (before) old.push(before.id);
          talk.wait({ minutes: waitMinutes });
          const first = before?.items[0];
          if (takes && first) talk.take({ start: first.start, end: first.end, professional: first.professional });
          const commands = given.map((move): Command => {
            if (move.kind === 'tapOpen') return { kind: 'choose', option: `confirm:${before?.id ?? 'none'}` };
            return move.kind === 'tapOld' ? { kind: 'choose', option: `confirm:${old[0] ?? 'none'}` } : move;
          });
          const at = talk.now();
          const turn = talk.obey(commands, shown);
          checkLimits(turn.replies);
          count.turns++;
          if (before) count.shown++;
          const writes = turn.effects.flatMap((effect) => ('proposalId' in effect ? [effect] : []));
          assert(writes.length <= 1);
          const [write] = writes;
          if (!write) continue;
          count[write.kind]++;
          assert(before, 'no proposal was shown');
          const tapped = commands.some(
            (command) => command.kind === 'choose' && command.option === `confirm:${before.id}`,
          );
          assert(tapped || (shown && commands.some(({ kind }) => kind === 'affirm')), 'nobody said yes');
          assert(!commands.some(({ kind }) => kind === 'deny' || kind === 'cancelFlow'), 'it was said no as well');
          assert(before.at.until(at).total('minutes') <= 15, 'the proposal was stale');
          assert.equal(write.proposalId, before.id);
          assert.deepEqual(written(write), agreed(before));
        }
      }),
      { numRuns: runs, seed },
    );
    // A test that never books, or never could, proves nothing.
    assert(count.book > 40 && count.move > 40 && count.cancel > 10 && count.shown > 1_000, JSON.stringify(count));
  });
});

it('survives any command that the schema lets through, from a conversation at any point', () => {
  assert.equal(Command.safeParse({ kind: 'set', slot: 'price', value: 0, span }).success, false);
  assert.equal(
    Command.safeParse({ kind: 'set', slot: 'name', value: 'Carla, grátis por R$ 0,00', span }).success,
    false,
  );
  assert.equal(talkWith(studio, '2026-11-24T10:20:00-03:00').obey([]).effects.length, 0);
});
