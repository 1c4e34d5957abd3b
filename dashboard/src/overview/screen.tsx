import { Anchor, SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { OverviewView } from '../../../src/insight/overview.view.ts';
import { Figures } from '../parts/figures.tsx';
import { Page } from '../parts/page.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { Unanswered } from '../parts/unanswered.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { overview } from './query.ts';

/** What it asks for as it opens. */
export const ask = () => queries.prefetchQuery(overview(1));

/** How the business stands today or in its last seven days, and what to do something about. */
export function OverviewScreen() {
  const [days, setDays] = useState(1);
  const { data, isPending, isError, error, refetch } = useQuery(overview(days));
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Page
      actions={
        <SegmentedControl
          aria-label={words.overview.period}
          data={[1, 7].map((count) => ({ value: String(count), label: words.overview.days(count) }))}
          onChange={(value) => setDays(Number(value))}
          value={String(days)}
        />
      }
      title={words.frame.overview}
      width="wide"
    >
      <Standing data={data} />
      <Unanswered most={10} questions={data.unanswered} />
      <Text size="sm">
        <Anchor renderRoot={(props) => <Link to="/reports" {...props} />}>{words.overview.more}</Anchor>
      </Text>
    </Page>
  );
}

function Standing({ data: { figures, spending, against, countedUntil } }: { readonly data: OverviewView }) {
  const { timeZone } = useSession().business;
  const shown = [
    ['conversations', figures.conversations],
    ['answeredPercent', figures.answeredPercent],
    ['bookings', figures.bookings],
    ['conversionPercent', figures.conversionPercent],
    ['revenueCents', figures.revenueCents],
    ['quality', figures.quality],
  ] as const;
  return (
    <>
      <Figures against={words.overview.lastWeek} figures={shown} spending={spending} />
      <Text c="dimmed" size="xs">
        {words.overview.against(dateTimeOf(against.from, timeZone), dateTimeOf(against.until, timeZone))}{' '}
        {countedUntil === null ? words.overview.notCounted : words.overview.counted(dateTimeOf(countedUntil, timeZone))}
      </Text>
    </>
  );
}
