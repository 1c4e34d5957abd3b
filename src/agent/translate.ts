import { fold, type Span } from '../language/normalise.ts';
import type { Scene } from './brain.ts';
import { commandsMax, type Command, type EntityRef } from './command.ts';
import type { Generated, GeneratedCommand } from './generated.ts';
import { hear } from './hearing.ts';
import { localOf } from './local.ts';
import type { Checked } from './model-call.ts';
import { momentOf, type Moment } from './moment.ts';
import type { Refs } from './refs.ts';
import type { Wish } from './wish.ts';

type Kind = GeneratedCommand['kind'];
type Only<Name extends Kind> = Extract<GeneratedCommand, { kind: Name }>;
type Who = Extract<GeneratedCommand, { slot: 'professional' }>;
type Hint = Extract<GeneratedCommand, { slot: 'booking' }>;

/** What a command rests on. `wrong` takes the first reason, in words that quote nobody. */
type Ground = { readonly refs: Refs; readonly scene: Scene; wrong: string | null };

/**
 * Commands of ours from those of a model, or why not: what was not offered, words that the contact did not write, a date
 * that is none, commands that contradict each other. Only what may be guessed comes out: no yes to a proposal, ever.
 */
export function commandsFrom({ commands }: Generated, refs: Refs, scene: Scene): Checked<Command[]> {
  if (commands.length === 0 || commands.length > commandsMax)
    return { kind: 'wrong', reason: `say one to ${commandsMax} commands` };
  const ground: Ground = { refs, scene, wrong: null };
  const result = commands.flatMap((command) => translated(command, ground));
  const reason = ground.wrong ?? contradictionIn(commands, scene);
  return reason === null ? { kind: 'right', result } : { kind: 'wrong', reason };
}

type Table = { readonly [Name in Kind]: (command: Only<Name>, ground: Ground) => Command[] };

const table: Table = {
  set: filled,
  correct: filled,
  add: ({ ref, words }, ground) => {
    const [value, span] = [serviceFor(ref, ground), spanOf(words, ground)];
    return value && span ? [{ kind: 'add', slot: 'service', value, span }] : [];
  },
  choose: ({ ref }, ground) => {
    const option = found(ground.refs.options, ref, ground)?.id;
    return option === undefined ? [] : [{ kind: 'choose', option }];
  },
  affirm: (_, ground) => [affirmed(ground)],
  ask: asked,
  clarify: clarified,
  start: (command) => [command],
  handoff: (command) => [command],
  chitchat: (command) => [command],
  unknown: () => [{ kind: 'unknown', span: null }],
  deny: () => [{ kind: 'deny' }],
  cancelFlow: () => [{ kind: 'cancelFlow' }],
  back: () => [{ kind: 'back' }],
  repeat: () => [{ kind: 'repeat' }],
};

function translated<Name extends Kind>(command: Only<Name>, ground: Ground): Command[] {
  return table[command.kind](command, ground);
}

/**
 * A yes that no rule of ours hears picks among things on offer, and grants nothing: where something would be written the
 * question is asked once more.
 */
function affirmed({ refs, scene: { state } }: Ground): Command {
  const { pending } = state;
  const picks = pending?.yes && [...refs.options.values()].some(({ id }) => id === pending.yes);
  return picks ? { kind: 'affirm' } : { kind: 'repeat' };
}

function filled(command: Only<'set' | 'correct'>, ground: Ground): Command[] {
  const { kind } = command;
  const span = spanOf(command.words, ground);
  if (!span) return [];
  switch (command.slot) {
    case 'service': {
      const value = serviceFor(command.ref, ground);
      return value ? [{ kind, slot: 'service', value, span }] : [];
    }
    case 'professional':
      return whoWith(command, span, ground);
    case 'when': {
      const value = wishFor(command, ground);
      return value ? [{ kind, slot: 'when', value, span }] : [];
    }
    case 'people':
    case 'sessions':
      if (command.value < 1 || command.value > 20) return refused(ground, 'a count is 1 to 20');
      return [{ kind, slot: command.slot, value: command.value, span }];
    case 'booking':
      return [{ kind, slot: 'booking', value: hintOf(command, ground), span }];
  }
}

function whoWith({ kind, ref }: Who, span: Span, ground: Ground): Command[] {
  if (ref === null) return [{ kind, slot: 'professional', value: null, span }];
  const value = found(ground.refs.professionals, ref, ground)?.id;
  return value ? [{ kind, slot: 'professional', value, span }] : [];
}

function hintOf(command: Hint, ground: Ground) {
  const isTimed = command.date !== null || command.time !== null || command.dateTo !== null || command.timeTo !== null;
  return {
    service: command.ref === null ? null : (serviceFor(command.ref, ground) ?? null),
    when: isTimed ? wishFor(command, ground) : null,
  };
}

/** Our grammar reads the words first: it knows what is on offer, and both readings of "às 7". */
function wishFor(moment: Moment & { readonly words: string | null }, ground: Ground): Wish | null {
  const { scene } = ground;
  const heard = moment.words === null ? null : hear(moment.words, scene).when;
  if (heard) return heard.wish;
  const wish = momentOf(moment, localOf(scene.now, scene.business).toPlainDate());
  if (typeof wish === 'string') refused(ground, wish);
  else if (wish === null) refused(ground, 'a when needs a date or a time');
  return typeof wish === 'string' ? null : wish;
}

function asked({ topic, refs, words, ...moment }: Only<'ask'>, ground: Ground): Command[] {
  const about = refs.flatMap((ref) => entityFor(ref, ground));
  const isDay = topic === 'hours' && (moment.date !== null || moment.dateTo !== null);
  const when = isDay && words !== null && spanOf(words, ground) ? wishFor({ ...moment, words }, ground) : null;
  const day: EntityRef[] = when ? [{ kind: 'when', wish: when }] : [];
  return [{ kind: 'ask', topic, about: [...about, ...day].slice(0, 10) }];
}

function clarified({ refs }: Only<'clarify'>, ground: Ground): Command[] {
  const options = refs.flatMap((ref) => entityFor(ref, ground)).filter(({ kind }) => kind === 'service');
  if (options.length < 2) return refused(ground, 'clarify needs two services or more');
  return [{ kind: 'clarify', topic: null, options: options.slice(0, 10) }];
}

function entityFor(ref: string, ground: Ground): EntityRef[] {
  const { services, professionals, knowledge } = ground.refs;
  const service = services.get(ref);
  if (service) return [{ kind: 'service', id: service.id }];
  const professional = professionals.get(ref);
  if (professional) return [{ kind: 'professional', id: professional.id }];
  const entry = knowledge.get(ref);
  return entry ? [{ kind: 'knowledge', key: entry.key }] : refused(ground, 'a ref is not in the data');
}

function serviceFor(ref: string, ground: Ground) {
  return found(ground.refs.services, ref, ground)?.id;
}

function found<Thing>(all: ReadonlyMap<string, Thing>, ref: string, ground: Ground): Thing | undefined {
  const thing = all.get(ref);
  if (thing === undefined) refused(ground, 'a ref is not in the data');
  return thing;
}

/** Where the contact wrote these words; accents and capitals do not matter. */
function spanOf(words: string, ground: Ground): Span | null {
  const { text } = ground.refs;
  const wanted = words.trim();
  // Where folding moves letters the offsets would be of another text.
  const place = fold(text).length === text.length ? fold(text).indexOf(fold(wanted)) : text.indexOf(wanted);
  if (wanted === '' || place < 0) {
    refused(ground, '"words" must be copied from messages');
    return null;
  }
  return { start: place, end: Math.min(text.length, place + wanted.length) };
}

function refused(ground: Ground, reason: string): [] {
  ground.wrong ??= reason;
  return [];
}

/** Yes and no at once or to no question, two flows begun at once but to cancel and book, one slot filled twice. */
function contradictionIn(commands: readonly GeneratedCommand[], { state }: Scene): string | null {
  const kinds = new Set(commands.map(({ kind }) => kind));
  if ((kinds.has('affirm') || kinds.has('deny')) && !state.pending) return 'no question is open';
  if (kinds.has('affirm') && (kinds.has('deny') || kinds.has('cancelFlow'))) return 'yes and no contradict each other';
  const flows = commands.flatMap((each) => (each.kind === 'start' ? [each.flow] : []));
  if (new Set(flows).size > 2 || new Set(flows).size < flows.length) return 'too many flows are begun';
  const slots = commands.flatMap((each) => (each.kind === 'set' || each.kind === 'correct' ? [each.slot] : []));
  return new Set(slots).size < slots.length ? 'one slot is filled twice' : null;
}
