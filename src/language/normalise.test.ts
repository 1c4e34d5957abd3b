import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lineOf } from './line.ts';
import { fold, withoutFillers, wordsOf } from './normalise.ts';

const read = (text: string) => wordsOf(text).map((word) => word.text);

describe('wordsOf', () => {
  const examples: Readonly<Record<string, string>> = {
    'Olá, AMANHÃ!': 'ola amanha',
    'vc tem hr hj msm?': 'voce tem horas hoje mesmo',
    'obg, blz': 'obrigado beleza',
    fds: 'fim de semana',
    'simmmm oiiii': 'simm oii',
    '14h20': '14 h 20',
    '2ª opção, 1º dia': '2a opcao 1o dia',
    'oq vcs fazem': 'o que voces fazem',
    'pra mim pfv': 'para mim por favor',
    '👍🏽 ok ❤️': '👍 ok ❤',
    ação: 'acao',
    '': '',
  };
  for (const [text, expected] of Object.entries(examples))
    it(`${JSON.stringify(text)} reads ${JSON.stringify(expected)}`, () => assert.equal(read(text).join(' '), expected));

  it('lets the words of one abbreviation share its span', () => {
    assert.deepEqual(
      wordsOf('no fds').map(({ span }) => [span.start, span.end]),
      [
        [0, 2],
        [3, 6],
        [3, 6],
        [3, 6],
      ],
    );
  });

  it('drops the noises of a voice transcript', () => {
    assert.deepEqual(
      withoutFillers(wordsOf('ahn sexta né')).map(({ text }) => text),
      ['sexta'],
    );
  });

  it('keeps its spans in order and inside the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        let start = 0;
        for (const { span } of wordsOf(text)) {
          assert(span.start >= start && span.start < span.end && span.end <= text.length);
          start = span.start;
        }
      }),
    );
  });

  it('reads any capital as its small letter', () => {
    fc.assert(fc.property(fc.string(), (text) => fold(text.toUpperCase()) === fold(text.toUpperCase().toLowerCase())));
  });
});

describe('lineOf', () => {
  it('reads numbers, keeps punctuation and leads back into the text', () => {
    const text = 'Dia  vinte e dois, às quatro e dez';
    const { text: line, spanOf } = lineOf(text);
    assert.equal(line, 'dia 22, as 4 e 10');
    const { start, end } = spanOf(4, 6);
    assert.equal(text.slice(start, end), 'vinte e dois');
  });

  it('reads years and hundreds', () => {
    const lines = ['dois mil e vinte e seis', 'mil novecentos e oitenta', 'cento e vinte reais'];
    assert.deepEqual(
      lines.map((line) => lineOf(line).text),
      ['2026', '1980', '120 reais'],
    );
  });
});
