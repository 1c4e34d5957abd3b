import { fileURLToPath } from 'node:url';
import pdfmake, { type Content, type Definition } from 'pdfmake';
import { svgOf } from './chart.ts';
import type { Block, Document, Figure } from './document.ts';

const fontAt = (name: string) => fileURLToPath(import.meta.resolve(`pdfmake/fonts/Roboto/Roboto-${name}.ttf`));
const fonts = { normal: fontAt('Regular'), bold: fontAt('Medium') };

pdfmake.setFonts({ Roboto: fonts });
// It is made of our own text: nothing is fetched, and no file but the letters is read.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(fonts).includes(path));

/** The document on A4, with the same charts as in the page; made without a browser. */
export async function asPdf(document: Document): Promise<Buffer> {
  return pdfmake.createPdf(definitionOf(document)).getBuffer();
}

function definitionOf({ title, subtitle, language, sections }: Document): Definition {
  return {
    info: { title },
    language,
    pageMargins: [40, 40, 40, 48],
    defaultStyle: { fontSize: 9, lineHeight: 1.2 },
    styles: {
      title: { fontSize: 18, bold: true },
      quiet: { color: '#495057' },
      section: { fontSize: 13, bold: true, margin: [0, 16, 0, 4] },
      value: { fontSize: 12, bold: true },
      head: { bold: true },
    },
    footer: (page, pages) => ({
      text: `${title} · ${page}/${pages}`,
      style: 'quiet',
      alignment: 'center',
      fontSize: 8,
      margin: [0, 16, 0, 0],
    }),
    content: [
      { text: title, style: 'title' },
      { text: subtitle, style: 'quiet' },
      ...sections.flatMap((section): Content[] => [
        { text: section.title, style: 'section', headlineLevel: 1 },
        ...section.blocks.map((block) => contentOf(block)),
      ]),
    ],
    // A title at the foot of a page with nothing below it, or with a table that has no room there, goes to the next.
    pageBreakBefore: ({ headlineLevel, startPosition }, { getFollowingNodesOnPage }) =>
      headlineLevel === 1 && (startPosition.verticalRatio > 0.9 || getFollowingNodesOnPage().length === 0),
  };
}

function contentOf(block: Block): Content {
  switch (block.kind) {
    case 'text':
      return { text: block.text, margin: [0, 2, 0, 4] };
    case 'figures':
      return {
        layout: 'noBorders',
        margin: [0, 4, 0, 6],
        table: { widths: ['*', '*', '*'], body: threes(block.figures) },
      };
    case 'table':
      return {
        layout: 'lightHorizontalLines',
        margin: [0, 4, 0, 6],
        fontSize: 8,
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: block.head.map((_, column) => (column === 0 ? '*' : 'auto')),
          body: [block.head.map((text) => ({ text, style: 'head' })), ...block.rows.map((row) => [...row])],
        },
      };
    case 'chart':
      return { svg: svgOf(block.chart), width: 515, margin: [0, 4, 0, 4] };
    default:
      return block satisfies never;
  }
}

function threes(figures: readonly Figure[]): Content[][] {
  const cells = figures.map(({ name, value, note }): Content => ({
    stack: [
      { text: name, style: 'quiet' },
      { text: value, style: 'value' },
      { text: note ?? ' ', style: 'quiet', fontSize: 8 },
    ],
  }));
  return Array.from({ length: Math.ceil(cells.length / 3) }, (_, row) =>
    Array.from({ length: 3 }, (__, column) => cells[row * 3 + column] ?? { text: '' }),
  );
}
