import type { HandoffReason } from './command.ts';
import { frameOf, nameOf, type Draft } from './draft.ts';
import { wishedOf } from './find.ts';
import { serviceOf } from './lookup.ts';
import { wordsPt as words } from './words-pt.ts';
import type { Brief, World } from './world.ts';

/** What the person who takes over should know at a glance: who it is, what they want, what is known, what was tried, the mood. */
export function briefOf(draft: Draft, reason: HandoffReason, world: World): Brief {
  const { state } = draft;
  const frame = frameOf(draft);
  const upset = reason === 'complaint' || reason === 'insult' || reason === 'legal' || state.insults > 0;
  return {
    who: nameOf(state, world),
    wants: [reason, frame?.flow].filter(Boolean).join(': '),
    known: knownOf(draft, world),
    tried: state.missed > 0 ? `${state.missed} messages not understood` : (state.pending?.kind ?? ''),
    mood: upset ? 'upset' : 'calm',
  };
}

function knownOf(draft: Draft, { business }: World): string[] {
  const frame = frameOf(draft);
  const { service, day, time } = frame
    ? wishedOf(frame)
    : { service: draft.state.mentioned.at(-1) ?? null, day: null, time: null };
  const name = serviceOf(business, service)?.name;
  return [name, day && words.day(day), time && words.time(time)].filter((each) => typeof each === 'string');
}
