import { SimpleGrid, Stack } from '@mantine/core';
import { useTimeout } from '@mantine/hooks';
import { useQueries } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { Gradually } from '../parts/gradually.tsx';
import { Page } from '../parts/page.tsx';
import { Waiting } from '../parts/states.tsx';
import { queries } from '../queries.ts';
import { words } from '../words.ts';
import { Alerts } from './alerts.tsx';
import { Checklists } from './checklists.tsx';
import { Duty } from './duty.tsx';
import { Health } from './health.tsx';
import { Backups, Releases } from './history.tsx';
import { Letters } from './letters.tsx';
import { Objectives } from './objectives.tsx';
import { alerts, backups, checklists, duty, health, letters, objectives, releases } from './query.ts';

const patienceMs = 1_000;

/** What it asks for as it opens. */
export const ask = () =>
  Promise.all([
    queries.prefetchQuery(alerts),
    queries.prefetchQuery(letters),
    queries.prefetchQuery(health),
    queries.prefetchQuery(duty),
    queries.prefetchQuery(objectives),
    queries.prefetchQuery(backups),
    queries.prefetchQuery(releases),
    queries.prefetchInfiniteQuery(checklists),
  ]);

/** What whoever is on duty looks at: what is wrong and what to do first, then how it stands, then what was. */
export function OperationsScreen() {
  const isTime = useDeferredValue(useTogether());
  return (
    <Page title={words.frame.operations} width="wide">
      {isTime ? <Parts /> : <Waiting />}
    </Page>
  );
}

/** Is it time to show the parts? Once all are there, so that none is pushed away; but nobody waits long for a slow one. */
function useTogether(): boolean {
  const [isLate, setLate] = useState(false);
  useTimeout(() => setLate(true), patienceMs, { autoInvoke: true });
  const answers = useQueries({ queries: [alerts, letters, health, duty, objectives, backups, releases] });
  return isLate || answers.every(({ isPending }) => !isPending);
}

function Parts() {
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Gradually>
        <Stack>
          <Alerts />
          <Letters />
          <Health />
        </Stack>
        <Stack>
          <Duty />
          <Objectives />
          <Backups />
          <Releases />
        </Stack>
        <div style={{ gridColumn: '1 / -1' }}>
          <Checklists />
        </div>
      </Gradually>
    </SimpleGrid>
  );
}
