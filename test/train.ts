import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { classify, tokenised, tokens } from '../src/language/classify.ts';
import { examplesIn, learn, type Example } from '../src/language/learn.ts';
import { readModel, written } from '../src/language/model.ts';
import { wordsOf } from '../src/language/normalise.ts';
import { whenIn } from '../src/language/when.ts';

/**
 * Trains the intents and the topics from the phrase files and writes the models: `node test/train.ts`. With `--report` it
 * says how well models do on phrases they have not seen, a fifth of them at a time, and writes nothing.
 */
const folder = new URL('../src/language/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const intentFiles = (): string[] => ['pt', 'es', 'en'].map((code) => read(`intents-${code}.txt`));

const phrases = (): Example[] => intentFiles().flatMap(examplesIn);

/**
 * As the classifier meets them: what the grammar of dates finds stands as one token.
 *
 * @param each how many phrases apart they are: all of them, unless told
 */
export const intentPhrases = (each = 1): Example[] =>
  phrases()
    .filter((_, at) => at % each === 0)
    .map(({ text, name }) => ({ text: withWhen(text), name }));

const now = Temporal.ZonedDateTime.from('2026-11-24T10:20-03:00[America/Sao_Paulo]');

function withWhen(text: string): string {
  const span = text.includes(tokens.when) ? null : whenIn(text, now)?.span;
  return span ? tokenised(text, [[span, tokens.when]]) : text;
}

/** Questions by topic, and beside them what is asked of the business itself, which is no topic. */
export function topicPhrases(): Example[] {
  const others = phrases().filter(({ name }) => name !== 'amenity');
  const some = others.filter((_, at) => at % othersEach === 0);
  return [...examplesIn(read('topics.txt')), ...some.map(({ text }) => ({ text, name: 'none' }))];
}

const othersEach = 4;

/** Tells whether the models were made from the phrase files as they stand. */
export const phrasesHash = (): string =>
  createHash('sha256')
    .update([...intentFiles(), read('topics.txt')].join('\0'))
    .digest('hex');

function intentsFile(examples: readonly Example[]): string {
  return [
    '/** Written by `npm run train` from intents-*.txt: the classifier of intents. */',
    `export const intents =\n  '${written(learn(examples))}';`,
    '/** The SHA-256 of the phrase files. */',
    `export const learntFrom = '${phrasesHash()}';`,
    '/** The words of the phrases. */',
    `export const learntWords =\n  '${wordsUsed(examples).join(' ')}';\n`,
  ].join('\n');
}

function topicsFile(examples: readonly Example[]): string {
  const head = '/** Written by `npm run train` from topics.txt: the classifier of topics. */';
  return `${head}\nexport const topics =\n  '${written(learn(examples))}';\n`;
}

/** A word of one phrase or two may be a slip of who wrote them. */
const phrasesOfWord = 3;

function wordsUsed(examples: readonly Example[]): string[] {
  const counts = new Map<string, number>();
  for (const { text } of examples)
    for (const word of new Set(wordsOf(text.replace(/<[A-Z]+>/g, ' ')).map((each) => each.text)))
      counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .flatMap(([word, count]) => (count >= phrasesOfWord && /^\p{L}{3,}$/u.test(word) ? [word] : []))
    .toSorted();
}

if (import.meta.main) {
  if (process.argv.includes('--report')) [intentPhrases(), topicPhrases()].forEach(report);
  else {
    writeFileSync(new URL('intents.gen.ts', folder), intentsFile(intentPhrases()));
    writeFileSync(new URL('topics.gen.ts', folder), topicsFile(topicPhrases()));
  }
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
