import type { ReportView } from '../../../src/insight/report.view.ts';
import { Part } from '../parts/page.tsx';
import { weekdayName } from '../parts/when.ts';
import { words } from '../words.ts';

/** Light enough under dark words, dark enough under light ones. */
const shadeOf = (share: number) =>
  `color-mix(in srgb, light-dark(var(--mantine-color-teal-4), var(--mantine-color-teal-9)) ${Math.round(share * 70)}%, var(--mantine-color-default))`;

/** When contacts write: a week by hours. */
export function Busy({ busy: { hours, counts } }: Pick<ReportView, 'busy'>) {
  const most = Math.max(1, ...counts.flat());
  return (
    <Part title={words.reports.busy}>
      {/* Whoever has no mouse moves it by the keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div aria-label={words.reports.busy} className="scroll" role="region" tabIndex={0}>
        <table className="heat">
          <thead>
            <tr>
              <td />
              {hours.map((hour) => (
                <th key={hour} scope="col">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {counts.map((each, index) => (
              <tr key={weekdayName(index + 1)}>
                <th scope="row">{weekdayName(index + 1, 'short')}</th>
                {hours.map((hour, place) => {
                  const times = each[place] ?? 0;
                  return (
                    <td
                      key={hour}
                      style={{ background: shadeOf(times / most) }}
                      title={words.reports.messagesAt(times, hour)}
                    >
                      {times === 0 ? '' : times}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}
