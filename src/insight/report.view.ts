import { z } from 'zod';

const count = z.int();
const known = z.number().nullable();

/** How a figure stood over the days, over as many days before them, and on each; `null` is not known. */
const FigureView = z.object({ now: known, before: known, daily: z.array(known) });

/** Who or what was booked how often in the days, and for how much. */
export const ShareView = z.object({ name: z.string(), bookings: count, cents: count });

/** A question that the agent could not answer, as it was asked last. */
export const UnansweredView = z.object({ text: z.string(), times: count, lastAt: z.string() });

/** A business over some of its days, today included; what the figures mean stands in docs/metrics.md. */
export const ReportView = z.object({
  days: z.array(z.string()),
  /** All that happened up to then is counted. */
  countedUntil: z.string().nullable(),
  figures: z.object({
    conversations: FigureView,
    messages: FigureView,
    bookings: FigureView,
    conversionPercent: FigureView,
    revenueCents: FigureView,
    answeredPercent: FigureView,
    answerMs: FigureView,
    quality: FigureView,
    stars: FigureView,
    handoffPercent: FigureView,
  }),
  /** Messages of contacts by weekday, Monday first, and hour of the day. */
  busy: z.array(z.array(count)),
  services: z.array(ShareView),
  professionals: z.array(ShareView),
  handoffs: z.array(z.object({ reason: z.string(), times: count })),
  unanswered: z.array(UnansweredView),
});
export type ReportView = z.output<typeof ReportView>;
