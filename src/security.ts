import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { guard, questionOf, type Area, type Guarded } from './guard.ts';
import type { IncidentOptions } from './incident.ts';
import { deedsIn, deedsSince, type Deed } from './ops/deeds.ts';
import { exitCodeOf, report, type Finding } from './ops/finding.ts';
import { countEvents, type Counts } from './ops/security-events.ts';
import { securityLines } from './ops/log.client.ts';
import { isInstalled } from './place.ts';
import { asFault, wrong } from './platform/fault.ts';
import { supply } from './supply.ts';
import type { Terminal } from './terminal.ts';

/** What the runbook's part on security asks for, of the installation in a folder. */
export function securing(program: Command, { print, once, settings }: Terminal, root: string): void {
  const security = program.command('security').description('daily checks, what was refused, and incidents');
  const guarded = (): Guarded => {
    const config = settings();
    const logs = isInstalled(root) ? join(root, 'logs') : resolve(config.LOG_DIR);
    return { root, config, logs, now: Temporal.Now.instant() };
  };

  security
    .command('check')
    .description(
      'refusals, keys, ports, secrets, dependencies, code, containers, certificate: what is wrong, and the fix',
    )
    .option('--json', 'for a program')
    .action((options: { json?: boolean }) =>
      once(async () => {
        const findings = await securityCheck(guarded());
        print(options.json ? JSON.stringify({ findings, exitCode: exitCodeOf(findings) }, null, 2) : report(findings));
        process.exitCode = exitCodeOf(findings);
      }),
    );

  security
    .command('events')
    .description('what was refused, by what, source and route, and which keys and permissions were changed')
    .option('--since <time>', 'a time with its offset, or how far back as an ISO 8601 duration', 'PT24H')
    .option('--json', 'for a program')
    .action((options: { since: string; json?: boolean }) => once(() => events(guarded(), options, print)));

  security
    .command('incident')
    .description('start, then collect the evidence, then isolate, then close; list shows all, or one with its timeline')
    .argument('<verb>', 'start, collect, isolate, close or list')
    .argument('[id]', 'of the incident; without it the one that is open')
    .option('--reason <text>', 'start: what was seen')
    .option('--note <text>', 'close: what it was and what was done')
    .option('--undo', 'isolate: open the door again')
    .option('--without-evidence', 'isolate: shut the door at once')
    .option('--by <name>', 'who does it', process.env['USER'] ?? 'operator')
    .action((verb: string, id: string | undefined, options: IncidentOptions) =>
      once(async () => (await import('./incident.ts')).incident(verb, { ...guarded(), print, id, options })),
    );
}

/** Looks at everything at once. A look that fails is shown as unknown, with why. */
export async function securityCheck(guarded: Guarded): Promise<Finding[]> {
  const areas = Object.entries({ ...guard, ...supply });
  const found = await Promise.all(areas.map(([name, area]) => looked(name, area, guarded)));
  return found.flat();
}

async function looked(name: string, area: Area, guarded: Guarded): Promise<Finding[]> {
  try {
    return await area(guarded);
  } catch (thrown) {
    const { code, context } = asFault(thrown);
    const why = typeof context['sentence'] === 'string' ? context['sentence'] : code;
    return [
      { check: name, level: 'unknown', says: `could not be looked at: ${why}`, fix: 'Mend that, and run it again.' },
    ];
  }
}

async function events(
  guarded: Guarded,
  { since: given, json }: { readonly since: string; readonly json?: boolean },
  print: (line: string) => void,
): Promise<void> {
  const since = momentOf(given, guarded.now);
  const lines = securityLines(guarded.logs, since);
  const deeds = await questionOf(guarded)
    .then((question) => question(deedsSince(since)))
    .then(
      (answer) => deedsIn(answer),
      () => null,
    );
  const counted = lines === null ? null : countEvents(lines, since);
  if (json) print(JSON.stringify({ ...(counted ?? { events: null }), deeds }, null, 2));
  else {
    print(`Since ${since.toString({ smallestUnit: 'second' })}`);
    if (counted === null) print(`❓ there is no security.log in ${guarded.logs} (LOG_TO, LOG_DIR)`);
    else
      for (const [title, counts] of [
        ['what', counted.events],
        ['source', counted.sources],
        ['route', counted.routes],
      ] as const)
        table(title, counts).forEach(print);
    if (counted && counted.unreadable > 0) print(`⚠️ ${counted.unreadable} lines are no event`);
    deedLines(deeds).forEach(print);
  }
  process.exitCode = counted === null || deeds === null ? 2 : 0;
}

function momentOf(text: string, now: Temporal.Instant): Temporal.Instant {
  try {
    return text.startsWith('P')
      ? now.subtract({ milliseconds: Math.round(Temporal.Duration.from(text).total('milliseconds')) })
      : Temporal.Instant.from(text);
  } catch {
    throw wrong('--since must be a time with its offset, such as 2026-11-26T00:00-03:00, or a duration such as PT24H.');
  }
}

function table(title: string, counts: Counts): string[] {
  const rows = Object.entries(counts).map(([what, count]) => `  ${String(count).padStart(7)}  ${what}`);
  return [`by ${title}`, ...(rows.length === 0 ? ['        0'] : rows)];
}

function deedLines(deeds: readonly Deed[] | null): string[] {
  if (deeds === null) return ['❓ the database could not be asked for changes of keys and permissions'];
  const rows = deeds.map(
    ({ at, action, actor, status, ip }) =>
      `  ${at.slice(0, 19)}  ${action} → ${status ?? '?'}  by ${actor ?? '?'}  from ${ip ?? '?'}`,
  );
  return ['keys and permissions', ...(rows.length === 0 ? ['        0'] : rows)];
}
