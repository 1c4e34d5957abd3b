import { Badge, Button, Card, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactView } from '../../../src/contacts/contact.view.ts';
import { Empty, Failed, Refusal, Waiting } from '../parts/states.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { contacts, useErase } from './query.ts';

/** Who writes to the business, and what the law lets them ask of their data. */
export function ContactsScreen() {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  return (
    <Stack maw={820} p="md">
      <Title order={1} size="h3">
        {words.frame.contacts}
      </Title>
      <TextInput
        aria-label={words.inbox.search}
        onChange={(event) => setTyped(event.currentTarget.value)}
        placeholder={words.inbox.search}
        type="search"
        value={typed}
      />
      <Rows search={search} />
    </Stack>
  );
}

function Rows({ search }: { readonly search: string }) {
  const query = useInfiniteQuery(contacts(search));
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Failed error={query.error} retry={query.refetch} />;
  const rows = query.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <Empty>{words.contacts.none}</Empty>;
  return (
    <>
      {rows.map((contact) => (
        <Row contact={contact} key={contact.id} />
      ))}
      {query.hasNextPage ? (
        <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} variant="subtle">
          {words.contacts.more}
        </Button>
      ) : null}
    </>
  );
}

function Row({ contact }: { readonly contact: ContactView }) {
  const { timeZone } = useSession().business;
  const mayExport = useMay('contacts.export');
  const mayErase = useMay('contacts.erase');
  const erase = useErase();
  return (
    <Card padding="sm" withBorder>
      <Group justify="space-between">
        <div>
          <Text fw={500}>{contact.name ?? words.inbox.nameless}</Text>
          <Text c="dimmed" size="sm">
            {contact.phone === null ? '' : `+${contact.phone} · `}
            {words.contacts.since} {dateTimeOf(contact.since, timeZone)}
          </Text>
          <Refusal error={erase.error} />
        </div>
        <Group gap="xs">
          {contact.optedOutAt === null ? null : (
            <Badge autoContrast color="gray">
              {words.contacts.optedOut}
            </Badge>
          )}
          {mayExport ? (
            <Button
              component="a"
              download
              href={`/api/v1/contacts/${contact.id}/export`}
              size="compact-sm"
              variant="default"
            >
              {words.contacts.export}
            </Button>
          ) : null}
          {mayErase && !contact.isErasing ? (
            <Erase erase={erase.mutate} id={contact.id} isPending={erase.isPending} />
          ) : null}
          {contact.isErasing ? <Text size="sm">{words.contacts.erasing}</Text> : null}
        </Group>
      </Group>
    </Card>
  );
}

type EraseProps = { readonly id: string; readonly erase: (id: string) => void; readonly isPending: boolean };

/** What is erased cannot be brought back: the one place that asks twice. */
function Erase({ id, erase, isPending }: EraseProps) {
  const [isAsked, setAsked] = useState(false);
  return (
    <Button
      color="red"
      loading={isPending}
      onBlur={() => setAsked(false)}
      onClick={() => (isAsked ? erase(id) : setAsked(true))}
      size="compact-sm"
      variant={isAsked ? 'filled' : 'default'}
    >
      {isAsked ? words.contacts.sure : words.contacts.erase}
    </Button>
  );
}
