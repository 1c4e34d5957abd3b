import { VisuallyHidden } from '@mantine/core';
import type { ReportView } from '../../../src/insight/report.view.ts';
import { count } from '../parts/figures.tsx';
import { reais } from '../parts/money.ts';
import { shortDay } from '../parts/when.ts';
import { words } from '../words.ts';

/** What the charts show, for who does not see them. */
export function DayTable({ data: { days, figures } }: { readonly data: ReportView }) {
  const names = words.overview.figures;
  return (
    <VisuallyHidden>
      <table>
        <caption>{words.reports.perDay}</caption>
        <thead>
          <tr>
            {[words.reports.day, names.conversations, names.bookings, names.revenueCents].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {days.map((date, index) => (
            <tr key={date}>
              <th scope="row">{shortDay(date)}</th>
              <td>{count(figures.conversations.daily[index] ?? 0)}</td>
              <td>{count(figures.bookings.daily[index] ?? 0)}</td>
              <td>{reais(figures.revenueCents.daily[index] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </VisuallyHidden>
  );
}
