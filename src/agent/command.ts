import { z } from 'zod';
import { ProfessionalId, ServiceId } from '../business/business.ts';
import { Wish } from './wish.ts';

/** The languages we speak. A new one here, and every catalogue that lacks it stops compiling. */
export const Language = z.enum(['pt-BR', 'es', 'en']);
export type Language = z.output<typeof Language>;

/** Where in the contact's words something stands: UTF-16 offsets into the text of the burst, the end not included. */
const Span = z.object({ start: z.int().min(0), end: z.int().min(0) });

/** What a contact may ask about. */
export const Topic = z.enum([
  'price',
  'prices',
  'compare',
  'duration',
  'detail',
  'unlisted',
  /** Beside one that is ours, another that is not. */
  'unlistedToo',
  'services',
  'moreServices',
  'hours',
  'address',
  'phone',
  'email',
  'instagram',
  'payment',
  'discount',
  'policy',
  'availability',
  'menu',
  'professionals',
  'identity',
  'others',
  'today',
  'knowledge',
]);
export type Topic = z.output<typeof Topic>;

/** Why a person takes over. */
export const HandoffReason = z.enum([
  'asked',
  'complaint',
  'refund',
  'health',
  'legal',
  'notUnderstood',
  'insult',
  'unreadable',
  'unsupported',
  'privacy',
  'exception',
  'group',
]);
export type HandoffReason = z.output<typeof HandoffReason>;

export const FlowName = z.enum(['book', 'reschedule', 'cancel', 'check', 'late', 'waitlist']);
export type FlowName = z.output<typeof FlowName>;

/** Something of the business's that a contact meant: ids of its own catalogue, never the contact's. */
export const EntityRef = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('service'), id: ServiceId }),
  z.object({ kind: z.literal('professional'), id: ProfessionalId }),
  z.object({ kind: z.literal('knowledge'), key: z.string() }),
  z.object({ kind: z.literal('when'), wish: Wish }),
]);
export type EntityRef = z.output<typeof EntityRef>;

/** Letters and what joins them: a name is shown back to the contact, and no sentence or price passes for one. */
const PersonName = z.string().regex(/^[\p{L}\p{M}'’ .-]{1,80}$/u);

/** Again every so many days, so many times in all; `null`: they did not say how often. */
export const Repeat = z.object({
  everyDays: z.union([z.literal(7), z.literal(14), z.literal(28)]),
  times: z.int().min(2).max(12).nullable(),
});
export type Repeat = z.output<typeof Repeat>;

/** Which of the contact's own bookings is meant, as far as they say: by its day or time, by its service. */
export const BookingHint = z.object({ when: Wish.nullable(), service: ServiceId.nullable() });
export type BookingHint = z.output<typeof BookingHint>;

/** A slot and what goes into it; `null` for a professional means that any will do. */
const filling = <Kind extends 'set' | 'correct'>(kind: Kind) =>
  z.discriminatedUnion('slot', [
    z.object({ kind: z.literal(kind), slot: z.literal('service'), value: ServiceId, span: Span }),
    z.object({ kind: z.literal(kind), slot: z.literal('professional'), value: ProfessionalId.nullable(), span: Span }),
    z.object({ kind: z.literal(kind), slot: z.literal('when'), value: Wish, span: Span }),
    /** People who come together, the contact counted. */
    z.object({ kind: z.literal(kind), slot: z.literal('people'), value: z.int().min(1).max(20), span: Span }),
    /** Visits of the same kind, each on a day of its own. */
    z.object({ kind: z.literal(kind), slot: z.literal('sessions'), value: z.int().min(1).max(20), span: Span }),
    z.object({ kind: z.literal(kind), slot: z.literal('repeat'), value: Repeat, span: Span }),
    z.object({ kind: z.literal(kind), slot: z.literal('booking'), value: BookingHint, span: Span }),
    /** How many minutes late. */
    z.object({ kind: z.literal(kind), slot: z.literal('minutes'), value: z.int().min(1).max(240), span: Span }),
    z.object({ kind: z.literal(kind), slot: z.literal('rating'), value: z.int().min(1).max(5), span: Span }),
    z.object({ kind: z.literal(kind), slot: z.literal('name'), value: PersonName, span: Span }),
  ]);

/**
 * What a brain asks the dialogue for, of one closed union: both brains answer with it and the dialogue cannot
 * tell them apart.
 *
 * No command holds a contact, a price or a permission: those come from the server's side.
 */
export const Command = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('start'), flow: FlowName }),
  filling('set'),
  filling('correct'),
  /** One more service for the same visit: "corte e barba". */
  z.object({ kind: z.literal('add'), slot: z.literal('service'), value: ServiceId, span: Span }),
  /** A button or row of ours, by its id. `confirm:` counts as a tap, so only a tap may become one: a brain that guesses says `affirm`. */
  z.object({ kind: z.literal('choose'), option: z.string().max(256) }),
  z.object({ kind: z.literal('affirm') }),
  z.object({ kind: z.literal('deny') }),
  z.object({ kind: z.literal('cancelFlow') }),
  z.object({ kind: z.literal('back') }),
  z.object({ kind: z.literal('repeat') }),
  z.object({ kind: z.literal('ask'), topic: Topic, about: z.array(EntityRef).max(10) }),
  z.object({ kind: z.literal('handoff'), reason: HandoffReason }),
  z.object({ kind: z.literal('privacy'), request: z.enum(['export', 'erase', 'optOut', 'optIn', 'news']) }),
  z.object({ kind: z.literal('chitchat'), talk: z.enum(['greet', 'thank', 'bye', 'praise', 'insult']) }),
  /** The language they write; `sure`: by a message long enough to switch to it, else it takes two in a row. */
  z.object({ kind: z.literal('speak'), language: Language, sure: z.boolean() }),
  /** The brain cannot decide between these; `topic` is what was asked about them, `null` when it was to book. */
  z.object({ kind: z.literal('clarify'), topic: Topic.nullable(), options: z.array(EntityRef).min(2).max(10) }),
  /** A message that cannot be read: `audio`, `image` … */
  z.object({ kind: z.literal('unreadable'), what: z.string() }),
  /** A picture shows one of the business's services. */
  z.object({ kind: z.literal('seen'), service: ServiceId }),
  /** `isElse`: it is nothing that a business answers, a wrong number or an offer to it. */
  z.object({ kind: z.literal('unknown'), span: Span.nullable(), isElse: z.literal(true).optional() }),
]);
export type Command = z.output<typeof Command>;

/** More than this in one turn is a brain that talks nonsense. */
export const commandsMax = 6;
