import { z } from 'zod';
import { addDays, type Day } from '../parts/day.ts';

export const periods = ['this-month', 'last-month', 'last-30', 'last-90'] as const;

/** What stands in the address: a period by its name, or days of one's own; what is no such thing is left out. */
export const PeriodSearch = z.object({
  period: z.enum(periods).optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
});
export type PeriodSearch = z.output<typeof PeriodSearch>;

export type Days = { readonly from: Day; readonly to: Day };

/** The days that are asked for, both included. */
export function daysOf({ period = 'this-month', from, to }: PeriodSearch, today: Day): Days {
  if (from !== undefined && to !== undefined) return { from, to };
  const first = `${today.slice(0, 8)}01`;
  const lastBefore = addDays(first, -1);
  switch (period) {
    case 'this-month':
      return { from: first, to: today };
    case 'last-month':
      return { from: `${lastBefore.slice(0, 8)}01`, to: lastBefore };
    case 'last-30':
      return { from: addDays(today, -29), to: today };
    case 'last-90':
      return { from: addDays(today, -89), to: today };
    default:
      return period satisfies never;
  }
}
