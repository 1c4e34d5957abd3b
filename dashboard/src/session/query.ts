import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { InvitationView, SessionView, SignedInView } from '../../../src/accounts/account.view.ts';
import { get, Nothing, send } from '../ask.ts';
import { language } from '../words.ts';

export const session = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get('/session', SessionView, signal),
  staleTime: 60_000,
});

/** The frame asks; a long list, each row of which asked by itself, would take longer to draw. */
export const Session = createContext<SessionView | null>(null);

/** Inside the frame somebody is signed in. */
export function useSession(): SessionView {
  const known = useContext(Session);
  if (!known) throw new Error('outside the frame nobody is signed in');
  return known;
}

/** May who is signed in do this? */
export function useMay(permission: string): boolean {
  return useSession().permissions.includes(permission);
}

export type Credentials = { readonly email: string; readonly password: string };

export function useSignIn() {
  return useMutation({ mutationFn: (given: Credentials) => send('POST', '/session', given, SignedInView) });
}

export function useSecondFactor() {
  return useMutation({ mutationFn: (code: string) => send('POST', '/session/second-factor', { code }, SignedInView) });
}

export function useSignOut() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => send('DELETE', '/session', null, Nothing),
    onSuccess: () => {
      queries.clear();
      location.assign('/');
    },
  });
}

export const invitation = (token: string) =>
  queryOptions({
    queryKey: ['invitation', token],
    queryFn: () => send('POST', '/invitation', { token }, InvitationView),
  });

export type Joining = Credentials & { readonly token: string; readonly name: string };

export function useJoin() {
  return useMutation({ mutationFn: (given: Joining) => send('POST', '/join', given, SignedInView) });
}

/** Has a link sent, in the language that is read here. */
export function useForgotten() {
  return useMutation({
    mutationFn: (email: string) => send('POST', '/password/forgotten', { email, language }, Nothing),
  });
}

export function useResetPassword() {
  return useMutation({
    mutationFn: (given: { readonly token: string; readonly password: string }) =>
      send('POST', '/password', given, Nothing),
  });
}
