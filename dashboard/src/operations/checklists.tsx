import { Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ChecklistView } from '../../../src/ops/checklist.view.ts';
import { More } from '../parts/more.tsx';
import { Part } from '../parts/page.tsx';
import { Sign } from '../parts/sign.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { checklists } from './query.ts';

const colors = { red: 'red', yellow: 'yellow', green: 'teal' } as const;
const levelColors = { error: 'red', unknown: 'gray', warning: 'yellow', not_done: 'yellow', ok: 'teal' } as const;

/** A newer or older release may have names that have no words here. */
const nameOf = (names: Readonly<Record<string, string>>, name: string) => names[name] ?? name;

/** Who went through which checklist when, and what was found. */
export function Checklists() {
  return (
    <Part title={words.operations.checklists}>
      <Runs />
    </Part>
  );
}

function Runs() {
  const query = useInfiniteQuery(checklists);
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Failed error={query.error} retry={query.refetch} />;
  const runs = query.data.pages.flatMap(({ items }) => items);
  if (runs.length === 0) return <Text c="dimmed">{words.operations.noChecklists}</Text>;
  return (
    <Stack gap="xs">
      {runs.map((run) => (
        <Run key={run.id} run={run} />
      ))}
      <More label={words.audit.more} query={query} />
    </Stack>
  );
}

function Run({ run: { name, doneBy, startedAt, light, items } }: { readonly run: ChecklistView }) {
  const { timeZone } = useSession().business;
  return (
    <details>
      <summary>
        <Group component="span" display="inline-flex" gap="xs">
          <Sign color={colors[light]}>{words.operations.light[light]}</Sign>
          <Text component="span" fw={500} size="sm">
            {nameOf(words.operations.lists, name)}
          </Text>
          <Text c="dimmed" component="span" size="xs">
            {dateTimeOf(startedAt, timeZone)} · {doneBy}
          </Text>
        </Group>
      </summary>
      <Stack gap="xs" mt="xs" pl="md">
        {items.map((item) => (
          <Item item={item} key={item.item} />
        ))}
      </Stack>
    </details>
  );
}

function Item({ item: { item, level, says, fix, note } }: { readonly item: ChecklistView['items'][number] }) {
  return (
    <div>
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text size="sm">{nameOf(words.operations.items, item)}</Text>
        <Sign color={levelColors[level]}>{words.operations.level[level]}</Sign>
      </Group>
      <Text c="dimmed" className="breaks" lang="en" size="xs">
        {says}
      </Text>
      {level === 'ok' || fix === null ? null : (
        <Text className="breaks" lang="en" size="sm">
          → {fix}
        </Text>
      )}
      {note === null ? null : <Text size="sm">{words.operations.note(note)}</Text>}
    </div>
  );
}
