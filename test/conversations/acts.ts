import { z } from 'zod';

const instant = z.string();
const Item = z.object({
  service: z.string(),
  professional: z.string(),
  start: instant,
  end: instant,
  priceCents: z.number().optional(),
  name: z.string().optional(),
});
export type Item = z.output<typeof Item>;
const Booking = z.looseObject({ id: z.string(), service: z.string(), start: instant, professional: z.string() });
const Proposal = z.object({
  id: z.string(),
  act: z.enum(['book', 'move', 'cancel']),
  items: z.array(Item),
  booking: z.object({ id: z.string() }).nullable(),
});

/** An act as a trace keeps it, read as far as a customer must: the rest is left as it is. */
export const TracedAct = z.looseObject({
  act: z.string(),
  slot: z.string().optional(),
  options: z.array(z.string()).optional(),
  about: z.union([z.array(Booking), z.looseObject({ topic: z.string() })]).optional(),
  visits: z.array(z.object({ items: z.array(Item) })).optional(),
  near: z.boolean().optional(),
  waits: z.boolean().optional(),
  proposal: Proposal.optional(),
  why: z.string().optional(),
  reason: z.string().optional(),
  kind: z.string().optional(),
  again: z.boolean().optional(),
});
export type TracedAct = z.output<typeof TracedAct>;

export const TracedCommand = z.looseObject({
  kind: z.string(),
  slot: z.string().optional(),
  value: z.unknown().optional(),
});
export type TracedCommand = z.output<typeof TracedCommand>;

export type Proposed = z.output<typeof Proposal>;

/** The acts that want an answer; the last of a reply is the question it ends with. */
const asking = new Set(['ask', 'offer', 'confirm', 'clarify', 'remind', 'followUp', 'freed']);

/** What the reply asks in the end; `null`: nothing. */
export function questionIn(acts: readonly TracedAct[]): TracedAct | null {
  return acts.findLast(({ act }) => asking.has(act)) ?? null;
}

/** The proposal that the reply shows and asks a yes to. */
export function proposalIn(acts: readonly TracedAct[]): Proposed | null {
  return acts.findLast(({ act }) => act === 'confirm')?.proposal ?? null;
}
