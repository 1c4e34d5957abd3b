import { Button, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { DeliveryView } from '../../../src/accounts/subscription.view.ts';
import { More } from '../parts/more.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { deliveries, useTell } from './query.ts';

/** What a program was told, and what it answered. */
export function Deliveries({ webhook }: { readonly webhook: string }) {
  const query = useInfiniteQuery(deliveries(webhook));
  const tell = useTell(webhook);
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Failed error={query.error} retry={query.refetch} />;
  const rows = query.data.pages.flatMap(({ items }) => items);
  if (rows.length === 0) return <Empty>{words.webhooks.nothing}</Empty>;
  return (
    <>
      <Table.ScrollContainer minWidth={520}>
        <Table>
          <Table.Tbody>
            {rows.map((row) => (
              <Row again={() => tell.mutate(row.id)} key={row.id} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <More label={words.audit.more} query={query} />
    </>
  );
}

function Row({ row, again }: { readonly row: DeliveryView; readonly again: () => void }) {
  const { timeZone } = useSession().business;
  const { at, event, state, tries, status, error, tookMs, dueAt } = row;
  const answer = [status ?? error, tookMs === null ? null : `${tookMs} ms`, words.webhooks.tries(tries)];
  return (
    <Table.Tr>
      <Table.Td>{dateTimeOf(at, timeZone)}</Table.Td>
      <Table.Td>{event}</Table.Td>
      <Table.Td>
        <Text fw={500} size="sm">
          {words.webhooks.states[state]}
        </Text>
        <Text c="dimmed" size="xs">
          {answer.filter((part) => part !== null).join(' · ')}
          {state === 'waiting' && dueAt !== null && tries > 0
            ? ` · ${words.webhooks.next(dateTimeOf(dueAt, timeZone))}`
            : ''}
        </Text>
      </Table.Td>
      <Table.Td>
        {state === 'waiting' ? null : (
          <Button onClick={again} size="compact-xs" variant="default">
            {words.webhooks.again}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
