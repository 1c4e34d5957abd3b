import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { languageOf } from './languages.ts';

const examples = readFileSync(new URL('./languages-examples.txt', import.meta.url), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const { language, text } = /^(?<language>pt|es|en|-) (?<text>.+)$/.exec(line)?.groups ?? {};
    return language === undefined || text === undefined ? [] : [{ language, text }];
  });

describe('languageOf', () => {
  it('tells the language of 95 % of short messages, and never takes a name or a number for one', (test) => {
    const missed = examples.filter(({ language, text }) => (languageOf(text)?.language ?? '-') !== language);
    for (const { language, text } of missed) test.diagnostic(`${language} ${text}: ${languageOf(text)?.language}`);
    test.diagnostic(`${examples.length - missed.length} of ${examples.length} right`);
    assert(examples.length >= 120, `only ${examples.length} examples`);
    assert(missed.length <= 0.05 * examples.length);
    assert(missed.every(({ language }) => language !== '-'));
  });

  it('is sure only of four words or more', () => {
    const sure = ['hola', 'thank you', 'hi, do you have a minute?', 'quiero una cita para mañana'];
    assert.deepEqual(
      sure.map((text) => languageOf(text)?.sure),
      [false, false, true, true],
    );
  });

  it('does not take a Portuguese sentence with a foreign word for a foreign one', () => {
    for (const text of [
      'quero um day spa sábado',
      'tem black friday aí?',
      'hello, tem horário amanhã?',
      'quero fazer o peeling',
    ])
      assert.equal(languageOf(text)?.language, 'pt', text);
  });
});
