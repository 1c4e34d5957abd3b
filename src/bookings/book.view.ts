import { z } from 'zod';

/** A booking in the calendar. Times are ISO 8601. */
export const BookingView = z.object({
  id: z.string(),
  protocol: z.string(),
  service: z.object({ id: z.string(), name: z.string() }),
  professional: z.string(),
  contact: z.object({ id: z.string(), name: z.string().nullable(), phone: z.string().nullable() }),
  /** Whom it is for. */
  name: z.string(),
  start: z.string(),
  end: z.string(),
  priceCents: z.int(),
  status: z.enum(['booked', 'cancelled', 'done', 'no_show']),
  isConfirmed: z.boolean(),
  lateMinutes: z.int().nullable(),
});
export type BookingView = z.output<typeof BookingView>;

/** A stretch in which nobody can be booked; `professional` null: the whole business. */
export const TimeOffView = z.object({
  id: z.string(),
  professional: z.string().nullable(),
  start: z.string(),
  end: z.string(),
  reason: z.string(),
});

export const CalendarView = z.object({ bookings: z.array(BookingView), timeOff: z.array(TimeOffView) });
export type CalendarView = z.output<typeof CalendarView>;

/** Somebody who waits for a time that becomes free. Days and times are the business's own. */
export const WaitingView = z.object({
  id: z.string(),
  contact: z.object({ id: z.string(), name: z.string().nullable(), shownPhone: z.string().nullable() }),
  service: z.string(),
  /** By name; `null`: any will do. */
  professional: z.string().nullable(),
  from: z.string(),
  to: z.string(),
  fromTime: z.string().nullable(),
  toTime: z.string().nullable(),
  wishedAt: z.string(),
});
export type WaitingView = z.output<typeof WaitingView>;
