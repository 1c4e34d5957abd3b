import { parseArgs } from 'node:util';
import { codeOf } from '../src/platform/fault.ts';
import { pictureIn, talkIn, turnIn, wordingIn } from './models/asked.ts';
import { faults, hostile } from './models/players.ts';
import { openScriptedModel, type Asked, type Play, type Player } from './models/server.ts';
import { slang } from './models/slang.ts';

/** `npm run model [-- WHO]`: a scripted model to start the agent with, for its phone page to show what a model changes. */
const players: Readonly<Record<string, Player>> = { slang, hostile: hostile(1), ...faults };

const usage = `npm run model -- [WHO] [--port PORT]
  WHO     slang (default): knows words that no rule knows; hostile: means harm; or what goes wrong:
          ${Object.keys(faults).join(', ')}
  --port  where it listens on this machine (default 8020)`;

function told(asked: Asked, play: Play): string {
  const [what, said] = asking(asked);
  const answer = play.kind === 'text' ? play.text : `(${play.kind}${play.kind === 'status' ? ` ${play.status}` : ''})`;
  return `${what}  ${said}\n   → ${answer}`;
}

function asking(asked: Asked): readonly [string, string] {
  const turn = turnIn(asked);
  if (talkIn(asked)) return ['summarise', `${talkIn(asked)?.messages.length ?? 0} messages`];
  if (pictureIn(asked)) return ['see', `${asked.pictures} picture`];
  return turn ? ['understand', turn.messages.join(' / ')] : ['word', wordingIn(asked)?.text.slice(0, 80) ?? asked.data];
}

async function serve(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { port: { type: 'string', default: '8020' } },
    allowPositionals: true,
  });
  const [name = 'slang', ...more] = positionals;
  const player = Object.hasOwn(players, name) ? players[name] : undefined;
  if (!player || more.length > 0 || !/^\d{1,5}$/.test(values.port)) throw new Error(usage);
  const { url } = await openScriptedModel((asked) => {
    const play = player(asked);
    console.log(told(asked, play));
    return play;
  }, Number(values.port));
  console.log(`A scripted model, ${name}. In another terminal:\n\n  LLM_BASE_URL=${url} npm start\n`);
}

try {
  await serve(process.argv.slice(2));
} catch (error) {
  console.error(
    codeOf(error) === 'EADDRINUSE' ? 'That port is taken: say --port.' : error instanceof Error ? error.message : error,
  );
  process.exitCode = 2;
}
