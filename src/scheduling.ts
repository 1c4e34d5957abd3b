import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { canResume, nightly, ownCommand } from './maintaining.ts';
import { readCrontab, writeCrontab } from './ops/crontab.client.ts';
import { everyMinutes, hasBlock, withBlock, withoutBlock } from './ops/crontab.ts';
import { jsonIn, writeWhole } from './ops/files.client.ts';
import { hold } from './ops/hold.client.ts';
import { gistOf, outcomeOf, marks } from './ops/maintenance.ts';
import { newSchedule, nextDue, nextToDo, Schedule, taskNames, tasks, type TaskRun, type ToDo } from './ops/schedule.ts';
import type { Config } from './platform/config.ts';
import { asFault, wrong } from './platform/fault.ts';
import { placeOf, type Place } from './place.ts';
import { root } from './platform/root.ts';
import type { Terminal } from './terminal.ts';
import { localMinute } from './platform/time.ts';

type Scene = { readonly config: Config; readonly place: Place; readonly print: (line: string) => void };

/** The night's work runs by itself. Only cron is asked to ask; when what is due is reckoned here, in the business's zone. */
export function scheduling(
  program: Command,
  { print, once, settings }: Pick<Terminal, 'print' | 'once' | 'settings'>,
): void {
  program
    .command('schedule')
    .description('daily backup, weekly and monthly maintenance by themselves; exit code 0 good, 1 failed, 2 unknown')
    .argument('<verb>', Object.keys(verbs).join(', '))
    .action((verb: string) =>
      once(async () => {
        const act = verbs[verb];
        if (!act) throw wrong(`schedule: ${verb} is none of ${Object.keys(verbs).join(', ')}.`);
        const config = settings();
        await act({ config, place: placeOf(config), print });
      }),
    );
}

const verbs: Readonly<Record<string, (scene: Scene) => Promise<void>>> = { install, show, remove, run: runDue };

async function install(scene: Scene): Promise<void> {
  const { place, print } = scene;
  const before = await readCrontab();
  mkdirSync(place.logs, { recursive: true });
  const after = withBlock(before, root, place.logs);
  if (after !== before) await writeCrontab(after);
  if (!hasBlock(await readCrontab(), root)) throw wrong('schedule install: cron did not keep what it was given.');
  if (!readSchedule(place)) writeSchedule(place, newSchedule(Temporal.Now.instant()));
  print(
    `✅ cron asks every ${everyMinutes} minutes what is due, and ${join(place.logs, 'schedule.log')} tells what came of it.`,
  );
  tellTasks(scene, readSchedule(place), false);
}

async function remove({ place, print }: Scene): Promise<void> {
  const before = await readCrontab();
  if (!hasBlock(before, root)) return print('Nothing was scheduled.');
  await writeCrontab(withoutBlock(before, root));
  // What falls due from now on is not missed: it is not wanted.
  rmSync(join(place.state, scheduleFile), { force: true });
  print('✅ Nothing runs by itself any more: no backup, no maintenance.');
}

async function show(scene: Scene): Promise<void> {
  const { config, place, print } = scene;
  const [[crontab], schedule] = [await Promise.allSettled([readCrontab()]), readSchedule(place)];
  const isIn = crontab.status === 'fulfilled' && hasBlock(crontab.value, root);
  if (isIn) print('✅ It is in the crontab.');
  else if (crontab.status === 'fulfilled') print('❌ It is not in the crontab.\n   → whats-agent schedule install');
  else print(`❓ ${String(asFault(crontab.reason).context['sentence'])}`);
  const release = await hold(place.state, 'schedule');
  release?.();
  const isAtWork = release === null;
  const isAsked = isAtWork || tellAsked(schedule, config, print);
  tellTasks(scene, schedule, isAtWork);
  const codes = taskNames.map((task) => codeOf(schedule?.last[task] ?? null, isAtWork));
  if (codes.some((code) => outcomeOf(code) === 'failed') || !isAsked || (!isIn && crontab.status === 'fulfilled'))
    process.exitCode = 1;
  else process.exitCode = codes.includes(2) || !isIn ? 2 : 0;
}

/** Is somebody asking? Cron itself may have stopped. */
function tellAsked(schedule: Schedule | null, config: Config, print: Scene['print']): boolean {
  const lastly = schedule?.askedAt ?? schedule?.installedAt;
  if (lastly === undefined) return true;
  const at = Temporal.Instant.from(lastly);
  if (at.until(Temporal.Now.instant()).total('minutes') <= 3 * everyMinutes) return true;
  print(
    `❌ Nobody has asked what is due since ${localMinute(at, config.LOG_TIME_ZONE)}.\n   → Does cron run? systemctl status cron`,
  );
  return false;
}

function tellTasks({ config, print }: Scene, schedule: Schedule | null, isAtWork: boolean): void {
  const [now, timeZone] = [Temporal.Now.instant(), config.LOG_TIME_ZONE];
  for (const task of taskNames) {
    const next = localMinute(nextDue(tasks[task].rhythm, now, timeZone), timeZone);
    print(`${task.padEnd(7)} whats-agent ${tasks[task].command.join(' ')}: next ${next} (${timeZone})`);
    const last = schedule?.last[task] ?? null;
    print(`        ${last ? lineOf(last, config, isAtWork) : '… has not run yet'}`);
  }
}

function lineOf(run: TaskRun, config: Config, isAtWork: boolean): string {
  const began = localMinute(Temporal.Instant.from(run.startedAt), config.LOG_TIME_ZONE);
  const sign = marks[outcomeOf(codeOf(run, isAtWork))];
  if (run.endedAt === null)
    return isAtWork ? `… under way since ${began}` : `${sign} broke off with the machine after ${began}`;
  const took = Temporal.Instant.from(run.startedAt).until(Temporal.Instant.from(run.endedAt)).total('seconds');
  return `${sign} ${began} (${took.toFixed(0)} s): ${run.says.replaceAll('\n', '\n        ')}`;
}

/** What was begun and has no end is either under way or broke off. */
const codeOf = (run: TaskRun | null, isAtWork: boolean): number =>
  run === null || (run.endedAt === null && isAtWork) ? 0 : (run.code ?? 1);

/** Does what is due, one after the other; what is still at work is left to its end. */
async function runDue(scene: Scene): Promise<void> {
  const { config, place, print } = scene;
  const release = await hold(place.state, 'schedule');
  if (!release) return;
  try {
    const codes: number[] = [];
    for (;;) {
      const now = Temporal.Now.instant();
      const schedule = { ...(readSchedule(place) ?? newSchedule(now)), askedAt: now.toString() };
      writeSchedule(place, schedule);
      const next = nextToDo(schedule, { now, timeZone: config.LOG_TIME_ZONE });
      if (!next) break;
      const done = await begin(scene, schedule, next);
      print(`${next.task} of ${localMinute(next.moment, config.LOG_TIME_ZONE)}: ${lineOf(done, config, true)}`);
      codes.push(codeOf(done, true));
    }
    process.exitCode = codes.some((code) => outcomeOf(code) === 'failed') ? 1 : codes.includes(2) ? 2 : 0;
  } finally {
    release();
  }
}

async function begin({ config, place }: Scene, schedule: Schedule, { task, moment, resumed }: ToDo): Promise<TaskRun> {
  const startedAt = Temporal.Now.instant().toString();
  const under: TaskRun = { moment: moment.toString(), startedAt, endedAt: null, code: null, says: '', resumed };
  writeSchedule(place, { ...schedule, last: { ...schedule.last, [task]: under } });
  const ended = await perform(place, config, { task, resumed });
  const done: TaskRun = { ...under, ...ended, endedAt: Temporal.Now.instant().toString() };
  writeSchedule(place, { ...schedule, last: { ...schedule.last, [task]: done } });
  return done;
}

async function perform(
  place: Place,
  config: Config,
  { task, resumed }: Pick<ToDo, 'task' | 'resumed'>,
): Promise<Pick<TaskRun, 'code' | 'says'>> {
  const { command } = tasks[task];
  const larger = command[0] === 'backup' ? nightly(place, config, command[1]) : null;
  if (larger !== null) return { code: 0, says: larger };
  const goesOn = resumed && command[0] === 'maintenance' && canResume(place, command[1], Temporal.Now.instant());
  const ran = await ownCommand([...command, ...(goesOn ? ['--resume'] : [])]);
  return { code: ran.code, says: gistOf(ran) };
}

const scheduleFile = 'schedule.json';

function readSchedule({ state }: Place): Schedule | null {
  return jsonIn(join(state, scheduleFile), Schedule);
}

function writeSchedule({ state }: Place, schedule: Schedule): void {
  writeWhole(state, { path: scheduleFile, text: JSON.stringify(schedule), mode: 0o600 });
}
