import { z } from 'zod';
import type { Backup, BackupKind } from './backup.ts';
import { nightOf } from './schedule.ts';

export const MaintenanceKind = z.enum(['weekly', 'monthly']);
export type MaintenanceKind = z.output<typeof MaintenanceKind>;

/** A command of ours, and the steps without which it would do harm. */
export type MaintenanceStep = {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  readonly needs: readonly string[];
};

const step = (name: string, command: string, ...needs: string[]): MaintenanceStep => {
  const [first = '', ...rest] = command.split(' ');
  return { name, command: [first, ...rest], needs };
};

/** Nothing is removed before there is a good backup of it. */
export const procedures: Readonly<Record<MaintenanceKind, readonly MaintenanceStep[]>> = {
  weekly: [
    step('backup', 'backup full'),
    step('old backups', 'backup prune', 'backup'),
    step('old logs', 'clean logs', 'backup'),
    step('old metrics', 'clean metrics', 'backup'),
    step('old images', 'clean images', 'backup'),
    step('tidy database', 'database maintain'),
    step('indexes', 'database check'),
    step('security', 'security check'),
    step('monitoring', 'validate monitoring'),
    step('drill', 'drill'),
    step('report', 'report weekly'),
  ],
  monthly: [
    step('backup', 'backup archival'),
    step('performance', 'perf analyze'),
    step('updates', 'check updates'),
    step('certificate', 'check certificate'),
    step('drill', 'drill'),
    step('report', 'report monthly'),
  ],
};

const Outcome = z.enum(['good', 'degraded', 'failed', 'skipped']);
export type Outcome = z.output<typeof Outcome>;

const StepResult = z.object({ name: z.string(), outcome: Outcome, tookMs: z.number(), says: z.string() });
export type StepResult = z.output<typeof StepResult>;

/** How far a maintenance is. `under`: the step that was begun and has not ended. */
export const Journal = z.object({
  kind: MaintenanceKind,
  startedAt: z.string(),
  endedAt: z.string().nullable(),
  under: z.string().nullable(),
  results: z.array(StepResult),
});
export type Journal = z.output<typeof Journal>;

export type Next =
  | { readonly kind: 'run' | 'skip'; readonly step: MaintenanceStep; readonly missing: readonly string[] }
  | { readonly kind: 'over' };

const holds = ({ outcome }: StepResult): boolean => outcome === 'good' || outcome === 'degraded';

/** The first step that has no result yet: left out when one that it needs failed or was left out itself. */
export function nextStep(steps: readonly MaintenanceStep[], results: readonly StepResult[]): Next {
  const next = steps.find(({ name }) => results.every((result) => result.name !== name));
  if (!next) return { kind: 'over' };
  const held = new Set(results.filter(holds).map(({ name }) => name));
  const missing = next.needs.filter((name) => !held.has(name));
  return { kind: missing.length > 0 ? 'skip' : 'run', step: next, missing };
}

/** What was good so long ago says nothing of now: a clean-up would rest on an old backup. */
const resumableHours = 24;

/** The results that need not be done again; or why there is nothing to take up. */
export function takenUp(journal: Journal | null, now: Temporal.Instant): readonly StepResult[] | string {
  if (!journal) return 'none was begun';
  if (journal.endedAt !== null && journal.results.every(holds)) return 'the last one went to its end';
  const hours = Temporal.Instant.from(journal.startedAt).until(now).total('hours');
  if (hours > resumableHours) return `the last one was begun ${Math.round(hours)} hours ago, and 24 is the most`;
  return journal.results.filter(holds);
}

export const marks: Readonly<Record<Outcome, string>> = { good: '✅', degraded: '⚠️', failed: '❌', skipped: '⏭️' };

export const outcomeOf = (code: number): Outcome => (code === 0 ? 'good' : code === 2 ? 'degraded' : 'failed');

/** 1: something failed, or was left out for it. 2: all was done, and something is not as it should be or not known. */
export function exitCodeOver(results: readonly StepResult[]): 0 | 1 | 2 {
  if (!results.every(holds)) return 1;
  return results.some(({ outcome }) => outcome === 'degraded') ? 2 : 0;
}

/** What is worth telling of a command's words: its complaints with their way out, or else what it said last. */
export function gistOf({ code, out, err }: { readonly code: number; readonly out: string; readonly err: string }) {
  const [lines, errors] = [linesOf(out), linesOf(err)];
  if (code === 0) return (lines.findLast((line) => line.startsWith('✅')) ?? lines.at(-1) ?? '').replace(praise, '');
  const complaints = lines.filter((line, at) => complaint.test(line) || isFixOf(lines[at - 1] ?? '', line));
  const found = [...complaints.slice(0, 8), ...errors.slice(-4)];
  return (found.length > 0 ? found : lines.slice(-4)).join('\n');
}

const linesOf = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

const praise = /^✅ (ok\s+)?/;
const complaint = /^(❌|❓|🔴|🟡)/u;
const isFixOf = (before: string, line: string) => complaint.test(before) && /^\s*→/.test(line);

const sizes: readonly BackupKind[] = ['daily', 'full', 'archival'];

/** The larger backup that was made in the same night and restored: it stands for the smaller one. */
export function standIn(
  kind: BackupKind,
  catalogue: readonly Backup[],
  { moment, timeZone }: { readonly moment: Temporal.Instant; readonly timeZone: string },
): Backup | null {
  const night = nightOf(moment, timeZone);
  const larger = catalogue.findLast(
    (backup) =>
      sizes.includes(kind) &&
      sizes.indexOf(backup.kind) > sizes.indexOf(kind) &&
      backup.state === 'restored' &&
      nightOf(Temporal.Instant.from(backup.createdAt), timeZone) === night,
  );
  return larger ?? null;
}
