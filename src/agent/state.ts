import { z } from 'zod';
import { BookingId } from '../bookings/booking.ts';
import { ProfessionalId, ServiceId } from '../business/business.ts';
import { BookingHint, FlowName, Language, Repeat, Topic } from './command.ts';
import { IsoInstant } from './iso.ts';
import { DateWish, TimeWish, Wish } from './wish.ts';

/** One flow under way and what is known for it. The last of the stack is the one spoken about. */
const Frame = z.object({
  flow: FlowName,
  service: ServiceId.nullable(),
  /** Further services of the same visit, in order. */
  more: z.array(ServiceId),
  /** Who come together, the contact counted. */
  people: z.int(),
  /** Visits of this kind that are still to be booked, this one counted. */
  sessions: z.int(),
  repeat: Repeat.nullable(),
  /** The contact's own booking that is moved, cancelled or late, and how they named it before it was found. */
  booking: BookingId.nullable(),
  hint: BookingHint.nullable(),
  /** Minutes late. */
  minutes: z.int().nullable(),
  /** Asked for by the contact; `null`: any will do. */
  professional: ProfessionalId.nullable(),
  date: DateWish.nullable(),
  time: TimeWish.nullable(),
  /** "No mesmo horário": as the booking that moves. */
  sameTime: z.boolean(),
  doubts: Wish.shape.doubts,
  problem: Wish.shape.problem,
  approximate: z.boolean(),
  /** What they usually want was offered already. An earlier release knows nothing of it. */
  habitOffered: z.boolean().default(false),
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

/** One service at one time with one professional, at the price and in the name that were shown. */
const ProposedItem = z.object({
  service: ServiceId,
  professional: ProfessionalId,
  start: IsoInstant,
  end: IsoInstant,
  priceCents: z.int(),
  name: z.string(),
});
export type ProposedItem = z.output<typeof ProposedItem>;

/** What the contact was shown and asked to say yes to. `id` is a hash of all the rest but `at`. */
const OpenProposal = z.object({
  id: z.string(),
  /** What a yes does: "pode marcar" is no yes to a cancellation. */
  act: z.enum(['book', 'move', 'cancel']),
  /** What is booked, all of it or nothing; of a move where it goes to, of a cancellation what it was. */
  items: z.array(ProposedItem).min(1),
  /** The booking that is moved or cancelled, and when it was to begin. */
  booking: z.object({ id: BookingId, protocol: z.string(), start: IsoInstant }).nullable(),
  /** When it was last shown. */
  at: IsoInstant,
});
export type OpenProposal = z.output<typeof OpenProposal>;

/** What a conversation remembers from turn to turn. Stored as JSON, Temporal values as ISO text. */
export const DialogueState = z.object({
  stack: z.array(Frame),
  pending: Pending.nullable(),
  proposal: OpenProposal.nullable(),
  /** The last thing done here after a yes, so that a second tap on its button does not do it twice. */
  booked: z
    .object({
      proposalId: z.string(),
      proposal: OpenProposal,
      bookings: z.array(z.object({ id: BookingId, protocol: z.string() })),
    })
    .nullable(),
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
  /** Messages in a row that we could not open. */
  unread: z.int(),
  /** When the last turn ended; `null`: there was none. */
  at: IsoInstant.nullable(),
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
  unread: 0,
  at: null,
  serial: 0,
};

/** A flow of which nothing is known yet. */
export function emptyFrame(flow: FlowName): Frame {
  return {
    flow,
    service: null,
    more: [],
    people: 1,
    sessions: 1,
    repeat: null,
    booking: null,
    hint: null,
    minutes: null,
    professional: null,
    date: null,
    time: null,
    sameTime: false,
    doubts: [],
    problem: null,
    approximate: false,
    habitOffered: false,
    pick: null,
  };
}
