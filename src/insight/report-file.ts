import { stampOfSpan, type Span } from './span.ts';

export const formats = ['html', 'pdf', 'json'] as const;
export type Format = (typeof formats)[number];

const names = { week: 'weekly_report', month: 'monthly_report', day: 'daily_report' } as const;

/** Such as `monthly_report_202610.pdf`. */
export const fileNameOf = (span: Span, format: Format): string => `${names[span.kind]}_${stampOfSpan(span)}.${format}`;
