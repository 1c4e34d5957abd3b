import { localMinute } from '../platform/time.ts';
import type { ReportWords } from './period-words.ts';

/** Numbers as the people of a language write them. What is unknown is said so. */
export const counter =
  ({ locale }: ReportWords) =>
  (value: number): string =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);

export const money =
  ({ locale }: ReportWords) =>
  (cents: number): string =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: 'BRL' }).format(cents / 100);

/** @param value 0 to 100 */
export function percent({ locale, unknown }: ReportWords, value: number | null, digits: number): string {
  if (value === null) return unknown;
  const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return `${new Intl.NumberFormat(locale, format).format(value)} %`;
}

/** Milliseconds as people say them: below a second as they are. */
export function seconds({ locale, unknown }: ReportWords, ms: number | null): string {
  if (ms === null) return unknown;
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  return ms < 1000 ? `${number(ms, 0)} ms` : `${number(ms / 1000, 1)} s`;
}

/** A moment where its readers are, to the minute. */
export function when(at: string, timeZone: string): string {
  return localMinute(Temporal.Instant.from(at), timeZone);
}
