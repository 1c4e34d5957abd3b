import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { CalendarView, WaitingView } from '../../../src/bookings/book.view.ts';
import { get, Nothing, send } from '../ask.ts';

const pollMs = 15_000;

export const calendar = (from: string, to: string) =>
  queryOptions({
    queryKey: ['bookings', from, to],
    queryFn: ({ signal }) => get(`/bookings?from=${from}&to=${to}`, CalendarView, signal),
    refetchInterval: pollMs,
  });

/** Time in which nobody can be booked. */
export type TimeOff = CalendarView['timeOff'][number];

export const waitlist = queryOptions({
  queryKey: ['bookings', 'waitlist'],
  queryFn: ({ signal }) => get('/waitlist', z.array(WaitingView), signal),
});

const Slots = z.array(z.object({ start: z.string(), end: z.string(), professional: z.string() }));

export const slots = (service: string, professional: string, day: string) =>
  queryOptions({
    queryKey: ['bookings', 'slots', service, professional, day],
    queryFn: ({ signal }) =>
      get(
        `/slots?service=${service}&day=${day}${professional === '' ? '' : `&professional=${professional}`}`,
        Slots,
        signal,
      ),
    enabled: service !== '' && day !== '',
  });

export type CalendarChange =
  | { readonly kind: 'book'; readonly body: Readonly<Record<'contact' | 'service' | 'professional' | 'start', string>> }
  | {
      readonly kind: 'move';
      readonly booking: string;
      readonly body: { readonly start: string; readonly professional: string };
    }
  | { readonly kind: 'cancel' | 'no-show' | 'done'; readonly booking: string }
  | {
      readonly kind: 'block';
      readonly body: {
        readonly professional: string | null;
        readonly start: string;
        readonly end: string;
        readonly reason: string;
      };
    }
  | { readonly kind: 'unblock'; readonly timeOff: string }
  | { readonly kind: 'unwait'; readonly wish: string };

const Made = z.object({ id: z.string() });

function ask(change: CalendarChange): Promise<unknown> {
  switch (change.kind) {
    case 'book':
      return send('POST', '/bookings', change.body, Made);
    case 'move':
      return send('PUT', `/bookings/${change.booking}/time`, change.body, Nothing);
    case 'block':
      return send('POST', '/time-off', change.body, Made);
    case 'unblock':
      return send('DELETE', `/time-off/${change.timeOff}`, null, Nothing);
    case 'unwait':
      return send('DELETE', `/waitlist/${change.wish}`, null, Nothing);
    case 'cancel':
    case 'no-show':
    case 'done':
      return send('POST', `/bookings/${change.booking}/${change.kind}`, null, Nothing);
  }
}

/** Changes the calendar; whatever came of it, all that shows bookings asks anew. */
export function useCalendarChange() {
  const queries = useQueryClient();
  return useMutation({ mutationFn: ask, onSettled: () => queries.invalidateQueries({ queryKey: ['bookings'] }) });
}
