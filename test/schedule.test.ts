import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { Command } from 'commander';
import { hold } from '../src/ops/hold.client.ts';
import { nightOf, Schedule } from '../src/ops/schedule.ts';
import { run } from '../src/ops/shell.client.ts';
import { configOf } from '../src/platform/config.ts';
import { placeOf } from '../src/place.ts';
import { root } from '../src/platform/root.ts';
import { scheduling } from '../src/scheduling.ts';

const folder = mkdtempSync(join(tmpdir(), 'whats-agent-schedule-'));
after(() => rmSync(folder, { recursive: true, force: true }));
const places = { DATA_DIR: join(folder, 'data'), LOG_DIR: join(folder, `it's 100% logs`) };
Object.assign(process.env, places, { BACKUP_DIR: join(folder, 'backups') });
const config = configOf({ ENVIRONMENT: 'demo', ...places });
const { state, backups } = placeOf(config);

/** As cron's own program: it answers what it was given last, and 1 before that. */
const [bin, table] = [join(folder, 'bin'), join(folder, 'table')];
mkdirSync(bin);
writeFileSync(
  join(bin, 'crontab'),
  `#!/bin/sh
if [ "$1" = - ]; then exec cat >'${table}'; fi
if [ -f '${table}' ]; then exec cat '${table}'; fi
echo 'no crontab for somebody' >&2
exit 1
`,
  { mode: 0o755 },
);
const path = process.env['PATH'] ?? '';
process.env['PATH'] = `${bin}:${path}`;

/** Types `whats-agent schedule VERB`; answers its exit code and what it said. */
async function schedule(verb: string): Promise<{ code: unknown; said: string }> {
  const said: string[] = [];
  const program = new Command();
  scheduling(program, { print: (line) => said.push(line), once: (task) => task(), settings: () => config });
  process.exitCode = 0;
  await program.parseAsync(['schedule', verb], { from: 'user' });
  const code = process.exitCode;
  process.exitCode = 0;
  return { code, said: said.join('\n') };
}
const kept = () => Schedule.parse(JSON.parse(readFileSync(join(state, 'schedule.json'), 'utf8')));
const others = '# of somebody\n0 4 * * * true';

it('puts one line into the crontab, once, which does what is due; takes it out, and leaves the rest as it was', async () => {
  assert.deepEqual([(await schedule('show')).code, (await schedule('remove')).said], [1, 'Nothing was scheduled.']);
  writeFileSync(table, others);
  await schedule('install');
  const first = readFileSync(table, 'utf8');
  await schedule('install');
  assert.equal(readFileSync(table, 'utf8'), first);
  const lines = first
    .slice(others.length)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  assert.equal(lines.length, 1);
  const command = (lines[0] ?? '').replace(/^\*\/5 \* \* \* \* /, '').replaceAll(String.raw`\%`, '%');
  const { code, err } = await run(['sh', '-c', command], { env: { ...process.env, ENVIRONMENT: 'demo' } });
  assert.deepEqual([code, err], [0, '']);
  assert(command.includes(root) && kept().askedAt !== null, 'cron asked what is due');
  assert.equal((await schedule('show')).code, 0);
  await schedule('remove');
  assert.equal(readFileSync(table, 'utf8').trimEnd(), others);
});

it('does what was missed once, takes the night’s larger backup for the smaller, and one at a time', async () => {
  await schedule('install');
  const now = Temporal.Now.instant();
  const [timeZone, day] = [config.LOG_TIME_ZONE, Temporal.Duration.from({ hours: 24 })];
  const done = { endedAt: now.toString(), code: 0, says: '', resumed: false };
  const lately = { moment: now.toString(), startedAt: now.toString(), ...done };
  const waiting: Schedule = {
    installedAt: now.subtract(day).subtract(day).toString(),
    askedAt: null,
    last: { monthly: lately, weekly: lately, daily: null },
  };
  writeFileSync(join(state, 'schedule.json'), JSON.stringify(waiting));
  mkdirSync(backups, { recursive: true });
  const made = { id: 'larger', kind: 'full', state: 'restored', createdAt: now.toString() };
  writeFileSync(join(backups, 'catalogue.jsonl'), JSON.stringify({ ...made, tookMs: 1, label: null, files: [] }));
  const release = await hold(state, 'schedule');
  assert(release);
  assert.equal((await schedule('run')).said, '');
  assert.equal(kept().last.daily, null);
  release();
  const first = await schedule('run');
  assert.deepEqual(
    [first.code, first.said.includes('larger of this night is full')],
    [0, true],
    nightOf(now, timeZone),
  );
  assert.equal((await schedule('run')).said, '');
  assert.match((await schedule('show')).said, /daily .*next .*\n.*✅ .*larger of this night/);
});

it('says so when nobody asks, when a task broke off for good, and when there is no cron', async () => {
  const before = kept();
  const long = Temporal.Now.instant().subtract({ hours: 2 }).toString();
  writeFileSync(join(state, 'schedule.json'), JSON.stringify({ ...before, askedAt: long }));
  const silent = await schedule('show');
  assert.deepEqual([silent.code, /❌ Nobody has asked .*\n.*systemctl status cron/.test(silent.said)], [1, true]);
  assert(before.last.daily);
  const daily = { ...before.last.daily, endedAt: null, code: null, resumed: true };
  writeFileSync(join(state, 'schedule.json'), JSON.stringify({ ...before, last: { ...before.last, daily } }));
  const broken = await schedule('show');
  assert.deepEqual([broken.code, /❌ broke off with the machine/.test(broken.said)], [1, true]);
  process.env['PATH'] = folder;
  await assert.rejects(schedule('install'), { code: 'crontab.absent' });
  assert.match((await schedule('show')).said, /❓ The program crontab is not on this machine: apt install cron/);
  process.env['PATH'] = path;
  await assert.rejects(schedule('start'), { code: 'cli.invalid' });
});
