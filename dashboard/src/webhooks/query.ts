import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  DeliveriesView,
  SecretView,
  SubscribedView,
  SubscriptionView,
} from '../../../src/accounts/subscription.view.ts';
import { get, Nothing, send } from '../ask.ts';

export const webhooks = queryOptions({
  queryKey: ['webhooks'],
  queryFn: ({ signal }) => get('/webhooks', z.array(SubscriptionView), signal),
});

export const deliveries = (webhook: string) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', webhook, 'deliveries'],
    queryFn: ({ signal, pageParam }) =>
      get(
        `/webhooks/${webhook}/deliveries?limit=20${pageParam === '' ? '' : `&cursor=${pageParam}`}`,
        DeliveriesView,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // What waits is delivered in a moment.
    refetchInterval: 5_000,
  });

type Wish = { readonly url: string; readonly events: readonly string[] };

export function useSubscribe() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => send('POST', '/webhooks', wish, SubscribedView),
    onSuccess: () => queries.invalidateQueries({ queryKey: webhooks.queryKey }),
  });
}

/** Other settings of one; with `null` it is told nothing more. */
export function useKeep(webhook: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (kept: (Wish & { readonly isOn: boolean }) | null) =>
      send(kept === null ? 'DELETE' : 'PUT', `/webhooks/${webhook}`, kept, Nothing),
    onSettled: () => queries.invalidateQueries({ queryKey: webhooks.queryKey }),
  });
}

export function useRenewSecret(webhook: string) {
  return useMutation({ mutationFn: () => send('POST', `/webhooks/${webhook}/secret`, null, SecretView) });
}

/** Tells it something: that it works, or once more what it was told. */
export function useTell(webhook: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (delivery: string | null) =>
      send(
        'POST',
        `/webhooks/${webhook}/${delivery === null ? 'ping' : `deliveries/${delivery}/retry`}`,
        null,
        z.union([Nothing, z.object({ id: z.string() })]),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['webhooks', webhook, 'deliveries'] }),
  });
}
