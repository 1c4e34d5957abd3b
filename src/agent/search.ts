import type { Business, KnowledgeEntry, ServiceId } from '../business/business.ts';
import { likeness, meaningOf } from '../language/meaning.ts';
import { namesIn } from '../language/names.ts';
import type { Command } from './command.ts';
import { serviceWords } from './vocabulary.ts';

/** So well must the best entry fit for it to be the answer, and so far must it be ahead of the next. */
const fitMin = 0.4;
const leadMin = 0.01;
/** From here on it answers even where other words of the text ask for something else. */
const plainMin = 0.5;
/** From here on what is asked is what it is about. */
const sureMin = 0.55;
/** From here on it is asked in all but the same words. */
const sameMin = 0.8;
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

/**
 * An entry that answers. `isPlain`: it answers even where other words of the text ask for something else. `isSure`: what is
 * asked is what it is about. `isSame`: the business's own rules would say less.
 */
export type Found = Readonly<Record<'isPlain' | 'isSure' | 'isSame', boolean>> & { readonly entry: KnowledgeEntry };

/**
 * The entry that answers a question; null where none clearly does: a wrong answer is worse than none. A question that no
 * entry is like, or two about equally, has no answer.
 *
 * @param services that are named beside the question
 */
export function entryFor(question: string, known: Known, services: readonly ServiceId[] = []): Found | null {
  const [best, next] = fitting(question, known, services);
  if (!best || best.fit < fitMin || best.fit < (next?.fit ?? 0) + leadMin) return null;
  const { entry, fit } = best;
  return { entry, isPlain: fit >= plainMin, isSure: fit >= sureMin, isSame: fit >= sameMin };
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

/** A greeting before the question means nothing of it. */
const opening =
  /^\s*(?:(?:oi+e?|ol[áa]|opa|bom dia|boa tarde|boa noite|hi|hello|hey|hola|buen[ao]s (?:d[íi]as|tardes|noches))[\s,!.]+)+/iu;

type Fitting = { readonly entry: KnowledgeEntry; readonly fit: number };

/** How well each entry fits what is asked, from -1 to 1, the best first. */
function fitting(question: string, known: Known, services: readonly ServiceId[]): Fitting[] {
  const meaning = meaningOf(question.replace(opening, ''));
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
