import { api } from './api.ts';
import { insight } from './insight.ts';
import { ingest } from './ingest.ts';
import { pages } from './pages.ts';
import { perf } from './perf.ts';
import { rival } from './rival.ts';
import { turn } from './turn.ts';
import { understand } from './understand.ts';
import { watched } from './watched.ts';

/** `npm run bench [-- ingest|turn|understand|insight|watched|api|pages|perf|rival …]`: each prints its figures and ratios; the last six run only when named. */
const benches: Readonly<Record<string, () => Promise<void>>> = {
  ingest,
  turn,
  understand,
  insight,
  watched,
  api,
  pages,
  perf,
  rival,
};
const names = process.argv.slice(2);
const unknown = names.find((name) => !(name in benches));
if (unknown) {
  console.error(`There is no bench "${unknown}": say ${Object.keys(benches).join(' or ')}.`);
  process.exit(1);
}
for (const [name, bench] of Object.entries(benches))
  if (
    names.length === 0 ? !['insight', 'watched', 'api', 'pages', 'perf', 'rival'].includes(name) : names.includes(name)
  )
    await bench();
