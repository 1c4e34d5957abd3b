import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { ContactsPageView, ContactView } from '../../../src/contacts/contact.view.ts';
import { z } from 'zod';
import { get, Nothing, send } from '../ask.ts';

export const contacts = (search: string) =>
  infiniteQueryOptions({
    queryKey: ['contacts', search],
    queryFn: ({ signal, pageParam }) =>
      get(
        `/contacts?search=${encodeURIComponent(search)}${pageParam === '' ? '' : `&cursor=${pageParam}`}`,
        ContactsPageView,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export const contactOf = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'one', id],
    queryFn: ({ signal }) => get(`/contacts/${id}`, ContactView, signal),
  });

export function useErase() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (contact: string) => send('POST', `/contacts/${contact}/erase`, null, Nothing),
    onSettled: () => queries.invalidateQueries({ queryKey: ['contacts'] }),
  });
}

/** Blocks them, or lets them write again. Their conversations are closed with it. */
export function useBlock(contact: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (isBlocked: boolean) =>
      send(isBlocked ? 'POST' : 'DELETE', `/contacts/${contact}/block`, null, Nothing),
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['contacts'] }),
        queries.invalidateQueries({ queryKey: ['conversations'] }),
      ]),
  });
}

/** Records that they agreed to get news, and how; `null`: that they want no more. */
export function useConsent(contact: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (source: string | null) =>
      send(
        source === null ? 'DELETE' : 'POST',
        `/contacts/${contact}/news`,
        source === null ? null : { source },
        Nothing,
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['contacts'] }),
  });
}

export function useNewContact() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly name: string; readonly phone: string }) =>
      send('POST', '/contacts', body, z.object({ id: z.string() })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['contacts'] }),
  });
}
