import assert from 'node:assert/strict';
import type { Scene } from '../../src/agent/brain.ts';
import { Command, type Command as AnyCommand } from '../../src/agent/command.ts';
import type { Business } from '../../src/business/business.ts';

/*
 * Commands in short, for the references of scenarios: what an understanding without fault would ask of the dialogue.
 * "book corte 2026-11-27T16:00" is one turn; "yes" the next. A line that begins with ! is an event, as in a policy.
 */

type Maker = (match: RegExpExecArray, scene: Scene) => object[];

const span = { start: 0, end: 1 };
const set = (slot: string, value: unknown) => ({ kind: 'set', slot, value, span });

const flows: Readonly<Record<string, string>> = {
  book: 'book',
  move: 'reschedule',
  cancel: 'cancel',
  check: 'check',
  late: 'late',
  wait: 'waitlist',
};
const words: Readonly<Record<string, object>> = {
  yes: { kind: 'affirm' },
  no: { kind: 'deny' },
  drop: { kind: 'cancelFlow' },
  back: { kind: 'back' },
  repeat: { kind: 'repeat' },
  hi: { kind: 'chitchat', talk: 'greet' },
  thanks: { kind: 'chitchat', talk: 'thank' },
  bye: { kind: 'chitchat', talk: 'bye' },
  insult: { kind: 'chitchat', talk: 'insult' },
  lost: { kind: 'unknown', span: null },
};

const wish = (date: string | undefined, time: string | undefined) => ({
  date: date ? { kind: 'day', day: date } : null,
  time: time ? { kind: 'at', time } : null,
  approximate: false,
  doubts: [],
  problem: null,
  shift: null,
});

const table: readonly [RegExp, Maker][] = [
  [/^(book|move|cancel|check|late|wait)$/, ([, flow = '']) => [{ kind: 'start', flow: flows[flow] }]],
  [/^(?:(\d{4}-\d\d-\d\d))?(?:T(\d\d:\d\d))?$/, ([, day, time]) => [set('when', wish(day, time))]],
  [
    /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/,
    ([, from, to]) => [set('when', { ...wish(undefined, undefined), date: { kind: 'days', from, to } })],
  ],
  [/^which:(\d{4}-\d\d-\d\d)$/, ([, day]) => [set('booking', { when: wish(day, undefined), service: null })]],
  [/^pro:(\w+)$/, ([, key = ''], { business }) => [set('professional', idOf(business.professionals, key))]],
  [/^people:(\d+)$/, ([, count]) => [set('people', Number(count))]],
  [/^sessions:(\d+)$/, ([, count]) => [set('sessions', Number(count))]],
  [/^late:(\d+)$/, ([, minutes]) => [set('minutes', Number(minutes))]],
  [/^stars:(\d)$/, ([, stars]) => [set('rating', Number(stars))]],
  [/^name:(.+)$/, ([, name = '']) => [set('name', name.replaceAll('_', ' '))]],
  [
    /^\+([\w-]+)$/,
    ([, key = ''], { business }) => [{ kind: 'add', slot: 'service', value: idOf(business.services, key), span }],
  ],
  [
    /^ask:(\w+)(?::([\w-]+))?$/,
    ([, topic, key], { business }) => [{ kind: 'ask', topic, about: key ? aboutOf(key, business) : [] }],
  ],
  [/^handoff:(\w+)$/, ([, reason]) => [{ kind: 'handoff', reason }]],
  [/^privacy:(\w+)$/, ([, request]) => [{ kind: 'privacy', request }]],
  [/^speak:(\S+)$/, ([, language]) => [{ kind: 'speak', language, sure: true }]],
  [/^unreadable:(\w+)$/, ([, what]) => [{ kind: 'unreadable', what }]],
  [
    /^option:(\d)$/,
    ([, place], { state }) => [{ kind: 'choose', option: state.pending?.options[Number(place) - 1] ?? '' }],
  ],
  [/^(yes|no|drop|back|repeat|hi|thanks|bye|insult|lost)$/, ([, word = '']) => [words[word] ?? {}]],
  [/^([a-z][\w-]*)$/, ([, key = ''], { business }) => [set('service', idOf(business.services, key))]],
];

function aboutOf(key: string, business: Business): object[] {
  const service = business.services.find((each) => each.key === key);
  return [service ? { kind: 'service', id: service.id } : { kind: 'knowledge', key }];
}

function idOf(all: readonly { readonly key: string; readonly id: string }[], key: string): string {
  const found = all.find((each) => each.key === key);
  assert(found, `the reference names "${key}", which the business has not`);
  return found.id;
}

/** The words of one turn, checked: each names a command. Ids are looked up when it is played. */
export function commandNotation(notation: string): readonly string[] {
  if (notation.startsWith('!')) return [];
  const parts = notation.split(' ');
  for (const part of parts)
    assert(
      table.some(([pattern]) => pattern.test(part)),
      `"${part}" is no command of a reference`,
    );
  return parts;
}

/** @throws Error where the business has not what it names */
export function commandsOf(notation: string, scene: Scene): AnyCommand[] {
  return commandNotation(notation).flatMap((part) => {
    const [pattern, make] = table.find(([each]) => each.test(part)) ?? [];
    const match = pattern?.exec(part);
    return match && make ? make(match, scene).map((command) => Command.parse(command)) : [];
  });
}
