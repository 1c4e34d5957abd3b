import { Badge, Button, Card, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { ContactView } from '../../../src/contacts/contact.view.ts';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Empty, Failed, Refusal, Waiting } from '../parts/states.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Block } from './block.tsx';
import { Consent } from './consent.tsx';
import { contacts, useErase } from './query.ts';

/** What it asks for as it opens. */
export const ask = () => queries.prefetchInfiniteQuery(contacts(''));

/** Who writes to the business, and what the law lets them ask of their data. */
export function ContactsScreen() {
  const [search, setSearch] = useState('');
  return (
    <Page title={words.frame.contacts}>
      <SearchField onSearch={setSearch} />
      <Rows search={search} />
    </Page>
  );
}

function Rows({ search }: { readonly search: string }) {
  const query = useInfiniteQuery(contacts(search));
  // Many rows are drawn in slices, between which somebody can type.
  const data = useDeferredValue(query.data);
  if (query.isError) return <Failed error={query.error} retry={query.refetch} />;
  if (query.isPending || !data) return <Waiting />;
  const rows = data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <Empty>{words.contacts.none}</Empty>;
  return (
    <>
      {rows.map((contact) => (
        <Row contact={contact} key={contact.id} />
      ))}
      <More label={words.contacts.more} query={query} />
    </>
  );
}

function Row({ contact }: { readonly contact: ContactView }) {
  const { timeZone } = useSession().business;
  const mayWrite = useMay('contacts.write');
  const mayExport = useMay('contacts.export');
  const mayErase = useMay('contacts.erase');
  const erase = useErase();
  return (
    <Card padding="sm" withBorder>
      <Group justify="space-between">
        <div>
          <Text fw={500}>{contact.name ?? words.inbox.nameless}</Text>
          <Text c="dimmed" size="sm">
            {contact.shownPhone === null ? '' : `${contact.shownPhone} · `}
            {words.contacts.since} {dateTimeOf(contact.since, timeZone)}
          </Text>
          <Refusal error={erase.error} />
        </div>
        <Group gap="xs">
          <Marks contact={contact} />
          {mayWrite ? <Consent contact={contact} /> : null}
          <Block contact={contact} />
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

/** What is to be known before anybody writes to them. */
function Marks({ contact: { blockedAt, optedOutAt, newsSince } }: { readonly contact: ContactView }) {
  return (
    <>
      {blockedAt === null ? null : (
        <Badge autoContrast color="red">
          {words.contacts.blocked}
        </Badge>
      )}
      {optedOutAt === null ? null : (
        <Badge autoContrast color="gray">
          {words.contacts.optedOut}
        </Badge>
      )}
      {newsSince === null ? null : (
        <Badge autoContrast color="teal">
          {words.contacts.news}
        </Badge>
      )}
    </>
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
