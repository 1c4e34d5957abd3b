import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { ReportView } from '../../../src/insight/report.view.ts';
import { today } from '../parts/day.ts';
import { Choice, Field } from '../parts/field.tsx';
import { Figures } from '../parts/figures.tsx';
import { Gradually } from '../parts/gradually.tsx';
import { Near } from '../parts/near.tsx';
import { Page, Part } from '../parts/page.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { Unanswered } from '../parts/unanswered.tsx';
import { dateTimeOf, shortDay } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Busy } from './busy.tsx';
import { DayTable } from './days.tsx';
import { daysOf, periods, PeriodSearch, type Days } from './period.ts';
import { fileAt, report } from './query.ts';
import { FunnelPart, Handoffs, Money, Professionals, Satisfaction, Services } from './shares.tsx';

const chartPx = 220;
// The library that draws is larger than the rest of the page, which does not wait for it.
const Charts = lazy(async () => ({ default: (await import('./chart.tsx')).DailyCharts }));

/** What it asks for as it opens. */
export const ask = (timeZone: string, search: unknown) =>
  queries.prefetchQuery(report(daysOf(PeriodSearch.parse(search), today(timeZone))));

/** How the business fared over some of its days, against as many before; the address says which. */
export function ReportsScreen() {
  const { timeZone } = useSession().business;
  const search = useSearch({ from: '/frame/reports' });
  const days = daysOf(search, today(timeZone));
  const { data, isPending, isPlaceholderData, isError, error, refetch } = useQuery(report(days));
  return (
    <Page actions={isError ? null : <Files days={days} />} title={words.frame.reports} width="wide">
      <PeriodChoice days={days} isOwn={search.from !== undefined && search.to !== undefined} />
      {isPending ? <Waiting /> : null}
      {isError ? <Failed error={error} retry={refetch} /> : null}
      {data && !isError ? (
        // Of the days before, while those that were chosen are on their way.
        <Stack aria-busy={isPlaceholderData} opacity={isPlaceholderData ? 0.5 : 1}>
          <Shown data={data} />
        </Stack>
      ) : null}
    </Page>
  );
}

/** The same as files, exactly of what is shown. */
function Files({ days }: { readonly days: Days }) {
  return (
    <Group aria-label={words.reports.files} gap="xs" role="group">
      {(['csv', 'xlsx', 'pdf'] as const).map((format) => (
        <Button
          aria-label={words.reports.download(words.reports.formats[format])}
          component="a"
          download
          href={fileAt(days, format)}
          key={format}
          size="compact-sm"
          variant="default"
        >
          {words.reports.formats[format]}
        </Button>
      ))}
    </Group>
  );
}

const own = 'own';

function PeriodChoice({ days, isOwn }: { readonly days: Days; readonly isOwn: boolean }) {
  const navigate = useNavigate({ from: '/reports' });
  const search = useSearch({ from: '/frame/reports' });
  const options = [...periods, own] as const;
  function choose(chosen: string) {
    const period = periods.find((each) => each === chosen);
    void navigate({ search: period ? { period } : days });
  }
  /** A year that is still being typed is no day to ask for. */
  const change = (part: Partial<Days>) => {
    if (Object.values(part).every((day) => day.startsWith('20')))
      void navigate({ replace: true, search: { ...days, ...part } });
  };
  return (
    <Group align="end">
      <Choice
        label={words.overview.period}
        options={options.map((value) => ({ value, label: words.reports.periods[value] }))}
        set={choose}
        value={isOwn ? own : (search.period ?? periods[0])}
      />
      {isOwn ? (
        <>
          <Field isOptional label={words.reports.from} set={(from) => change({ from })} type="date" value={days.from} />
          <Field isOptional label={words.reports.to} set={(to) => change({ to })} type="date" value={days.to} />
        </>
      ) : null}
    </Group>
  );
}

const order = [
  'conversations',
  'bookings',
  'conversionPercent',
  'revenueCents',
  'answeredPercent',
  'answerMs',
  'quality',
  'stars',
  'handoffPercent',
  'messages',
] as const;

function Shown({ data }: { readonly data: ReportView }) {
  const { before, countedUntil, days, figures, services, timeZone } = data;
  const isQuiet = figures.messages.now === 0 && figures.bookings.now === 0 && services.length === 0;
  return (
    <>
      <Text c="dimmed" size="sm">
        {words.reports.against(
          [shortDay(days[0] ?? ''), shortDay(days.at(-1) ?? '')],
          [shortDay(before.first), shortDay(before.last)],
        )}{' '}
        {countedUntil === null ? words.overview.notCounted : words.overview.counted(dateTimeOf(countedUntil, timeZone))}
      </Text>
      {isQuiet ? <Empty>{words.reports.nothing}</Empty> : <Parts data={data} />}
    </>
  );
}

function Parts({ data }: { readonly data: ReportView }) {
  const { days, figures, spending } = data;
  return (
    <Gradually>
      <Figures
        against={words.reports.before}
        figures={order.map((name) => [name, figures[name]] as const)}
        spending={spending}
      />
      <FunnelPart funnel={data.funnel} />
      {days.length === 1 ? null : (
        <Part title={words.reports.perDay}>
          <Near heightPx={2 * chartPx}>
            <Suspense fallback={<Waiting />}>
              <Charts data={data} heightPx={chartPx} />
            </Suspense>
          </Near>
          <DayTable data={data} />
        </Part>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Services services={data.services} />
        <Stack>
          <Professionals professionals={data.professionals} />
          <Satisfaction data={data} />
          <Handoffs handoffs={data.handoffs} />
        </Stack>
      </SimpleGrid>
      <Unanswered most={30} questions={data.unanswered} />
      <Busy busy={data.busy} />
      <Money spending={spending} />
    </Gradually>
  );
}
