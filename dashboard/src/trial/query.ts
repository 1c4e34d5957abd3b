import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { ChangedView, ExamplesView, TrialView, type SaidView } from '../../../src/agent/trial.view.ts';
import { get, Nothing, send } from '../ask.ts';

/** What stands in forms and is not saved, each part as it would be saved. */
export type Draft = Readonly<Partial<Record<'services' | 'hours' | 'knowledge', readonly object[]>>> &
  Readonly<Partial<Record<'retired' | 'forgotten', readonly string[]>>> &
  Readonly<Partial<Record<'style' | 'rules' | 'policies' | 'notices', object>>>;

/** A conversation that is tried: what was said, and when it takes place. */
export type Talk = { readonly messages: readonly SaidView[]; readonly now: string };

/** One that has not begun. */
export const fresh: Talk = { messages: [], now: '' };

/** @param revision of the business: what it says changes with it */
export const trial = (talk: Talk, draft: Draft | null, revision: number) =>
  queryOptions({
    queryKey: ['trial', talk, draft, revision] as const,
    queryFn: () => send('POST', '/try', { ...talk, draft: draft ?? {} }, TrialView),
    enabled: talk.messages.length > 0,
    staleTime: Infinity,
    // Until the next answer is there the last one of the same conversation stands.
    placeholderData: (last, query) => (query?.queryKey[1].now === talk.now ? last : undefined),
  });

export const examples = (revision: number) =>
  queryOptions({
    queryKey: ['examples', revision] as const,
    queryFn: ({ signal }) => get('/examples', ExamplesView, signal),
  });

type Keeping = Talk & { readonly name: string; readonly draft?: Draft | null };

/** Keeps a conversation, forgets it, or takes it as it ends now. */
export function useExampleChange() {
  const queries = useQueryClient();
  const onSettled = () => queries.invalidateQueries({ queryKey: ['examples'] });
  const keep = useMutation({
    mutationFn: ({ draft, ...given }: Keeping) =>
      send('POST', '/examples', { ...given, draft: draft ?? {} }, z.object({ id: z.string() })),
    onSettled,
  });
  const drop = useMutation({
    mutationFn: (id: string) => send('DELETE', `/examples/${id}`, null, Nothing),
    onSettled,
  });
  const accept = useMutation({
    mutationFn: (id: string) => send('POST', `/examples/${id}/accept`, null, Nothing),
    onSettled,
  });
  return { keep, drop, accept };
}

/** Which examples would turn out otherwise once this is saved. */
export const useCheck = () =>
  useMutation({ mutationFn: (draft: Draft) => send('POST', '/examples/check', { draft }, z.array(ChangedView)) });
