import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import {
  CampaignReadView,
  CampaignsPageView,
  ChoicesView,
  NoticesReportView,
  PreviewView,
  type PlanView,
} from '../../../src/campaigns/campaign.view.ts';
import { get, Nothing, send } from '../ask.ts';

/** What runs is looked at again and again. */
const lookMs = 3_000;
const isOpen = ({ state }: { readonly state: string }) => state === 'sending' || state === 'scheduled';

export const campaigns = infiniteQueryOptions({
  queryKey: ['campaigns', 'list'],
  queryFn: ({ signal, pageParam }) =>
    get(`/campaigns${pageParam === '' ? '' : `?cursor=${pageParam}`}`, CampaignsPageView, signal),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
  refetchInterval: ({ state: { data } }) => (data?.pages.some(({ items }) => items.some(isOpen)) ? lookMs : false),
});

export const campaign = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'one', id],
    queryFn: ({ signal }) => get(`/campaigns/${id}`, CampaignReadView, signal),
    refetchInterval: ({ state: { data } }) => (data && isOpen(data) ? lookMs : false),
  });

/** Each look at it is written down, for it shows names: it is asked for once. */
export const preview = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'preview', id],
    queryFn: ({ signal }) => get(`/campaigns/${id}/preview`, PreviewView, signal),
    refetchOnWindowFocus: false,
  });

export const choices = queryOptions({
  queryKey: ['campaigns', 'choices'],
  queryFn: ({ signal }) => get('/campaigns/choices', ChoicesView, signal),
});

export const notices = queryOptions({
  queryKey: ['campaigns', 'notices'],
  queryFn: ({ signal }) => get('/notices', NoticesReportView, signal),
});

/** Keeps a draft; resolves with its id. */
export function useDraft(id: string | null) {
  const queries = useQueryClient();
  return useMutation({
    async mutationFn(plan: PlanView) {
      if (id === null) return (await send('POST', '/campaigns', plan, z.object({ id: z.string() }))).id;
      await send('PUT', `/campaigns/${id}`, plan, Nothing);
      return id;
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['campaigns'] }),
  });
}

export type Deed =
  | { readonly verb: 'pause' | 'resume' | 'cancel' }
  | { readonly verb: 'schedule'; readonly beginsAt: string | null }
  | { readonly verb: 'test'; readonly contact: string };

/**
 * Lets it go, holds it back, ends it, or shows it on somebody's phone.
 *
 * @param done is told when it worked, also where what asked for it is gone from the screen by then
 */
export function useCampaignDeed(id: string, done?: () => void) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, ...body }: Deed) => send('POST', `/campaigns/${id}/${verb}`, body, Nothing),
    onSuccess: () => done?.(),
    onSettled: () => queries.invalidateQueries({ queryKey: ['campaigns'] }),
  });
}
