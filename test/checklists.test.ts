import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { z } from 'zod';
import { keepChecklist } from '../src/ops/checklist.store.ts';
import { run } from '../src/ops/shell.client.ts';
import { dashboardOf } from './dashboard.ts';
import { runDemo } from './running.ts';

const folder = mkdtempSync(join(tmpdir(), 'whats-agent-checklists-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const { db, config, business } = await runDemo({ ALERT_ON_CALL: 'docs/examples/on-call.json' });
const { as } = dashboardOf({ db, business, url: `http://127.0.0.1:${config.PORT}` });

const Said = z.looseObject({
  light: z.string(),
  kept: z.boolean(),
  items: z.array(z.looseObject({ item: z.string(), level: z.string(), fix: z.string().nullable() })),
});

const cli = (args: readonly string[], port = config.PORT) =>
  run([process.execPath, 'src/cli.ts', ...args], {
    env: { ...process.env, PORT: String(port), DATA_DIR: folder, LOG_DIR: folder, BACKUP_DIR: folder },
  });

it('looks, takes what a person said, keeps both, and shows them to operators alone', async () => {
  const answers = join(folder, 'answers.json');
  writeFileSync(answers, JSON.stringify({ handover: { done: true, note: 'nada aberto' }, phone: { done: false } }));
  const began = performance.now();
  const { code, out } = await cli(['checklist', 'morning', '--answers', answers, '--by', 'maria', '--json']);
  assert(performance.now() - began < 30_000);
  const said = Said.parse(JSON.parse(out));
  const levels = Object.fromEntries(said.items.map(({ item, level }) => [item, level]));
  assert.deepEqual([code, said.light, said.kept], [1, 'red', true]);
  assert.deepEqual(
    [levels['webhook'], levels['metrics'], levels['handover'], levels['phone']],
    ['ok', 'ok', 'ok', 'error'],
  );
  // No backup was ever restored, and there is no log: neither is taken for good.
  assert.deepEqual([levels['backup'], levels['night-log']], ['error', 'unknown']);
  for (const { item, level, fix } of said.items) assert(level === 'ok' || fix, `${item} does not say what to do`);
  const { status, body } = await (await as('operator')).call('GET', '/checklists');
  assert.equal(status, 200);
  assert.deepEqual([body.items[0].name, body.items[0].doneBy, body.items[0].light], ['morning', 'maria', 'red']);
  assert.equal((await (await as('attendant')).call('GET', '/checklists')).status, 403);
});

it('keeps what it cannot tell until it can, once', async () => {
  const silent = await cli(['checklist', 'post-startup', '--yes', '--json'], 1);
  const first = Said.parse(JSON.parse(silent.out));
  assert.deepEqual([silent.code, first.kept], [1, false]);
  assert.equal(first.items.find(({ item }) => item === 'health')?.level, 'error');
  await cli(['checklist', 'evening', '--yes', '--json']);
  assert.deepEqual(readdirSync(join(folder, 'operations', 'checklists')), []);
  const { out } = await cli(['checklist', 'history', '--json']);
  const names = z.array(z.looseObject({ name: z.string() })).parse(JSON.parse(out));
  assert.deepEqual(names.map(({ name }) => name).toSorted(), ['evening', 'morning', 'post-startup']);
});

it('tells each role what is theirs, and by its exit code whether any of it waits', async () => {
  const at = Temporal.Now.instant().toString();
  const item = { item: 'health', level: 'ok', says: 'well', fix: null, note: null } as const;
  for (const name of ['morning', 'evening'] as const)
    await keepChecklist(db, { id: randomUUID(), name, doneBy: 'ana', startedAt: at, endedAt: at, items: [item] });
  const operator = await cli(['checklist', 'operator']);
  assert.equal(operator.code, 0, operator.out);
  assert.match(operator.out, /🟢 checklist evening: last gone through .*, next /);
  const devops = await cli(['checklist', 'devops', '--json']);
  const { tasks } = z
    .looseObject({ tasks: z.array(z.looseObject({ task: z.string(), fix: z.string().nullable() })) })
    .parse(JSON.parse(devops.out));
  assert.deepEqual(
    [devops.code, tasks[0]?.task, tasks[0]?.fix],
    [1, 'checklist monthly', 'whats-agent checklist monthly'],
  );
});

it('names the option and the rule of what cannot be', async () => {
  const wrong = await cli(['checklist', 'noon']);
  assert.deepEqual([wrong.code, /noon is none of morning/.test(wrong.err)], [1, true]);
  const answers = join(folder, 'wrong.json');
  writeFileSync(answers, '{"phonee":{"done":true}}');
  assert.match((await cli(['checklist', 'morning', '--answers', answers])).err, /--answers .*phonee is none of/);
  assert.match((await cli(['checklist', 'morning', '--by', ' '])).err, /--by must have/);
});

it('takes one look by itself', async () => {
  const drill = await cli(['check', 'drill']);
  assert.equal(drill.code, 1);
  assert.match(drill.out, /🔴 .*never rehearsed\n {3}→ scripts\/disaster_recovery_test\.sh/);
  assert.match((await cli(['check', 'noon'])).err, /noon is none of .*certificate/);
});

it('shows who is on duty to operators, and how to wake them to who keeps the accounts', async () => {
  const [operator, owner] = [await as('operator'), await as('owner')];
  const seen = (await operator.call('GET', '/duty')).body;
  assert.deepEqual([seen.chain[0].name, seen.chain[0].phone], ['Plantão', null]);
  assert.equal((await owner.call('GET', '/duty')).body.chain[0].phone, '+5511900000001');
  assert.equal((await (await as('viewer')).call('GET', '/duty')).status, 403);
});
