import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { it } from 'node:test';
import { z } from 'zod';

const Answer = z.object({
  text: z.string(),
  language: z.enum(['pt', 'es', 'en']),
  commands: z.array(z.looseObject({ kind: z.string() })),
  when: z.object({ kind: z.string(), date: z.string().nullable(), time: z.string().nullable() }),
});
const Wrong = z.object({ error: z.string() });

const at = ['--now', '2026-11-24T10:20:00-03:00'];

function run(args: string[], lines: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, ['src/cli.ts', 'understand', ...args], {
    input: lines.join('\n'),
    encoding: 'utf8',
    timeout: 60_000,
  });
  return { lines: stdout.split('\n').filter(Boolean), said: stderr.trim(), code: status };
}

const parsed = (line: string | undefined): unknown => JSON.parse(line ?? '');

it('answers plain text and JSON, a line each, by the clock of the business', () => {
  const { lines, code } = run(
    [...at, '--json'],
    [
      'oi, queria marcar manicure pra sexta às 16h',
      JSON.stringify({ text: 'amanhã\nàs 7', now: '2026-12-31T23:00' }),
      JSON.stringify({ text: 'hoje', now: '2026-11-25T01:30:00Z' }),
      '',
      'hola, quiero un corte mañana a las 3 de la tarde',
    ],
  );
  const answers = lines.map((line) => Answer.parse(parsed(line)));
  assert.equal(code, 0);
  assert.deepEqual(
    answers.map(({ language, when }) => [language, when.kind, when.date, when.time]),
    [
      ['pt', 'point', '2026-11-27', '16:00'],
      ['pt', 'ambiguous', '2027-01-01', '07:00|19:00'],
      ['pt', 'point', '2026-11-24', null],
      ['pt', 'none', null, null],
      ['es', 'point', '2026-11-25', '15:00'],
    ],
  );
  const service = answers[0]?.commands.find(({ slot }) => slot === 'service');
  assert.equal(service?.['value'], 'manicure', 'a service has the name the business file gives it');
});

it('says what is wrong with a line, answers the others and fails at the end', () => {
  const { lines, code } = run(
    [...at, '--json', '--lang', 'pt'],
    ['{bad', '{"text":5}', '{"text":"hoje","now":"soon"}', '{"texto":"hoje"}', 'hoje'],
  );
  assert.equal(code, 1);
  const errors = lines.slice(0, -1).map((line) => Wrong.parse(parsed(line)).error);
  assert.match(errors[0] ?? '', /^line 1: is not JSON/);
  assert.match(errors[1] ?? '', /^line 2: text /);
  assert.match(errors[2] ?? '', /^line 3: now must be an ISO 8601 time/);
  assert.match(errors[3] ?? '', /^line 4: .*texto/);
  assert.equal(Answer.parse(parsed(lines.at(-1))).when.date, '2026-11-24');
});

it('refuses options it cannot obey, in a sentence that names them', () => {
  for (const [args, said] of [
    [['--now', 'soon'], /^--now must be/],
    [['--lang', 'fr'], /^--lang must be one of pt, es, en/],
    [['--business', 'no-such.json'], /no-such\.json cannot be read/],
  ] as const) {
    const { said: sentence, code } = run([...args], ['oi']);
    assert.equal(code, 1);
    assert.match(sentence, said);
  }
});

it('is readable without --json', () => {
  const { lines, code } = run(at, ['quinta às 15h']);
  assert.equal(code, 0);
  assert.deepEqual(lines, [
    'quinta às 15h',
    '  language  pt',
    '  when      point  2026-11-26  15:00',
    '  commands  start book, set when',
  ]);
});

it('answers a thousand lines, each with one', () => {
  const { lines } = run(
    [...at, '--json'],
    Array.from({ length: 1000 }, (_, n) => `quero o horário ${n} de sexta às ${n % 24}h`),
  );
  assert.equal(lines.length, 1000);
});

it('does not mind a reader that has read enough', () => {
  const { status } = spawnSync(
    'bash',
    ['-c', `seq 3000 | "${process.execPath}" src/cli.ts understand --json | head -1; exit \${PIPESTATUS[1]}`],
    { encoding: 'utf8', timeout: 60_000 },
  );
  assert.equal(status, 0);
});
