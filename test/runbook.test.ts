import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, describe, it } from 'node:test';
import { blocksOf, missing, type } from '../rehearsal/blocks.ts';
import { root } from '../src/platform/root.ts';
import { eventually, freePort } from './stack.ts';

const read = (path: string) => readFileSync(join(root, path), 'utf8');
const portuguese = read('docs/RUNBOOK.pt-BR.md');
const ordered = join(root, '../shared/RUNBOOK.pt-BR.md');

describe('the runbook', () => {
  it('has the same blocks in both languages', () => {
    const fences = (markdown: string) => markdown.match(/^```\w.*\n[^]*?^```$/gm) ?? [];
    assert.deepEqual(fences(read('docs/RUNBOOK.en.md')), fences(portuguese));
    assert(fences(portuguese).length > 40);
  });

  it(
    'says what became of every line of the one that was ordered',
    { skip: existsSync(ordered) ? false : `no ${ordered}: nothing was compared` },
    () => {
      const known = new Set([...read('docs/runbook-lines.md').matchAll(/^- `(.+?)` → /gm)].map(([, line]) => line));
      const blocks = [...readFileSync(ordered, 'utf8').matchAll(/^```bash\n([^]*?)^```/gm)];
      const lines = blocks.flatMap(([, block = '']) =>
        block.split('\n').map((line) => line.trim().replaceAll(/\/home\/\w+/g, '~')),
      );
      // What it only says, and what it only prints.
      const commands = lines.filter((line) => line !== '' && !/^(#|echo )/.test(line));
      assert(commands.length > 80);
      assert.deepEqual(
        commands.map((line) => line.replace(/\s+# .*$/, '')).filter((line) => !known.has(line)),
        [],
      );
    },
  );

  it('is read with what each block promises', () => {
    const [first, second] = blocksOf(
      'a\n```sh exit=0,2 stop=5 on=stack\nls\n```\n\n```text\n✅ one…\n…\ntwo\n```\n\n```sh\npwd\n```\n',
    );
    assert.deepEqual(first, {
      line: 2,
      script: 'ls\n',
      exits: [0, 2],
      stopMs: 5000,
      places: ['stack'],
      output: ['✅ one…', 'two'],
    });
    assert.deepEqual([second?.exits, second?.stopMs, second?.output], [[0], null, []]);
    assert.equal(missing(['✅ one…', 'two'], '✅ one of (3)\nnot\ntwo'), null);
    assert.equal(missing(['two', '✅ one…'], '✅ one of (3)\nnot\ntwo'), '✅ one…');
  });

  it('is looked on at until what a block promises stands there, however slow the machine', async () => {
    const [block] = blocksOf('```sh stop=0\nsleep 1\necho up\nsleep 60\n```\n\n```text\nup\n```\n');
    assert(block);
    const shell = { folder: tmpdir(), env: process.env };
    assert.equal(await type(block, { ...shell, limitMs: 30_000 }), null);
    assert.match((await type(block, { ...shell, limitMs: 200 })) ?? '', /^did not print "up"/);
  });
});

/** What operators have, and a machine for development may not. */
const absent = ['bash', 'curl', 'jq', 'watch', 'free', 'python3'].filter(
  (program) => spawnSync('which', [program]).status !== 0,
);

describe(
  'the runbook beside npm start',
  { skip: absent.length > 0 && `no ${absent.join(', ')}: nothing was typed` },
  () => {
    it('does what it says, block by block', { timeout: 400_000 }, async () => {
      // A block that found them wanting would install them anew, through the link below, under the other tests.
      assert.equal(spawnSync('node', ['bin/install.mjs'], { cwd: root }).status, 0, 'nothing could be installed');
      const folder = mkdtempSync(join(tmpdir(), 'whats-agent-runbook-'));
      // A project of its own: what the blocks leave behind is not this one's, and not of an installation that is here.
      const without = /^(\.git|\.env|node_modules|data|logs|backups|incidents|report)$|\/(node_modules|local)(\/|$)/;
      cpSync(root, folder, { recursive: true, filter: (path) => !without.test(relative(root, path)) });
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
      const { TEST_DATABASE_URL: _, ...inherited } = process.env;
      const port = String(await freePort());
      const env = { ...inherited, PORT: port, SIMULATOR_PORT: String(await freePort()) };
      const child = spawn(process.execPath, ['src/cli.ts', 'start'], { cwd: folder, env, stdio: 'ignore' });
      const ended = new Promise((done) => child.once('exit', done));
      after(async () => {
        child.kill('SIGTERM');
        await ended;
        rmSync(folder, { recursive: true, force: true });
      });
      const up = async () => (await fetch(`http://127.0.0.1:${port}/health`).catch(() => null))?.ok;
      await eventually('the API', up, 60_000);

      const broken: string[] = [];
      for (const block of blocksOf(portuguese)) {
        if (!block.places.includes('start')) continue;
        const script = block.script.replaceAll('localhost:8000', `localhost:${port}`);
        const problem = await type({ ...block, script }, { folder, env, limitMs: 60_000 });
        if (problem !== null) broken.push(`line ${block.line}: ${problem}`);
      }
      assert.deepEqual(broken, []);
    });
  },
);
