import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { bookingsCommand } from './bookings.ts';
import { businessByNumber } from './business/business.store.ts';
import { putBusiness } from './business/file.store.ts';
import { DeadLetterId, deadLetters, retryDeadLetter } from './conversations/dead-letter.store.ts';
import { exported } from './contacts.ts';
import { checking } from './checklist.ts';
import { costing } from './costs.ts';
import { duties } from './duty.ts';
import { handoffs, backToAgent } from './handoffs.ts';
import { maintaining } from './maintaining.ts';
import { numbers } from './numbers.ts';
import { trying } from './trying.ts';
import { entering } from './entering.ts';
import { modelling } from './modelling.ts';
import { performing } from './performing.ts';
import { reporting } from './reporting.ts';
import { watching } from './watching.ts';
import { configOf, type Config } from './platform/config.ts';
import { openDb, type Db } from './platform/db.ts';
import { asFault, Fault, wrong } from './platform/fault.ts';
import type { Logger } from './platform/log.ts';
import { migrate } from './platform/migrate.ts';
import { isInstalled } from './place.ts';
import { root } from './platform/root.ts';
import { runningPostgres } from './platform/postgres.ts';
import type { Secret } from './platform/secret.ts';
import { operations } from './operate.ts';
import { scheduling } from './scheduling.ts';
import { upkeep } from './upkeep.ts';
import { startedScreen } from './started.ts';
import { logOf } from './logging.ts';

type Opened = { readonly close: () => Promise<void> };

/** How long what is under way may take to end after the first signal. */
const closeMsMax = 15_000;

// What serves is read when it is asked for: no other command waits for a web server to load, and a process that was
// killed is back sooner.
const program = new Command('whats-agent')
  .description('An agent that answers a small business’s customers on WhatsApp and books their appointments.')
  .showHelpAfterError('(whats-agent --help lists what there is)');

program
  .command('start')
  .description(
    'everything on this machine: database, API, worker, and in the demo a simulated WhatsApp with a phone page',
  )
  .action(() =>
    serve(async () => {
      const config = configOf({ ENVIRONMENT: 'demo', ...present(process.env) });
      const { start } = await import('./start.ts');
      const started = await traced('start', config, () => start(config));
      console.log(startedScreen(config, started));
      void started.lost.then(() => {
        console.error(`The database stopped by itself: see ${config.DATA_DIR}/postgres.log, and start again.`);
        process.exit(1);
      });
      return started;
    }),
  );

serving('api', 'the HTTP API that Meta calls (needs DATABASE_URL)', async (...deps) =>
  (await import('./api.ts')).openApi(...deps),
);
serving('worker', 'files messages, answers them and delivers the replies (needs DATABASE_URL)', async (...deps) =>
  (await import('./worker.ts')).openWorker(...deps),
);
serving('dashboard', 'the dashboard and its API alone, on DASHBOARD_PORT (needs DATABASE_URL)', async (...deps) =>
  (await import('./api.ts')).openDashboard(...deps),
);

program
  .command('migrate')
  .description('brings the database to the newest schema (needs DATABASE_URL)')
  .action(() =>
    once(async () => {
      const config = configOf({ ENVIRONMENT: 'demo', ...present(process.env) });
      const applied = await migrate(databaseOf(config));
      console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The database is up to date.');
    }),
  );

program
  .command('load-business')
  .description('makes a business of a business file and gives it the number of the settings (needs DATABASE_URL)')
  .argument('<file>', 'docs/business-file.md says what is in it')
  .action((path: string) => once(() => withDatabase((db, config) => loadFile(db, config, path))));

program
  .command('bookings')
  .description('the bookings from yesterday on, and what a person says of one of them (needs DATABASE_URL)')
  .argument('[verb]', 'list, no-show, done, cancel, or calendars: the links of the professionals’ feeds', 'list')
  .argument('[protocol]', 'the booking’s protocol, as the list shows it')
  .action((verb: string, protocol?: string) =>
    once(() =>
      withDatabase(async (db, config) => {
        const lines = await bookingsCommand(db, config, { verb, protocol }, Temporal.Now.instant());
        for (const line of lines) console.log(line);
      }),
    ),
  );

program
  .command('numbers')
  .description('connects the number of the settings and says what is left to do at Meta (needs DATABASE_URL)')
  .argument('[verb]', 'list, add, or check', 'list')
  .action((verb: string) =>
    once(() =>
      withDatabase(async (db, config) => {
        for (const line of await numbers(db, config, verb)) console.log(line);
      }),
    ),
  );

program
  .command('dead-letters')
  .description('what failed for good and waits for a person; `retry` tries it again (needs DATABASE_URL)')
  .argument('[retry]', 'the word retry')
  .argument('[id]', 'an id from the list, or all')
  .action((verb?: string, id?: string) =>
    once(() => withDatabase((db) => (verb === undefined ? listDeadLetters(db) : retry(db, verb, id)))),
  );

program
  .command('handoffs')
  .description('the conversations that persons have; `back` gives one to the agent again (needs DATABASE_URL)')
  .argument('[back]', 'the word back')
  .argument('[id]', 'an id from the list')
  .action((verb?: string, id?: string) =>
    once(() =>
      withDatabase(async (db) => console.log(await (verb === undefined ? handoffs(db) : backToAgent(db, verb, id)))),
    ),
  );

program
  .command('contacts')
  .description('`export` prints all that is held of a contact of the business with the number of the settings')
  .argument('<export>', 'the word export')
  .argument('<phone>', 'the phone in digits with country code, or the business-scoped user id')
  .action((verb: string, phone: string) =>
    once(() => withDatabase(async (db, config) => console.log(await exported(db, config, verb, phone)))),
  );

const terminal = { print: (line: string) => console.log(line), once, serve, withDatabase, databaseOf, settings };
trying(program, terminal);
watching(program, terminal);
duties(program, terminal);
checking(program, terminal);
modelling(program, terminal);
costing(program, terminal);
reporting(program, terminal);
performing(program, terminal);
entering(program, terminal);
operations(program, terminal);
upkeep(program, terminal);
maintaining(program, terminal);
scheduling(program, terminal);

/** A process that runs until it is told to stop. */
function serving(
  name: string,
  description: string,
  open: (config: Config, database: Secret, log: Logger) => Promise<Opened>,
): void {
  program
    .command(name)
    .description(description)
    .action(() =>
      serve(async () => {
        const config = configOf(process.env);
        return traced(name, config, () => open(config, databaseOf(config), logOf(config)));
      }),
    );
}

/** What it does is traced from its start to its end, where there is a collector. */
async function traced<Result extends Opened>(
  name: string,
  { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }: Config,
  open: () => Promise<Result>,
): Promise<Result> {
  if (!endpoint) return open();
  const { openTracing } = await import('./platform/tracing.ts');
  const tracing = await openTracing(`whats-agent-${name}`, endpoint);
  const opened = await open();
  return { ...opened, close: () => opened.close().then(tracing.close) };
}

function databaseOf({ DATABASE_URL }: Config): Secret {
  if (!DATABASE_URL)
    throw new Fault('permanent', 'config.invalid', {
      sentence: 'DATABASE_URL is not set (see .env.example); `whats-agent start` brings a database of its own.',
    });
  return DATABASE_URL;
}

/** Of a command of a moment: the demo's where none are given. */
function settings(): Config {
  return configOf({ ENVIRONMENT: 'demo', ...present(process.env) });
}

function present(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
}

/** Runs until a signal comes, then closes, also what is only half open; a second signal does not wait. */
async function serve(open: () => Promise<Opened>): Promise<void> {
  const opening = { value: Promise.resolve<Opened | null>(null) };
  const stopping = new AbortController();
  async function stop(): Promise<void> {
    if (stopping.signal.aborted) process.exit(1);
    stopping.abort();
    setTimeout(() => process.exit(1), closeMsMax).unref();
    const opened = await opening.value.catch(() => null);
    await opened?.close();
    process.exit(0);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'disconnect'] as const) process.on(signal, () => void stop());
  process.channel?.unref();
  await once(async () => {
    opening.value = open();
    await opening.value;
  });
}

/** Runs to its end; what goes wrong is one sentence and exit code 1. */
async function once(task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    console.error(sentenceOf(asFault(error)));
    process.exit(1);
  }
}

function sentenceOf({ code, context, cause }: Fault): string {
  if (typeof context['sentence'] === 'string') return context['sentence'];
  if (code.startsWith('database.'))
    return `The database cannot be reached (${code.slice('database.'.length)}): check DATABASE_URL and that the server runs.`;
  return `It did not work (${code})${cause instanceof Error ? `: ${cause.message}` : ''}.`;
}

/** The database of the settings, or the one that `npm start` runs. `queryMs`: how long a statement may take; 0: as it needs. */
async function withDatabase(task: (db: Db, config: Config) => Promise<void>, queryMs?: number): Promise<void> {
  const config = settings();
  const running = config.DATABASE_URL ? null : runningPostgres(join(config.DATA_DIR, 'postgres'));
  const { db, close } = openDb(running ?? databaseOf(config), 1, undefined, queryMs);
  try {
    await task(db, config);
  } finally {
    await close();
  }
}

async function loadFile(db: Db, { WHATSAPP_PHONE_NUMBER_ID: phoneNumberId }: Config, path: string): Promise<void> {
  const { readBusinessFile } = await import('./converse.ts');
  const file = readBusinessFile(path);
  if (await businessByNumber(db, phoneNumberId))
    throw wrong(`The number ${phoneNumberId} has a business already: set WHATSAPP_PHONE_NUMBER_ID to another.`);
  await putBusiness(db, file, { phoneNumberId, displayPhoneNumber: file.phone ?? phoneNumberId });
  console.log(`${file.name} answers on the number ${phoneNumberId} now.`);
}

async function listDeadLetters(db: Db): Promise<void> {
  const letters = await deadLetters(db);
  for (const { id, fault, at } of letters) console.log(`${at.toString({ smallestUnit: 'second' })}  ${id}  ${fault}`);
  if (letters.length === 0) console.log('Nothing waits for a person.');
}

async function retry(db: Db, verb: string, given = ''): Promise<void> {
  if (verb !== 'retry') throw wrong(`dead-letters knows only retry, not ${verb}.`);
  if (given === 'all') {
    const letters = await deadLetters(db);
    for (const { id } of letters) await retryDeadLetter(db, id);
    console.log(`${letters.length} are tried again.`);
    return;
  }
  const id = DeadLetterId.safeParse(given);
  if (!id.success) throw wrong(`The id ${id.error.issues[0]?.message ?? ''}, or all.`);
  if (!(await retryDeadLetter(db, id.data)))
    throw wrong(`There is no dead letter ${id.data}: list them with \`whats-agent dead-letters\`.`);
  console.log(`${id.data} is tried again.`);
}

// Scripts of an installation are called from anywhere.
const environment = isInstalled() ? join(root, '.env') : '.env';
if (existsSync(environment)) process.loadEnvFile(environment);
await program.parseAsync();
