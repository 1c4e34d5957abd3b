import { Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMay } from '../session/query.ts';
import { Refusal } from '../parts/states.tsx';
import { words } from '../words.ts';
import { habitOf, useForgetHabit } from './query.ts';

/** What the agent keeps of what a contact usually wants, and the way to forget it; nothing where nothing is kept. */
export function Habit({ contact }: { readonly contact: string }) {
  const { data } = useQuery(habitOf(contact));
  const mayForget = useMay('contacts.write');
  const forget = useForgetHabit(contact);
  if (!data) return null;
  const { service, professional, asked } = data;
  const who = professional === null ? null : words.inbox.habitWith(professional, asked);
  return (
    <div data-testid="habit">
      <Title order={2} size="h6">
        {words.inbox.habit}
      </Title>
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{[service, who].filter((part) => part !== null).join(' · ')}</Text>
        {mayForget ? (
          <Button loading={forget.isPending} onClick={() => forget.mutate()} size="compact-xs" variant="default">
            {words.inbox.forget}
          </Button>
        ) : null}
      </Group>
      <Refusal error={forget.error} />
    </div>
  );
}
