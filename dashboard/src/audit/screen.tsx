import { Button, Group, Table, Text, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import type { AuditRowView } from '../../../src/accounts/account.view.ts';
import { Choice, Field } from '../parts/field.tsx';
import { More } from '../parts/more.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { addDays, momentOf } from '../parts/day.ts';
import { dateTimeOf } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { audit, type AuditFilter } from './query.ts';

type Actor = { readonly id: string; readonly name: string };

const kinds = [
  { value: '', label: words.audit.all },
  { value: 'changes', label: words.audit.changes },
  { value: 'sights', label: words.audit.sights },
];

const first: AuditFilter = { kind: 'changes', about: '', actor: '', from: '', to: '' };

/** What it asks for as it opens. */
export const ask = () => queries.prefetchInfiniteQuery(audit(first));

/** What was done and seen, by whom. */
export function AuditScreen() {
  const { timeZone } = useSession().business;
  const [kind, setKind] = useState(first.kind);
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [typed, setTyped] = useState('');
  const [about] = useDebouncedValue(typed.trim(), 300);
  const [actor, setActor] = useState<Actor | null>(null);
  const filter = {
    kind,
    about,
    actor: actor?.id ?? '',
    from: from === '' ? '' : momentOf(from, 0, timeZone),
    to: to === '' ? '' : momentOf(addDays(to, 1), 0, timeZone),
  };
  return (
    <Page title={words.frame.audit} width="wide">
      <Group align="end">
        <Choice label={words.audit.kind} options={kinds} set={setKind} value={kind} />
        <Field isOptional label={words.audit.from} set={setFrom} type="date" value={from} />
        <Field isOptional label={words.audit.to} set={setTo} type="date" value={to} />
        <Field isOptional label={words.audit.about} set={setTyped} value={typed} />
        {actor ? (
          <Button onClick={() => setActor(null)} variant="default">
            {`${words.audit.by(actor.name)} ×`}
          </Button>
        ) : null}
      </Group>
      <Rows filter={filter} pick={setActor} timeZone={timeZone} />
    </Page>
  );
}

type RowsProps = { readonly filter: AuditFilter; readonly pick: (actor: Actor) => void; readonly timeZone: string };

function Rows({ filter, pick, timeZone }: RowsProps) {
  const query = useInfiniteQuery(audit(filter));
  const data = useDeferredValue(query.data);
  if (query.isError) return <Failed error={query.error} retry={query.refetch} />;
  if (query.isPending || !data) return <Waiting />;
  const rows = data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <Empty>{words.audit.none}</Empty>;
  const { when, who, what, which, outcome } = words.audit;
  return (
    <>
      <Table.ScrollContainer minWidth={640}>
        <Table striped>
          <Table.Thead>
            <Table.Tr>
              {[when, who, what, which, outcome].map((title) => (
                <Table.Th key={title}>{title}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Row key={row.id} pick={pick} row={row} timeZone={timeZone} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <More label={words.audit.more} query={query} />
    </>
  );
}

type RowProps = { readonly row: AuditRowView; readonly pick: (actor: Actor) => void; readonly timeZone: string };

function Row({ row: { at, actor, who, action, target, status, ip }, pick, timeZone }: RowProps) {
  const name = who ?? words.audit.nobody;
  return (
    <Table.Tr>
      <Table.Td>{dateTimeOf(at, timeZone)}</Table.Td>
      <Table.Td>
        {actor === null ? (
          name
        ) : (
          <UnstyledButton onClick={() => pick({ id: actor, name })} td="underline">
            {name}
          </UnstyledButton>
        )}
        <Text c="dimmed" size="xs">
          {ip}
        </Text>
      </Table.Td>
      <Table.Td>{action.replace('/api/v1', '')}</Table.Td>
      <Table.Td>
        <Text size="xs">{Object.values(target).join(' ')}</Text>
      </Table.Td>
      <Table.Td>{status ?? words.audit.pending}</Table.Td>
    </Table.Tr>
  );
}
