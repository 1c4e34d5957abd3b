import { askingChange, choose } from './choose.ts';
import type { Command, FlowName } from './command.ts';
import {
  asking,
  doing,
  frameOf,
  mention,
  nameOf,
  opened,
  putAside,
  saying,
  talk,
  withFrame,
  withState,
  type Draft,
} from './draft.ts';
import { back, fill, withMore } from './fill.ts';
import { answer } from './inform.ts';
import { optionId } from './option.ts';
import { kept, upcoming } from './own.ts';
import type { World } from './world.ts';

type Kinds = Command['kind'];
type Moving = 'start' | 'add' | 'set' | 'correct' | 'choose' | 'affirm' | 'deny' | 'cancelFlow' | 'back' | 'clarify';
type Only<Kind extends Kinds> = Extract<Command, { kind: Kind }>;

/** Does what one command asks, as far as the dialogue allows it. What it may not do it leaves, and nothing breaks. */
export function obey(draft: Draft, command: Command, world: World): Draft {
  return isMoving(command) ? move(draft, command, world) : converse(draft, command, world);
}

const moving: ReadonlySet<Kinds> = new Set<Moving>([
  'start',
  'add',
  'set',
  'correct',
  'choose',
  'affirm',
  'deny',
  'cancelFlow',
  'back',
  'clarify',
]);

function isMoving(command: Command): command is Only<Moving> {
  return moving.has(command.kind);
}

/** Commands that move a flow on. */
function move(draft: Draft, command: Only<Moving>, world: World): Draft {
  const heard = { ...draft, understood: true };
  switch (command.kind) {
    case 'start':
      return started(heard, command.flow, world);
    case 'add':
      return withMore(heard, command.value, world);
    case 'set':
    case 'correct':
      return fill(heard, command, world);
    case 'choose':
      return choose(draft, command.option, world, true);
    case 'affirm':
      return affirm(heard, world);
    case 'deny':
      return deny(heard, world);
    case 'cancelFlow':
      return dropped(heard, world);
    case 'back':
      return back(heard);
    case 'clarify':
      return clarify(heard, command, world);
  }
}

/** Commands that only want an answer. */
function converse(draft: Draft, command: Exclude<Command, Only<Moving>>, world: World): Draft {
  const heard = { ...draft, understood: true };
  switch (command.kind) {
    case 'ask':
      return answer(heard, command.topic, command.about, world);
    case 'repeat':
      return repeat(heard, world);
    case 'speak':
      return speak(draft, command);
    case 'handoff':
      return { ...heard, handoff: command.reason };
    case 'privacy':
      return onPrivacy(heard, command.request, world);
    case 'chitchat':
      return chat(heard, command.talk, world);
    case 'unreadable':
      return unreadable(heard, command.what);
    case 'seen':
      return saying(mention(heard, command.service), { act: 'seen', service: command.service });
    case 'unknown':
      return { ...draft, isElse: command.isElse ?? false };
  }
}

/** One short message in another language may be a name or a borrowed word: it takes a long one, or two in a row. */
function speak(draft: Draft, { language, sure }: Only<'speak'>): Draft {
  const switches = sure || draft.state.heard === language;
  return withState(draft, { heard: language, language: switches ? language : draft.state.language });
}

/** A yes answers the question that is open and nothing else. */
function affirm(draft: Draft, world: World): Draft {
  const { pending } = draft.state;
  if (pending?.yes) return choose(draft, pending.yes, world, false);
  return pending || frameOf(draft) ? draft : saying(draft, talk('fine'));
}

/** A no to a cancellation keeps the booking; to anything else it asks what should be different. */
function deny(draft: Draft, world: World): Draft {
  const frame = frameOf(draft);
  if (draft.state.pending?.kind === 'erase') return saying(putAside(draft), talk('notErased'));
  if (!frame) return saying(withState(draft, { pending: null, proposal: null }), talk('fine'));
  // Not the usual: then which?
  if (frame.service === null && frame.habitOffered && draft.state.pending?.kind === 'service') return draft;
  if (frame.flow === 'cancel' || frame.flow === 'late') return saying(putAside(draft), kept(frame, world));
  return { ...askingChange(draft), consent: null };
}

/** Who says "cancelar" on the way to a booking, and has none, means that way. */
function started(draft: Draft, flow: FlowName, world: World): Draft {
  const frame = frameOf(draft);
  if (frame?.flow === 'book' && flow === 'cancel' && upcoming(world).length === 0) return dropped(draft, world);
  return opened(draft, flow);
}

function dropped(draft: Draft, world: World): Draft {
  const frame = frameOf(draft);
  return saying(putAside(draft), frame ? kept(frame, world) : talk('fine'));
}

/** What the law gives the contact. To erase cannot be undone, so it is asked. */
function onPrivacy(draft: Draft, request: Only<'privacy'>['request'], world: World): Draft {
  const bookings = upcoming(world);
  switch (request) {
    case 'erase': {
      const options = [true, false].map((sure) => optionId({ kind: 'erase', sure }));
      return { ...draft, question: asking('erase', 'erase', options, { about: bookings, yes: options[0] ?? '' }) };
    }
    case 'export': {
      const said = saying(draft, { act: 'data', name: nameOf(draft.state, world), bookings: world.bookings });
      return doing(said, { kind: 'privacy', request });
    }
    case 'optOut':
      return saying(doing(putAside(draft), { kind: 'privacy', request }), talk('optedOut'));
    case 'optIn':
      return saying(doing(draft, { kind: 'privacy', request }), talk('optedIn'));
    case 'news':
      return saying(doing(draft, { kind: 'privacy', request }), talk('newsOn'));
  }
}

/** So many messages in a row that cannot be opened are for a person. */
const unreadMax = 2;

function unreadable(draft: Draft, what: string): Draft {
  const unread = draft.state.unread + 1;
  const counted = withState(draft, { unread });
  return unread >= unreadMax ? { ...counted, handoff: 'unreadable' } : saying(counted, { act: 'unreadable', what });
}

function clarify(draft: Draft, { topic, options }: Only<'clarify'>, { business }: World): Draft {
  const services = options.flatMap((ref) => (ref.kind === 'service' ? [ref.id] : []));
  const known = services.filter((id) => business.services.some((service) => service.id === id));
  if (known.length === 0) return draft;
  const isQuestion = topic === 'price' || topic === 'duration' || topic === 'detail';
  const ids = known.map((service) =>
    optionId(isQuestion ? { kind: 'about', topic, service } : { kind: 'service', service }),
  );
  const begun = isQuestion ? draft : withFrame(opened(draft, 'book'), { service: null, pick: null });
  return {
    ...begun,
    question: {
      act: { act: 'clarify', topic, options: ids },
      pending: { kind: isQuestion ? 'choice' : 'service', options: ids, yes: null },
    },
  };
}

/** The open question comes again by itself; without one, the last answer does. */
function repeat(draft: Draft, world: World): Draft {
  const { topic, mentioned } = draft.state;
  if (frameOf(draft)) return draft;
  const about = mentioned.slice(-1).map((id) => ({ kind: 'service' as const, id }));
  return answer(draft, topic ?? 'menu', about, world);
}

/** From this insult on a person takes over. */
const insultsMax = 2;

function chat(draft: Draft, kind: Only<'chitchat'>['talk'], world: World): Draft {
  const firstName = nameOf(draft.state, world)?.split(' ')[0] ?? null;
  switch (kind) {
    case 'greet':
      return saying(draft, talk('hello', firstName));
    case 'thank':
      return saying(draft, talk('thanks'));
    case 'bye':
      return { ...saying(draft, talk('bye')), leaving: true };
    case 'praise':
      return saying(draft, talk('praise'));
    case 'insult': {
      const insults = draft.state.insults + 1;
      const counted = withState(draft, { insults });
      return insults >= insultsMax ? { ...counted, handoff: 'insult' } : saying(counted, talk('boundary'));
    }
  }
}
