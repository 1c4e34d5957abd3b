import type { CueName } from '../language/cues.ts';
import type { Scene } from './brain.ts';
import type { Command, FlowName, HandoffReason, Topic } from './command.ts';
import { hardCommands, reasons as reasonsOfCues } from './hard.ts';
import type { Heard } from './hearing.ts';
import { begunHeld, openings } from './held.ts';
import { asked } from './meant.ts';
import { aboutOf, refined, topicOfCue } from './questions.ts';
import { servicesMeant } from './services.ts';

/** The intents that were learnt, as what is done about each: the cues of their names do the same. */
const flows: Readonly<Partial<Record<CueName, FlowName>>> = { book: 'book', ...Object.fromEntries(openings) };
const topics: Readonly<Partial<Record<CueName, Topic>>> = { ...topicOfCue, identity: 'identity' };
const reasons: Readonly<Partial<Record<CueName, HandoffReason>>> = Object.fromEntries(reasonsOfCues);
const talks = ['greet', 'thank', 'bye', 'praise', 'insult'] as const;
const requests: Readonly<Record<Extract<Command, { kind: 'privacy' }>['request'], CueName>> = {
  export: 'export',
  erase: 'erase',
  optOut: 'optOut',
  optIn: 'optIn',
  news: 'optIn',
};

/** The topics of which another answers the same, or more. */
const alike: Readonly<Partial<Record<Topic, Topic>>> = {
  prices: 'price',
  moreServices: 'services',
  menu: 'services',
  unlistedToo: 'unlisted',
};

/** Does one of the commands do what the intent wants? */
export function isDone(intent: CueName, commands: readonly Command[]): boolean {
  return commands.some((command) => does(intent, command));
}

function does(intent: CueName, command: Command): boolean {
  if (command.kind === 'start') return flows[intent] === command.flow;
  if (command.kind === 'ask') return topics[intent] === (alike[command.topic] ?? command.topic);
  if (command.kind === 'clarify') return command.topic === null ? intent === 'book' : topics[intent] === command.topic;
  if (command.kind === 'handoff') return reasons[intent] === command.reason;
  if (command.kind === 'privacy') return requests[command.request] === intent;
  return command.kind === 'chitchat' ? command.talk === intent : command.kind === intent;
}

/** What is done about an intent, with what the text names, whatever else stands in it. Null: that takes more than is named. */
export function commandsOf(intent: CueName, heard: Heard, scene: Scene): Command[] | null {
  const flow = flows[intent];
  if (flow) return flow === 'book' ? null : begunHeld(flow, heard, scene);
  const topic = topics[intent];
  if (topic) return askedOf(topic, heard, scene);
  const reason = reasons[intent];
  if (reason) return [{ kind: 'handoff', reason }];
  const talk = talks.find((each) => each === intent);
  if (talk) return [{ kind: 'chitchat', talk }];
  if (intent === 'cancelFlow') return [{ kind: 'cancelFlow' }];
  return hardCommands({ ...heard, cues: new Set([intent]) }, scene);
}

function askedOf(topic: Topic, heard: Heard, scene: Scene): Command[] {
  const meant = servicesMeant(heard, scene);
  const named = meant.clear.length + meant.unclear.length > 0;
  return refined(topic, heard, named, scene).map((each) =>
    asked({ topic: each, about: aboutOf(each, meant, scene) }, heard, meant),
  );
}
