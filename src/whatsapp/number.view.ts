import { z } from 'zod';

/** What Meta said last of one aspect, in its own words, since when, and when it said so last. */
const ToldView = z.object({ value: z.string(), since: z.string(), toldAt: z.string() });
export type ToldView = z.output<typeof ToldView>;
const told = ToldView.nullable();

/** A WhatsApp number of the business, as far as it is known. `null`: that is not known, or there was none. */
export const NumberView = z.object({
  id: z.string(),
  /** As people write it. */
  phone: z.string(),
  account: z.string().nullable(),
  light: z.enum(['bad', 'watch', 'unknown', 'well']),
  /** What is not well, the worst first (src/whatsapp/standing.ts). */
  concerns: z.array(
    z.enum([
      'held',
      'quality_red',
      'not_connected',
      'review_rejected',
      'quality_yellow',
      'name_refused',
      'review_pending',
      'not_known',
    ]),
  ),
  quality: told,
  limit: told,
  throughput: told,
  name: told,
  nameStatus: told,
  status: told,
  review: told,
  /** What its quality was, the newest first. */
  qualities: z.array(ToldView),
  /** Nothing goes out: one message at a time tries whether it works again, and then all goes on by itself. */
  held: z
    .object({
      since: z.string(),
      fault: z.string(),
      cause: z.enum(['token', 'permission', 'payment', 'registration', 'account', 'other']),
      /** When the next message tries; `null`: the next one does. */
      nextTryAt: z.string().nullable(),
    })
    .nullable(),
  /** Messages that wait to be sent. */
  waiting: z.int(),
  /** When an update of the webhook came last, a message of a contact's, and Meta's word that it sent one of ours. */
  heardAt: z.string().nullable(),
  receivedAt: z.string().nullable(),
  sentAt: z.string().nullable(),
  /** Of our messages of today, where the business is. */
  today: z.object({ sent: z.int(), failed: z.int() }),
  /** In the currency of the price file; `null`: no prices, or who asks may read no figures. */
  month: z.object({ currency: z.string(), soFar: z.number(), forecast: z.number(), unpriced: z.int() }).nullable(),
});
export type NumberView = z.output<typeof NumberView>;

const WordsView = z.object({ what: z.string(), todo: z.string().nullable() });

/** One thing that was checked at Meta, and what to do about it. */
export const FindingView = z.object({
  check: z.string(),
  verdict: z.enum(['ok', 'warning', 'failed', 'unknown']),
  pt: WordsView,
  en: WordsView,
});
export type FindingView = z.output<typeof FindingView>;
