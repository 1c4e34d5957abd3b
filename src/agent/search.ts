import MiniSearch from 'minisearch';
import type { KnowledgeEntry } from '../business/business.ts';
import { wordsOf } from '../language/normalise.ts';

/** Words that are in every question and tell none from another. */
const empty: ReadonlySet<string> = new Set(
  `a o as os um uma uns umas de da do das dos e em no na nos nas ao aos com por para pelo pela que qual quais como quando
  quanto quanta onde se eu voce voces ele ela eles elas meu minha seu sua esse essa isso este esta ai aqui la ja so tem
  ter tenho ha existe e sao ser foi esta estao posso pode podem poderia consigo quero queria gostaria preciso saber me
  mais muito bem oi ola bom boa dia tarde noite favor obrigado obrigada sim nao ou mas tambem voce fica ficam faz fazem
  sobre entao alguma algum aceita aceitam dar da hoje amanha marcar agendar horario servico`.split(/\s+/),
);

/** Endings and little slips do not matter: this many letters name a word. */
const stemLetters = 5;

/** What a question must reach for its best entry to be the answer, and how far it must be ahead of the next. */
const scoreMin = 0.3;
const leadMin = 1.5;
/** Rank fusion: how little the first places differ. */
const rankSoftness = 20;

type Index = { readonly mini: MiniSearch; readonly entries: readonly Weighed[] };
type Weighed = { readonly entry: KnowledgeEntry; readonly grams: ReadonlyMap<string, number> };

const indexes = new WeakMap<readonly KnowledgeEntry[], Index>();

/**
 * The entry that answers a question; null where none clearly does: a wrong answer is worse than none.
 *
 * Two rankings are fused, by the stems of words (minisearch) and by the characters inside them (tf-idf), for either
 * alone misses what the other finds. A question whose best entry is weak, or hardly ahead of the next, has no answer.
 */
export function entryFor(question: string, knowledge: readonly KnowledgeEntry[]): KnowledgeEntry | null {
  const stems = stemsOf(question);
  if (stems.length === 0 || knowledge.length === 0) return null;
  const { mini, entries } = indexes.get(knowledge) ?? indexed(knowledge);
  const asked = weighed(gramsOf(stems), entries);
  const close = entries
    .map(({ entry, grams }) => ({ key: entry.key, score: cosine(asked, grams) }))
    .toSorted((a, b) => b.score - a.score);
  const byGrams = close.map(({ key }) => key);
  const byStems = mini.search(stems.join(' ')).map(({ id }) => String(id));
  const fused = (key: string) => rankScore(byGrams, key) + rankScore(byStems, key);
  const [best] = byStems.toSorted((a, b) => fused(b) - fused(a));
  return best !== undefined && isClear(best, close) ? (knowledge.find(({ key }) => key === best) ?? null) : null;
}

type Scored = { readonly key: string; readonly score: number };

/** Strong enough, and well ahead of every other? */
function isClear(best: string, close: readonly Scored[]): boolean {
  const score = close.find(({ key }) => key === best)?.score ?? 0;
  const next = close.find(({ key }) => key !== best)?.score ?? 0;
  return score >= scoreMin && score >= next * leadMin;
}

function rankScore(ranking: readonly string[], key: string): number {
  const rank = ranking.indexOf(key);
  return rank < 0 ? 0 : 1 / (rankSoftness + rank);
}

function indexed(knowledge: readonly KnowledgeEntry[]): Index {
  const mini = new MiniSearch({ fields: ['question', 'answer'], idField: 'key', tokenize: (text) => text.split(' ') });
  mini.addAll(
    knowledge.map(({ key, question, answer }) => ({
      key,
      question: stemsOf(question).join(' '),
      answer: stemsOf(answer).join(' '),
    })),
  );
  const plain = knowledge.map((entry) => ({
    entry,
    grams: gramsOf([...stemsOf(entry.question), ...stemsOf(entry.question), ...stemsOf(entry.answer)]),
  }));
  const index = { mini, entries: plain.map(({ entry, grams }) => ({ entry, grams: weighed(grams, plain) })) };
  indexes.set(knowledge, index);
  return index;
}

function stemsOf(text: string): string[] {
  const words = wordsOf(text).map((word) => word.text);
  return words.filter((word) => word.length > 1 && !empty.has(word)).map((word) => word.slice(0, stemLetters));
}

/** Runs of three and four characters inside the bounds of words, and how often each stands there. */
function gramsOf(stems: readonly string[]): Map<string, number> {
  const grams = new Map<string, number>();
  for (const stem of stems)
    for (const size of [3, 4])
      for (let at = 0; at + size <= stem.length + 2; at++) {
        const gram = ` ${stem} `.slice(at, at + size);
        grams.set(gram, (grams.get(gram) ?? 0) + 1);
      }
  return grams;
}

/** (1 + log tf) × idf, of length one. */
function weighed(grams: ReadonlyMap<string, number>, entries: readonly Weighed[]): Map<string, number> {
  const weights = [...grams].map(([gram, count]) => {
    const holding = entries.filter((entry) => entry.grams.has(gram)).length;
    return [gram, (1 + Math.log(count)) * Math.log((entries.length + 1) / (holding + 0.5))] as const;
  });
  const length = Math.hypot(...weights.map(([, weight]) => weight)) || 1;
  return new Map(weights.map(([gram, weight]) => [gram, weight / length]));
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  return [...a].reduce((sum, [gram, weight]) => sum + weight * (b.get(gram) ?? 0), 0);
}
