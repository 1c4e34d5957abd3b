import { answerIn } from '../language/answer.ts';
import { givesOrders, type CueName } from '../language/cues.ts';
import { languageOf } from '../language/languages.ts';
import type { ServiceId } from '../business/business.ts';
import type { Said } from '../conversations/content.ts';
import type { Scene } from './brain.ts';
import { commandsMax, type Command } from './command.ts';
import type { Guess } from '../language/classify.ts';
import { guessOf, isCivil, isDropping, isGrave, surely, weighed } from './guess.ts';
import { hardCommands } from './hard.ts';
import { hear, type Heard } from './hearing.ts';
import { answeredFrom, isAnswer } from './entry.ts';
import { commandsOf, isDone } from './intent.ts';
import { meantCommands } from './meant.ts';
import { optionOf } from './option.ts';
import { asksForOffer } from './questions.ts';
import { answerOf, entryFor } from './search.ts';
import { serviceSeen } from './picture.ts';
import { answerAhead, shortAnswer } from './shortly.ts';
import { isElse, unclear } from './unclear.ts';

/**
 * Understands by rule, with no model: the product without an API key, and the fall-back with one.
 *
 * The open question decides short answers first; then hard rules, then what is named and asked; a text in which nothing
 * is recognised is one `unknown`. Text that gives orders to the agent is text like any other. Pure.
 */
export const offline = (scene: Scene): Command[] => readByRule(scene).commands;

/** What the rules make of a burst. `firm`: it is decided, and nothing that a model could say changes it. */
export type Reading = { readonly commands: Command[]; readonly firm: boolean };

export function readByRule(scene: Scene): Reading {
  const { said, business } = scene;
  const taps = said.flatMap((each) => (isOurs(each, scene) ? [each.option] : []));
  // A button of somebody else's, or of a release long gone, means what it said.
  const texts = said.flatMap((each) =>
    each.kind === 'text' ? [each.text] : each.kind === 'tap' && !optionOf(each.option, business) ? [each.title] : [],
  );
  const seen = said.map((each) => serviceSeen(each, business)).find((service) => service !== null);
  const unread = said.filter((each) => serviceSeen(each, business) === null).flatMap(unreadIn)[0];
  const text = texts.join('\n');
  const reading = text.trim() === '' ? nothingSaid : readText(text, scene);
  const isShownAlone = text.trim() === '' && taps.length === 0;
  const commands = [
    ...(text.trim() === '' ? [] : spoken(text, scene)),
    ...(unread === undefined ? [] : [{ kind: 'unreadable' as const, what: unread }]),
    ...(seen === undefined ? [] : shown(seen, isShownAlone)),
    ...taps.map((option) => ({ kind: 'choose' as const, option })),
    ...reading.commands.filter(({ kind }) => !unread || kind !== 'unknown'),
  ].slice(0, commandsMax);
  return { commands, firm: reading.firm || taps.length > 0 };
}

/** Of a picture with no words we tell what it is about; with words, those ask. */
function shown(service: ServiceId, isAlone: boolean): Command[] {
  const detail: Command = { kind: 'ask', topic: 'detail', about: [{ kind: 'service', id: service }] };
  return [{ kind: 'seen', service }, ...(isAlone ? [detail] : [])];
}

const nothingSaid: Reading = { commands: [], firm: true };

/** What of a message cannot be opened: a picture stays unseen also where its caption is read. */
function unreadIn(said: Said): string[] {
  if (said.kind === 'unreadable') return [said.what];
  return Object.keys(said.beside ?? {}).filter((what) => /^(?:image|video|document|audio|sticker)$/.test(what));
}

/** The language they write, where it is another than ours, or ours again after a message in another. */
function spoken(text: string, { state }: Scene): Command[] {
  // Code is of no language: "SELECT * FROM users" is nobody's English.
  const found = /[<>{}=;*\\]/.test(text) ? null : languageOf(text);
  if (!found) return [];
  const language = found.language === 'pt' ? 'pt-BR' : found.language;
  const changes = language !== state.language || (state.heard ?? language) !== language;
  return changes ? [{ kind: 'speak', language, sure: found.sure }] : [];
}

function isOurs(said: Said, { business }: Scene): said is Extract<Said, { kind: 'tap' }> {
  return said.kind === 'tap' && optionOf(said.option, business) !== null;
}

function readText(text: string, scene: Scene): Reading {
  const heard = hear(text, scene);
  if (isLeft(heard, scene)) return { commands: [{ kind: 'cancelFlow' }], firm: true };
  const short = shortAnswer(heard, scene);
  if (short) return { commands: short, firm: true };
  const ahead = answerAhead(text, scene);
  if (ahead) {
    const rest = `${' '.repeat(ahead.rest.start)}${text.slice(ahead.rest.start)}`;
    return { commands: withAnswer(ahead.answer, rest, scene), firm: true };
  }
  const rest = restCommands(heard, scene);
  const commands: Command[] = isPersonOffered(scene) && isTaken(heard, rest) ? [{ kind: 'affirm' }] : rest;
  const isRuled = answerIn(text) !== null || givesOrders(text) || hardCommands(heard, scene) !== null;
  return { commands, firm: isRuled || commands.some(isWrittenUnasked) };
}

/** Of "sim, quero falar com alguém", "pode passar pra equipe": the person that was offered, for what one was offered. */
const isTaken = ({ cues, services, when, plain }: Heard, rest: readonly Command[]) =>
  (cues.has('human') && services.length === 0 && when === null) ||
  rest.every(asksForPerson) ||
  (agrees.test(plain) && rest.every(({ kind }) => kind === 'unknown'));

/** "sim fala com elas" */
const agrees = /^(?:sim|quero|pode|claro|ok|si|quiero|yes|sure)(?: |$)/;

const leftWordsMin = 3;

/** "esquece, depois eu vejo": no mere no to what was asked. */
function isLeft(heard: Heard, { state: { stack } }: Scene): boolean {
  const { when, services, cues, plain, text } = heard;
  if (stack.length === 0 || cues.has('back') || cues.has('repeat')) return false;
  const guess = guessOf(heard);
  if (when !== null || services.length > 0) return !text.includes('?') && isDropping(guess);
  return plain.split(' ').length >= leftWordsMin && isDropping(guess);
}

/** Nobody is asked again before it is written down or done, so that a guess may not be behind it. */
function isWrittenUnasked(command: Command): boolean {
  if (command.kind === 'start') return command.flow === 'late' || command.flow === 'waitlist';
  if (command.kind === 'set' || command.kind === 'correct') return ['rating', 'minutes', 'name'].includes(command.slot);
  return ['affirm', 'deny', 'choose', 'privacy', 'handoff'].includes(command.kind);
}

/** "sim, e quanto custa a barba?": the yes, then the rest. Where the rest is not understood the yes is in doubt. */
function withAnswer(answer: 'yes' | 'no', rest: string, scene: Scene): Command[] {
  const commands = restCommands(hear(rest, scene), scene);
  const isLost = commands.some(({ kind }) => kind === 'unknown');
  if (answer === 'yes') {
    // "sim, quero falar com alguém" takes up the offer of a person, and with it why one was offered.
    if (isPersonOffered(scene) && (isLost || commands.every(asksForPerson))) return [{ kind: 'affirm' }];
    if (isLost) return [{ kind: 'repeat' }];
    // A yes beside another wish is no yes to what was shown: it is shown anew, with the wish in it.
    return commands.some(changesProposal) ? commands : [{ kind: 'affirm' }, ...commands];
  }
  if (commands.some(({ kind }) => kind === 'cancelFlow')) return [{ kind: 'cancelFlow' }];
  const corrects = commands.some(({ kind }) => /^(?:set|correct|choose|handoff)$/.test(kind));
  return corrects ? commands : [{ kind: 'deny' }, ...commands.filter(({ kind }) => kind !== 'unknown')];
}

/** Would a plain yes take up the offer of a person? */
function isPersonOffered({ state: { pending }, business }: Scene): boolean {
  const option = pending?.yes ? optionOf(pending.yes, business) : null;
  return option?.kind === 'menu' && (option.entry === 'human' || option.entry === 'exception');
}

function asksForPerson(command: Command): boolean {
  return command.kind === 'handoff' && command.reason === 'asked';
}

function changesProposal(command: Command): boolean {
  const isFilling = command.kind === 'set' || command.kind === 'correct' || command.kind === 'add';
  return (isFilling && command.slot !== 'name') || command.kind === 'choose' || command.kind === 'cancelFlow';
}

function restCommands(heard: Heard, scene: Scene): Command[] {
  const answered = answeredFrom(heard, scene);
  if (answered) return answered;
  const found = byCues(heard, scene);
  const commands = decided(isFirm(found, heard, scene) ? found : guessed(found, heard, scene), heard, scene);
  const isOpen = commands.length === 0 || commands.some(isEntryless);
  const entry = isOpen ? fromEntry(heard, scene) : null;
  return entry ?? (commands.length > 0 ? commands : [unclear(heard, scene, isUnderWay(scene))]);
}

/** What is beyond doubt is done, where nothing that was found does it, and is all that is done where nothing else is named. */
function decided(commands: Command[], heard: Heard, scene: Scene): Command[] {
  const isOngoing = isUnderWay(scene);
  if (isSaidAlone(heard, scene) || (isOngoing && commands.some(fillsIn))) return commands;
  const intent = surely(heard, guessOf(heard), isOngoing || commands.some(isHandoff));
  // Who asks whether we are a robot and wants a person wants a person.
  const isPersonWanted = intent === 'identity' && commands.some(asksForPerson);
  if (intent === null || isPersonWanted || commands.some(isUntouchable)) return commands;
  if (isDone(intent, commands))
    return isOfOne(heard, commands) ? commands.filter((each) => isPartOf(intent, each)) : commands;
  const wanted = commandsOf(intent, heard, scene);
  return wanted ? [...courtesies(heard, wanted), ...wanted] : commands;
}

/** A yes or a no that answers no question ("n vou mais, obg") may say more. */
const isSaidAlone = (heard: Heard, scene: Scene) =>
  isAnswer(heard, scene) && (isUnderWay(scene) || answerIn(heard.text) === null);

/** One sentence that names nothing for a visit wants one thing: "quais as formas de pagamento disponíveis?" */
const isOfOne = ({ text }: Heard, commands: readonly Command[]) =>
  !commands.some(fillsIn) && text.split(/[.?!;\n]+/).filter((each) => each.trim() !== '').length === 1;

const isPartOf = (intent: CueName, command: Command) =>
  isDone(intent, [command]) || !(isDone('book', [command]) || isDone('availability', [command]));

const isHandoff = ({ kind }: Command) => kind === 'handoff';
/** Somebody's health, and what is another contact's, are never anything else. */
const isUntouchable = (command: Command) =>
  (command.kind === 'handoff' && command.reason === 'health') || (command.kind === 'ask' && command.topic === 'others');

/** What goes on with what is under way, or leaves it. */
const fillsIn = ({ kind }: Command) => /^(?:set|correct|add|choose|cancelFlow)$/.test(kind);

/** Where nothing else was understood, the entry nearest to what is asked answers it, unless it may ask for nothing. */
function fromEntry(heard: Heard, { business }: Scene): Command[] | null {
  const { text } = heard;
  const found = answerIn(text) === null && !givesOrders(text) ? entryFor(text, business) : null;
  const guess = guessOf(heard);
  const isOther = guess !== null && (isElse(guess) || isHeeded(guess));
  return found && !isOther ? [answerOf(found)] : null;
}

/** A person is called for the smallest doubt about somebody's health, and else where it is likely that one is wanted. */
const isHeeded = (guess: Guess) => isGrave(guess) && (guess.name === 'health' || guess.probability >= heededMin);

const heededMin = 0.8;

/** Is no guess better? */
function isFirm(commands: readonly Command[], heard: Heard, scene: Scene): boolean {
  // "sim" and the like are weighed by the closed grammar alone, and names are no wishes.
  if (isAnswer(heard, scene)) return true;
  // In a conversation that is under way words have the sense that their place gives them.
  return isSettled(commands) && isUnderWay(scene);
}

/** What the cues and a guess make of it together; empty: nothing that a business answers. */
function guessed(commands: Command[], heard: Heard, scene: Scene): Command[] {
  const guess = guessOf(heard);
  const meant = weighed(heard, guess, isUnderWay(scene));
  if (meant === 'nothing')
    return commands.filter((command) => command.kind === 'chitchat' || isOffered(command, heard));
  const again = meant === heard ? commands : byCues(meant, scene);
  return isCivil(guess) ? again.filter((command) => !isUnanswered(command)) : again;
}

/** A service that is asked for of us is a service that we do not have. */
function isOffered(command: Command, heard: Heard): boolean {
  return command.kind === 'ask' && command.topic === 'unlisted' && asksForOffer(heard);
}

function isUnderWay({ state: { stack, booked, pending } }: Scene): boolean {
  return stack.length > 0 || booked !== null || pending !== null;
}

/** What the cues and names of a text make of it; empty: nothing. */
function byCues(heard: Heard, scene: Scene): Command[] {
  const hard = hardCommands(heard, scene);
  const name = nameGiven(heard, scene);
  const meant = hard ?? name ?? meantCommands(heard, scene);
  return [...courtesies(heard, meant), ...meant, ...(meant.length === 0 ? wordless(heard, scene) : [])];
}

/** Is more known than that a question was asked which no topic and no entry covers? */
function isSettled(commands: readonly Command[]): boolean {
  const said = commands.filter((command) => command.kind !== 'chitchat' || command.talk !== 'greet');
  return said.length > 0 && !said.some(isUnanswered);
}

function isUnanswered(command: Command): boolean {
  if (command.kind !== 'ask') return false;
  return command.topic === 'unlisted' || isUnknown(command);
}

/** A question to the knowledge, to which no entry was found. */
function isEntryless(command: Command): boolean {
  if (command.kind !== 'ask' || command.topic !== 'knowledge') return false;
  return command.about.every(({ kind }) => kind !== 'knowledge');
}

function isUnknown(command: Command): boolean {
  return command.kind === 'ask' && command.topic === 'knowledge' && command.about.length === 0;
}

/** Only signs, an emoji or laughter: a short civil answer, and the open question again. */
function wordless({ plain, cues }: Heard, { state }: Scene): Command[] {
  if (cues.size > 0 || answerIn(plain) !== null) return [];
  if (/\p{L}|\d/u.test(plain.replace(/\b(?:k+|(?:ha|he|rs|hua)+|ah|hum+)\b/g, ''))) return [];
  return [state.pending ? { kind: 'repeat' } : { kind: 'chitchat', talk: 'greet' }];
}

/** The name was asked for, and this is one. */
function nameGiven({ name, when, services }: Heard, { state }: Scene): Command[] | null {
  if (state.pending?.kind !== 'name' || !name || when || services.length > 0) return null;
  return [{ kind: 'set', slot: 'name', value: name.name, span: name.span }];
}

/** Greetings go before the answer; thanks and leave count when nothing else is wanted. */
function courtesies({ cues }: Heard, meant: readonly Command[]): Command[] {
  const talks = (['greet', 'insult', 'praise', 'thank', 'bye'] as const).filter((talk) => cues.has(talk));
  const fits = talks.filter((talk) => talk === 'greet' || talk === 'insult' || meant.length === 0);
  const said = meant.some(({ kind }) => kind === 'chitchat' || kind === 'cancelFlow') ? [] : fits;
  return said.map((talk) => ({ kind: 'chitchat', talk }));
}
