import type { Business } from '../business/business.ts';
import type { Scene } from './brain.ts';
import { localOf } from './local.ts';
import { forOption, type Option } from './option.ts';
import type { Refs } from './refs.ts';
import type { Frame } from './state.ts';

/** Words of somebody else, at most so many letters of each: a prompt has a size. */
const shortly = (text: string, most: number) => text.slice(0, most);

/**
 * The turn as data for a model, what changes least first, so that providers can keep the beginning: the names of the
 * business, where the conversation stands, what may answer, and last what the contact wrote. No price, no rule, no phone,
 * nobody's bookings.
 */
export function recapOf(scene: Scene, refs: Refs): string {
  const { business, state, now } = scene;
  const frame = state.stack.at(-1) ?? null;
  const local = localOf(now, business);
  return JSON.stringify({
    business: {
      name: shortly(business.name, 80),
      services: [...refs.services].map(([ref, { name, synonyms }]) => ({
        ref,
        name: shortly(name, 60),
        ...(synonyms.length > 0 ? { also: synonyms.slice(0, 2).map((each) => shortly(each, 30)) } : {}),
      })),
      professionals: [...refs.professionals].map(([ref, { name }]) => ({ ref, name: shortly(name, 40) })),
    },
    now: { date: local.toPlainDate().toString(), weekday: weekdays[local.dayOfWeek - 1], time: timeOf(local) },
    state: {
      flow: frame?.flow ?? null,
      known: frame ? knownOf(frame, refs) : null,
      spokenAbout: state.mentioned.slice(-2).flatMap((id) => refOf(refs.services, id) ?? []),
      lastTopic: state.topic,
      justDone: state.booked?.proposal.act ?? null,
      question: state.pending?.kind ?? null,
      options: [...refs.options].map(([ref, { option }]) => ({ ref, is: told(option, refs, business) })),
      proposalShown: state.proposal?.act ?? null,
    },
    knowledge: [...refs.knowledge].map(([ref, { question }]) => ({ ref, question: shortly(question, 120) })),
    messages: refs.text.split('\n').map((line) => shortly(line, messageMax)),
  });
}

const messageMax = 1500;
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function timeOf(local: Temporal.ZonedDateTime): string {
  return local.toPlainTime().toString({ smallestUnit: 'minute' });
}

function refOf(all: Refs['services'] | Refs['professionals'], id: string | null): string | null {
  return [...all].find(([, thing]) => thing.id === id)?.[0] ?? null;
}

function knownOf({ service, professional, date, time, people }: Frame, refs: Refs) {
  return {
    service: refOf(refs.services, service),
    professional: refOf(refs.professionals, professional),
    date,
    time,
    people,
  };
}

const theirs = () => 'theirs alone';

/** What an option picks, in a word. */
function told(option: Option, refs: Refs, business: Business): string {
  const service = ({ service: id }: { readonly service: string }) => `service ${refOf(refs.services, id) ?? ''}`;
  return forOption<Option['kind'], string>(
    {
      service,
      about: service,
      habit: (usual) => `as usual: ${service(usual)}`,
      slot: ({ start }) => localOf(start, business).toPlainDateTime().toString({ smallestUnit: 'minute' }),
      day: ({ day }) => day.toString(),
      time: ({ time }) => time.toString({ smallestUnit: 'minute' }),
      edit: ({ slot }) => `change the ${slot}`,
      menu: ({ entry }) => entry,
      own: ({ verb }) => (verb === 'pick' ? 'this booking of theirs' : 'another time'),
      page: () => 'more services',
      change: () => 'change the proposal',
      cancel: () => 'drop the proposal',
      confirm: theirs,
      rate: theirs,
      erase: theirs,
    },
    option,
  );
}
