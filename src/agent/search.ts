import type { Business, KnowledgeEntry, ServiceId } from '../business/business.ts';
import { mendedText } from '../language/lexicon.ts';
import { likeness, meaningOf } from '../language/meaning.ts';
import { namesIn } from '../language/names.ts';
import type { Command } from './command.ts';
import { serviceWords } from './vocabulary.ts';

/** So far must the best entry be ahead of the next. */
const leadMin = 0.01;
/** From here on it may be what is asked. */
const nearMin = 0.2;

/** An entry about another service than the one that is asked about hardly answers. */
const otherService = 0.4;

type Indexed = {
  readonly entry: KnowledgeEntry;
  readonly services: ReadonlySet<ServiceId>;
  /** Of its question alone, and with its answer. */
  readonly meanings: readonly [Float32Array, Float32Array];
};

/** What answers, and the services that may be spoken of in it. */
type Known = Pick<Business, 'services' | 'knowledge'>;

const indexes = new WeakMap<readonly KnowledgeEntry[], readonly Indexed[]>();

/** An entry that answers, and how near it is, from -1 to 1. */
export type Found = { readonly entry: KnowledgeEntry; readonly fit: number };

/**
 * The entry that answers a question; null where none clearly does: a wrong answer is worse than none. A question that no
 * entry is like, or two about equally, has no answer.
 *
 * @param services that are named beside the question
 * @param fitMin how near it must be
 */
export function entryFor(
  question: string,
  known: Known,
  services: readonly ServiceId[] = [],
  fitMin = 0.4,
): Found | null {
  const [best, next] = fitting(question, known, services);
  return best && best.fit >= fitMin && best.fit >= (next?.fit ?? 0) + leadMin ? best : null;
}

/** To tell what was found. */
export function answerOf({ entry }: Found): Command {
  return { kind: 'ask', topic: 'knowledge', about: [{ kind: 'knowledge', key: entry.key }] };
}

/** The entries nearest to a text: one of them may answer it. */
export function entriesNear(question: string, known: Known, most: number): KnowledgeEntry[] {
  const near = fitting(question, known, []).filter(({ fit }) => fit >= nearMin);
  return near.slice(0, most).map(({ entry }) => entry);
}

/** A greeting or a filler before the question means nothing of it. */
const opening =
  /^\s*(?:(?:oi+e?|ol[áa]|opa|tipo|ent[ãa]o|assim|olha|bom dia|boa tarde|boa noite|hi|hello|hey|hola|buen[ao]s (?:d[íi]as|tardes|noches))[\s,!.]+)+/iu;

/** How well each entry fits what is asked, from -1 to 1, the best first. */
function fitting(question: string, known: Known, services: readonly ServiceId[]): Found[] {
  const meaning = meaningOf(mendedText(question.replace(opening, '')));
  return indexed(known)
    .map(({ entry, services: own, meanings: [alone, answered] }) => {
      const near = (likeness(meaning, alone) + likeness(meaning, answered)) / 2;
      const isOther = own.size > 0 && services.length > 0 && !services.some((id) => own.has(id));
      return { entry, fit: isOther ? near * otherService : near };
    })
    .toSorted((a, b) => b.fit - a.fit);
}

function indexed(known: Known): readonly Indexed[] {
  const { knowledge } = known;
  const found = indexes.get(knowledge);
  if (found) return found;
  const vocabulary = serviceWords(known);
  const index = knowledge.map((entry): Indexed => {
    const { question, answer } = entry;
    const named = namesIn(question, vocabulary).flatMap(({ values }) => values);
    return { entry, services: new Set(named), meanings: [meaningOf(question), meaningOf(`${question} ${answer}`)] };
  });
  indexes.set(knowledge, index);
  return index;
}
