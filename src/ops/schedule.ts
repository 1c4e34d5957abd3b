import { z } from 'zod';
import { isBefore } from '../platform/time.ts';

/** When something is to be done, by the wall clock of a zone: every day, on a weekday, or on its first of the month. */
export type Rhythm = {
  readonly every: 'day' | 'week' | 'month';
  /** 1 is Monday; of a daily one it says nothing. */ readonly weekday: number;
  /** As `02:00`. */ readonly at: string;
};

/**
 * The last moment, up to now, at which it was to be done. A time that the clock skips is the moment after the jump; of
 * one that it shows twice the first counts.
 */
export function lastDue(rhythm: Rhythm, now: Temporal.Instant, timeZone: string): Temporal.Instant {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return nearest(rhythm, timeZone, { today, step: -1, fits: (moment) => !isBefore(now, moment) });
}

/** The first moment after now. */
export function nextDue(rhythm: Rhythm, now: Temporal.Instant, timeZone: string): Temporal.Instant {
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  return nearest(rhythm, timeZone, { today, step: 1, fits: (moment) => isBefore(now, moment) });
}

type Search = {
  readonly today: Temporal.PlainDate;
  readonly step: 1 | -1;
  readonly fits: (moment: Temporal.Instant) => boolean;
};

function nearest(rhythm: Rhythm, timeZone: string, { today, step, fits }: Search): Temporal.Instant {
  // One day to the other side: the zone's clock may have been set back over midnight.
  for (let date = today.subtract({ days: step }); ; date = date.add({ days: step })) {
    if (!isDay(rhythm, date)) continue;
    const moment = date.toPlainDateTime(Temporal.PlainTime.from(rhythm.at)).toZonedDateTime(timeZone).toInstant();
    if (fits(moment)) return moment;
  }
}

function isDay({ every, weekday }: Rhythm, { dayOfWeek, day }: Temporal.PlainDate): boolean {
  if (every === 'day') return true;
  return dayOfWeek === weekday && (every === 'week' || day <= 7);
}

/** The day before whose noon a night began: everything from noon to noon is one night. */
export function nightOf(moment: Temporal.Instant, timeZone: string): string {
  return moment.toZonedDateTimeISO(timeZone).toPlainDateTime().subtract({ hours: 12 }).toPlainDate().toString();
}

const sunday = 7;

/** What runs by itself, the largest first: of one night, its backup stands for the smaller ones. */
export const tasks = {
  monthly: { rhythm: { every: 'month', weekday: sunday, at: '01:00' }, command: ['maintenance', 'monthly'] },
  weekly: { rhythm: { every: 'week', weekday: sunday, at: '02:00' }, command: ['maintenance', 'weekly'] },
  daily: { rhythm: { every: 'day', weekday: sunday, at: '03:00' }, command: ['backup', 'daily'] },
} as const satisfies Readonly<Record<string, { rhythm: Rhythm; command: readonly string[] }>>;
export type TaskName = keyof typeof tasks;
export const taskNames = ['monthly', 'weekly', 'daily'] as const satisfies readonly TaskName[];

/** Which moment a task was last begun for; `null`: for none yet. */
export type Begun = Readonly<Record<TaskName, Temporal.Instant | null>>;

/**
 * What is to be begun now, and for which moment. What was missed is made up for once, whatever time has passed; what was
 * to be done before the schedule was put in is not.
 */
export function dueTasks(
  begun: Begun,
  { installedAt, now, timeZone }: { installedAt: Temporal.Instant; now: Temporal.Instant; timeZone: string },
): { readonly task: TaskName; readonly moment: Temporal.Instant }[] {
  return taskNames
    .map((task) => ({ task, moment: lastDue(tasks[task].rhythm, now, timeZone) }))
    .filter(({ task, moment }) => {
      const last = begun[task];
      return !isBefore(moment, installedAt) && (last === null || isBefore(last, moment));
    });
}

/** How a task went that was begun for a moment. `code` is what its command ended with. */
const TaskRun = z.object({
  moment: z.string(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  code: z.number().nullable(),
  says: z.string(),
  /** It broke off with the machine, and was taken up. */ resumed: z.boolean(),
});
export type TaskRun = z.output<typeof TaskRun>;

/** What the schedule knows. `askedAt`: when it was last asked what is due. */
export const Schedule = z.object({
  installedAt: z.string(),
  askedAt: z.string().nullable(),
  last: z.object({ monthly: TaskRun.nullable(), weekly: TaskRun.nullable(), daily: TaskRun.nullable() }),
});
export type Schedule = z.output<typeof Schedule>;

export const newSchedule = (now: Temporal.Instant): Schedule => ({
  installedAt: now.toString(),
  askedAt: null,
  last: { monthly: null, weekly: null, daily: null },
});

export type ToDo = { readonly task: TaskName; readonly moment: Temporal.Instant; readonly resumed: boolean };

/**
 * What is to be done next, when nothing is under way; `null`: nothing is due. What broke off comes first, once: what
 * breaks the machine must not do so every five minutes.
 */
export function nextToDo(
  { installedAt, last }: Schedule,
  { now, timeZone }: { readonly now: Temporal.Instant; readonly timeZone: string },
): ToDo | null {
  for (const task of taskNames) {
    const run = last[task];
    if (run?.endedAt === null && !run.resumed)
      return { task, moment: Temporal.Instant.from(run.moment), resumed: true };
  }
  const begunFor = (task: TaskName) => (last[task] === null ? null : Temporal.Instant.from(last[task].moment));
  const begun: Begun = { monthly: begunFor('monthly'), weekly: begunFor('weekly'), daily: begunFor('daily') };
  const [due] = dueTasks(begun, { installedAt: Temporal.Instant.from(installedAt), now, timeZone });
  return due ? { ...due, resumed: false } : null;
}
