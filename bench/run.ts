import { ingest } from './ingest.ts';
import { rival } from './rival.ts';
import { turn } from './turn.ts';
import { understand } from './understand.ts';

/** `npm run bench [-- ingest|turn|understand|rival …]`: each prints its figures and ratios; `rival` runs only when named. */
const benches: Readonly<Record<string, () => Promise<void>>> = { ingest, turn, understand, rival };
const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in benches));
if (unknown) {
  console.error(`There is no bench "${unknown}": say ${Object.keys(benches).join(' or ')}.`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(benches))
  if (names.length === 0 ? name !== 'rival' : names.includes(name)) await bench();
