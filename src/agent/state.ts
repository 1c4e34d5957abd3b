import { z } from 'zod';
import { ProfessionalId, ServiceId } from '../business/business.ts';
import { FlowName, Language, Topic } from './command.ts';
import { IsoInstant } from './iso.ts';
import { DateWish, TimeWish, Wish } from './wish.ts';

/** One flow under way and what is known for it. The last of the stack is the one spoken about. */
const Frame = z.object({
  flow: FlowName,
  service: ServiceId.nullable(),
  /** Asked for by the contact; `null`: any will do. */
  professional: ProfessionalId.nullable(),
  date: DateWish.nullable(),
  time: TimeWish.nullable(),
  doubts: Wish.shape.doubts,
  problem: Wish.shape.problem,
  approximate: z.boolean(),
  /** The very slot picked among those offered; looked up again before it is proposed. */
  pick: z.object({ start: IsoInstant, professional: ProfessionalId }).nullable(),
});
export type Frame = z.output<typeof Frame>;

export const PendingKind = z.enum([
  'service',
  'date',
  'time',
  'half',
  'conflict',
  'name',
  'confirm',
  'change',
  'choice',
  /** Which of the contact's bookings. */
  'booking',
  /** A reminder: 1 confirms, 2 cancels, 3 moves. */
  'reminder',
  /** One to five, after the visit. */
  'rating',
  /** Erase all that we know of the contact? */
  'erase',
]);
export type PendingKind = z.output<typeof PendingKind>;

/** The question the contact was left with: short answers are read against it. */
const Pending = z.object({
  kind: PendingKind,
  /** Option ids in the order they were shown: "o segundo" is the second of these. */
  options: z.array(z.string()),
  /** What a plain yes picks; `null`: a yes answers nothing. */
  yes: z.string().nullable(),
});
export type Pending = z.output<typeof Pending>;

/** What the contact was shown and asked to say yes to. `id` is a hash of all the rest but `at`. */
const OpenProposal = z.object({
  id: z.string(),
  /** What a yes does: "pode marcar" is no yes to a cancellation. */
  act: z.enum(['book', 'move', 'cancel']),
  service: ServiceId,
  professional: ProfessionalId,
  start: IsoInstant,
  end: IsoInstant,
  priceCents: z.int(),
  name: z.string(),
  /** When it was last shown. */
  at: IsoInstant,
});
export type OpenProposal = z.output<typeof OpenProposal>;

/** What a conversation remembers from turn to turn. Stored as JSON, Temporal values as ISO text. */
export const DialogueState = z.object({
  stack: z.array(Frame),
  pending: Pending.nullable(),
  proposal: OpenProposal.nullable(),
  /** The last booking made here, so that a second tap on its button is not a second booking. */
  booked: z.object({ proposalId: z.string(), protocol: z.string(), proposal: OpenProposal }).nullable(),
  /** As the contact gave it in this conversation. */
  name: z.string().nullable(),
  /** Services spoken about, the latest last. */
  mentioned: z.array(ServiceId),
  /** What was last asked about. */
  topic: Topic.nullable(),
  /** The page of the service list last shown; 0: none. */
  page: z.int(),
  greeted: z.boolean(),
  /** What we answer in, and what the last message was written in, if it could be told. */
  language: Language,
  heard: Language.nullable(),
  /** Misunderstandings in a row. */
  missed: z.int(),
  insults: z.int(),
  /** Proposals closed so far: the same wish made again gets a new id. */
  serial: z.int(),
});
export type DialogueState = z.output<typeof DialogueState>;

/** A conversation that has not begun. */
export const freshState: DialogueState = {
  stack: [],
  pending: null,
  proposal: null,
  booked: null,
  name: null,
  mentioned: [],
  topic: null,
  page: 0,
  greeted: false,
  language: 'pt-BR',
  heard: null,
  missed: 0,
  insults: 0,
  serial: 0,
};

/** A flow of which nothing is known yet. */
export function emptyFrame(flow: FlowName): Frame {
  return {
    flow,
    service: null,
    professional: null,
    date: null,
    time: null,
    doubts: [],
    problem: null,
    approximate: false,
    pick: null,
  };
}
