import type { Business, KnowledgeEntry, ServiceId } from '../business/business.ts';
import { namesIn } from '../language/names.ts';
import { covered, squeeze, wordsOf } from '../language/normalise.ts';
import { subjectsIn } from '../language/subjects.ts';
import { topicsIn } from '../language/topics.ts';
import type { Command } from './command.ts';
import { serviceWords } from './vocabulary.ts';

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

/** A topic says more than a subject, a subject more than a word, and a question more than its answer. */
const topicWeight = 8;
const topicMark = '#about ';
/** So much of a topic must be in an entry for it to be what the entry is about. */
const subjectMin = 0.5;
const subjectWeight = 2;
const answerShare = 0.7;
/** So much of what is asked must be in the best entry for it to be the answer, and so far must it be ahead of the next. */
const coverMin = 0.35;
const leadMin = 1.1;
/** How rare a word counts as that no entry holds. */
const strangeRarity = 1.3;
/** Without a subject in common the words alone must fit this well. */
const wordsOnlyMin = 0.45;

/** An entry about another service than the one that is asked about hardly answers. */
const otherService = 0.4;

/** What an entry is found by: topics, subjects and stems, and how much each counts in it. */
type Terms = ReadonlyMap<string, number>;
type Indexed = { readonly entry: KnowledgeEntry; readonly terms: Terms; readonly services: ReadonlySet<ServiceId> };
type Index = { readonly entries: readonly Indexed[]; readonly rarity: (term: string) => number };

/** What answers, and the services that may be spoken of in it. */
type Known = Pick<Business, 'services' | 'knowledge'>;

const indexes = new WeakMap<readonly KnowledgeEntry[], Index>();

/**
 * An entry that answers. `isPlain`: most of what was asked is in it, and a subject that is more than the person who comes:
 * it answers even where other words of the text ask for something else. `isSure`: what is asked is what it is about.
 */
export type Found = { readonly entry: KnowledgeEntry; readonly isPlain: boolean; readonly isSure: boolean };

/** "minha filha", "meu marido": who comes is often said beside what is wanted. */
const personal: ReadonlySet<string> = new Set([
  '#children',
  '#companion',
  '#men',
  '#women',
  '#age',
  ...['children', 'companion', 'men', 'minors', 'ageolder'].map(topicTerm),
]);
const plainMin = 0.5;

const sureMin = 0.4;

/**
 * The entry that answers a question; null where none clearly does: a wrong answer is worse than none.
 *
 * A question and an entry meet in what they are about, in the subjects that both name, in whichever words and language,
 * and in the stems of their words; what few entries hold counts most. A question that no entry covers well, or two about
 * equally, has no answer.
 *
 * @param services that are named beside the question
 */
export function entryFor(question: string, known: Known, services: readonly ServiceId[] = []): Found | null {
  const [best, next] = scoredFor(question, known, services);
  if (!best || best.cover < (best.subjects.length > 0 ? coverMin : wordsOnlyMin)) return null;
  if (best.cover < (next?.cover ?? 0) * leadMin) return null;
  const [topic] = topicsIn(question);
  return {
    entry: best.entry,
    isPlain: best.cover >= plainMin && best.subjects.some((term) => !personal.has(term)),
    isSure: topic !== undefined && topic.probability >= sureMin && best.subjects.includes(topicTerm(topic.name)),
  };
}

/** To tell what was found. */
export function answerOf({ entry }: Found): Command {
  return { kind: 'ask', topic: 'knowledge', about: [{ kind: 'knowledge', key: entry.key }] };
}

/** The entries that share anything with a text, those that share most first: one of them may answer it. */
export function entriesNear(question: string, known: Known, most: number): KnowledgeEntry[] {
  const near = scoredFor(question, known, []).filter(({ cover }) => cover > 0);
  return near.slice(0, most).map(({ entry }) => entry);
}

type Scored = { readonly entry: KnowledgeEntry; readonly cover: number; readonly subjects: readonly string[] };

/** How much of what is asked each entry holds, the best first. */
function scoredFor(question: string, known: Known, services: readonly ServiceId[]): Scored[] {
  const asked = termsOf(question);
  if (asked.size === 0 || known.knowledge.length === 0) return [];
  const { entries, rarity } = indexes.get(known.knowledge) ?? indexed(known);
  const weigh = (term: string) => (asked.get(term) ?? 0) * rarity(term);
  const total = [...asked.keys()].reduce((sum, term) => sum + weigh(term), 0);
  return entries
    .map(({ entry, terms, services: own }) => {
      const shared = [...asked.keys()].filter((term) => terms.has(term));
      const met = shared.reduce((sum, term) => sum + weigh(term) * Math.min(1, terms.get(term) ?? 0), 0);
      const subjects = shared.filter((term) => isAbout(asked, term) && (terms.get(term) ?? 0) >= subjectMin);
      const isOther = own.size > 0 && services.length > 0 && !services.some((id) => own.has(id));
      return { entry, cover: (met / total) * (isOther ? otherService : 1), subjects };
    })
    .toSorted((a, b) => b.cover - a.cover);
}

/** A subject of what is asked, or a topic that it plainly has. */
function isAbout(asked: Terms, term: string): boolean {
  if (!term.startsWith(topicMark)) return term.startsWith('#');
  return (asked.get(term) ?? 0) >= askedTopicMin * topicWeight;
}

const askedTopicMin = 0.12;

function indexed(known: Known): Index {
  const { knowledge } = known;
  const vocabulary = serviceWords(known);
  const entries = knowledge.map((entry): Indexed => {
    const { question, answer } = entry;
    const terms = new Map([...termsOf(answer)].map(([term, weight]) => [term, answerShare * share(term, weight)]));
    for (const [term, weight] of termsOf(question))
      terms.set(term, Math.max(terms.get(term) ?? 0, share(term, weight)));
    const hold = (name: string, part: number) =>
      terms.set(topicTerm(name), Math.max(terms.get(topicTerm(name)) ?? 0, part));
    // Together they say best what an entry is about.
    const topics = topicsIn(`${question} ${answer}`);
    const most = Math.max(plainTopicMin, topics[0]?.probability ?? 0);
    for (const { name, probability } of topics) {
      hold(name, probability / most);
      for (const other of kin[name] ?? []) hold(other, (kinShare * probability) / most);
    }
    const named = namesIn(question, vocabulary).flatMap(({ values }) => values);
    return { entry, terms, services: new Set(named) };
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

/** Topics that are asked about in the same words. */
const kinShare = 0.8;
/** What is at least so probable is what an entry is about. */
const plainTopicMin = 0.5;
const kin: Readonly<Record<string, readonly string[]>> = {
  children: ['minors'],
  minors: ['children'],
  deposit: ['payinstallwhen'],
  washafter: ['aftercare'],
  sunafter: ['aftercare'],
  makeupafter: ['aftercare'],
  aftercare: ['washafter', 'sunafter', 'makeupafter'],
};

/** How much of a term an entry holds: of a topic as much as it is probable. */
const share = (term: string, weight: number) => (term.startsWith(topicMark) ? weight / topicWeight : 1);

/** The topic of a text and its subjects, each behind a `#`, and the stems of its other words. */
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
    ...topicsIn(text).map(({ name, probability }) => [topicTerm(name), topicWeight * probability] as const),
    ...stems.map((stem) => [stem, 1] as const),
    ...subjects.map(({ subject }) => [`#${subject}`, subjectWeight] as const),
  ]);
}

function topicTerm(name: string): string {
  return `${topicMark}${name}`;
}
