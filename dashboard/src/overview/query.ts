import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ReportView } from '../../../src/insight/report.view.ts';
import { get } from '../ask.ts';

export const report = (days: number) =>
  queryOptions({
    queryKey: ['report', days],
    queryFn: ({ signal }) => get(`/report?days=${days}`, ReportView, signal),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  });
