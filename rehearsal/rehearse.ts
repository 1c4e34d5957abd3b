import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { startLoad, type Load } from './load.ts';
import { typeRunbook } from './runbook.ts';
import { begin, flipBit, isReal, product, query, root, setting, shell, stored, untilAnswered } from './machine.ts';

/** Rehearses the production stack on a real Docker engine, and prints one table. `--full` has the counts of the docs. */
const { values } = parseArgs({
  options: { full: { type: 'boolean', default: false }, rate: { type: 'string', default: '200' } },
});
const rounds = values.full
  ? { updates: 10, rollbacks: 10, restarts: 5, kills: 5 }
  : { updates: 1, rollbacks: 1, restarts: 1, kills: 2 };

type Row = { readonly what: string; readonly measured: string; readonly goal: string; readonly held: boolean };
const rows: Row[] = [];
function note(what: string, measured: string, goal: string, held: boolean): void {
  rows.push({ what, measured, goal, held });
  console.log(`${held ? '✅' : '❌'} ${what}: ${measured} (goal ${goal})`);
}
const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
const worst = (all: readonly number[]) => Math.max(...all);

/** How long the two steps took in which the colours change, by what the command printed. */
function switchMs(out: string): number {
  const took = [...out.matchAll(/✅ (overlap|switched) \(([\d.]+) s\)/g)].map(([, , text]) => Number(text) * 1000);
  return took.reduce((sum, ms) => sum + ms, 0);
}

async function coldStart(): Promise<void> {
  if (isReal()) throw new Error('This folder holds a real installation (.env): rehearse in a copy of your own.');
  await product('init', '--trial');
  shell('docker compose down --volumes --remove-orphans; rm -rf backups incidents');
  await product('up', '--build');
  shell('docker compose down --volumes --remove-orphans; rm -rf backups incidents');
  const { ms } = await product('up');
  note('cold start, images there', seconds(ms), '< 60 s', ms < 60_000);
  const backup = await product('backup', 'full');
  note('full backup, restored', seconds(backup.ms), '', true);
}

function told(what: string, load: Load, goal = '0'): void {
  const { asked, failed } = load.take();
  const count = Object.values(failed).reduce((sum, each) => sum + each, 0);
  const why = count === 0 ? '' : ` ${JSON.stringify(failed)}`;
  note(`requests failed: ${what}`, `${count} of ${asked}${why}`, goal, goal !== '0' || count === 0);
}

async function releases(load: Load): Promise<void> {
  const took: Record<'switch' | 'rollback' | 'restart', number[]> = { switch: [], rollback: [], restart: [] };
  for (let round = 0; round < Math.max(rounds.updates, rounds.rollbacks); round += 1) {
    const verb = round % 2 === 0 ? 'rolling' : 'blue-green';
    took.switch.push(switchMs((await product('deploy', verb, 'latest', '--bake', '0')).out));
    took.rollback.push(switchMs((await product('deploy', 'rollback')).out));
  }
  told(`${rounds.updates} updates, ${rounds.rollbacks} rollbacks`, load);
  for (let round = 0; round < rounds.restarts; round += 1) took.restart.push((await product('restart')).ms);
  told(`${rounds.restarts} restarts`, load);
  note('switch, longest', seconds(worst(took.switch)), '< 2 s', worst(took.switch) < 2_000);
  note('rollback, longest', seconds(worst(took.rollback)), '< 2 s', worst(took.rollback) < 2_000);
  note('warm restart, longest', seconds(worst(took.restart)), '< 15 s', worst(took.restart) < 15_000);
}

/** Kills the command itself at moments spread over a release, and takes the release up again. */
async function killedReleases(load: Load): Promise<void> {
  let ended = 0;
  for (let round = 0; round < rounds.kills; round += 1) {
    const { child, ended: end } = begin('deploy', 'rolling', 'latest', '--bake', '0');
    await wait(3_000 + (round * 23_000) / rounds.kills);
    child.kill('SIGKILL');
    const { code } = await end;
    if (code === 0) continue;
    await product('deploy', 'resume');
    ended += 1;
  }
  note('releases killed with -9 and resumed', `${ended} of ${ended}`, 'all', true);
  told('the same', load);
}

const active = () => (shell('curl -s localhost:8000/slot').includes('"active":true') ? 'app' : 'app-green');

async function kills(load: Load): Promise<void> {
  for (const service of [active(), 'worker', 'redis', 'nginx', 'postgres']) {
    shell(
      `docker kill --signal=KILL $(docker compose ps -q ${service}) >/dev/null; docker compose up -d --no-build --no-deps --no-recreate ${service} 2>/dev/null`,
    );
    const ms = await untilAnswered();
    await wait(1_000);
    note(`kill -9 of ${service}: served again after`, seconds(ms), '< 30 s', ms < 30_000);
    // What was not acknowledged, Meta sends again.
    told(`kill -9 of ${service}`, load, 'not acknowledged');
  }
}

/** As many messages as a busy business has in years, so that the time of a restore means something. */
function fill(): void {
  const payload = `jsonb_build_object('text', repeat(md5(n::text), 8))::text`;
  query(`insert into inbox (phone_number_id, kind, key, payload, received_at, filed_at)
    select 'filler', 'message', 'wamid.filler.' || n, ${payload}, now(), now() from generate_series(1, 1000000) n`);
}

async function diskLost(load: Load): Promise<void> {
  shell('docker kill --signal=KILL $(docker compose ps -q postgres) >/dev/null');
  await load.stop();
  shell('docker compose rm --stop --force postgres 2>/dev/null; docker volume rm --force whats-agent_database');
  const began = performance.now();
  await product('restore', 'latest', '--yes');
  const ms = performance.now() - began;
  const there = stored();
  const lost = load.acknowledged().filter((id) => !there.has(id)).length;
  note('acknowledged and lost with the database’s disk', `${lost} of ${load.acknowledged().length}`, '0', lost === 0);
  note(`restored and served (${there.size} updates)`, seconds(ms), '< 120 s', ms < 120_000);
}

async function corruption(): Promise<void> {
  await product('backup', 'manual');
  await product('backup', 'critical');
  const folder = join(root, 'backups');
  for (const kind of [
    /physical\/backup\/main\/\d+.*bundle/,
    /physical\/archive\/main\/.*zst/,
    /\/db_.*age$/,
    /\/critical_.*age$/,
    /\/config_.*age$/,
  ]) {
    const back = flipBit(folder, kind);
    const { code } = await begin('backup', 'verify').ended;
    back();
    note(`one bit turned in ${kind.source}`, code === 1 ? 'found' : 'MISSED', 'found', code === 1);
  }
}

/** What was deleted by mistake comes back beside what runs, to the transaction. */
async function tableBack(): Promise<void> {
  const had = query('select count(*) from services');
  await wait(1_100);
  const moment = query('select clock_timestamp()')
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, '$1:00');
  await wait(1_100);
  query("update services set name = 'wrong'; select pg_switch_wal()");
  const { out } = await product('restore', 'latest', '--table', 'services', '--to', moment);
  const aside = /restored_\w+/.exec(out)?.[0] ?? '';
  const back = query(`select count(*) from ${aside}.services where name <> 'wrong'`);
  query(
    `update services set name = old.name from ${aside}.services old where old.id = services.id; drop schema ${aside} cascade`,
  );
  note('a table as it was before a mistake', `${back} of ${had} rows`, 'all', back === had && had !== '0');
}

async function frozen(): Promise<void> {
  await product('deploy', 'lock', '--reason', 'rehearsal');
  const refused = await begin('deploy', 'rolling', 'latest').ended;
  await product('deploy', 'unlock');
  const held = refused.code === 1 && /frozen: rehearsal/.test(refused.out);
  note('a release while releases are frozen', held ? 'refused' : 'NOT REFUSED', 'refused', held);
}

async function rehearse(): Promise<void> {
  const began = performance.now();
  await coldStart();
  const load = startLoad({
    port: 443,
    secret: setting('WHATSAPP_APP_SECRET'),
    rate: Number(values.rate),
    phoneNumberId: setting('WHATSAPP_PHONE_NUMBER_ID'),
  });
  await wait(3_000);
  load.take();
  await wait(15_000);
  // What fails here fails of the machine, not of an update.
  told('control, nothing changes', load);
  await releases(load);
  await killedReleases(load);
  await kills(load);
  await frozen();
  await tableBack();
  if (values.full) fill();
  await diskLost(load);
  await corruption();
  const drill = await product('drill');
  note('drill', /Drill: .*?;/.exec(drill.out)?.[0] ?? '', 'RPO 0', drill.code === 0);
  const { blocks, broken } = await typeRunbook();
  const kept = `${blocks - broken.length} of ${blocks}${broken.length > 0 ? `: ${broken.join(', ')}` : ''}`;
  note('blocks of the runbook that do what they say', kept, 'all', broken.length === 0);
  console.log(`\n| what | measured | goal |\n| --- | --- | --- |`);
  for (const { what, measured, goal } of rows) console.log(`| ${what} | ${measured} | ${goal} |`);
  console.log(`\nThe rehearsal took ${((performance.now() - began) / 60_000).toFixed(1)} min.`);
  const failed = rows.filter(({ held }) => !held).length;
  console.log(`rehearsal: ${rows.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

await rehearse().finally(() => {
  // The runbook puts a line into the crontab.
  shell('npx whats-agent schedule remove || true; docker compose down 2>/dev/null || true');
});
