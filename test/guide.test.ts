import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, it } from 'node:test';
import { promisify } from 'node:util';
import { openLog } from '../src/platform/log.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { serveSimulator } from '../src/simulator.ts';
import { openPhone } from './phone.ts';
import { demoConfig, eventually } from './stack.ts';

const guide = readFileSync(new URL('../docs/guides/connect-a-number.md', import.meta.url), 'utf8');

/** The commands of a language's half, in order. */
const commandsIn = (language: string) =>
  [...(guide.split(`## ${language}\n`)[1]?.split('\n## ')[0] ?? '').matchAll(/```sh\n([^]*?)```/g)].flatMap(
    ([, block = '']) =>
      block
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean),
  );

it('connects a number, command by command as the guide says, until it answers', async () => {
  const commands = commandsIn('English');
  const address = /https:\/\/YOUR-DOMAIN|YOUR-WORD/;
  const plain = (all: readonly string[]) =>
    all.map((line) => line.replaceAll(/SEU-DOMINIO/g, 'YOUR-DOMAIN').replaceAll('SUA-PALAVRA', 'YOUR-WORD'));
  assert.deepEqual(plain(commandsIn('Português')), commands, 'both languages say the same');
  assert(commands.length >= 8 && commands.some((line) => address.test(line)));

  const { url } = await testDatabase();
  const config = await demoConfig(url);
  // Meta is the simulator here; all else is as in production.
  const simulator = await serveSimulator(config, 'Barbearia do Bairro', openLog('silent'));
  after(() => simulator.close());
  const env = {
    ...process.env,
    ENVIRONMENT: 'production',
    DATABASE_URL: url.reveal(),
    PORT: String(config.PORT),
    LOG_LEVEL: 'error',
    TURN_QUIET: 'PT0.05S',
    WHATSAPP_API_URL: config.WHATSAPP_API_URL,
    WHATSAPP_APP_SECRET: config.WHATSAPP_APP_SECRET.reveal(),
    WHATSAPP_ACCESS_TOKEN: config.WHATSAPP_ACCESS_TOKEN.reveal(),
    WHATSAPP_VERIFY_TOKEN: config.WHATSAPP_VERIFY_TOKEN.reveal(),
    WHATSAPP_PHONE_NUMBER_ID: config.WHATSAPP_PHONE_NUMBER_ID,
  };
  const own = `http://127.0.0.1:${config.PORT}`;
  const said: string[] = [];
  for (const line of commands) {
    const [program = '', ...args] = line
      .replace('https://YOUR-DOMAIN', own)
      .replace('YOUR-WORD', env.WHATSAPP_VERIFY_TOKEN)
      .replaceAll('"', '')
      .split(' ');
    const file = program === 'whats-agent' ? [process.execPath, 'src/cli.ts'] : [program];
    const [run = '', ...before] = file;
    if (args.at(-1) === '&') {
      const child = spawn(run, [...before, ...args.slice(0, -1)], { env, stdio: 'ignore' });
      after(() => child.kill('SIGKILL'));
      continue;
    }
    if (program === 'curl')
      await eventually('the API', async () => (await fetch(`${own}/health/live`).catch(() => null))?.ok, 60_000);
    // Not in this thread: the simulator answers from it. What ends with another code than 0 throws.
    const { stdout } = await promisify(execFile)(run, [...before, ...args], { env, timeout: 60_000 });
    said.push(stdout.trim());
  }
  assert(said.includes('42'), said.join('\n'));
  assert.equal(said.filter((each) => each.endsWith('The number is ready.')).length, 2);

  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Ana Souza' });
  await phone.say({ text: 'oi' });
  const reply = await eventually(
    'a reply',
    async () => (await phone.shown()).find(({ direction }) => direction === 'out'),
    60_000,
  );
  assert.match(reply.text, /Barbearia do Bairro/);
});
