import { likely, surest, tokenised, tokens, type Guess, type Likely, type Model } from '../language/classify.ts';
import { isCueName, type CueName } from '../language/cues.ts';
import learnt from '../language/intents.gen.json' with { type: 'json' };
import { readModel } from '../language/model.ts';
import { mendedText } from '../language/lexicon.ts';
import { squeeze } from '../language/normalise.ts';
import { isWanted } from './held.ts';
import type { Heard } from './hearing.ts';
import { isCounted } from './questions.ts';

let read: Model | null = null;

/** Read at the first message: a command that understands nothing does not wait for it. */
function model(): Model {
  read ??= readModel(learnt.intents);
  return read;
}

/*
 * Measured on four sets of phrases that nobody had learnt (test/blind): from these probabilities on a guess is right more
 * often than the cues that say something else.
 */
const least = {
  /** Against no cue, or only words that stand in anything. */
  plain: 0.4,
  said: 0.58,
  /** Of a booking there is, where a service is named. */
  own: 0.6,
  /** What takes a person or ends our messages, whether cues say it or the guess. */
  grave: 0.55,
  /** Of a text of one clause it is all that is meant. */
  only: 0.95,
  /** Beyond doubt: also against a booking of a service by name, and against a person who is asked for. */
  sure: 0.85,
  /** It is done even where the cues ask for something else. */
  decisive: 0.6,
  /** Words of abuse are few and plain: hardly anybody is taken at a word that was only guessed. */
  insult: 0.9,
  none: 0.45,
  noneOfGrave: 0.9,
} as const;
const marginMin = 0.15;
/** So much of a text must be words that were learnt, unless the guess is beyond doubt. */
const knownMin = 0.5;
/** What a text that names a service and a time may be about. */
const wishes: ReadonlySet<string> = new Set([
  'book',
  'availability',
  'reschedule',
  'cancelBooking',
  'myBookings',
  'waitlist',
  'group',
  'health',
  'price',
]);
/** Words of which a text has to have so many for vague cues to yield. */
const longMin = 6;

type Cues = ReadonlySet<CueName>;

const grave: Cues = new Set([
  'human',
  'complaint',
  'refund',
  'health',
  'legal',
  'group',
  'cancelBooking',
  'optIn',
  'optOut',
  'erase',
]);
/** Is it about a person, a booking that ends, or our messages? */
export const isGrave = ({ name }: Guess): boolean => isCueName(name) && grave.has(name);
/** Nobody is asked again before it is noted. */
const unasked: ReadonlySet<string> = new Set(['late', 'waitlist']);
const civil: Cues = new Set(['greet', 'thank', 'bye', 'praise', 'insult']);
/** Cues of words that stand in anything that is long. */
const vague: Cues = new Set(['menu', 'back', 'group']);
/** Does it say little of what is wanted? */
const isFaint = (cue: CueName): boolean => civil.has(cue) || vague.has(cue);
/** What steers a talk: "que calor hein" asks for nothing again. */
const steering: Cues = new Set(['back', 'repeat']);
/** What is done with a booking that there is. */
const ofOwn: Cues = new Set(['late', 'cancelBooking', 'reschedule', 'myBookings', 'waitlist']);
/** What is told and asks for nothing: a service that is named in it is not asked about. */
const toldOnly: Cues = new Set(['praise', 'complaint', 'thank', 'bye', 'greet', 'insult']);

const weighedAlready = new WeakMap<Heard, readonly Likely[]>();

/** What a text may want, by phrases that were learnt: the most probable first. */
export function guessesOf(heard: Heard): readonly Likely[] {
  const guesses = weighedAlready.get(heard) ?? likely(mendedText(withTokens(heard)), model());
  weighedAlready.set(heard, guesses);
  return guesses;
}

export const guessOf = (heard: Heard): Guess | null => surest(guessesOf(heard));

/**
 * What was heard, as a guess has it: an intent that no cue of the text bears out takes the place of its cues. Civilities
 * stay, and so does all that was named, unless nothing is asked for.
 *
 * `nothing`: it is nothing that a business answers, which the middle of a talk seldom is.
 */
export function weighed(heard: Heard, guess: Guess | null, isUnderWay: boolean): Heard | 'nothing' {
  if (!guess || isBetter(heard, guess)) return heard;
  const { name, probability } = guess;
  if (!isCueName(name)) return isUnderWay && probability < least.noneOfGrave ? heard : 'nothing';
  if (isMoved(name, heard) || isCancelled(name, heard, isUnderWay)) return heard;
  if (!heard.cues.has(name) || isOnly(name, probability, heard)) return withOnly(heard, name);
  return without(isHarmless(name, probability, heard) ? ungrave(heard) : heard, name);
}

/**
 * The intent that is beyond doubt, whatever cues say; null where there is none. In the middle of a talk words have the sense
 * that their place gives them, so that it takes more.
 */
export function surely(heard: Heard, guess: Guess | null, isUnderWay: boolean): CueName | null {
  if (!guess || !isCueName(guess.name) || isPlainly(heard, guess)) return null;
  const isHeavy = isGrave(guess) || unasked.has(guess.name);
  const enough = isUnderWay ? least.only : isHeavy ? least.sure : least.decisive;
  return guess.probability >= enough ? guess.name : null;
}

/** Do the words themselves say what is wanted: a bare name or time, a visit, what is on offer, "de quinta pra sexta"? */
const isPlainly = (heard: Heard, guess: Guess) =>
  isBare(heard) ||
  isWished(heard, guess) ||
  isOnOffer(heard, guess) ||
  (isCueName(guess.name) && isMoved(guess.name, heard)) ||
  isPrivate(heard, guess) ||
  (heard.instead !== null && guess.name !== 'reschedule');

/** "apaga meus dados" says what is to be done with them in a word, and the classifier may not know how it is spelt here. */
const isPrivate = ({ cues }: Heard, { name, probability }: Guess) =>
  probability < least.only && ofData.some((cue) => cue !== name && cues.has(cue));

const ofData: readonly CueName[] = ['erase', 'export', 'optOut', 'optIn'];

/** "O que tem para hoje?" is said of services. */
const isOnOffer = ({ cues }: Heard, { name }: Guess) => name === 'availability' && cues.has('services');

/** Does what was heard say more than the guess? */
const isBetter = (heard: Heard, guess: Guess) =>
  isCloser(heard, guess) ||
  (isBare(heard) && !(heard.text.includes('?') && guess.probability >= least.only)) ||
  isDoubtful(guess, heard) ||
  isWished(heard, guess) ||
  isOnOffer(heard, guess) ||
  isVaguer(guess, heard);

/** What a service is like, or that there is none of the kind, is asked in words that stand beside all other questions. */
const isVaguer = ({ name }: Guess, { cues, services }: Heard) =>
  (name === 'detail' || (name === 'unlisted' && services.length > 0)) &&
  [...cues].some((cue) => cue !== name && !isFaint(cue));

/** "quero limpeza com ela sábado 10:30": whatever is said beside, this is wanted. */
function isWished(heard: Heard, guess: Guess): boolean {
  const { books, services, when, text } = heard;
  if (services.length === 0 || wishes.has(guess.name)) return false;
  // Nobody greets with a service: "boa noite, tudo bem? corte na quinta às 9".
  if (guess.name === 'greet') return true;
  const isWhole = when !== null && when.wish.problem !== 'past' && (books || !text.includes('?'));
  const beyond = text.includes('?') ? least.sure : least.only;
  return (isWhole || isCounted(heard)) && (guess.probability < beyond || isCivil(guess) || guess.name === 'group');
}

/** "cancela essa droga", while nothing is under way: the booking there is. */
const isCancelled = (name: CueName, { cues }: Heard, isUnderWay: boolean) =>
  name === 'cancelFlow' && !isUnderWay && cues.has('cancelBooking');

function isDoubtful({ name, probability, margin }: Guess, heard: Heard): boolean {
  if (margin < marginMin || probability < leastFor(name, heard)) return true;
  return probability < least.sure && isStrange(heard);
}

function leastFor(name: string, heard: Heard): number {
  const others = [...heard.cues].filter((cue) => cue !== name);
  if (!isCueName(name)) return others.some((cue) => grave.has(cue) || cue === 'today') ? least.noneOfGrave : least.none;
  if (name === 'insult') return least.insult;
  if (isSteadfast(name, others, heard)) return least.sure;
  if ([name, ...others].some((cue) => grave.has(cue))) return least.grave;
  return ofOwn.has(name) && heard.services.length > 0 ? least.own : leastBeside(others);
}

const leastBeside = (others: readonly CueName[]) => (others.every(isFaint) ? least.plain : least.said);

const toSomebody =
  /\b(?:fal[ae]r?|fala(?:ndo|m)|convers\w+|cham\w+|pass[ae]\w*|transf\w+|encaminh\w+|lig[au]\w*|direcion\w+|human[oa]s?|robo|maquina|verdade|habla\w*|comunic\w+|atend[ae]\w*|resolv\w+|speak|talk|call|someone|alguem|alguien)\b/;

/** "falei com uma pessoa ontem", "minha gerente me liberou": a person is in it, and none is asked for. */
const isSpokenOf = ({ cues, plain }: Heard) => cues.has('human') && !toSomebody.test(plain);

/** Do its cues hold against all but a sure guess: a booking of a service, or one there is, a person, the date of today? */
function isSteadfast(name: CueName, others: readonly CueName[], heard: Heard): boolean {
  const { services, when } = heard;
  // A service and a time are one person's visit, whoever told them of us.
  if (name === 'group' && services.length > 0 && when !== null) return true;
  if (others.includes('human') && !isSpokenOf(heard)) return true;
  if (others.includes('today') || (others.includes('book') && services.length > 0)) return true;
  return ofOwn.has(name) && others.some((cue) => ofOwn.has(cue));
}

/** "are you open late?" asks for the hours alone, and is not late. */
const isOnly = (name: CueName, probability: number, { clauses }: Heard) =>
  probability >= least.only && !ofOwn.has(name) && clauses.filter((clause) => clause !== '').length === 1;

/** "não consigo chegar hoje, dá pra passar pra amanhã?": who wants another time gives nothing up. */
const isMoved = (name: CueName, { cues }: Heard) =>
  (name === 'cancelBooking' || name === 'late') && cues.has('reschedule');

const unnamed = (heard: Heard): Heard => ({ ...heard, books: false, when: null, services: [], professionals: [] });

function withOnly(heard: Heard, name: CueName): Heard {
  // Who says good-bye with "boa noite" greets nobody.
  const kept = [...heard.cues].filter((cue) => civil.has(cue) && !(name === 'bye' && cue === 'greet'));
  const meant = { ...heard, cues: new Set([...kept, name]), books: name === 'book' };
  return toldOnly.has(name) ? unnamed(meant) : meant;
}

/** Is it nothing grave, whatever words of that kind stand in it? */
const isHarmless = (name: CueName, probability: number, heard: Heard) =>
  !grave.has(name) && !isWanted(heard.plain) && probability >= least.said;

/** "minha tia é dona de salão, quero marcar": a person is spoken of, and none is asked for. */
const ungrave = (heard: Heard): Heard => ({
  ...heard,
  cues: new Set([...heard.cues].filter((cue) => !grave.has(cue))),
});

/** Do the words say what no phrase was learnt for, or "de quinta pra sexta", which only a move says? */
function isCloser({ cues, instead, plain }: Heard, { probability }: Guess): boolean {
  const isLong = plain.split(' ').length >= longMin;
  const yields = (cue: CueName) => (isLong && vague.has(cue)) || (probability >= least.only && steering.has(cue));
  return instead !== null || [...cues].some((cue) => !yields(cue) && !model().classes.includes(cue));
}

/** What a guess silences among the cues: who asks for the rule of cancelling cancels nothing. */
const yields: Partial<Record<CueName, readonly CueName[]>> = {
  policy: ['cancelBooking', 'reschedule', 'late', 'duration', 'refund', 'price', 'book', 'availability'],
  identity: ['human'],
  praise: ['services', 'detail', 'complaint'],
  complaint: ['services', 'detail', 'insult'],
  refund: ['payment', 'detail', 'price', 'back'],
  availability: ['book'],
  duration: ['book'],
  bye: ['greet'],
};

function without(heard: Heard, guessed: CueName): Heard {
  const silenced = guessed === 'policy' && isWanted(heard.plain) ? [] : (yields[guessed] ?? []);
  const books = heard.books && !silenced.includes('book');
  const meant = { ...heard, books, cues: new Set([...heard.cues].filter((cue) => !silenced.includes(cue))) };
  const isAlone = [...meant.cues].every((cue) => civil.has(cue) || toldOnly.has(cue));
  return toldOnly.has(guessed) && isAlone ? unnamed(meant) : meant;
}

/** Is it hardly more than what was found in it: "sexta 15h", "corte com a Ana"? */
export function isBare(heard: Heard): boolean {
  // "relaxante x modeladora"
  if (heard.services.length > 1) return false;
  const left = withTokens(heard);
  const words = left.replace(/<[A-Z]+>/g, ' ').match(/\p{L}{2,}/gu) ?? [];
  return words.length <= 1 && left !== heard.text;
}

/** Are most of its words such as no phrase taught? */
function isStrange({ plain }: Heard): boolean {
  const { rows } = model();
  const words = plain.split(' ').map(squeeze);
  return words.filter((word) => rows.placeOf(word) !== undefined).length / words.length < knownMin;
}

/** Is it surely no more than a civility? */
export function isCivil(guess: Guess | null): boolean {
  return guess !== null && isCueName(guess.name) && civil.has(guess.name) && guess.probability >= least.sure;
}

/** Is what is under way surely dropped? */
export function isDropping(guess: Guess | null): boolean {
  return guess?.name === 'cancelFlow' && guess.probability >= least.sure;
}

/** The text with what was found in it crossed out by kind. */
function withTokens({ text, services, professionals, when }: Heard): string {
  return tokenised(text, [
    ...services.map(({ span }) => [span, tokens.service] as const),
    ...professionals.map(({ span }) => [span, tokens.professional] as const),
    ...(when ? [[when.span, tokens.when] as const] : []),
  ]);
}
