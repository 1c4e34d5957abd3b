import type { Scene } from './brain.ts';
import { topicOf } from '../language/topics.ts';
import { commandsMax, type Command, type EntityRef, type Topic } from './command.ts';
import {
  bothWish,
  countWish,
  nameWish,
  professionalWish,
  serviceRef,
  serviceWish,
  whenBeside,
  whenWish,
  wishedIn,
} from './fillings.ts';
import { heldCommands } from './held.ts';
import type { Heard } from './hearing.ts';
import { questionsIn, type Question } from './questions.ts';
import { servicesMeant, type Meant } from './services.ts';
import type { Frame } from './state.ts';

/** What a text wants of us, from its cues and what it names. Empty: nothing was recognised. */
export function meantCommands(heard: Heard, scene: Scene): Command[] {
  const frame = scene.state.stack.at(-1) ?? null;
  const held = heldCommands(heard, scene);
  if (held) return [...held, ...besides(heard, scene)].slice(0, commandsMax);
  const moved = movedFlow(heard, frame);
  if (moved) return moved;
  const services = servicesMeant(heard, scene);
  const questions = questionsIn(heard, scene, services);
  if (questions.length > 0 && questions.every(({ topic }) => topic === 'policy') && isOfHouse(heard))
    return [{ kind: 'ask', topic: 'knowledge', about: [] }];
  const meant = [
    ...wishes(heard, scene, { services, questions }),
    ...questions.map((question) => asked(question, heard, services)),
  ];
  // "preciso agendar", said again while it is under way.
  return meant.length === 0 && frame?.flow === 'book' && heard.books ? [{ kind: 'repeat' }] : meant;
}

/** "quero cancelar, tem multa?", "cancela o de quinta. qual o endereço?": what is asked beside. */
function besides(heard: Heard, scene: Scene): Command[] {
  const topics = new Set<Topic>(['policy', 'address', 'hours', 'payment', 'phone']);
  return questionsIn(heard, scene, { clear: [], unclear: [] })
    .filter(({ topic }) => topics.has(topic) && (topic !== 'hours' || !heard.cues.has('myBookings')))
    .map((question) => asked(question, { ...heard, when: null }, { clear: [], unclear: [] }));
}

/** Words that steer the booking under way: drop it, change it, go back, say it again. */
function movedFlow(heard: Heard, frame: Frame | null): Command[] | null {
  const { cues, when, services, plain } = heard;
  const adds = when !== null || services.length > 0;
  if (isDropped(heard, frame, adds) || (frame && keeps.test(plain))) return [{ kind: 'cancelFlow' }];
  if (adds) return null;
  if (cues.has('repeat')) return [{ kind: 'repeat' }];
  if (frame && cues.has('back')) return [{ kind: 'back' }];
  return frame && cues.has('reschedule') ? [{ kind: 'choose', option: 'edit:when' }] : null;
}

/** "cancela" of what is not booked yet leaves it; "cancela, quero quinta" wants it otherwise. */
function isDropped({ cues, plain }: Heard, frame: Frame | null, adds: boolean): boolean {
  const cancels = cues.has('cancelBooking') && frame !== null && !cues.has('policy');
  if (!adds) return cancels || cues.has('cancelFlow');
  return cancels && !cues.has('book') && !prefers.test(plain);
}

const prefers = /\b(?:quero|prefiro|quiero|prefiero|i want|i prefer)\b/;

/** To move or cancel nothing after all. */
export const keeps =
  /^(?:nao |na verdade |pensando (?:bem|melhor) |melhor |entao |ah |ta |ta bom |ok |tudo bem )*(?:(?:deixa|deixe|mantem|mantenha|manter|fica|pode deixar|deja|dejalo|mantener|keep|leave) (?:\S+ )?(?:como (?:esta|estava|ta)|assim(?: mesmo)?|do jeito que (?:esta|ta)|meu horario|igual|it (?:as it is|like that)|my appointment)|(?:quero|vou|prefiro) (?:manter|deixar como esta|ficar com (?:o|esse|meu) horario))\b/;

type Understood = { readonly services: Meant; readonly questions: readonly Question[] };

/** What is to be booked, for when, with whom, in whose name. */
function wishes(heard: Heard, scene: Scene, understood: Understood): Command[] {
  const frame = scene.state.stack.at(-1) ?? null;
  const topics = new Set(understood.questions.map(({ topic }) => topic));
  const named = nameWish(heard, scene);
  const timed = topics.has('hours') ? { ...heard, when: null } : heard;
  // "quanto custa o corte no sábado?" asks; "abrem sábado?" asks about the day.
  if (topics.size > 0 && !heard.books && !topics.has('availability'))
    return [...(frame ? whenWish(timed, frame) : []), ...named];
  const wished = wishedFor(timed, scene, understood);
  if (frame || topics.has('availability')) return [...wished, ...named];
  return [...begun(heard, scene, wished), ...named];
}

/** No flow is under way: these begin a booking, or correct the one just made, or are nothing to book. */
function begun(heard: Heard, scene: Scene, wished: readonly Command[]): Command[] {
  // "não, dia 17" after it was booked moves what was booked.
  if (!heard.books && heard.when && isCorrection(heard, scene)) return wished.map(corrected);
  const begins = heard.books || heard.when !== null || wished.some(beginsVisit);
  return begins ? [{ kind: 'start', flow: 'book' }, ...wished] : [];
}

function wishedFor(heard: Heard, scene: Scene, { services }: Understood): Command[] {
  const frame = scene.state.stack.at(-1) ?? null;
  const both = bothWish(heard, scene);
  return [
    ...(both.length > 0 ? both : serviceWish(wishedIn(heard, services), frame, heard.plain)),
    ...whenWish(whenBeside(heard, both), frame),
    ...professionalWish(heard, frame),
    ...countWish(heard, both.length > 0),
  ];
}

/** Said with a count it is no mere name of a service: "3 sessões de progressiva". */
function beginsVisit(command: Command): boolean {
  if (command.kind === 'add') return true;
  return command.kind === 'set' && ['people', 'sessions', 'repeat'].includes(command.slot);
}

function isCorrection({ plain }: Heard, { state }: Scene): boolean {
  if (!state.booked) return false;
  return /^(?:ops|opa|ih|eita|putz|xi|ai|nao|perdao|desculpa\w*|errei|me (?:enganei|confundi)|na verdade|espera|perai|quis dizer|digo|no|perdon|me equivoque|en realidad|oops|sorry|actually|wait)\b/.test(
    plain,
  );
}

function corrected(command: Command): Command {
  return command.kind === 'set' ? { ...command, kind: 'correct' } : command;
}

/** A question, and what of ours it is asked about. */
export function asked({ topic, about }: Question, { when }: Heard, { unclear }: Meant): Command {
  const [doubtful] = unclear;
  if (about.length === 0 && doubtful && isAboutService(topic))
    return { kind: 'clarify', topic, options: doubtful.ids.slice(0, 10).map(serviceRef) };
  const day: EntityRef[] = when && topic === 'hours' ? [{ kind: 'when', wish: when.wish }] : [];
  return { kind: 'ask', topic, about: [...about.map(serviceRef), ...day].slice(0, 10) };
}

function isAboutService(topic: Topic): boolean {
  return topic === 'price' || topic === 'duration' || topic === 'detail';
}

/** "posso levar meu cachorro?" asks what is allowed, and for no rule of booking. */
function isOfHouse({ rest, text }: Heard): boolean {
  const topic = text.includes('?') ? topicOf(rest) : null;
  return topic !== null && topic.near >= houseMin && !ofBooking.has(topic.name);
}

const houseMin = 0.4;
/** The rules of booking, and topics that they may answer. */
const ofBooking: ReadonlySet<string> = new Set(['policy', 'deposit', 'earlyarrival', 'guarantee']);
