import { SimpleGrid, Stack } from '@mantine/core';
import { Page } from '../parts/page.tsx';
import { words } from '../words.ts';
import { Alerts } from './alerts.tsx';
import { Checklists } from './checklists.tsx';
import { Duty } from './duty.tsx';
import { Health } from './health.tsx';
import { Backups, Releases } from './history.tsx';
import { Letters } from './letters.tsx';
import { Objectives } from './objectives.tsx';

/** What whoever is on duty looks at: what is wrong and what to do first, then how it stands, then what was. */
export function OperationsScreen() {
  return (
    <Page title={words.frame.operations} width="wide">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
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
      </SimpleGrid>
      <Checklists />
    </Page>
  );
}
