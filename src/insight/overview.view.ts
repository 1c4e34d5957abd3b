import { z } from 'zod';
import { ChangeView, UnansweredView } from './report.view.ts';

/** How a business stands today, or over its last days, against the same stretch of the week before. */
export const OverviewView = z.object({
  /** What it is held against: up to the end of the hour that runs. */
  against: z.object({ from: z.string(), until: z.string() }),
  /** All that happened up to then is counted. */
  countedUntil: z.string().nullable(),
  figures: z.object({
    conversations: ChangeView,
    answeredPercent: ChangeView,
    bookings: ChangeView,
    conversionPercent: ChangeView,
    revenueCents: ChangeView,
    quality: ChangeView,
  }),
  spending: z.object({
    /** Of the messages; `null`: nobody has said what they cost. */
    currency: z.string().nullable(),
    messageCost: ChangeView,
    modelDollars: ChangeView,
  }),
  unanswered: z.array(UnansweredView),
});
export type OverviewView = z.output<typeof OverviewView>;
