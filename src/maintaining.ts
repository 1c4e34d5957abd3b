import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { BackupKind } from './ops/backup.ts';
import { readCatalogue } from './ops/catalogue.client.ts';
import { jsonIn, writeWhole } from './ops/files.client.ts';
import { hold } from './ops/hold.client.ts';
import {
  exitCodeOver,
  gistOf,
  Journal,
  MaintenanceKind,
  nextStep,
  outcomeOf,
  procedures,
  standIn,
  takenUp,
  type MaintenanceStep,
  type Outcome,
  type StepResult,
  marks,
} from './ops/maintenance.ts';
import { run, type Ran } from './ops/shell.client.ts';
import type { Config } from './platform/config.ts';
import { asFault, wrong } from './platform/fault.ts';
import { placeOf, type Place } from './place.ts';
import { root } from './platform/root.ts';
import { tell } from './shelf.ts';
import type { Terminal } from './terminal.ts';

type Options = { readonly dryRun?: boolean; readonly resume?: boolean };
type Scene = { readonly config: Config; readonly place: Place; readonly print: (line: string) => void };

/** What the runbook has done each week and each month. */
export function maintaining(program: Command, terminal: Terminal): void {
  program
    .command('maintenance')
    .description('the weekly or monthly maintenance, step by step; exit code 0 good, 1 something failed, 2 degraded')
    .argument('<kind>', MaintenanceKind.options.join(' or '))
    .option('--dry-run', 'says what would be done, and does nothing')
    .option('--resume', 'goes on with one that broke off or failed: what was good is not done again')
    .action((kind: string, options: Options) => terminal.once(() => maintain(terminal, kind, options)));
}

async function maintain({ print, settings }: Terminal, given: string, options: Options): Promise<void> {
  const kind = MaintenanceKind.safeParse(given);
  if (!kind.success) throw wrong(`maintenance: ${given} is none of ${MaintenanceKind.options.join(', ')}.`);
  const config = settings();
  const scene: Scene = { config, place: placeOf(config), print };
  const now = Temporal.Now.instant();
  const kept = options.resume ? takenUp(readJournal(scene.place, kind.data), now) : [];
  if (typeof kept === 'string') throw wrong(`maintenance ${kind.data} --resume: ${kept}. Without it, one begins anew.`);
  const done = new Set(kept.map(({ name }) => name));
  if (options.dryRun) return plan(procedures[kind.data], done, print);
  const release = await hold(scene.place.state, 'maintenance');
  if (!release) throw wrong(`maintenance ${kind.data}: another one is under way; wait for its end.`);
  try {
    const begun: Journal = {
      kind: kind.data,
      startedAt: now.toString(),
      endedAt: null,
      under: null,
      results: [...kept],
    };
    await goThrough(scene, begun);
  } finally {
    release();
  }
}

function plan(steps: readonly MaintenanceStep[], done: ReadonlySet<string>, print: Scene['print']): void {
  for (const { name, command, needs } of steps) {
    const only = needs.length > 0 ? ` (not when this failed: ${needs.join(', ')})` : '';
    print(`${done.has(name) ? '✅ was done:' : '… '} ${name}: whats-agent ${command.join(' ')}${only}`);
  }
  print('Nothing was changed.');
}

async function goThrough(scene: Scene, begun: Journal): Promise<void> {
  const { config, place, print } = scene;
  const began = performance.now();
  const say = (line: string) => {
    print(line);
    log(place, line);
  };
  const steps = procedures[begun.kind];
  let journal = begun;
  log(place, `${begun.kind} maintenance of ${begun.startedAt}`);
  for (let next = nextStep(steps, journal.results); next.kind !== 'over'; next = nextStep(steps, journal.results)) {
    const { step, missing } = next;
    writeJournal(place, { ...journal, under: step.name });
    if (next.kind === 'run') print(`…  ${step.name}: whats-agent ${step.command.join(' ')}`);
    const result: StepResult =
      next.kind === 'run'
        ? await perform(scene, step)
        : {
            name: step.name,
            outcome: 'skipped',
            tookMs: 0,
            says: `not done, for this is not good: ${missing.join(', ')}`,
          };
    say(lineOf(result));
    journal = { ...journal, results: [...journal.results, result] };
  }
  writeJournal(place, { ...journal, endedAt: Temporal.Now.instant().toString() });
  process.exitCode = exitCodeOver(journal.results);
  const took = Math.round((performance.now() - began) / 1000);
  const slack = config.ALERT_SLACK_WEBHOOK?.reveal();
  await tell({ slack }, `${summaryOf(journal)} (${took} s)`, print);
}

const lineOf = ({ name, outcome, tookMs, says }: StepResult): string =>
  `${marks[outcome]} ${name}${outcome === 'skipped' ? '' : ` (${(tookMs / 1000).toFixed(1)} s)`}: ${says.replaceAll('\n', '\n   ')}`;

function summaryOf({ kind, results }: Journal): string {
  const named = (outcome: Outcome) => results.filter((each) => each.outcome === outcome).map(({ name }) => name);
  const [bad, yellow] = [[...named('failed'), ...named('skipped')], named('degraded')];
  const mark = marks[bad.length > 0 ? 'failed' : yellow.length > 0 ? 'degraded' : 'good'];
  const good = `${mark} ${kind} maintenance: ${named('good').length} of ${results.length} good`;
  const rest = [
    ...(bad.length > 0
      ? [`failed or left out: ${bad.join(', ')}; mend it, then whats-agent maintenance ${kind} --resume`]
      : []),
    ...(yellow.length > 0 ? [`degraded or unknown: ${yellow.join(', ')}`] : []),
  ];
  return [good, ...rest].join('; ');
}

async function perform({ config, place }: Scene, { name, command }: MaintenanceStep): Promise<StepResult> {
  const began = performance.now();
  const larger = command[0] === 'backup' ? nightly(place, config, command[1]) : null;
  if (larger !== null) return { name, outcome: 'good', tookMs: 0, says: larger };
  const ran = await ownCommand(command);
  log(place, `whats-agent ${command.join(' ')}: exit code ${ran.code}\n${ran.out}${ran.err}`);
  return { name, outcome: outcomeOf(ran.code), tookMs: Math.round(performance.now() - began), says: gistOf(ran) };
}

/** What is said when a larger backup of this night stands for the one that is due; `null`: it has to be made. */
export function nightly(place: Place, { LOG_TIME_ZONE: timeZone }: Config, given = ''): string | null {
  const kind = (['daily', 'full', 'archival'] as const satisfies readonly BackupKind[]).find((each) => each === given);
  if (!kind) return null;
  const larger = standIn(kind, readCatalogue(place.backups), { moment: Temporal.Now.instant(), timeZone });
  return larger ? `${larger.id} of this night is ${larger.kind}, restored, and stands for it` : null;
}

/** A whole backup of a large business is part of it. */
const patience = Temporal.Duration.from({ hours: 6 });

/** One of our own commands, in a process of its own: whatever becomes of it, what comes after goes on. */
export async function ownCommand(command: readonly string[]): Promise<Ran> {
  return run([process.execPath, join(root, 'src/cli.ts'), ...command], { within: patience }).catch(
    (thrown: unknown) => {
      const { code, context } = asFault(thrown);
      return { code: 1, out: '', err: typeof context['sentence'] === 'string' ? context['sentence'] : code };
    },
  );
}

/** Can one that broke off go on where it stood? */
export const canResume = (place: Place, kind: MaintenanceKind, now: Temporal.Instant): boolean =>
  typeof takenUp(readJournal(place, kind), now) !== 'string';

const journalOf = (kind: MaintenanceKind) => `maintenance-${kind}.json`;

function readJournal({ state }: Place, kind: MaintenanceKind): Journal | null {
  return jsonIn(join(state, journalOf(kind)), Journal);
}

function writeJournal({ state }: Place, journal: Journal): void {
  writeWhole(state, { path: journalOf(journal.kind), text: JSON.stringify(journal), mode: 0o600 });
}

function log({ logs }: Place, text: string): void {
  mkdirSync(logs, { recursive: true });
  const at = Temporal.Now.instant().toString({ smallestUnit: 'second' });
  appendFileSync(join(logs, 'maintenance.log'), `${at} ${text.trimEnd()}\n`, { mode: 0o640 });
}
