import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, beforeEach, it } from 'node:test';
import { gather } from '../src/ops/evidence.client.ts';
import { configOf } from '../src/platform/config.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { securing } from '../src/security.ts';
import { freePort } from './stack.ts';
import { typed } from './terminal.ts';

const { url } = await testDatabase();
const root = mkdtempSync(join(tmpdir(), 'whats-agent-incident-'));
const secret = 'k3W-9vQx7mPz2LrT8sYb4NdHf6Jc1GaE';
mkdirSync(join(root, 'logs'));
writeFileSync(join(root, 'logs/security.log'), '{"message":"security.unauthorized"}\n');
const ports = `HTTP_PORT=${await freePort()}\nHTTPS_PORT=${await freePort()}\n`;
const settings = `WHATSAPP_APP_SECRET=${secret}\nPUBLIC_URL=https://agenda.example\n${ports}`;
writeFileSync(join(root, '.env'), settings, { mode: 0o600 });
writeFileSync(join(root, '.gitignore'), '.env\nincidents/\n');
const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
for (const args of [
  ['init', '-q'],
  ['add', '.'],
  [...author, 'commit', '-qm', 'first'],
])
  execFileSync('git', ['-C', root, ...args]);

const told: string[] = [];
const channel = createServer((request, answer) => {
  request.on('data', (bytes: Buffer) => told.push(bytes.toString()));
  request.on('end', () => answer.end());
});
await new Promise<void>((done) => channel.listen(0, '127.0.0.1', done));
const address = channel.address();
after(() => {
  channel.close();
  rmSync(root, { recursive: true, force: true });
});

const config = () =>
  configOf({
    ENVIRONMENT: 'demo',
    DATABASE_URL: url.reveal(),
    LOG_DIR: join(root, 'logs'),
    SECURITY_WEBHOOK: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/x`,
  });
const incident = (...words: string[]) =>
  typed((program, terminal) => securing(program, terminal, root), config(), [
    'security',
    'incident',
    ...words,
    '--by',
    'ana',
  ]);
const idOf = () => /SI-\d{8}-\d{6}/.exec(globSync('incidents/SI-*', { cwd: root }).at(-1) ?? '')?.[0] ?? '';
const evidence = () => join(root, globSync(`incidents/${idOf()}/evidence-*`, { cwd: root }).at(-1) ?? '');

beforeEach(() => {
  rmSync(join(root, 'incidents'), { recursive: true, force: true });
  rmSync(join(root, 'deploy'), { recursive: true, force: true });
});

it('opens an incident with its deadline and drafts, and tells the security channel', async () => {
  assert.deepEqual((await incident('start')).code, 1);
  const { said, code } = await incident('start', '--reason', 'many sign-ins fail');
  assert.equal(code, 0);
  assert.match(said, /told: security/);
  assert.match(said, /ANPD and the people by \d\d\/\d\d\/\d{4} \(small agents: /);
  assert.match(told.at(-1) ?? '', /many sign-ins fail/);
  for (const name of ['aviso-anpd.md', 'aviso-titulares.md'])
    assert.match(readFileSync(join(root, 'incidents', idOf(), name), 'utf8'), new RegExp(idOf()));
  assert.match((await incident('list')).said, /open .*many sign-ins fail/);
});

it('collects evidence that nobody can change unseen, and hides secrets in it', async () => {
  await incident('start', '--reason', 'x');
  const { said, code } = await incident('collect');
  assert.equal(code, 0, said);
  const folder = evidence();
  assert.equal(statSync(folder).mode & 0o777, 0o700);
  const files = globSync('*', { cwd: folder });
  for (const name of ['processes.txt', 'sockets.txt', 'audit.json', 'alerts.json', 'log-security.log', 'manifest.json'])
    assert(files.includes(name), `${name} is missing`);
  assert.deepEqual(JSON.parse(readFileSync(join(folder, 'audit.json'), 'utf8')), []);
  const hidden = readFileSync(join(folder, 'settings-.env.txt'), 'utf8');
  assert.match(hidden, /WHATSAPP_APP_SECRET=\[hidden\]\nPUBLIC_URL=https/);
  for (const name of files) assert(!readFileSync(join(folder, name), 'utf8').includes(secret), name);
  assert.match((await incident('list', idOf())).said, /is as it was collected/);

  chmodSync(join(folder, 'log-security.log'), 0o600);
  appendFileSync(join(folder, 'log-security.log'), 'forged');
  const forged = await incident('list', idOf());
  assert.deepEqual([forged.code, /was changed: log-security\.log/.test(forged.said)], [1, true]);
  await assert.rejects(gather(folder, [], { incident: idOf(), clock: () => Temporal.Now.instant() }), {
    code: 'evidence.there',
  });
});

it('says what could not be collected, and collects the rest', async () => {
  await incident('start', '--reason', 'x');
  const missing = { name: 'a', put: () => Promise.reject(new Error('no')) };
  const there = { name: 'b', put: async (path: string) => writeFileSync(path, 'b') };
  const clock = () => Temporal.Now.instant();
  const manifest = await gather(join(root, 'incidents/e'), [missing, there], { incident: idOf(), clock });
  assert.deepEqual([manifest.missing.map(({ name }) => name), manifest.files.map(({ name }) => name)], [['a'], ['b']]);
});

it('shuts the proxy’s door only after the evidence, and opens it before the incident is closed', async () => {
  await incident('start', '--reason', 'x');
  assert.match((await incident('isolate')).said, /proxy of the production stack, and there is none here/);
  mkdirSync(join(root, 'deploy/local'), { recursive: true });
  writeFileSync(join(root, 'deploy/local/backup.key'), '', { mode: 0o600 });
  const closed = join(root, 'deploy/local/gate/closed');
  const early = await incident('isolate');
  assert.deepEqual([early.code, existsSync(closed)], [1, false]);
  assert.match(early.said, /collect SI-.*--without-evidence/);
  const shut = await incident('isolate', '--without-evidence');
  // No proxy runs here: that it does not answer is unknown, not success.
  assert.deepEqual([shut.code, existsSync(closed)], [2, true]);
  assert.match((await incident('close', '--note', 'done')).said, /door is shut/);
  await incident('isolate', '--undo');
  assert.equal(existsSync(closed), false);
  assert.equal((await incident('close', '--note', 'a test of ours')).code, 0);
  const { said } = await incident('list', idOf());
  for (const step of ['started', 'told', 'isolated', 'reopened', 'closed']) assert.match(said, new RegExp(`${step}  `));
});

it('finds a register that somebody changed, and writes nothing behind it', async () => {
  await incident('start', '--reason', 'as it was');
  const register = join(root, 'incidents/register.jsonl');
  writeFileSync(register, readFileSync(register, 'utf8').replace('as it was', 'as it suits'));
  const listed = await incident('list');
  assert.deepEqual([listed.code, /line 1 of the register/.test(listed.said)], [1, true]);
  assert.match((await incident('start', '--reason', 'another')).said, /not as it was written/);
});
