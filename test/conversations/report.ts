import type { Figure, Kind } from './figures.ts';
import { tappableIn } from './content.ts';
import { transcriptOf, type Run } from './run.ts';
import { wordsIn } from '../../src/conversations/content.ts';

const style = `
body{font:16px/1.45 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;color:#1c1e21;background:#fff}
h1{font-size:1.4rem}h2{font-size:1.1rem;margin-top:2rem}
table{border-collapse:collapse;width:100%}td{padding:.3rem .5rem;border-bottom:1px solid #ddd;vertical-align:top}
.met{color:#0a7d33}.missed{color:#b3261e;font-weight:600}.bar{display:flex;align-items:center;gap:.5rem;margin:.2rem 0}
.bar span:first-child{width:11rem;overflow-wrap:anywhere}.track{flex:1;background:#eee;height:1rem;border-radius:.2rem}
.fill{background:#25d366;height:1rem;border-radius:.2rem}.bad{background:#e57373}
details{border:1px solid #ddd;border-radius:.4rem;margin:.5rem 0;padding:.5rem}summary{cursor:pointer}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:13px/1.4 ui-monospace,monospace}li{overflow-wrap:anywhere}
.chat{display:flex;flex-direction:column;gap:.4rem;background:#efeae2;padding:.6rem;border-radius:.4rem}
.chat div{max-width:85%;padding:.4rem .6rem;border-radius:.5rem;white-space:pre-wrap;overflow-wrap:anywhere}
.said{align-self:flex-end;background:#d9fdd3}.sent{align-self:flex-start;background:#fff}
@media(prefers-color-scheme:dark){body{background:#111;color:#eee}td,details{border-color:#444}.chat{background:#222}.said{background:#134d37}.sent{background:#333}.track{background:#333}}`;

/** Conversations that are written out; of more failures only the first are, an id at a time. */
const failuresMax = 120;

/** The whole report as one page that needs nothing else: figures, a bar for each kind, the failed conversations. */
export function reportPage({
  figures,
  kinds,
  runs,
}: {
  readonly figures: readonly Figure[];
  readonly kinds: readonly Kind[];
  readonly runs: readonly Run[];
}): string {
  const failed = [
    ...Map.groupBy(
      runs.filter(({ problems }) => problems.length > 0),
      ({ id }) => id,
    ).values(),
  ];
  const shown = failed
    .slice(0, failuresMax)
    .flatMap((each) => each.slice(0, 1).map((run) => conversation(run, each.length)));
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Evaluation</title><style>${style}</style>
<h1>How well it serves</h1>
<table>${figures.map(row).join('')}</table>
<h2>By kind, worst first</h2>${kinds.map(bar).join('')}
<h2>Failed (${failed.length})</h2>
${failed.length > failuresMax ? `<p>The first ${failuresMax} are written out.</p>` : ''}${shown.join('')}
</html>`;
}

function row({ name, value, goal, met }: Figure): string {
  const look = met === null ? '' : met ? 'met' : 'missed';
  return `<tr><td>${text(name)}<td class="${look}">${text(value)}<td>${text(goal)}</tr>`;
}

function bar({ kind, passed, of }: Kind): string {
  const share = (100 * passed) / of;
  return `<div class="bar"><span>${text(kind)}</span><span class="track"><div class="fill${share < 90 ? ' bad' : ''}" style="width:${share.toFixed(1)}%"></div></span><span>${passed}/${of}</span></div>`;
}

function conversation(run: Run, count: number): string {
  const { id, title, kind, seed, noise, problems, evidence } = run;
  const bubbles = evidence.exchanges.flatMap(({ said, sent }) => [
    ...said.map((each) => `<div class="said">${text(each)}</div>`),
    ...sent.map((each) => `<div class="sent">${text(wordsIn(each))}${text(titlesIn(each))}</div>`),
  ]);
  return `<details><summary><b>${text(id)}</b> ${text(title)} · ${text(kind)} · ${text(noise)} · seed ${seed}${count > 1 ? ` · ${count} times` : ''}</summary>
<ul>${problems.map((each) => `<li>${text(each)}</li>`).join('')}</ul><div class="chat">${bubbles.join('')}</div>
<details><summary>Trace</summary><pre>${text(transcriptOf(run))}</pre></details></details>`;
}

function titlesIn(content: Run['evidence']['exchanges'][number]['sent'][number]): string {
  const options = tappableIn(content);
  return options.length > 0 ? `\n${options.map(({ title }) => `[${title}]`).join(' ')}` : '';
}

function text(raw: string): string {
  return raw.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
