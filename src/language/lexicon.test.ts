import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isWord, mendedText, mendedWords } from './lexicon.ts';
import { wordsOf, type Span } from './normalise.ts';

function mended(text: string, names: readonly Span[] = []): string {
  return mendedWords(wordsOf(text), text, names)
    .map((word) => word.text)
    .join(' ');
}

describe('mendedWords', () => {
  const examples: readonly (readonly [text: string, mended: string])[] = [
    ['quero cacelar', 'quero cancelar'],
    ['canclear meu horário', 'cancelar meu horario'],
    ['falar com aguém', 'falar com alguem'],
    ['remarca por favor', 'remarca por favor'],
    ['rosto e costas', 'rosto e costas'],
    ['gosto de menina', 'gosto de menina'],
    ['14h20', '14 h 20'],
    ['apga meus dados', 'apaga meus dados'],
    ['atende criqnca', 'atende crianca'],
    ['tem flores e perua', 'tem flores e perua'],
  ];
  for (const [text, wanted] of examples) it(`${text} → ${wanted}`, () => assert.equal(mended(text), wanted));

  it('leaves names as they are spelt', () => {
    assert.equal(mended('sou o Cacelar'), 'sou o cacelar');
    assert.equal(mended('sou cacelar', [{ start: 4, end: 11 }]), 'sou cacelar');
  });
});

it('mends a text in its place', () => {
  assert.equal(mendedText('Oi! Posso levar criqnça? 😅 vc sabe'), 'Oi! Posso levar crianca? 😅 vc sabe');
});

it('knows the words that people write', () => {
  for (const word of ['cancelar', 'quero', 'horario', 'obrigada']) assert(isWord(word), word);
  for (const word of ['cacelar', 'xpto', 'limpesa']) assert(!isWord(word), word);
});
