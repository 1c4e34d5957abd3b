import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { EnrolmentView, RecoveryCodesView, SessionRowView } from '../../../src/accounts/account.view.ts';
import { get, Nothing, send } from '../ask.ts';
import { session } from '../session/query.ts';

export const sessions = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => get('/sessions', z.array(SessionRowView), signal),
});

/** Signs out there; with `null` everywhere but here. */
export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string | null) => send('DELETE', id === null ? '/sessions' : `/sessions/${id}`, null, Nothing),
    onSettled: () => queries.invalidateQueries({ queryKey: sessions.queryKey }),
  });
}

export function useChangePassword() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { readonly current: string; readonly password: string }) =>
      send('PUT', '/password', body, Nothing),
    onSuccess: () => queries.invalidateQueries({ queryKey: sessions.queryKey }),
  });
}

export function useEnrol() {
  return useMutation({ mutationFn: (password: string) => send('POST', '/second-factor', { password }, EnrolmentView) });
}

export function useConfirm() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => send('POST', '/second-factor/confirm', { code }, Nothing),
    onSuccess: () => queries.invalidateQueries({ queryKey: session.queryKey }),
  });
}

export function useRenewCodes() {
  return useMutation({
    mutationFn: (password: string) => send('POST', '/second-factor/recovery-codes', { password }, RecoveryCodesView),
  });
}

export function useDisable() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => send('POST', '/second-factor/disable', { password }, Nothing),
    onSuccess: () => queries.invalidateQueries({ queryKey: session.queryKey }),
  });
}
