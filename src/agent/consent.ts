import { createHash } from 'node:crypto';
import type { Slot } from '../bookings/booking.ts';
import type { Service } from '../business/business.ts';
import { isBefore } from '../platform/time.ts';
import type { Draft } from './draft.ts';
import type { OpenProposal } from './state.ts';
import type { Effect, World } from './world.ts';

/** Older than this a proposal is looked up and shown again before a yes counts. */
const freshMinutes = 15;

/**
 * What the contact will be asked to say yes to. Its id is a hash of all of it, so that a yes to one id is a yes to
 * exactly this, and of how many went before, so that a proposal that was closed stays closed.
 */
export function proposalOf(
  { service, slot, name }: { readonly service: Service; readonly slot: Slot; readonly name: string },
  serial: number,
  { business, now }: World,
): OpenProposal {
  const content = [business.id, service.id, slot.professional, slot.start, slot.end, service.priceCents, name, serial];
  return {
    id: createHash('sha256').update(content.join('\n')).digest('hex').slice(0, 24),
    act: 'book',
    service: service.id,
    professional: slot.professional,
    start: slot.start,
    end: slot.end,
    priceCents: service.priceCents,
    name,
    at: now,
  };
}

/**
 * May this be booked now? Only when the yes of this turn was said to this very proposal, it was the question the contact
 * was left with, they have seen it, it is younger than 15 minutes, and nothing has changed it: `current` is what the
 * wish comes to after everything else the contact said in this turn.
 */
export function isConsented(before: Draft['state'], draft: Draft, current: OpenProposal, world: World): boolean {
  const { consent } = draft;
  const shown = before.proposal;
  if (!consent || !shown || before.pending?.kind !== 'confirm') return false;
  return (
    consent.proposalId === shown.id &&
    current.id === shown.id &&
    (consent.tapped || world.proposalShown) &&
    !isBefore(shown.at.add({ minutes: freshMinutes }), world.now)
  );
}

export function bookEffect({ id, service, professional, start, end, priceCents, name }: OpenProposal): Effect {
  return {
    kind: 'book',
    proposalId: id,
    proposal: { service, slot: { start, end, professional }, priceCents, name },
  };
}
