import { z } from 'zod';
import { Topic } from './command.ts';

/*
 * Commands as a model writes them: the union of `command.ts`, with refs for ids and the contact's own words for offsets.
 * What is written or done without being asked back (a yes, a rating, a name, how late, a waitlist, privacy) has no form
 * here. Every field is required and no rule of length stands in it: providers refuse schemas that say more.
 */

const words = z.string();
const fills = z.enum(['set', 'correct']);

/** `null`: not said. Days as 2026-11-27, times as 16:00; `dateTo` and `timeTo` where a span was named. */
const moment = {
  date: z.string().nullable(),
  dateTo: z.string().nullable(),
  time: z.string().nullable(),
  timeTo: z.string().nullable(),
};

const AskedTopic = Topic.exclude(['identity', 'others']);

export const GeneratedCommand = z.union([
  z.object({ kind: z.literal('start'), flow: z.enum(['book', 'reschedule', 'cancel', 'check']) }),
  z.object({ kind: fills, slot: z.literal('service'), ref: z.string(), words }),
  z.object({ kind: fills, slot: z.literal('professional'), ref: z.string().nullable(), words }),
  z.object({ kind: fills, slot: z.literal('when'), words, ...moment }),
  z.object({ kind: fills, slot: z.enum(['people', 'sessions']), value: z.int(), words }),
  z.object({ kind: fills, slot: z.literal('booking'), ref: z.string().nullable(), words, ...moment }),
  z.object({ kind: z.literal('add'), ref: z.string(), words }),
  z.object({ kind: z.literal('choose'), ref: z.string() }),
  z.object({ kind: z.enum(['affirm', 'deny', 'cancelFlow', 'back', 'repeat', 'unknown']) }),
  z.object({
    kind: z.literal('ask'),
    topic: AskedTopic,
    refs: z.array(z.string()),
    words: words.nullable(),
    ...moment,
  }),
  z.object({
    kind: z.literal('handoff'),
    reason: z.enum(['asked', 'complaint', 'refund', 'health', 'legal', 'exception', 'group']),
  }),
  z.object({ kind: z.literal('chitchat'), talk: z.enum(['greet', 'thank', 'bye', 'praise', 'insult']) }),
  z.object({ kind: z.literal('clarify'), refs: z.array(z.string()) }),
]);
export type GeneratedCommand = z.output<typeof GeneratedCommand>;

export const Generated = z.object({ commands: z.array(GeneratedCommand) });
export type Generated = z.output<typeof Generated>;
