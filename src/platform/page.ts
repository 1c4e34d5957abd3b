import { escaped, svgOf } from './chart.ts';
import type { Block, Document } from './document.ts';

/** Of paper too: a person prints it, or sends it on. */
const style = `
  :root { color-scheme: light; }
  body { font: 16px/1.5 system-ui, sans-serif; color: #212529; background: #fff; margin: 0 auto; padding: 24px 16px; max-width: 880px; }
  h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #dee2e6; }
  .subtitle { color: #495057; margin: .25rem 0 0; } p { margin: .5rem 0; white-space: pre-line; }
  dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 1fr)); gap: 12px; margin: .75rem 0; }
  dl div { border: 1px solid #dee2e6; border-radius: 8px; padding: 10px 12px; }
  dt { color: #495057; font-size: .85rem; } dd { margin: 0; font-size: 1.25rem; font-weight: 600; overflow-wrap: anywhere; }
  dd small { display: block; font-size: .8rem; font-weight: 400; color: #495057; }
  .wide { overflow-x: auto; margin: .75rem 0; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
  th, td { text-align: left; vertical-align: top; padding: 4px 10px 4px 0; border-bottom: 1px solid #e9ecef; overflow-wrap: break-word; }
  svg { width: 100%; height: auto; margin: .5rem 0; break-inside: avoid; }
  @media print { h2 { break-after: avoid; } dl div, tr { break-inside: avoid; } }`;

/** The document as one page that loads nothing from anywhere, and runs nothing. */
export function asPage({ title, subtitle, language, sections }: Document): string {
  const body = sections.map(
    (section) =>
      `<section><h2>${escaped(section.title)}</h2>${section.blocks.map((block) => htmlOf(block)).join('')}</section>`,
  );
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<style>${style}</style></head>
<body><main><h1>${escaped(title)}</h1><p class="subtitle">${escaped(subtitle)}</p>
${body.join('\n')}
</main></body></html>
`;
}

function htmlOf(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `<p>${escaped(block.text)}</p>`;
    case 'figures': {
      const each = block.figures.map(({ name, value, note }) => {
        const small = note === undefined ? '' : `<small>${escaped(note)}</small>`;
        return `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}${small}</dd></div>`;
      });
      return `<dl>${each.join('')}</dl>`;
    }
    case 'table': {
      const rows = block.rows.map((cells) => row(cells, 'td')).join('');
      return `<div class="wide" tabindex="0"><table><thead>${row(block.head, 'th')}</thead><tbody>${rows}</tbody></table></div>`;
    }
    case 'chart':
      return svgOf(block.chart);
    default:
      return block satisfies never;
  }
}

const row = (cells: readonly string[], tag: 'th' | 'td') =>
  `<tr>${cells.map((cell) => `<${tag}>${escaped(cell)}</${tag}>`).join('')}</tr>`;
