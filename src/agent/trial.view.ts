import { z } from 'zod';

/** What somebody says who tries the agent: typed, or tapped under a reply. */
export const SaidView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string().trim().min(1, 'must not be empty').max(1000) }),
  z.object({ kind: z.literal('tap'), option: z.string().max(256), title: z.string().max(100) }),
]);
export type SaidView = z.output<typeof SaidView>;

/** What a person sees of a reply. `label` opens the options of a list; on buttons there is none. */
const ReplyView = z.object({
  text: z.string(),
  label: z.string().nullable(),
  options: z.array(z.object({ id: z.string(), title: z.string(), description: z.string().nullable() })),
});
export type ReplyView = z.output<typeof ReplyView>;

/** `ask:price`, and what it was about, in the words of the business. */
const HeardView = z.object({ name: z.string(), about: z.array(z.string()) });

const ExchangeView = z.object({
  understood: z.array(HeardView),
  /** What the reply does: `inform`, `offer` … */
  did: z.array(z.string()),
  replies: z.array(ReplyView),
});
export type ExchangeView = z.output<typeof ExchangeView>;

const BookedView = z.object({ service: z.string(), start: z.string(), priceCents: z.int() });
export type BookedView = z.output<typeof BookedView>;

export const TrialView = z.object({
  /** One for each thing that was said. */
  exchanges: z.array(ExchangeView),
  /** What would stand booked in the end. */
  books: z.array(BookedView),
  /** A person would have taken over: what is said after that is not answered. */
  withPerson: z.boolean(),
});
export type TrialView = z.output<typeof TrialView>;

/** What a conversation comes to, apart from its wording. */
export const EndingView = z.object({
  says: z.array(z.string()),
  books: z.array(BookedView),
  withPerson: z.boolean(),
  /** The last reply. */
  reply: z.string(),
});
export type EndingView = z.output<typeof EndingView>;

/** `price` and `book` are tried for every business: what its first service costs, and booking it. */
const basic = z.enum(['price', 'book']);

/** A conversation that was kept to be played again. */
export const ExampleView = z.object({
  id: z.string(),
  name: z.string(),
  said: z.array(SaidView),
  /** When it takes place. */
  at: z.string(),
  ending: EndingView,
  /** How it ends with the business as it is, and whether that is as it was kept. */
  now: EndingView,
  holds: z.boolean(),
});
export type ExampleView = z.output<typeof ExampleView>;

export const ExamplesView = z.object({
  examples: z.array(ExampleView),
  /** `name`: of the first service. */
  basics: z.array(z.object({ basic, name: z.string(), holds: z.boolean() })),
});

/** An example that a change makes turn out otherwise. */
export const ChangedView = z.object({
  /** `null`: one that is tried for every business, and `basic` says which. */
  id: z.string().nullable(),
  basic: basic.nullable(),
  /** Of the example, or of the first service. */
  name: z.string(),
  before: EndingView,
  after: EndingView,
});
export type ChangedView = z.output<typeof ChangedView>;
