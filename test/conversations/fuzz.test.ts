import assert from 'node:assert/strict';
import { it } from 'node:test';
import { barber, talkWith, type Talk, type Turn } from '../../src/agent/testing.ts';
import { Command } from '../../src/agent/command.ts';
import { tapsIn } from '../../src/conversations/content.ts';
import { chanceOf, pick, type Chance } from './chance.ts';

/** Sequences of commands that no customer would cause, legal and illegal. */
const sequences = 1_000;
const turnsMax = 6;

const span = { start: 0, end: 1 };
const set = (slot: string, value: unknown) => ({ kind: 'set', slot, value, span });
const kinds: readonly ((chance: Chance, options: readonly string[]) => object)[] = [
  (chance) => ({ kind: 'start', flow: pick(['book', 'reschedule', 'cancel', 'check', 'late', 'waitlist'], chance) }),
  (chance) => set('service', pick(barber.services, chance).id),
  (chance) => ({ kind: 'add', slot: 'service', value: pick(barber.services, chance).id, span }),
  (chance) => set('professional', chance() < 0.2 ? null : pick(barber.professionals, chance).id),
  (chance) => set('when', wishOf(chance)),
  (chance) => ({ ...set('when', wishOf(chance)), kind: 'correct' }),
  (chance) => set('people', 1 + Math.floor(chance() * 2)),
  (chance) => set('booking', { when: wishOf(chance), service: null }),
  () => set('name', 'Sim Confirmo'),
  (chance, options) => ({ kind: 'choose', option: options.length > 0 ? pick(options, chance) : 'confirm:0' }),
  (chance) => ({
    kind: 'choose',
    option: pick(['confirm:', 'confirm:abc', 'slot:x', 'menu:drop', '', 'erase:yes'], chance),
  }),
  () => ({ kind: 'affirm' }),
  () => ({ kind: 'affirm' }),
  (chance) => pick([{ kind: 'deny' }, { kind: 'back' }, { kind: 'repeat' }, { kind: 'cancelFlow' }], chance),
  (chance) => ({
    kind: 'ask',
    topic: pick(['price', 'hours', 'availability', 'policy', 'knowledge'], chance),
    about: [],
  }),
  (chance) => ({ kind: 'privacy', request: pick(['export', 'erase', 'optOut', 'optIn', 'news'], chance) }),
  () => ({ kind: 'unknown', span: null }),
];

function wishOf(chance: Chance) {
  const day = Temporal.PlainDate.from('2026-11-24').add({ days: Math.floor(chance() * 12) - 1 });
  const time = `${String(7 + Math.floor(chance() * 14)).padStart(2, '0')}:${chance() < 0.5 ? '00' : '30'}`;
  return {
    date: chance() < 0.15 ? null : { kind: 'day', day: day.toString() },
    time: chance() < 0.25 ? null : { kind: 'at', time },
    approximate: chance() < 0.1,
    doubts: [],
    problem: null,
    shift: null,
  };
}

/** The proposal that stood in a reply, as the contact read it. */
function shownIn(turn: Turn | undefined) {
  return turn?.plan.acts.flatMap((act) => (act.act === 'confirm' ? [act.proposal] : [])).at(-1);
}

const writes = new Set(['book', 'move', 'cancel']);

/** A write in this turn must be exactly what the last reply showed, and the contact agreed to that and nothing else. */
function checkConsent(turn: Turn, before: Turn | undefined, isShown: boolean): number {
  const writing = turn.effects.filter(({ kind }) => writes.has(kind));
  for (const effect of writing) {
    const shown = shownIn(before);
    const story = JSON.stringify({ commands: turn.commands, effect, shown, isShown });
    assert(shown && 'proposalId' in effect && effect.proposalId === shown.id, `not what was shown: ${story}`);
    assert.equal(effect.kind, shown.act, story);
    const isTap = turn.commands.some((each) => each.kind === 'choose' && each.option === `confirm:${shown.id}`);
    const isYes = turn.commands.some(({ kind }) => kind === 'affirm');
    assert(isTap || (isYes && isShown), `nobody agreed: ${story}`);
  }
  assert(writing.length <= 1, 'two writes for one yes');
  return writing.length;
}

function optionsOf(turn: Turn | undefined): string[] {
  return (turn?.replies ?? []).flatMap((content) => tapsIn(content).map(({ id }) => id));
}

/** Half of what is shown is agreed to, alone or among other things; the rest is anything. */
function commandsAfter(before: Turn | undefined, options: readonly string[], chance: Chance): Command[] {
  const some = Array.from({ length: 1 + Math.floor(chance() * 3) }, () => pick(kinds, chance)(chance, options));
  const agrees = shownIn(before) !== undefined && chance() < 0.5;
  const meant = agrees ? [{ kind: 'affirm' }, ...(chance() < 0.3 ? some : [])] : some;
  return meant.map((each) => Command.parse(each));
}

function playOne(seed: number): number {
  const chance = chanceOf(seed, 'commands');
  const talk: Talk = talkWith(barber, '2026-11-24T10:20:00-03:00');
  if (chance() < 0.6) talk.has('corte', '2026-11-27T10:00');
  let written = 0;
  for (let count = 0; count < turnsMax; count += 1) {
    const before = talk.turns.at(-1);
    const options = talk.turns.slice(-2).flatMap(optionsOf);
    const commands = commandsAfter(before, options, chance);
    const isShown = chance() < 0.9;
    if (chance() < 0.1) talk.wait({ minutes: 20 });
    written += checkConsent(talk.obey(commands, isShown), before, isShown);
  }
  return written;
}

it(`writes nothing without a yes to what was shown, in ${sequences} random sequences of commands`, (test) => {
  let written = 0;
  for (let seed = 0; seed < sequences; seed += 1) written += playOne(seed);
  test.diagnostic(`${written} bookings, moves and cancellations`);
  assert(written > 50, `only ${written}: the sequences reach nothing`);
});
