import { createHash } from 'node:crypto';
import type { OwnBooking } from '../bookings/booking.ts';
import type { ProfessionalId } from '../business/business.ts';
import { isBefore } from '../platform/time.ts';
import type { Act } from './act.ts';
import type { Draft } from './draft.ts';
import type { Question } from './flow.ts';
import { optionId, proposalOptions } from './option.ts';
import type { Frame, OpenProposal } from './state.ts';
import type { Effect, World } from './world.ts';

/** Older than this a proposal is looked up and shown again before a yes counts. */
const freshMinutes = 15;

type Proposed = Pick<OpenProposal, 'act' | 'items'> & { readonly booking: OwnBooking | null };

/**
 * What the contact will be asked to say yes to. Its id is a hash of all of it, so that a yes to one id is a yes to
 * exactly this, and of how many went before, so that a proposal that was closed stays closed.
 */
export function proposalOf(
  { act, items, booking }: Proposed,
  serial: number,
  { business, now }: Pick<World, 'business' | 'now'>,
): OpenProposal {
  const lines = items.flatMap(({ service, professional, start, end, priceCents, name }) => [
    service,
    professional,
    start,
    end,
    priceCents,
    name,
  ]);
  const content = [business.id, act, booking?.id, booking?.start, ...lines, serial];
  return {
    id: createHash('sha256').update(content.join('\n')).digest('hex').slice(0, 24),
    act,
    items,
    booking: booking && { id: booking.id, protocol: booking.protocol, start: booking.start },
    at: now,
  };
}

/** The summary, and the buttons that answer it. */
export function proposed(frame: Frame, proposal: OpenProposal, { state }: Draft): Question {
  const options = proposalOptions(proposal.id);
  const said: Act = { act: 'confirm', proposal, again: state.proposal?.id === proposal.id };
  const yes = optionId({ kind: 'confirm', proposal: proposal.id });
  return { frame, acts: [said], pending: { kind: 'confirm', options, yes }, proposal, effects: [] };
}

/**
 * May this be done now? Only when the yes of this turn was said to this very proposal, it was the question the contact
 * was left with, they have seen it, it is younger than 15 minutes, and nothing has changed it: `current` is what the
 * wish comes to after everything else the contact said in this turn. A reminder asks for as long as its booking stands.
 */
export function isConsented(before: Draft['state'], draft: Draft, current: OpenProposal, world: World): boolean {
  const { consent } = draft;
  const shown = before.proposal;
  const kind = before.pending?.kind;
  if (!consent || !shown || (kind !== 'confirm' && kind !== 'reminder')) return false;
  const isFresh = kind === 'reminder' || !isBefore(shown.at.add({ minutes: freshMinutes }), world.now);
  return (
    consent.proposalId === shown.id && current.id === shown.id && (consent.tapped || world.proposalShown) && isFresh
  );
}

/** What a yes to it does. `asked`: the professional whom the contact wanted. */
export function effectOf({ id, act, items, booking }: OpenProposal, asked: ProfessionalId | null): Effect | null {
  const [first] = items;
  if (!first) return null;
  if (act === 'book')
    return {
      kind: 'book',
      proposalId: id,
      asked,
      items: items.map(({ service, professional, start, end, priceCents, name }) => ({
        service,
        slot: { start, end, professional },
        priceCents,
        name,
      })),
    };
  if (!booking) return null;
  if (act === 'cancel') return { kind: 'cancel', booking: booking.id, proposalId: id };
  const { start, end, professional, service } = first;
  return { kind: 'move', booking: booking.id, slot: { start, end, professional }, service, proposalId: id };
}
