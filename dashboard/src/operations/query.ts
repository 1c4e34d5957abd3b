import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { DeadLettersView, type DeadLetterView } from '../../../src/conversations/dead-letter.view.ts';
import { AlertView } from '../../../src/insight/alert.view.ts';
import { DutyView } from '../../../src/insight/duty.view.ts';
import { HealthView, ObjectivesView } from '../../../src/insight/operations.view.ts';
import { ChecklistsView } from '../../../src/ops/checklist.view.ts';
import { BackupsView, ReleaseView } from '../../../src/ops/history.view.ts';
import { get, Nothing, send } from '../ask.ts';

/** What may be wrong this minute is asked for often; the rest moves slowly. */
const soon = 10_000;
const later = 60_000;

export const health = queryOptions({
  queryKey: ['operations', 'health'],
  queryFn: ({ signal }) => get('/operations/health', HealthView, signal),
  refetchInterval: soon,
});

export const alerts = queryOptions({
  queryKey: ['operations', 'alerts'],
  queryFn: ({ signal }) => get('/alerts', z.array(AlertView), signal),
  refetchInterval: soon,
});

export const letters = queryOptions({
  queryKey: ['operations', 'letters'],
  queryFn: ({ signal }) => get('/dead-letters', DeadLettersView, signal),
  refetchInterval: soon,
});

export const objectives = queryOptions({
  queryKey: ['operations', 'objectives'],
  queryFn: ({ signal }) => get('/operations/objectives', ObjectivesView, signal),
  refetchInterval: later,
});

export const backups = queryOptions({
  queryKey: ['operations', 'backups'],
  queryFn: ({ signal }) => get('/operations/backups', BackupsView, signal),
  refetchInterval: later,
});

export const releases = queryOptions({
  queryKey: ['operations', 'releases'],
  queryFn: ({ signal }) => get('/operations/releases', z.array(ReleaseView), signal),
  refetchInterval: later,
});

export const duty = queryOptions({
  queryKey: ['operations', 'duty'],
  queryFn: ({ signal }) => get('/duty', DutyView, signal),
  refetchInterval: later,
});

export const checklists = infiniteQueryOptions({
  queryKey: ['operations', 'checklists'],
  queryFn: ({ signal, pageParam }) =>
    get(`/checklists?limit=10${pageParam === '' ? '' : `&cursor=${pageParam}`}`, ChecklistsView, signal),
  initialPageParam: '',
  getNextPageParam: ({ nextCursor }) => nextCursor,
});

/** Takes an alert, or says that it is over. */
export function useAct(alert: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (verb: 'acknowledge' | 'resolve') => send('POST', `/alerts/${alert}/${verb}`, null, AlertView),
    onSettled: () => queries.invalidateQueries({ queryKey: alerts.queryKey }),
  });
}

export function useTryAgain({ kind, key }: DeadLetterView) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => send('POST', `/dead-letters/${kind}/${key}/retry`, null, Nothing),
    onSettled: () => queries.invalidateQueries({ queryKey: letters.queryKey }),
  });
}
