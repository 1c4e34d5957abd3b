import { z } from 'zod';
import { look } from './looking.ts';
import {
  ChecklistName,
  exitCodes,
  lightOf,
  lightOver,
  looks,
  type Level,
  type LookName,
  signs,
} from './ops/checklist.ts';
import { roles, standingOf, type RoleName, type TimedList } from './ops/role.ts';
import { placeOf } from './place.ts';
import type { Terminal } from './terminal.ts';
import { ask } from './watching.ts';
import { localMinute } from './platform/time.ts';

const Last = z.looseObject({
  data: z.looseObject({
    last: z.partialRecord(
      ChecklistName,
      z.iso.datetime({ precision: null }).transform((text) => Temporal.Instant.from(text)),
    ),
  }),
});

/** Something that whoever has the role is to do or to look after, and how it stands. */
type Task = {
  readonly task: string;
  readonly level: Level;
  readonly says: string;
  readonly fix: string | null;
};

/** What a role answers for, and what of it waits. Nothing is kept: what is done is in the lists themselves. */
export async function showRole(terminal: Terminal, name: RoleName, isJson: boolean): Promise<void> {
  const { print, settings } = terminal;
  const role = roles[name];
  const [config, now] = [settings(), Temporal.Now.instant()];
  const { last } = Last.parse(await ask(config, '/production/checklists/last')).data;
  const place = placeOf(config);
  const lists = role.lists.map((list) => listed(list, last[list] ?? null, { now, timeZone: config.LOG_TIME_ZONE }));
  const seen = await Promise.all(role.looks.map(async (each) => looked(each, await look(each, { config, place }))));
  const tasks = [...lists, ...seen];
  const light = lightOver(tasks.map(({ level }) => level));
  process.exitCode = exitCodes[light];
  if (isJson) return print(JSON.stringify({ role: name, light, answersFor: role.answersFor, tasks }, null, 2));
  print(role.title);
  for (const duty of role.answersFor) print(`  · ${duty}`);
  for (const { task, level, says, fix } of tasks) {
    print(`${signs[lightOf(level)]} ${task}: ${says}`);
    if (level !== 'ok' && fix !== null) print(`   → ${fix}`);
  }
}

type Now = { readonly now: Temporal.Instant; readonly timeZone: string };

function listed(list: TimedList, last: Temporal.Instant | null, when: Now): Task {
  const { state, dueAt, nextAt } = standingOf(list, last, when);
  const local = (moment: Temporal.Instant) => localMinute(moment, when.timeZone);
  const done = last === null ? 'never gone through' : `last gone through ${local(last)}`;
  const levels = { done: 'ok', due: 'not_done', overdue: 'error' } as const;
  return {
    task: `checklist ${list}`,
    level: levels[state],
    says: state === 'done' ? `${done}, next ${local(nextAt)}` : `${state} since ${local(dueAt)}, ${done}`,
    fix: `whats-agent checklist ${list}`,
  };
}

const looked = (name: LookName, { level, says, fix }: Omit<Task, 'task'>): Task => ({
  task: looks[name].title,
  level,
  says,
  fix,
});
