import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { generateIdentity } from 'age-encryption';
import { sql } from 'kysely';
import { makeApiKey } from '../src/accounts/api-key.store.ts';
import { openApi } from '../src/api.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { backupEmbedded } from '../src/embedded.ts';
import { beat } from '../src/insight/health.store.ts';
import { keepAudit } from '../src/ops/audit-memory.client.ts';
import type { Backup } from '../src/ops/backup.ts';
import { fingerprint, record, seal } from '../src/ops/catalogue.client.ts';
import { exitCodeOf, report } from '../src/ops/finding.ts';
import { configOf, type Config } from '../src/platform/config.ts';
import { openLog } from '../src/platform/log.ts';
import { Secret } from '../src/platform/secret.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { watching, validateMonitoring } from '../src/watching.ts';
import { checking, type Fault } from './faults/fault.ts';
import { fileFaults } from './faults/files.ts';
import { install } from './faults/installation.ts';
import { standIns } from './faults/stand-in.ts';
import { demoConfig, freePort } from './stack.ts';
import { typed, type Said } from './terminal.ts';

/**
 * Faults that operators make and machines have, planted one at a time: in an installation that `init --trial` made, in a
 * database, in what listens and answers. The command that should find a fault does, with its exit code and a remedy.
 */
const scratch = mkdtempSync(join(tmpdir(), 'whats-agent-faults-'));
const sound = join(scratch, 'sound');
const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close();
  rmSync(scratch, { recursive: true, force: true });
});
process.env['PATH'] = `${standIns(join(scratch, 'bin'))}:${process.env['PATH'] ?? ''}`;
process.env['npm_config_fetch_retries'] = '0';
mkdirSync(sound);
// The backups that health looks at are those of the folder it runs in.
process.chdir(scratch);
await install(sound);

async function serve(port: number, status: () => number, host = '127.0.0.1'): Promise<void> {
  const server = createServer((_, answer) =>
    answer.writeHead(status(), { 'content-type': 'application/json' }).end('{}'),
  );
  servers.push(server);
  await new Promise<void>((done) => server.listen(port, host, done));
}

let planted = 0;
async function finds({ plant, found: [, look], check, says, fix, code }: Fault): Promise<void> {
  const root = join(scratch, String((planted += 1)));
  cpSync(sound, root, { recursive: true });
  const before = (await look(root)).filter((each) => check.test(each.check) && says.test(each.says));
  assert.deepEqual(before, [], 'it is found where it is not');
  await plant(root);
  const all = await look(root);
  const found = all.filter((each) => check.test(each.check) && says.test(each.says));
  assert(found[0], report(all));
  assert.match(found[0].fix ?? '', fix);
  assert.equal(exitCodeOf(found), code);
  rmSync(root, { recursive: true });
}

const [openPort, doorPort, channelPort, registryPort] = [
  await freePort(),
  await freePort(),
  await freePort(),
  await freePort(),
];
const { db, url } = await testDatabase();

/** npm asks it for advisories; a fault changes how it answers. */
const registry = { status: 200 };
process.env['npm_config_registry'] = `http://127.0.0.1:${registryPort}`;
await serve(registryPort, () => registry.status);

const running = { DATABASE_URL: url.reveal(), MONITOR_URL: `http://127.0.0.1:${doorPort}` };
/** Where there is no stack, the commands are about what runs on this machine. */
const beside = (area: string): Fault['found'] => {
  const [command, look] = checking(area, running);
  return [command, () => look(join(scratch, 'nowhere'))];
};
const answerNothing = () => (registry.status = 405);

const lively: readonly Fault[] = [
  {
    what: 'a registry that cannot be asked',
    plant: answerNothing,
    found: checking('dependencies'),
    check: /dependencies/,
    says: /UNKNOWN \(HTTP 405\), last known 0 h ago/,
    fix: /registry\.npmjs\.org/,
    code: 2,
  },
  {
    what: 'a registry that could not be asked for three days',
    plant(root) {
      answerNothing();
      const long = '2026-01-01T00:00:00Z';
      keepAudit(join(root, 'logs'), { state: 'ok', firstAskedAt: long, knownAt: long });
    },
    found: checking('dependencies'),
    check: /dependencies/,
    says: /HIGH, beyond 72 h/,
    fix: /registry\.npmjs\.org/,
    code: 1,
  },
  {
    what: 'a program that listens for everybody',
    plant: () => serve(openPort, () => 200, '0.0.0.0'),
    found: checking('ports'),
    check: new RegExp(`^port ${openPort}$`),
    says: /for everybody/,
    fix: /ss -ltnp/,
    code: 1,
  },
  {
    what: 'an API that takes unsigned webhooks',
    plant: () => serve(doorPort, () => 200),
    found: beside('doors'),
    check: /unsigned webhook/,
    says: /anybody can speak/,
    fix: /WHATSAPP_APP_SECRET/,
    code: 1,
  },
  {
    what: 'an API key that never ends',
    plant: async () => {
      const number = { phoneNumberId: '100000000000001', displayPhoneNumber: '' };
      const business = await putBusiness(db, demoBusiness, number);
      const key = { name: 'till', scopes: ['bookings.read'], expiresAt: null, by: null } as const;
      await makeApiKey(db, business, key, Temporal.Now.instant());
    },
    found: beside('keys'),
    check: /API keys/,
    says: /1 never end/,
    fix: /revoke/,
    code: 0,
  },
  {
    what: 'a channel of alerts that fails',
    plant: () => serve(channelPort, () => 500),
    found: [
      'validate monitoring',
      () => validateMonitoring(configOf({ ENVIRONMENT: 'demo', ALERT_WEBHOOK: `http://127.0.0.1:${channelPort}` })),
    ],
    check: /channel webhook/,
    says: /did not take .*500/,
    fix: /alerts\.md/,
    code: 1,
  },
];

for (const fault of [...fileFaults, ...lively])
  it(`finds ${fault.what} by ${fault.found[0]}`, async () => {
    registry.status = 200;
    await finds(fault);
  });

const health = await openHealth({});

/** What `whats-agent health` says of a part, its remedy on the line below. */
type Sick = readonly [what: string, plant: () => Promise<unknown>, says: RegExp, code: 1 | 2];
const late = (process_: string) => async () =>
  sql`update heartbeats set beat_at = now() - interval '5 minutes' where process = ${process_}`.execute(db);
const sick: readonly Sick[] = [
  ['a worker that died', late('worker'), /❌ worker .*30\d s old\.\n {3}→ Restart the worker/, 1],
  ['a monitor that died', late('monitor'), /❌ monitor .*30\d s old\.\n {3}→ Restart the monitor/, 2],
  [
    'a queue that is stuck',
    () =>
      sql`insert into inbox (phone_number_id, kind, key, payload, received_at)
      values ('1', 'message', 'stuck', '{}', now() - interval '10 minutes')`.execute(db),
    /❌ queues .*waited 60\d s\.\n {3}→ Look whether the worker lives/,
    1,
  ],
  [
    'a dead letter',
    () =>
      sql`insert into inbox (phone_number_id, kind, key, payload, filed_at, fault)
      values ('1', 'message', 'dead', '{}', now(), 'unreadable')`.execute(db),
    /⚠️ queues .*1 dead letters wait.*\n {3}→ .*dead-letters retry/,
    2,
  ],
  [
    'a schema that is not migrated',
    () => sql`update migrations set name = 'gone ' || name where name = (select max(name) from migrations)`.execute(db),
    /❌ migrations .*1 migrations are missing.*\n {3}→ whats-agent migrate/,
    1,
  ],
  [
    'a backup that is stale',
    async () => record(join('backups', 'automatic'), backupOf({ hours: 60 })),
    /❌ backup .*60 h old\.\n {3}→ whats-agent backup manual/,
    2,
  ],
];
for (const [what, plant, says, code] of sick)
  it(`finds ${what} by health`, async () => {
    await well();
    const before = await health();
    assert.equal(before.code, 0, before.said);
    await plant();
    const { said, code: found } = await health();
    assert.match(said, says);
    assert.equal(found, code);
  });

it('finds a Redis that is down by health', async () => {
  await well();
  const { said, code } = await (await openHealth({ REDIS_URL: 'redis://127.0.0.1:1' }))();
  assert.match(said, /(❌|⚠️) redis .*\n {3}→ docker compose up -d redis/);
  assert.equal(code, 2);
});

it('finds a database that is down by health', async () => {
  const gone = 'postgres://nobody@127.0.0.1:1/none';
  const { said, code } = await (await openHealth({ DATABASE_URL: gone }))();
  assert.match(said, /❌ database .*\n {3}→ See whether PostgreSQL is up/);
  assert.equal(code, 1);
});

it('finds an application that does not answer by health', async () => {
  const silent = configOf({ ENVIRONMENT: 'demo', MONITOR_URL: 'http://127.0.0.1:1' });
  const { said, code } = await typed(watching, silent, ['health']);
  assert.match(said, /does not answer\.\n {3}→ whats-agent up/);
  assert.equal(code, 1);
});

it('finds a byte of a backup that was turned by backup verify', async () => {
  const root = join(scratch, 'vault');
  const vault = join(root, 'backups/automatic');
  mkdirSync(vault, { recursive: true });
  const key = await generateIdentity();
  const data = configOf({ ENVIRONMENT: 'demo', DATA_DIR: join(root, 'data') });
  mkdirSync(data.DATA_DIR);
  writeFileSync(join(data.DATA_DIR, 'backup.key'), key, { mode: 0o600 });
  writeFileSync(join(vault, 'db.tar.gz'), 'what was kept');
  await seal(join(vault, 'db.tar.gz'), key);
  record(vault, { ...backupOf({ hours: 1 }), files: [await fingerprint(vault, 'db.tar.gz.age')] });
  const verify = () =>
    typed(
      (program, { print, once }) => void program.action(() => once(() => backupEmbedded(root, data, 'verify', print))),
      data,
      [],
    );
  assert.equal((await verify()).code, 0);
  const bytes = readFileSync(join(vault, 'db.tar.gz.age'));
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(join(vault, 'db.tar.gz.age'), bytes);
  const { said, code } = await verify();
  assert.match(said, /DAMAGED[^]*make a new one now, whats-agent backup manual/);
  assert.equal(code, 1);
});

function backupOf(age: { readonly hours: number }): Backup {
  const createdAt = Temporal.Now.instant().subtract(age).toString();
  return { id: 'b', kind: 'manual', state: 'restored', createdAt, tookMs: 1, label: null, files: [] };
}

const instances = { worker: randomUUID(), monitor: randomUUID() } as const;

/** All is as it should be: everything beats, nothing waits, and a backup was proven an hour ago. */
async function well(): Promise<void> {
  await sql`delete from inbox`.execute(db);
  await sql`update migrations set name = substr(name, 6) where name like 'gone %'`.execute(db);
  for (const kind of ['worker', 'monitor'] as const)
    await beat(
      db,
      { instance: instances[kind], process: kind, host: 'h', pid: 1, version: '1', startedAt: Temporal.Now.instant() },
      { memoryMb: 100, eventLoopMs: 1, poolWaiting: 0 },
    );
  record(join('backups', 'automatic'), backupOf({ hours: 1 }));
}

/** An API on the database of this file, and how `whats-agent health` finds it. */
async function openHealth(more: Record<string, string>): Promise<() => Promise<Said>> {
  const config: Config = await demoConfig(new Secret(more['DATABASE_URL'] ?? url.reveal()), more);
  const api = await openApi(config, config.DATABASE_URL ?? url, openLog('silent'));
  after(() => api.close());
  return () => typed(watching, config, ['health']);
}
