import { z } from 'zod';

const count = z.int();
const known = z.number().nullable();

/** How a figure stands, and how it stood over the stretch that it is held against; `null` is not known. */
export const ChangeView = z.object({ now: known, before: known });
export type ChangeView = z.output<typeof ChangeView>;

/** The same, and on each day. */
const FigureView = ChangeView.extend({ daily: z.array(known) });

/** A question that the agent could not answer, as it was asked last. */
export const UnansweredView = z.object({ text: z.string(), times: count, lastAt: z.string() });
export type UnansweredView = z.output<typeof UnansweredView>;

/** How many conversations came how far on their way to a visit. */
const FunnelView = z.object({
  started: count,
  wished: count,
  offered: count,
  booked: count,
  came: count,
  /** Booked, and the day of the visit has not come. */
  ahead: count,
});

/** Visits of a service, and what was agreed for them. */
const ServiceShareView = z.object({ name: z.string(), bookings: count, cents: count, noShows: count });

/** A business over some of its days; what the figures mean stands in docs/metrics.md. */
export const ReportView = z.object({
  business: z.string(),
  timeZone: z.string(),
  madeAt: z.string(),
  days: z.array(z.string()),
  before: z.object({ first: z.string(), last: z.string() }),
  /** All that happened up to then is counted. */
  countedUntil: z.string().nullable(),
  figures: z.object({
    conversations: FigureView,
    bookings: FigureView,
    conversionPercent: FigureView,
    revenueCents: FigureView,
    answeredPercent: FigureView,
    answerMs: FigureView,
    quality: FigureView,
    stars: FigureView,
    handoffPercent: FigureView,
    messages: FigureView,
  }),
  funnel: z.object({ now: FunnelView, before: FunnelView }),
  /** Messages of contacts by weekday, Monday first, in these hours of the day. */
  busy: z.object({ hours: z.array(count), counts: z.array(z.array(count)) }),
  services: z.array(ServiceShareView),
  professionals: z.array(ServiceShareView.extend({ occupancyPercent: known })),
  /** Five stars first. */
  ratings: z.array(z.object({ stars: count, times: count })),
  comments: z.array(z.object({ stars: count, text: z.string(), at: z.string() })),
  handoffs: z.array(z.object({ reason: z.string(), times: count })),
  unanswered: z.array(UnansweredView),
  spending: z.object({
    /** Of the messages; `null`: nobody has said what they cost. */
    currency: z.string().nullable(),
    messages: z.array(z.object({ category: z.string(), billed: count, free: count, cost: known })),
    models: z.array(z.object({ model: z.string(), calls: count, dollars: known })),
    messageCost: ChangeView,
    modelDollars: ChangeView,
  }),
});
export type ReportView = z.output<typeof ReportView>;
