import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { z } from 'zod';

const folder = mkdtempSync(join(tmpdir(), 'whats-agent-converse-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const Option = z.object({ id: z.string(), title: z.string() });
const Reply = z.object({
  type: z.string(),
  text: z.string(),
  buttons: z.array(Option).optional(),
  rows: z.array(Option).optional(),
});
const Answer = z.object({
  replies: z.array(Reply),
  commands: z.array(z.looseObject({ kind: z.string() })),
  conversation: z.enum(['active', 'human', 'closed']),
});
const Bookings = z.object({ bookings: z.array(z.record(z.string(), z.unknown())) });

function run(args: string[], lines: (object | string)[] = []) {
  const input = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/cli.ts', 'converse', ...args], {
    input,
    encoding: 'utf8',
    timeout: 60_000,
  });
  return {
    lines: stdout
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line): unknown => JSON.parse(line)),
    said: stderr.trim(),
    code: status,
  };
}

const at = ['--business', 'docs/examples/barbershop.json', '--now', '2026-11-24T10:20:00-03:00', '--json'];

it('answers line by line and ends with the bookings, local to the business', () => {
  const { lines, code } = run(at, [
    { text: 'oi, queria marcar um corte pra sexta as 16h', name: 'Carla' },
    { text: 'sim' },
    { text: 'quero falar com um atendente' },
    { text: 'oi?' },
  ]);
  assert.equal(code, 0);
  const answers = lines.slice(0, -1).map((line) => Answer.parse(line));
  assert.deepEqual(
    answers.map(({ replies, conversation }) => [replies.length, conversation]),
    [
      [1, 'active'],
      [1, 'active'],
      [1, 'human'],
      [0, 'human'],
    ],
  );
  const [summary] = answers.flatMap(({ replies }) => replies);
  assert(summary);
  assert.match(summary.text, /27\/11.*16:00/s);
  assert(summary.buttons?.some(({ id }) => id.startsWith('confirm:')));
  assert.deepEqual(
    answers.map(({ commands }) => commands.at(-1)?.kind),
    ['set', 'affirm', 'handoff', undefined],
  );
  const { bookings } = Bookings.parse(lines.at(-1));
  const mine = bookings
    .filter(({ contact }) => contact === 'Carla')
    .map(({ service, start, status }) => ({ service, start, status }));
  assert.deepEqual(mine, [{ service: 'corte', start: '2026-11-27T16:00:00-03:00', status: 'booked' }]);
});

it('talks in the terminal: options by number, the bookings in the end', () => {
  const args = ['src/cli.ts', 'converse', '--now', '2026-11-24T10:20:00-03:00'];
  const input = 'quero agendar manicure amanhã às 10h\nCarla\n/1\n';
  const { stdout, status } = spawnSync(process.execPath, args, { input, encoding: 'utf8', timeout: 60_000 });
  assert.equal(status, 0);
  assert.match(stdout, /\[1\] ✅ Confirmar/);
  assert.match(stdout.trim().split('\n').at(-1) ?? '', /"service":"manicure".*"start":"2026-11-25T10:00:00-03:00"/);
});

it('keeps people apart, taps by id, and lets time pass', () => {
  const first = Answer.parse(
    run(at, [{ text: 'quero um corte sexta às 16h', from: '5511911111111', name: 'Ana' }]).lines[0],
  );
  const confirm = first.replies[0]?.buttons?.find(({ id }) => id.startsWith('confirm:'))?.id ?? '';
  const { lines } = run(at, [
    { text: 'quero um corte sexta às 16h', from: '5511911111111', name: 'Ana' },
    { text: 'sim', from: '5511922222222', name: 'Bia' },
    { text: 'oi', from: '5511911111111', at: '2026-11-24T10:40:00-03:00' },
    { button: confirm, from: '5511911111111' },
  ]);
  const { bookings } = Bookings.parse(lines.at(-1));
  assert.equal(bookings.filter(({ contact }) => contact === 'Bia').length, 0);
});

it('names what is wrong with a line, goes on, and fails in the end', () => {
  const { lines, code } = run(at, [
    'not json',
    { txt: 'oi' },
    { text: 'oi', at: 'noon' },
    { text: 'oi', row: 'x' },
    { text: 'oi' },
  ]);
  assert.equal(code, 1);
  const errors = lines.slice(0, 4).map((line) => z.object({ error: z.string() }).parse(line).error);
  assert.match(errors[0] ?? '', /^line 1: is not JSON$/);
  assert.match(errors[1] ?? '', /^line 2: .*txt/);
  assert.match(errors[2] ?? '', /^line 3: at must be an ISO 8601 time/);
  assert.match(errors[3] ?? '', /^line 4: say one of text, button and row$/);
  assert.equal(Answer.parse(lines[4]).replies.length, 1);
});

it('says in one sentence what is wrong with an option or the business file', () => {
  const broken = join(folder, 'broken.json');
  writeFileSync(
    broken,
    JSON.stringify({
      name: 'X',
      services: [{ name: 'Corte', minutes: 30, price: 'cheap' }],
      hours: { mon: '09:00-08:00' },
    }),
  );
  const refusals = [
    run(['--business', join(folder, 'none.json')]),
    run(['--now', 'tomorrow']),
    run(['--business', broken]),
    run(['--bogus']),
  ];
  assert(refusals.every(({ code }) => code === 1));
  const [absent, now, file, option] = refusals.map(({ said }) => said);
  assert.match(absent ?? '', /^The business file .*none\.json cannot be read\.$/);
  assert.match(now ?? '', /^--now tomorrow is no ISO 8601 time/);
  assert.match(file ?? '', /services\[0\]\.price/);
  assert.match(file ?? '', /hours/);
  assert.match(option ?? '', /unknown option '--bogus'/);
});
