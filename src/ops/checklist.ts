import { z } from 'zod';
import { quoted } from '../platform/sheet.ts';
import type { Finding } from './finding.ts';

/** What a machine finds out by itself: its title, and whether only the production stack has it. */
export const looks = {
  containers: { title: 'containers of the stack', stackOnly: true },
  health: { title: 'health of every part', stackOnly: false },
  'night-log': { title: 'log since closing time', stackOnly: false },
  'fresh-log': { title: 'log of the last 15 minutes', stackOnly: false },
  business: { title: 'business metrics of today', stackOnly: false },
  performance: { title: 'performance of the last 24 hours', stackOnly: false },
  alerts: { title: 'active alerts', stackOnly: false },
  resources: { title: 'processor and memory', stackOnly: false },
  disk: { title: 'disk space and inodes', stackOnly: false },
  backup: { title: 'last restored backup', stackOnly: false },
  drill: { title: 'restore drill', stackOnly: false },
  updates: { title: 'updates pending', stackOnly: false },
  certificate: { title: 'certificate that is served', stackOnly: true },
  webhook: { title: 'webhook answering', stackOnly: false },
  metrics: { title: 'metrics being collected', stackOnly: false },
  refusals: { title: 'requests refused in 24 hours', stackOnly: false },
  configuration: { title: 'configuration', stackOnly: true },
  secrets: { title: 'secrets', stackOnly: true },
  compose: { title: 'settings of the containers', stackOnly: true },
} as const;
export type LookName = keyof typeof looks;

/** What only a person can say; `fix` is what to do after a no. */
export const questions = {
  handover: {
    title: 'Have you read what the shift before noted, and taken over what is open?',
    fix: 'whats-agent checklist history shows the notes; whats-agent alerts and handoffs what is open.',
  },
  phone: {
    title: 'You wrote to the business from a phone of your own: did the right answer come?',
    fix: 'whats-agent health, then logs/errors.log; if neither says why, the next in the chain (whats-agent duty).',
  },
  night: {
    title: 'Is tonight’s maintenance known, and can whoever is on duty be reached?',
    fix: 'whats-agent schedule show, and whats-agent duty: call them.',
  },
  accounts: {
    title: 'Does everybody in Team, and every API key, still need what they may?',
    fix: 'Take it away in the dashboard: Team, API keys; the audit says who used what.',
  },
  offsite: {
    title: 'Is a copy of the newest backup on another machine, and its key apart from it?',
    fix: 'Copy backups/ to one place and backup.key to another: one disk is no backup.',
  },
  meta: {
    title: 'In Meta’s manager: is the number’s quality high, no notice open, the payment method good?',
    fix: 'Follow the notice there; whats-agent numbers check says what is left to do.',
  },
  costs: {
    title: 'Did messages and models cost what was expected (whats-agent costs)?',
    fix: 'whats-agent costs shows it by category; set a budget, or send less unasked.',
  },
  chain: {
    title: 'Did everybody in the chain (whats-agent duty) answer a test call this month?',
    fix: 'Mend the file that ALERT_ON_CALL names, then whats-agent restart.',
  },
  runbook: {
    title: 'Was the runbook read against what was really done this month?',
    fix: 'Correct docs/RUNBOOK.pt-BR.md where it is wrong.',
  },
} as const;
export type QuestionName = keyof typeof questions;

export const lookNames = keysOf(looks);
export const itemNames = [...lookNames, ...keysOf(questions)] as const;
export type ItemName = LookName | QuestionName;

export const ChecklistName = z.enum(['morning', 'evening', 'post-startup', 'security', 'weekly', 'monthly']);
export type ChecklistName = z.output<typeof ChecklistName>;

/** What is looked at when, machines first: after what they found a person knows better what to look for. */
export const checklists: Readonly<Record<ChecklistName, readonly ItemName[]>> = {
  morning: [
    ...(['containers', 'health', 'night-log', 'business', 'alerts', 'resources', 'disk', 'backup', 'webhook'] as const),
    ...(['metrics', 'handover', 'phone'] as const),
  ],
  evening: ['business', 'performance', 'alerts', 'disk', 'backup', 'updates', 'handover', 'night'],
  'post-startup': ['containers', 'health', 'fresh-log', 'webhook', 'metrics', 'phone'],
  security: ['configuration', 'secrets', 'compose', 'refusals', 'updates', 'certificate', 'accounts'],
  weekly: [
    ...(['health', 'performance', 'disk', 'backup', 'drill', 'updates', 'certificate', 'configuration'] as const),
    ...(['secrets', 'offsite', 'meta'] as const),
  ],
  monthly: [
    ...(['health', 'performance', 'backup', 'drill', 'updates', 'certificate', 'configuration', 'secrets'] as const),
    ...(['compose', 'accounts', 'costs', 'chain', 'runbook'] as const),
  ],
};

/** `not_done`: a person did not say. It is never taken for good. */
const Level = z.enum(['ok', 'warning', 'error', 'unknown', 'not_done']);
export type Level = z.output<typeof Level>;
export const Light = z.enum(['green', 'yellow', 'red']);
export type Light = z.output<typeof Light>;

const ItemResult = z.object({
  item: z.enum(itemNames),
  level: Level,
  says: z.string().max(4000),
  fix: z.string().max(2000).nullable(),
  /** What the person noted. */ note: z.string().max(1000).nullable(),
});
export type ItemResult = z.output<typeof ItemResult>;

/** A checklist that was gone through. */
export const ChecklistRun = z.object({
  id: z.uuid(),
  name: ChecklistName,
  doneBy: z.string().trim().min(1).max(80),
  startedAt: z.iso.datetime({ precision: null }),
  endedAt: z.iso.datetime({ precision: null }),
  items: z.array(ItemResult).min(1).max(100),
});
export type ChecklistRun = z.output<typeof ChecklistRun>;

const lights: Readonly<Record<Level, Light>> = {
  ok: 'green',
  warning: 'yellow',
  unknown: 'yellow',
  not_done: 'yellow',
  error: 'red',
};
export const lightOf = (level: Level): Light => lights[level];

/** Red when anything failed; green only when everything is known to be good. */
export function lightOver(levels: readonly Level[]): Light {
  const all = levels.map(lightOf);
  if (all.includes('red')) return 'red';
  return all.includes('yellow') || all.length === 0 ? 'yellow' : 'green';
}

export const signs: Readonly<Record<Light, string>> = { green: '🟢', yellow: '🟡', red: '🔴' };

export const exitCodes: Readonly<Record<Light, 0 | 1 | 2>> = { green: 0, red: 1, yellow: 2 };

const worstFirst: readonly Level[] = ['error', 'unknown', 'warning', 'ok'];

/** Many findings as one item: as bad as the worst of them, and telling only of those that are not good, if there are any. */
export function itemOf(item: LookName, findings: readonly Finding[]): ItemResult {
  const level = worstFirst.find((each) => findings.some((finding) => finding.level === each));
  if (level === undefined)
    return { item, level: 'unknown', says: 'Nothing was found to look at.', fix: 'whats-agent health', note: null };
  const told = level === 'ok' ? findings : findings.filter((finding) => finding.level !== 'ok');
  const sorted = told.toSorted((a, b) => worstFirst.indexOf(a.level) - worstFirst.indexOf(b.level));
  const fixes = [...new Set(sorted.flatMap(({ fix }) => fix ?? []))];
  return {
    item,
    level,
    says: sorted
      .map(({ check, says }) => (check === item ? says : `${check}: ${says}`))
      .join('; ')
      .slice(0, 4000),
    fix: level === 'ok' || fixes.length === 0 ? null : fixes.join(' ').slice(0, 2000),
    note: null,
  };
}

/** What a person said; `null`: nothing. */
export type Answer = { readonly done: boolean; readonly note: string | null } | null;

export function answered(item: QuestionName, answer: Answer): ItemResult {
  const { fix } = questions[item];
  if (answer === null) return { item, level: 'not_done', says: 'Nobody has said.', fix, note: null };
  const { done, note } = answer;
  return done
    ? { item, level: 'ok', says: 'A person says yes.', fix: null, note }
    : { item, level: 'error', says: 'A person says no.', fix, note };
}

export const isQuestion = (item: ItemName): item is QuestionName => item in questions;

/** As a table for a spreadsheet: a line an item. A cell that a program would take for a formula is told as text. */
export function csvOf(runs: readonly ChecklistRun[]): string {
  const rows = runs.flatMap(({ id, name, doneBy, startedAt, endedAt, items }) =>
    items.map(({ item, level, says, fix, note }) =>
      [id, name, doneBy, startedAt, endedAt, item, lightOf(level), level, says, fix ?? '', note ?? '']
        .map(quoted)
        .join(),
    ),
  );
  return ['id,checklist,by,started,ended,item,light,result,says,action,note', ...rows].join('\r\n');
}

function keysOf<Key extends string>(record: Readonly<Record<Key, unknown>>): Key[] {
  const keys: Key[] = [];
  for (const key in record) keys.push(key);
  return keys;
}
