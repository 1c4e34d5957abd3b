import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ObjectivesView } from '../../../src/insight/operations.view.ts';
import { language, words } from '../words.ts';
import { Asked } from './asked.tsx';
import { objectives } from './query.ts';

const exact = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });

/** What is promised over 30 days, what was kept, and how much of the errors that may be is left. */
export function Objectives() {
  return (
    <Asked query={useQuery(objectives)} title={words.operations.objectives}>
      {({ availability, latency }) => (
        <SimpleGrid cols={{ base: 1, xs: 2 }}>
          <Objective budget={availability} title={words.operations.availability} />
          <Objective budget={latency} title={words.operations.latency} />
        </SimpleGrid>
      )}
    </Asked>
  );
}

type ObjectiveProps = { readonly title: string; readonly budget: ObjectivesView['availability'] };

function Objective({ title, budget: { objective, current, leftPercent, lastsDays } }: ObjectiveProps) {
  return (
    <div>
      <Text size="sm">{title}</Text>
      <Text fw={600} size="xl">
        {current === null ? '–' : `${exact.format(current)} %`}
      </Text>
      <Text c="dimmed" size="xs">
        {words.operations.promised(`${exact.format(objective)} %`)}
      </Text>
      <Left percent={leftPercent} />
      {lastsDays === null || leftPercent === null || leftPercent < 0 ? null : (
        <Text size="sm">{words.operations.lasts(whole.format(lastsDays))}</Text>
      )}
    </div>
  );
}

function Left({ percent }: { readonly percent: number | null }) {
  if (percent === null) return <Text size="sm">{words.operations.nothingServed}</Text>;
  const shown = `${whole.format(Math.abs(percent))} %`;
  return percent < 0 ? (
    <Text c="red" size="sm">
      {words.operations.overspent(shown)}
    </Text>
  ) : (
    <Text size="sm">{words.operations.left(shown)}</Text>
  );
}
