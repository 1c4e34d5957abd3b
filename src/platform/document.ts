import { sparkOf, type Chart } from './chart.ts';

/** What a report says, apart from how it is shown: on a terminal, in a browser (`page.ts`) or on paper (`pdf.ts`). */
export type Document = {
  readonly title: string;
  readonly subtitle: string;
  readonly language: 'pt-BR' | 'en';
  readonly sections: readonly Section[];
};

export type Section = { readonly title: string; readonly blocks: readonly Block[] };

export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'figures'; readonly figures: readonly Figure[] }
  | { readonly kind: 'table'; readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] }
  | { readonly kind: 'chart'; readonly chart: Chart };

/** A figure that stands out. `note`: what it is held against. */
export type Figure = { readonly name: string; readonly value: string; readonly note?: string };

/** As a terminal shows it: columns of text, and a chart as a line of bars. */
export function asText({ title, subtitle, sections }: Document): string {
  const parts = sections.map((section) =>
    [`── ${section.title}`, ...section.blocks.map((block) => linesOf(block).join('\n'))].join('\n'),
  );
  return [`${title}\n${subtitle}`, ...parts].join('\n\n');
}

function linesOf(block: Block): string[] {
  switch (block.kind) {
    case 'text':
      return block.text.split('\n').map((line) => `  ${line}`);
    case 'figures': {
      const width = Math.max(...block.figures.map(({ name }) => name.length));
      return block.figures.map(({ name, value, note }) =>
        `  ${name.padEnd(width)}  ${value}${note === undefined ? '' : `  (${note})`}`.trimEnd(),
      );
    }
    case 'table':
      return columnsOf([block.head, ...block.rows]);
    case 'chart':
      return block.chart.series.map(({ name, values }) => `  ${sparkOf(values)}  ${block.chart.title}: ${name}`);
    default:
      return block satisfies never;
  }
}

/** Wider than this a cell would push the others off the screen. */
const cellMax = 72;

function columnsOf(rows: readonly (readonly string[])[]): string[] {
  const cut = rows.map((row) =>
    row.map((cell) => (cell.length > cellMax ? `${cell.slice(0, cellMax - 1)}…` : cell).replaceAll(/\s+/g, ' ')),
  );
  const widths = (cut[0] ?? []).map((_, column) => Math.max(...cut.map((row) => row[column]?.length ?? 0)));
  const isNumber = (widths.length > 0 ? widths : []).map((_, column) =>
    cut.slice(1).every((row) => /^[−\-+R$\s\d.,%/≥<]*(\s?(ms|s|MB|GB|kB|min|h))?$|^—$/.test(row[column] ?? '')),
  );
  return cut.map((row) =>
    `  ${row.map((cell, column) => (isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join('  ')}`.trimEnd(),
  );
}
