import { z } from 'zod';
import { isBefore } from '../platform/time.ts';
import type { ChecklistName, LookName } from './checklist.ts';
import { lastDue, nextDue, type Rhythm } from './schedule.ts';

export const RoleName = z.enum(['operator', 'administrator', 'devops']);
export type RoleName = z.output<typeof RoleName>;

const sunday = 7;
const monday = 1;

/**
 * When a list is to be gone through; so many hours before it counts already, and so many after it is late. The list of a
 * start has no clock.
 */
const rhythms = {
  morning: { rhythm: { every: 'day', weekday: monday, at: '09:00' }, hours: 2 },
  evening: { rhythm: { every: 'day', weekday: monday, at: '17:00' }, hours: 4 },
  security: { rhythm: { every: 'day', weekday: monday, at: '09:00' }, hours: 8 },
  weekly: { rhythm: { every: 'week', weekday: monday, at: '09:00' }, hours: 48 },
  monthly: { rhythm: { every: 'month', weekday: sunday, at: '09:00' }, hours: 72 },
} as const satisfies Partial<Record<ChecklistName, { rhythm: Rhythm; hours: number }>>;
export type TimedList = keyof typeof rhythms;

type Role = {
  readonly title: string;
  /** What is theirs, as the runbook shares the work out. */
  readonly answersFor: readonly string[];
  /** Checklists that they go through, and what they keep an eye on. */
  readonly lists: readonly TimedList[];
  readonly looks: readonly LookName[];
};

export const roles: Readonly<Record<RoleName, Role>> = {
  operator: {
    title: 'Operator on duty, at any hour',
    answersFor: [
      'watches critical alerts, and takes an incident within 5 minutes (whats-agent alerts)',
      'follows the runbook in an emergency, and calls the next in the chain (whats-agent duty)',
      'writes down what was done, in the notes of the checklists',
    ],
    lists: ['morning', 'evening'],
    looks: ['alerts'],
  },
  administrator: {
    title: 'System administrator, in office hours',
    answersFor: [
      'prevents: maintenance, backups, space',
      'keeps the system and its images up to date',
      'sets up what is new, and reads how the system performs',
    ],
    lists: ['security', 'weekly'],
    looks: ['backup', 'updates', 'disk'],
  },
  devops: {
    title: 'DevOps engineer, when called',
    answersFor: [
      'releases that are more than routine (whats-agent deploy)',
      'changes the infrastructure and the architecture',
      'makes machines do what people repeat, and rehearses the restore (whats-agent drill)',
    ],
    lists: ['monthly'],
    looks: ['drill'],
  },
};

/** Whether a list was gone through when it was to be, and when it is the next time. */
export type Standing = {
  readonly state: 'done' | 'due' | 'overdue';
  readonly dueAt: Temporal.Instant;
  readonly nextAt: Temporal.Instant;
};

/** @param last when it was last gone through; `null`: never, that anybody knows */
export function standingOf(
  list: TimedList,
  last: Temporal.Instant | null,
  { now, timeZone }: { readonly now: Temporal.Instant; readonly timeZone: string },
): Standing {
  const { rhythm, hours } = rhythms[list];
  const dueAt = lastDue(rhythm, now, timeZone);
  const nextAt = nextDue(rhythm, now, timeZone);
  if (last !== null && !isBefore(last, dueAt.subtract({ hours }))) return { state: 'done', dueAt, nextAt };
  return { state: isBefore(dueAt.add({ hours }), now) ? 'overdue' : 'due', dueAt, nextAt };
}
