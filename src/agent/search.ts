import type { KnowledgeEntry } from '../business/business.ts';
import { covered, squeeze, wordsOf } from '../language/normalise.ts';
import { subjectsIn } from '../language/subjects.ts';

/** Words that are in every question and tell none from another. */
const empty: ReadonlySet<string> = new Set(
  `a o as os um uma uns umas de da do das dos e em no na nos nas ao aos com por para pelo pela que qual quais como quando
  quanto quanta onde se eu voce voces ele ela eles elas meu minha seu sua esse essa isso este esta ai aqui la ja so tem
  ter tenho ha existe e sao ser foi esta estao posso pode podem poderia consigo quero queria gostaria preciso saber me
  mais muito bem oi ola bom boa dia tarde noite favor obrigado obrigada sim nao ou mas tambem voce fica ficam faz fazem
  sobre entao alguma algum aceita aceitam dar da hoje amanha marcar agendar horario servico coisa alguem gente mim
  the is are do does can you your have there any of to for in at with my it what how where when
  el la los las un una es son hay tienen tiene puedo con para por del al mi su que como donde cuando`.split(/\s+/),
);

/** Endings and little slips do not matter: this many letters name a word. */
const stemLetters = 5;

/** A subject says more than a word does, and a question more than its answer. */
const subjectWeight = 2;
const answerShare = 0.5;
/** So much of what is asked must be in the best entry for it to be the answer, and so far must it be ahead of the next. */
const coverMin = 0.4;
const leadMin = 1.25;
/** How rare a word counts as that no entry holds. */
const strangeRarity = 1.3;
/** Without a subject in common the words alone must fit this well. */
const wordsOnlyMin = 0.7;

/** What an entry is found by: subjects and stems, and how much each counts in it. */
type Terms = ReadonlyMap<string, number>;
type Index = {
  readonly entries: readonly { readonly entry: KnowledgeEntry; readonly terms: Terms }[];
  readonly rarity: (term: string) => number;
};

const indexes = new WeakMap<readonly KnowledgeEntry[], Index>();

/**
 * An entry that answers. `isPlain`: most of what was asked is in it, and a subject that is more than the person who comes:
 * it answers even where other words of the text ask for something else.
 */
export type Found = { readonly entry: KnowledgeEntry; readonly isPlain: boolean };

/** "minha filha", "meu marido": who comes is often said beside what is wanted. */
const personal: ReadonlySet<string> = new Set(['#children', '#companion', '#men', '#women', '#age']);
const plainMin = 0.6;

/**
 * The entry that answers a question; null where none clearly does: a wrong answer is worse than none.
 *
 * A question and an entry meet in the subjects that both name, in whichever words and language, and in the stems of their
 * words; what few entries hold counts most. A question that no entry covers well, or two about equally, has no answer.
 */
export function entryFor(question: string, knowledge: readonly KnowledgeEntry[]): Found | null {
  const [best, next] = scoredFor(question, knowledge);
  if (!best || best.cover < (best.subjects.length > 0 ? coverMin : wordsOnlyMin)) return null;
  if (best.cover < (next?.cover ?? 0) * leadMin) return null;
  return {
    entry: best.entry,
    isPlain: best.cover >= plainMin && best.subjects.some((term) => !personal.has(term)),
  };
}

/** The entries that share anything with a text, those that share most first: one of them may answer it. */
export function entriesNear(question: string, knowledge: readonly KnowledgeEntry[], most: number): KnowledgeEntry[] {
  const near = scoredFor(question, knowledge).filter(({ cover }) => cover > 0);
  return near.slice(0, most).map(({ entry }) => entry);
}

type Scored = { readonly entry: KnowledgeEntry; readonly cover: number; readonly subjects: readonly string[] };

/** How much of what is asked each entry holds, the best first. */
function scoredFor(question: string, knowledge: readonly KnowledgeEntry[]): Scored[] {
  const asked = termsOf(question);
  if (asked.size === 0 || knowledge.length === 0) return [];
  const { entries, rarity } = indexes.get(knowledge) ?? indexed(knowledge);
  const weigh = (term: string) => (asked.get(term) ?? 0) * rarity(term);
  const total = [...asked.keys()].reduce((sum, term) => sum + weigh(term), 0);
  return entries
    .map(({ entry, terms }) => {
      const shared = [...asked.keys()].filter((term) => terms.has(term));
      const met = shared.reduce((sum, term) => sum + weigh(term) * Math.min(1, terms.get(term) ?? 0), 0);
      const subjects = shared.filter((term) => term.startsWith('#') && terms.get(term) === 1);
      return { entry, cover: met / total, subjects };
    })
    .toSorted((a, b) => b.cover - a.cover);
}

function indexed(knowledge: readonly KnowledgeEntry[]): Index {
  const entries = knowledge.map((entry) => {
    const terms = new Map([...termsOf(entry.answer)].map(([term]) => [term, answerShare]));
    for (const term of termsOf(entry.question).keys()) terms.set(term, 1);
    return { entry, terms };
  });
  const holding = new Map<string, number>();
  for (const { terms } of entries) for (const term of terms.keys()) holding.set(term, (holding.get(term) ?? 0) + 1);
  const rarity = (term: string) => {
    const count = holding.get(term);
    // What no entry holds may be anything: it counts against an answer, but less than what another entry holds.
    return count === undefined ? strangeRarity : Math.log(1 + (entries.length - count + 0.5) / (count + 0.5));
  };
  const index = { entries, rarity };
  indexes.set(knowledge, index);
  return index;
}

/** The subjects of a text, each behind a `#`, and the stems of its other words. */
function termsOf(text: string): Map<string, number> {
  const subjects = subjectsIn(text);
  const rest = covered(
    text,
    subjects.map(({ span }) => span),
    ' ',
  );
  const words = wordsOf(rest).map((word) => word.text);
  const stems = words
    .filter((word) => word.length > 2 && !empty.has(word))
    .map((word) => squeeze(word).slice(0, stemLetters));
  return new Map([
    ...stems.map((stem) => [stem, 1] as const),
    ...subjects.map(({ subject }) => [`#${subject}`, subjectWeight] as const),
  ]);
}
