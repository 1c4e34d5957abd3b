import type { ServiceId } from '../business/business.ts';
import type { Act } from './act.ts';
import { asking, talk, type Draft } from './draft.ts';
import { menuOptions as menu, optionId } from './option.ts';
import type { DialogueState, Pending } from './state.ts';

type Ending = { readonly acts: readonly Act[]; readonly pending: Pending | null };

/** How a turn ends when no flow is under way: with an offer of what comes next, where one makes sense. */
export function idle(before: DialogueState, draft: Draft): Ending {
  if (draft.question) return { acts: [...draft.acts, draft.question.act], pending: draft.question.pending };
  if (!draft.understood) return { acts: [{ act: 'lost', isElse: draft.isElse }], pending: choices(menu) };
  const [only, second] = draft.acts;
  if (!only) return { acts: [{ act: 'menu' }], pending: choices(menu) };
  if (!second && only.act === 'smallTalk' && only.kind === 'hello')
    return { acts: [talk(before.greeted ? 'welcomeBack' : 'welcome', only.name)], pending: choices(menu) };
  if (draft.leaving) return { acts: draft.acts, pending: null };
  return invited(draft.acts);
}

/** After an answer: a booking of what was asked about, or a person for what we do not know. */
function invited(acts: readonly Act[]): Ending {
  const services = acts.flatMap(servicesIn);
  const [service] = services;
  if (acts.some((act) => act.act === 'missing' && !act.topic.startsWith('unlisted')) || acts.some(isLowRating))
    return followed(acts, 'person', optionId({ kind: 'menu', entry: 'human' }));
  if (service && services.length === 1) return followed(acts, 'booking', optionId({ kind: 'service', service }));
  if (services.length > 1) {
    const options = services.map((id) => optionId({ kind: 'service', service: id }));
    return { acts, pending: choices(options) };
  }
  return { acts, pending: acts.some(({ act }) => act === 'menu' || act === 'unreadable') ? choices(menu) : null };
}

function servicesIn(act: Act): readonly ServiceId[] {
  if (act.act !== 'inform') return [];
  if (act.about.topic === 'compare') return act.about.services;
  return 'service' in act.about ? [act.about.service] : [];
}

function isLowRating(act: Act): boolean {
  return act.act === 'smallTalk' && act.kind === 'ratedLow';
}

function followed(acts: readonly Act[], slot: 'person' | 'booking', option: string): Ending {
  const { act, pending } = asking(slot, 'choice', [option], { yes: option });
  return { acts: [...acts, act], pending };
}

function choices(options: readonly string[]): Pending {
  return { kind: 'choice', options: [...options], yes: null };
}
