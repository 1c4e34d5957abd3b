import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { MemberView } from '../../../src/accounts/account.view.ts';
import { get, Nothing, send } from '../ask.ts';

export const members = queryOptions({
  queryKey: ['users'],
  queryFn: ({ signal }) => get('/users', z.array(MemberView), signal),
});

export function useInvite() {
  return useMutation({
    mutationFn: (body: { readonly email: string; readonly role: string }) =>
      send('POST', '/users/invitations', body, z.object({ token: z.string() })),
  });
}

/** Another role, or with `null` none. */
export function useRole(user: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (role: string | null) =>
      role === null
        ? send('DELETE', `/users/${user}`, null, Nothing)
        : send('PUT', `/users/${user}`, { role }, Nothing),
    onSettled: () => queries.invalidateQueries({ queryKey: members.queryKey }),
  });
}
