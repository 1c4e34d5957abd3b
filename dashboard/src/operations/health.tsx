import { Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { HealthView } from '../../../src/insight/operations.view.ts';
import { Sign } from '../parts/sign.tsx';
import { words } from '../words.ts';
import { Asked } from './asked.tsx';
import { health } from './query.ts';

type PartStatus = HealthView['parts'][number]['status'];

/** The worst first; what is not known may be anything. */
const colors = {
  unhealthy: 'red',
  degraded: 'yellow',
  unknown: 'gray',
  healthy: 'teal',
  not_configured: 'gray',
} as const satisfies Readonly<Record<PartStatus, string>>;
const order = Object.keys(colors);

/** How every part is, and what to do about those that are not well. */
export function Health() {
  return (
    <Asked query={useQuery(health)} title={words.operations.health}>
      {({ status, version, parts }) => (
        <Stack gap="sm">
          <Group gap="xs">
            <Sign color={colors[status]}>{words.operations.overall[status]}</Sign>
            <Text c="dimmed" size="sm">
              {words.operations.version(version)}
            </Text>
          </Group>
          {parts
            .toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
            .map((part) => (
              <Line key={part.name} part={part} />
            ))}
        </Stack>
      )}
    </Asked>
  );
}

function Line({ part: { name, status, says } }: { readonly part: HealthView['parts'][number] }) {
  const named = Object.entries(words.operations.parts).find(([part]) => part === name)?.[1];
  const isWell = status === 'healthy' || status === 'not_configured';
  return (
    <div>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text fw={500} size="sm">
          {named?.name ?? name}
        </Text>
        <Sign color={colors[status]}>{words.operations.status[status]}</Sign>
      </Group>
      <Text c="dimmed" lang="en" size="xs">
        {says}
      </Text>
      {isWell || !named ? null : <Text size="sm">→ {named.action}</Text>}
    </div>
  );
}
