import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ApiKeyView, MadeKeyView } from '../../../src/accounts/account.view.ts';
import { get, Nothing, send } from '../ask.ts';

export const keys = queryOptions({
  queryKey: ['api-keys'],
  queryFn: ({ signal }) => get('/api-keys', z.array(ApiKeyView), signal),
});

type Wish = { readonly name: string; readonly scopes: readonly string[]; readonly days: number | null };

export function useMakeKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wish: Wish) => send('POST', '/api-keys', wish, MadeKeyView),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.queryKey }),
  });
}

export function useRevokeKey() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send('DELETE', `/api-keys/${id}`, null, Nothing),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.queryKey }),
  });
}
