import { Button, Card, Group, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import type { ReportView } from '../../../src/insight/report.view.ts';
import { reais } from '../parts/money.ts';
import { Page, Part } from '../parts/page.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { dateTimeOf, weekdayName } from '../parts/when.ts';
import { useMay, useSession } from '../session/query.ts';
import { language, words } from '../words.ts';
import { report } from './query.ts';

// The library that draws is larger than the rest of the page, which does not wait for it.
const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).DailyChart }));

/** How the business fares: figures against the days before, a chart, and what to do something about. */
export function OverviewScreen() {
  const [days, setDays] = useState(7);
  const { data, isPending, isError, error, refetch } = useQuery(report(days));
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Page
      actions={
        <SegmentedControl
          aria-label={words.overview.period}
          data={[1, 7, 30, 90].map((count) => ({ value: String(count), label: words.overview.days(count) }))}
          onChange={(value) => setDays(Number(value))}
          value={String(days)}
        />
      }
      title={words.frame.overview}
      width="wide"
    >
      <Figures days={days} figures={data.figures} />
      {days === 1 ? null : (
        <Part title={words.overview.perDay}>
          <Suspense fallback={<Waiting />}>
            <Chart data={data} />
          </Suspense>
        </Part>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Unanswered questions={data.unanswered} />
        <Shares shares={data.services} title={words.overview.services} />
        <Shares shares={data.professionals} title={words.overview.professionals} />
        <Handoffs handoffs={data.handoffs} />
      </SimpleGrid>
      <Busy busy={data.busy} />
      <Counted at={data.countedUntil} />
    </Page>
  );
}

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const percent = (value: number) => `${tenth.format(value)} %`;
const seconds = (ms: number) => `${tenth.format(ms / 1000)} s`;

type FigureName = keyof ReportView['figures'];

/** How each is shown, and whether more of it is better. */
const shown: readonly (readonly [name: FigureName, show: (value: number) => string, moreIsBetter: boolean])[] = [
  ['conversations', (value) => whole.format(value), true],
  ['bookings', (value) => whole.format(value), true],
  ['conversionPercent', percent, true],
  ['revenueCents', reais, true],
  ['answeredPercent', percent, true],
  ['answerMs', seconds, false],
  ['quality', (value) => tenth.format(value), true],
  ['stars', (value) => `${tenth.format(value)} ★`, true],
  ['handoffPercent', percent, false],
  ['messages', (value) => whole.format(value), true],
];

function Figures({ figures, days }: { readonly figures: ReportView['figures']; readonly days: number }) {
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }}>
      {shown.map(([name, show, moreIsBetter]) => {
        const { now, before } = figures[name];
        return (
          <Card key={name} padding="sm" withBorder>
            <Text c="dimmed" size="sm">
              {words.overview.figures[name]}
            </Text>
            <Text fw={600} size="xl">
              {now === null ? '–' : show(now)}
            </Text>
            <Change before={before} days={days} moreIsBetter={moreIsBetter} now={now} />
          </Card>
        );
      })}
    </SimpleGrid>
  );
}

type ChangeProps = {
  readonly now: number | null;
  readonly before: number | null;
  readonly moreIsBetter: boolean;
  readonly days: number;
};

/** Against as many days before; the arrow says it without the colour. */
function Change({ now, before, moreIsBetter, days }: ChangeProps) {
  if (now === null || before === null || before === 0) {
    return (
      <Text c="dimmed" size="xs">
        {words.overview.noBefore}
      </Text>
    );
  }
  const change = ((now - before) / before) * 100;
  const isFlat = Math.abs(change) < 1;
  const color = isFlat ? 'dimmed' : change > 0 === moreIsBetter ? 'teal' : 'red';
  const arrow = isFlat ? '→' : change > 0 ? '▲' : '▼';
  return (
    <Text c={color} size="xs">
      {arrow} {percent(Math.abs(change))} {words.overview.against(days)}
    </Text>
  );
}

/** What nobody could answer: one click to answer it from now on. */
function Unanswered({ questions }: { readonly questions: ReportView['unanswered'] }) {
  const mayWrite = useMay('business.write');
  return (
    <Part title={words.overview.unanswered}>
      {questions.length === 0 ? <Text c="dimmed">{words.overview.allAnswered}</Text> : null}
      <Stack gap={6}>
        {questions.slice(0, 8).map(({ text, times }) => (
          <Group justify="space-between" key={text} wrap="nowrap">
            <Text lineClamp={2} size="sm">
              {text}
              {times > 1 ? ` (${times}×)` : ''}
            </Text>
            {mayWrite ? (
              <Button
                renderRoot={(props) => <Link search={{ question: text }} to="/knowledge" {...props} />}
                size="compact-sm"
                variant="default"
              >
                {words.overview.answer}
              </Button>
            ) : null}
          </Group>
        ))}
      </Stack>
    </Part>
  );
}

function Shares({ shares, title }: { readonly shares: ReportView['services']; readonly title: string }) {
  const most = Math.max(1, ...shares.map(({ bookings }) => bookings));
  return (
    <Part title={title}>
      {shares.length === 0 ? <Text c="dimmed">{words.overview.noBookings}</Text> : null}
      <Stack gap={6}>
        {shares.slice(0, 8).map(({ name, bookings, cents }) => (
          <Bar key={name} label={name} share={bookings / most} value={`${whole.format(bookings)} · ${reais(cents)}`} />
        ))}
      </Stack>
    </Part>
  );
}

function Handoffs({ handoffs }: { readonly handoffs: ReportView['handoffs'] }) {
  const most = Math.max(1, ...handoffs.map(({ times }) => times));
  const names: Readonly<Record<string, string>> = words.overview.reasons;
  return (
    <Part title={words.overview.handoffs}>
      {handoffs.length === 0 ? <Text c="dimmed">{words.overview.noHandoffs}</Text> : null}
      <Stack gap={6}>
        {handoffs.map(({ reason, times }) => (
          <Bar key={reason} label={names[reason] ?? reason} share={times / most} value={whole.format(times)} />
        ))}
      </Stack>
    </Part>
  );
}

function Bar({ label, value, share }: { readonly label: string; readonly value: string; readonly share: number }) {
  return (
    <div className="bar">
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm" truncate>
          {label}
        </Text>
        <Text className="figure" size="sm">
          {value}
        </Text>
      </Group>
      <div aria-hidden="true" className="measure" style={{ width: `${Math.round(share * 100)}%` }} />
    </div>
  );
}

/** From opening time or earlier to closing time or later: the night is left out unless somebody writes in it. */
function hoursOf(busy: readonly (readonly number[])[]): number[] {
  const written = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    busy.some((day) => (day[hour] ?? 0) > 0),
  );
  const [first, last] = [Math.min(8, ...written), Math.max(19, ...written)];
  return Array.from({ length: last - first + 1 }, (_, place) => first + place);
}

/** Light enough under dark words, dark enough under light ones. */
const shadeOf = (share: number) =>
  `color-mix(in srgb, light-dark(var(--mantine-color-teal-4), var(--mantine-color-teal-9)) ${Math.round(share * 70)}%, var(--mantine-color-default))`;

/** When contacts write: a week by hours. */
function Busy({ busy }: { readonly busy: ReportView['busy'] }) {
  const most = Math.max(1, ...busy.flat());
  const hours = hoursOf(busy);
  return (
    <Part title={words.overview.busy}>
      {/* Whoever has no mouse moves it by the keys. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div aria-label={words.overview.busy} className="scroll" role="region" tabIndex={0}>
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
            {busy.map((counts, index) => (
              <tr key={weekdayName(index + 1)}>
                <th scope="row">{weekdayName(index + 1, 'short')}</th>
                {hours.map((hour) => {
                  const count = counts[hour] ?? 0;
                  return (
                    <td
                      key={hour}
                      style={{ background: shadeOf(count / most) }}
                      title={words.overview.messagesAt(count, hour)}
                    >
                      {count === 0 ? '' : count}
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

function Counted({ at }: { readonly at: string | null }) {
  const { timeZone } = useSession().business;
  return (
    <Text c="dimmed" size="xs">
      {at === null ? words.overview.notCounted : words.overview.counted(dateTimeOf(at, timeZone))}
    </Text>
  );
}
