import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { ReportView } from '../../../src/insight/report.view.ts';
import { get } from '../ask.ts';
import { language } from '../words.ts';
import type { Days } from './period.ts';

export const report = ({ from, to }: Days) =>
  queryOptions({
    queryKey: ['report', from, to],
    queryFn: ({ signal }) => get(`/reports/business?from=${from}&to=${to}`, ReportView, signal),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** Where the same is as a file, in the language that is read here. */
export const fileAt = ({ from, to }: Days, format: 'csv' | 'xlsx' | 'pdf') =>
  `/api/v1/reports/business/file?from=${from}&to=${to}&format=${format}&language=${language}`;
