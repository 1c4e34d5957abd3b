import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { classify } from '../src/language/classify.ts';
import { examplesIn, learn, type Example } from '../src/language/learn.ts';
import { readModel, written } from '../src/language/model.ts';
import { wordsOf } from '../src/language/normalise.ts';

/**
 * Trains the intents from the phrase files and writes the model: `node test/train.ts`. With `--report` it says how
 * well a model does on phrases it has not seen, a fifth of them at a time, and writes nothing.
 */
const folder = new URL('../src/language/', import.meta.url);
const files = (): string[] =>
  ['pt', 'es', 'en'].map((code) => readFileSync(new URL(`intents-${code}.txt`, folder), 'utf8'));

export const phrases = (): Example[] => files().flatMap(examplesIn);

/** Tells whether a model was made from the phrase files as they stand. */
export const phrasesHash = (): string => createHash('sha256').update(files().join('\0')).digest('hex');

function modelFile(examples: readonly Example[]): string {
  const text = written(learn(examples));
  const words = wordsUsed(examples).join(' ');
  return [
    '/** Written by `npm run train` from intents-*.txt: the classifier of intents. */',
    `export const intents =\n  '${text}';`,
    '/** The SHA-256 of the phrase files. */',
    `export const learntFrom = '${phrasesHash()}';`,
    '/** The words of the phrases. */',
    `export const learntWords =\n  '${words}';\n`,
  ].join('\n');
}

function wordsUsed(examples: readonly Example[]): string[] {
  const words = examples.flatMap(({ text }) => wordsOf(text.replace(/<[A-Z]+>/g, ' ')).map((word) => word.text));
  return [...new Set(words)].filter((word) => /^\p{L}{3,}$/u.test(word)).toSorted();
}

if (import.meta.main) {
  if (process.argv.includes('--report')) report(phrases());
  else writeFileSync(new URL('intents.gen.ts', folder), modelFile(phrases()));
}

function report(examples: readonly Example[]): void {
  const folds = 5;
  const results = Array.from({ length: folds }, (_, fold) => {
    const model = readModel(written(learn(examples.filter((__, at) => at % folds !== fold))));
    return examples
      .filter((__, at) => at % folds === fold)
      .map((example) => ({ ...example, guess: classify(example.text, model) }));
  }).flat();
  const right = results.filter(({ guess, name }) => guess?.name === name).length;
  console.log(`unseen phrases: ${right} of ${results.length} right (${((100 * right) / results.length).toFixed(1)} %)`);
  for (const threshold of [0.3, 0.4, 0.5, 0.6, 0.7, 0.8]) {
    const sure = results.filter(({ guess }) => (guess?.probability ?? 0) >= threshold && guess?.name !== 'none');
    const good = sure.filter(({ guess, name }) => guess?.name === name).length;
    const none = results.filter(({ name }) => name === 'none');
    const kept = none.filter(({ guess }) => guess?.name === 'none' || (guess?.probability ?? 0) < threshold).length;
    console.log(
      `from ${threshold}: ${sure.length} answered, ${((100 * good) / sure.length).toFixed(1)} % right; out of scope kept out ${((100 * kept) / none.length).toFixed(1)} %`,
    );
  }
}
