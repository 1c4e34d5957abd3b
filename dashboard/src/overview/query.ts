import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { OverviewView } from '../../../src/insight/overview.view.ts';
import { get } from '../ask.ts';

export const overview = (days: number) =>
  queryOptions({
    queryKey: ['overview', days],
    queryFn: ({ signal }) => get(`/overview?days=${days}`, OverviewView, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
