import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { svgOf } from './chart.ts';
import { asText, type Document } from './document.ts';
import { asPage } from './page.ts';
import { asPdf } from './pdf.ts';

const chart = {
  title: 'Conversas <b>',
  form: 'lines',
  places: ['1', '2', '3', '4'],
  series: [{ name: 'dia', values: [3, null, 5, 8] }],
  format: String,
} as const;

const document: Document = {
  title: 'Relatório <script>alert(1)</script>',
  subtitle: 'de 1 a 4',
  language: 'pt-BR',
  sections: [
    {
      title: 'Serviço',
      blocks: [
        { kind: 'figures', figures: [{ name: 'Disponibilidade', value: '99,95 %', note: 'prometido 99,9 %' }] },
        {
          kind: 'table',
          head: ['nome', 'vezes'],
          rows: [
            ['preço & hora', '12'],
            ['endereço', '3'],
          ],
        },
        { kind: 'chart', chart },
      ],
    },
  ],
};

it('says the same on a terminal, in a page and on paper, and lets no text become markup', async () => {
  const [text, page, pdf] = [asText(document), asPage(document), await asPdf(document)];
  assert.match(text, /Disponibilidade {2}99,95 % {2}\(prometido 99,9 %\)/);
  assert.match(text, / {2}nome {10}vezes\n {2}preço & hora {5}12/);
  assert.match(page, /<td>preço &amp; hora<\/td>/);
  assert.doesNotMatch(page, /<script|<b>|https?:\/\/(?!www\.w3\.org)/);
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
});

it('leaves a gap where a value is unknown', () => {
  const svg = svgOf(chart);
  assert.equal(svg.match(/<circle/g)?.length, 1);
  assert.equal(svg.match(/<polyline/g)?.length, 1);
});

it('draws whatever the values are within its frame', () => {
  const value = fc.option(fc.integer({ min: -1e9, max: 1e9 }).map((whole) => whole / 1000));
  const drawn = fc.record({ values: fc.array(value, { maxLength: 40 }), form: fc.constantFrom('bars', 'lines') });
  fc.assert(
    fc.property(drawn, ({ values, form }) => {
      const svg = svgOf({ ...chart, form, places: values.map(String), series: [{ name: '', values }] });
      const places = [...svg.matchAll(/ (?:y|cy|y1)="([^"]+)"/g)].map(([, y]) => Number(y));
      return places.every((y) => y >= 0 && y <= 190);
    }),
    { numRuns: 300 },
  );
});
