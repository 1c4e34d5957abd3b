import { Anchor, Badge, Button, Card, Checkbox, Code, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import type { ApiKeyView } from '../../../src/accounts/account.view.ts';
import { Choice, Field } from '../parts/field.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Failed, Refusal, Waiting } from '../parts/states.tsx';
import { ago, dateTimeOf } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { keys, useMakeKey, useRevokeKey } from './query.ts';

/** What it asks for as it opens. */
export const ask = () => queries.prefetchQuery(keys);

/** The keys of programs: what they may, when they were used, and new ones. */
export function KeysScreen() {
  const { data, isPending, isError, error, refetch } = useQuery(keys);
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  return (
    <Page title={words.frame.keys}>
      <Text>
        {words.keys.lead} <Anchor href="/api/docs">{words.keys.docs}</Anchor>
      </Text>
      {data.length === 0 ? <Empty>{words.keys.none}</Empty> : null}
      {data.map((key) => (
        <Row apiKey={key} key={key.id} />
      ))}
      <Make />
    </Page>
  );
}

function Row({ apiKey: { id, name, start, scopes, usedAt, expiresAt } }: { readonly apiKey: ApiKeyView }) {
  const { timeZone } = useSession().business;
  const revoke = useRevokeKey();
  const facts = [
    `${start}…`,
    usedAt === null ? words.keys.unused : words.keys.used(ago(usedAt, timeZone)),
    ...(expiresAt === null ? [] : [words.keys.expires(dateTimeOf(expiresAt, timeZone))]),
  ];
  return (
    <Card padding="sm" withBorder>
      <Group justify="space-between" wrap="nowrap">
        <div>
          <Text fw={500}>{name}</Text>
          <Text c="dimmed" size="sm">
            {facts.join(' · ')}
          </Text>
          <Group gap={4} mt={4}>
            {scopes.map((scope) => (
              <Badge color="gray" key={scope} tt="none" variant="default">
                {scope}
              </Badge>
            ))}
          </Group>
        </div>
        <Button
          aria-label={`${words.keys.revoke}: ${name}`}
          loading={revoke.isPending}
          onClick={() => revoke.mutate(id)}
          size="compact-sm"
          variant="default"
        >
          {words.keys.revoke}
        </Button>
      </Group>
      <Refusal error={revoke.error} />
    </Card>
  );
}

const lifetimes = [
  ...[30, 90, 365].map((days) => ({ value: String(days), label: words.keys.daysOf(days) })),
  { value: '', label: words.keys.forever },
];

function Make() {
  const { permissions } = useSession();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [days, setDays] = useState('90');
  const make = useMakeKey();

  function submit(event: FormEvent) {
    event.preventDefault();
    make.mutate({ name, scopes, days: days === '' ? null : Number(days) }, { onSuccess: () => setName('') });
  }

  return (
    <Card component="form" onSubmit={submit} withBorder>
      <Stack>
        <Field label={words.keys.name} set={setName} value={name} />
        <Checkbox.Group label={words.keys.scopes} onChange={setScopes} value={scopes}>
          <SimpleGrid cols={{ base: 1, xs: 2 }} mt="xs" spacing="xs">
            {permissions.map((permission) => (
              <Checkbox key={permission} label={permission} value={permission} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <Choice label={words.keys.days} options={lifetimes} set={setDays} value={days} />
        <Refusal error={make.error} />
        {make.data ? (
          <div role="status">
            <Text size="sm">{words.keys.made}</Text>
            <Code block>{make.data.key}</Code>
          </div>
        ) : null}
        <Group>
          <Button disabled={scopes.length === 0} loading={make.isPending} type="submit">
            {words.keys.make}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}
