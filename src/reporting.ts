import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { dailyPath, putDaily } from './insight/daily.job.ts';
import { fileNameOf, formats, type Format } from './insight/report-file.ts';
import { rollUp } from './insight/rollup.store.ts';
import { lastClosed, spanAt, type Span } from './insight/span.ts';
import { inMonitor } from './installed.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { codeOf, wrong } from './platform/fault.ts';
import type { Terminal } from './terminal.ts';

const clock = () => Temporal.Now.instant();

type ReportOptions = {
  readonly day?: string;
  readonly month?: string;
  readonly format?: string;
  readonly output?: string;
  readonly send?: boolean;
};

/** Reports of a day, a week and a month. */
export function reporting(program: Command, terminal: Terminal): void {
  program
    .command('report')
    .description(
      'the report of a day (JSON), a week or a month (a page, paper or JSON); --send mails it to REPORT_EMAIL',
    )
    .argument('<kind>', 'daily: today until now; weekly: the last whole week; monthly: the last whole month')
    .option('--day <day>', 'daily: this day; weekly: the week that holds it, such as 2026-11-26')
    .option('--month <month>', 'monthly: this one, such as 2026-10')
    .option('--format <format>', 'html, pdf or json')
    .option('--output <file>', 'instead of a file in the folder of the logs')
    .option('--send', 'mail it to REPORT_EMAIL, too')
    .action((kind: string, options: ReportOptions) =>
      terminal.once(async () => {
        const { LOG_TIME_ZONE } = terminal.settings();
        const asked = { span: spanOf(kind, options, LOG_TIME_ZONE), format: formatOf(kind, options.format) };
        const inside = await inMonitor(['report', kind, ...passedOn(options)], terminal.print);
        if (inside === null)
          return terminal.withDatabase((db, config) => report(terminal, { db, config, ...asked, options }));
        if (inside.code === 0 && options.output !== undefined)
          copyFileSync(pathOf({ LOG_DIR: join(inside.root, 'logs') }, asked), resolve(options.output));
      }),
    );
}

/** What a command inside is told: where its file goes outside is not its affair. */
function passedOn({ day, month, format, send }: ReportOptions): string[] {
  const named = Object.entries({ day, month, format }).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  return send ? [...named, '--send'] : named;
}

const kinds = { daily: 'day', weekly: 'week', monthly: 'month' } as const;
const isKind = (kind: string): kind is keyof typeof kinds => kind in kinds;

/** @throws Fault `cli.invalid` with a sentence */
function spanOf(kind: string, options: ReportOptions, timeZone: string): Span {
  if (!isKind(kind)) throw wrong(`report: ${kind} is none of daily, weekly, monthly.`);
  const now = clock();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const date = dateOf(kind, options);
  if (date && Temporal.PlainDate.compare(date, today) > 0) throw wrong(`${date.toString()} has not come yet.`);
  if (date) return spanAt(kinds[kind], date, timeZone);
  return kind === 'daily' ? spanAt('day', today, timeZone) : lastClosed(kinds[kind], timeZone, now);
}

/** A day of what is asked for; `null`: nobody says. */
function dateOf(kind: keyof typeof kinds, { day, month }: ReportOptions): Temporal.PlainDate | null {
  const isMonthly = kind === 'monthly';
  if (month !== undefined && !isMonthly) throw wrong('--month is for monthly; --day says which day or week.');
  if (day !== undefined && isMonthly) throw wrong('--day is for daily and weekly; --month says which month.');
  const given = isMonthly ? month && `${month}-01` : day;
  if (given === undefined) return null;
  try {
    if (/^\d{4}-\d\d-\d\d$/.test(given)) return Temporal.PlainDate.from(given, { overflow: 'reject' });
  } catch {
    // No day of the calendar: said below.
  }
  throw wrong(isMonthly ? '--month must be a month such as 2026-10.' : '--day must be a day such as 2026-11-26.');
}

function formatOf(kind: string, given = kind === 'daily' ? 'json' : 'html'): Format {
  const format = formats.find((each) => each === given);
  if (!format) throw wrong(`--format must be ${formats.join(', ')}.`);
  return format;
}

type Asked = { readonly span: Span; readonly format: Format };

/** Where a report is put when nobody says where. */
function pathOf({ LOG_DIR }: Pick<Config, 'LOG_DIR'>, { span, format }: Asked): string {
  if (span.kind === 'day' && format === 'json') return dailyPath(LOG_DIR, span.first);
  return join(LOG_DIR, 'reports', fileNameOf(span, format));
}

async function report(
  { print }: Terminal,
  {
    db,
    config,
    span,
    format,
    options,
  }: Asked & { readonly db: Db; readonly config: Config; readonly options: ReportOptions },
): Promise<void> {
  // No other command waits for all that a report is made of to load.
  const { draw, mailReport, makeReport } = await import('./reports.ts');
  // What happened just now is counted, also where no monitor runs.
  await rollUp(db, clock());
  const path = options.output ?? pathOf(config, { span, format });
  if (span.kind === 'day' && format === 'json') {
    if (!(await putDaily({ db, clock, timeZone: span.timeZone }, span.first, path)))
      throw wrong(`${span.first.toString()} is not counted to its end yet: try again in a minute.`);
  } else put(path, await draw(await makeReport(db, config, span), format));
  print(`${path}${Temporal.Instant.compare(clock(), span.end) < 0 ? ' (partial: it goes on still)' : ''}`);
  if (!options.send) return;
  await mailReport(db, config, span);
  print(`Sent to ${config.REPORT_EMAIL?.length ?? 0} addresses of REPORT_EMAIL.`);
}

function put(path: string, content: string | Buffer): void {
  try {
    if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  } catch (error) {
    throw wrong(`--output ${path} cannot be written (${codeOf(error)}).`);
  }
}
