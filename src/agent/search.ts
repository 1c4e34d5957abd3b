import type { KnowledgeEntry } from '../business/business.ts';
import { wordsOf } from '../language/normalise.ts';

/** Words that are in every question and tell none from another. */
const empty: ReadonlySet<string> = new Set(
  `a o as os um uma uns umas de da do das dos e em no na nos nas ao aos com por para pelo pela que qual quais como quando
  quanto quanta onde se eu voce voces ele ela eles elas meu minha seu sua esse essa isso este esta ai aqui la ja so tem
  ter tenho ha existe e sao ser foi esta estao posso pode podem poderia consigo quero queria gostaria preciso saber me
  mais muito bem oi ola bom boa dia tarde noite favor obrigado obrigada sim nao ou mas tambem voce fica ficam faz fazem
  sobre entao alguma algum aceita aceitam dar da`.split(/\s+/),
);

/** Endings and little slips do not matter: this many letters name a word. */
const stemLetters = 5;

/** Of the question's words so many must be in the entry, and of the entry's so many in the question. */
const questionShareMin = 0.6;
const entryShareMin = 0.3;

/** The entry that answers a question; null where none clearly does: a wrong answer is worse than none. */
export function entryFor(question: string, knowledge: readonly KnowledgeEntry[]): KnowledgeEntry | null {
  const asked = stemsOf(question);
  const scored = knowledge
    .map((entry) => ({ entry, score: scoreOf(asked, stemsOf(`${entry.question} ${entry.key}`)) }))
    .toSorted((a, b) => b.score - a.score);
  const [best, next] = scored;
  return best && best.score > 0 && best.score > (next?.score ?? 0) ? best.entry : null;
}

function scoreOf(asked: ReadonlySet<string>, entry: ReadonlySet<string>): number {
  const shared = asked.intersection(entry).size;
  if (shared === 0) return 0;
  const [ofQuestion, ofEntry] = [shared / asked.size, shared / entry.size];
  return ofQuestion >= questionShareMin && ofEntry >= entryShareMin ? ofQuestion + ofEntry : 0;
}

function stemsOf(text: string): Set<string> {
  const words = wordsOf(text).map((word) => word.text);
  return new Set(words.filter((word) => !empty.has(word)).map((word) => word.slice(0, stemLetters)));
}
