import type { Topic } from './command.ts';
import { frameOf, mention, opened, putAside, saying, talk, withFrame, withState, type Draft } from './draft.ts';
import { picked } from './fill.ts';
import { answer } from './inform.ts';
import { forOption, optionOf, type ByOption, type MenuEntry } from './option.ts';
import type { World } from './world.ts';

/** What a tap means now. An option is only a wish: what it wishes for is looked up again, however old the button is. */
export function choose(draft: Draft, id: string, world: World, tapped: boolean): Draft {
  const option = optionOf(id, world.business);
  return option ? forOption(chosen({ ...draft, understood: true }, world, tapped), option) : draft;
}

function chosen(draft: Draft, world: World, tapped: boolean): ByOption<Draft> {
  const booking = () => opened(draft, 'book');
  return {
    confirm: ({ proposal }) => onProposal(draft, 'confirm', { id: proposal, tapped }),
    change: ({ proposal }) => onProposal(draft, 'change', { id: proposal, tapped }),
    cancel: ({ proposal }) => onProposal(draft, 'cancel', { id: proposal, tapped }),
    service: ({ service }) => mention(withFrame(booking(), { service, pick: null }), service),
    about: ({ topic, service }) => answer(draft, topic, [{ kind: 'service', id: service }], world),
    slot: (slot) => withFrame(booking(), picked(slot, world.business)),
    day: ({ day }) => withFrame(booking(), { date: { kind: 'day', day }, doubts: [], problem: null, pick: null }),
    time: ({ time }) => withFrame(booking(), { time: { kind: 'at', time }, doubts: [], pick: null }),
    edit: ({ slot }) => edited(draft, slot),
    page: ({ page }) => answer(withState(draft, { page: page - 1 }), 'moreServices', [], world),
    menu: ({ entry }) => fromMenu(draft, entry, world),
  };
}

type Tap = { readonly id: string; readonly tapped: boolean };

function onProposal(draft: Draft, kind: 'confirm' | 'change' | 'cancel', { id, tapped }: Tap): Draft {
  const { proposal, booked } = draft.state;
  if (proposal?.id === id) {
    if (kind === 'confirm') return { ...draft, consent: { proposalId: id, tapped } };
    return kind === 'change' ? askingChange(draft) : saying(putAside(draft), talk('ended'));
  }
  if (booked?.proposalId === id) {
    if (kind !== 'confirm') return { ...draft, handoff: 'unsupported' };
    return saying(draft, { act: 'done', proposal: booked.proposal, protocol: booked.protocol, again: true });
  }
  // Of another time: the flow under way shows where it stands, or we say that the button is spent.
  return frameOf(draft) ? draft : saying(draft, talk('expired'));
}

/** "não" to a proposal or an offer: what should be different? */
export function askingChange(draft: Draft): Draft {
  const options = ['edit:when', 'edit:service', 'edit:name'];
  const frame = frameOf(draft);
  const wish = { service: frame?.service ?? null, professional: null, day: null, time: null };
  return {
    ...draft,
    question: {
      act: { act: 'ask', slot: 'change', options, wish },
      pending: { kind: 'change', options, yes: null },
    },
  };
}

function edited(draft: Draft, slot: 'service' | 'when' | 'name'): Draft {
  if (slot === 'service') return withFrame(opened(draft, 'book'), { service: null, professional: null, pick: null });
  if (slot === 'when')
    return withFrame(opened(draft, 'book'), { date: null, time: null, doubts: [], problem: null, pick: null });
  const wish = { service: frameOf(draft)?.service ?? null, professional: null, day: null, time: null };
  return {
    ...draft,
    question: {
      act: { act: 'ask', slot: 'name', options: [], wish },
      pending: { kind: 'name', options: [], yes: null },
    },
  };
}

const topics: Readonly<Partial<Record<MenuEntry, Topic>>> = {
  services: 'services',
  prices: 'prices',
  hours: 'hours',
  address: 'address',
  menu: 'menu',
};

function fromMenu(draft: Draft, entry: MenuEntry, world: World): Draft {
  if (entry === 'human') return { ...draft, handoff: 'asked' };
  const topic = topics[entry];
  return topic ? answer(draft, topic, [], world) : opened(draft, 'book');
}
