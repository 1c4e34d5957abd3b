import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { BookingView } from '../../../src/bookings/book.view.ts';
import { HabitView } from '../../../src/bookings/habit.view.ts';
import { ConversationsPageView, ConversationView, TranscriptView } from '../../../src/conversations/desk.view.ts';
import { get, Nothing, send } from '../ask.ts';

/** Where events do not get through. */
const pollMs = 10_000;

export type Show = 'all' | 'human' | 'unread' | 'mine' | 'closed';

const after = (cursor: string) => (cursor === '' ? '' : `&cursor=${cursor}`);

export const conversations = (show: Show, search: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', 'list', show, search],
    queryFn: ({ signal, pageParam }) =>
      get(
        `/conversations?show=${show}&search=${encodeURIComponent(search)}${after(pageParam)}`,
        ConversationsPageView,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: pollMs,
  });

export const conversation = (id: string) =>
  queryOptions({
    queryKey: ['conversations', id],
    queryFn: ({ signal }) => get(`/conversations/${id}`, ConversationView, signal),
    refetchInterval: pollMs,
  });

export const transcript = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', id, 'messages'],
    queryFn: ({ signal, pageParam }) =>
      get(`/conversations/${id}/messages?limit=50${after(pageParam)}`, TranscriptView, signal),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: pollMs,
  });

export const bookingsOf = (contact: string) =>
  queryOptions({
    queryKey: ['bookings', 'of', contact],
    queryFn: ({ signal }) => get(`/contacts/${contact}/bookings`, z.array(BookingView), signal),
  });

export const habitOf = (contact: string) =>
  queryOptions({
    queryKey: ['habit', contact],
    queryFn: ({ signal }) => get(`/contacts/${contact}/habit`, HabitView.nullable(), signal),
  });

export function useForgetHabit(contact: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => send('DELETE', `/contacts/${contact}/habit`, null, Nothing),
    onSettled: () => queries.invalidateQueries({ queryKey: ['habit', contact] }),
  });
}

export type Deed =
  | { readonly verb: 'take' | 'give-back' | 'read' }
  | { readonly verb: 'messages' | 'notes'; readonly text: string };

/** What is done in a conversation; the screens ask anew for all they show of it. */
export function useDeed(id: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, ...body }: Deed) => send('POST', `/conversations/${id}/${verb}`, body, Nothing),
    onSettled: () => queries.invalidateQueries({ queryKey: ['conversations'] }),
  });
}
