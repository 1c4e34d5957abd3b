import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { classify, tokenised, tokens } from '../src/language/classify.ts';
import { examplesIn, learn, type Example } from '../src/language/learn.ts';
import { housesIn, learnMeanings, type House } from '../src/language/learn-meaning.ts';
import { directionsMax, meaningIn, meaningOfAll } from '../src/language/meaning.ts';
import { readModel, written } from '../src/language/model.ts';
import { wordsOf } from '../src/language/normalise.ts';
import { writtenNumbers, writtenRows } from '../src/language/rows.ts';
import { whenIn } from '../src/language/when.ts';

/**
 * Trains the intents and the meanings from the phrase files and writes the models: `node test/train.ts`. With `--report` it
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

const topicGroups = (): [name: string, texts: string[]][] =>
  [...Map.groupBy(examplesIn(read('topics.txt')), ({ name }) => name)].map(([name, examples]) => [
    name,
    examples.map(({ text }) => text),
  ]);

/** What is asked of the business itself, by intent and alone, and is answered from no entry. */
function asideOf(others: House): House[] {
  const byIntent = Map.groupBy(
    phrases().filter(({ name }) => name !== 'amenity'),
    ({ name }) => name,
  );
  const texts = [...byIntent].map(([name, examples]) => ({
    name,
    texts: examples.map(({ text }) => text.replaceAll(/<[A-Z]+>/g, ' ')),
  }));
  const nothings = texts.filter(({ name }) => name === 'none').flatMap((group) => group.texts);
  return [
    texts.filter(({ name }) => name !== 'none').map((group) => ({ texts: group.texts, owners: 0 })),
    [...others, ...nothings.map((text) => ({ texts: [text], owners: 0 }))],
  ];
}

/** Tells whether the models were made from the phrase files as they stand. */
export const phrasesHash = (): string =>
  createHash('sha256')
    .update([...intentFiles(), read('topics.txt'), read('entries.txt')].join('\0'))
    .digest('hex');

/** The classifier of intents, the SHA-256 of the phrase files, and the words of the phrases. */
const intentsFile = (examples: readonly Example[]): string =>
  fileOf({ intents: written(learn(examples)), learntFrom: phrasesHash(), learntWords: wordsUsed(examples).join(' ') });

const fileOf = (learnt: object): string => `${JSON.stringify(learnt, null, 2)}\n`;

/** What a question to a house means, from entries.txt and topics.txt, and what each topic means. */
function meaningFile(): string {
  const { houses, others } = housesIn(read('entries.txt'));
  const groups = topicGroups();
  const house = groups.map(([, texts]) => ({ texts, owners: 0 }));
  const { rows, features } = learnMeanings([house, ...houses], asideOf(others));
  const rules = phrases().flatMap(({ name, text: rule }) => (name === 'policy' ? [rule] : []));
  const topics = [...groups, ['policy', rules] as const].map(([name, texts]) => {
    const meaning = meaningOfAll(texts.map((each) => meaningIn(each, rows)));
    return [name, writtenNumbers(meaning)] as const;
  });
  const meanings = writtenRows(features, rows, directionsMax);
  return fileOf({ meanings, topics: Object.fromEntries(topics) });
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
  if (process.argv.includes('--report')) report(intentPhrases());
  else {
    if (!process.argv.includes('--meanings'))
      writeFileSync(new URL('intents.gen.json', folder), intentsFile(intentPhrases()));
    if (!process.argv.includes('--intents')) writeFileSync(new URL('meaning.gen.json', folder), meaningFile());
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
