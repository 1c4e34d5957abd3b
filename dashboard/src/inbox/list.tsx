import { Avatar, Badge, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { ConversationRowView } from '../../../src/conversations/desk.view.ts';
import { More } from '../parts/more.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { ago } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { conversations, type Show } from './query.ts';

const shows = ['all', 'human', 'unread', 'mine', 'closed'] as const;

export function List({ open }: { readonly open: string | null }) {
  const [show, setShow] = useState<Show>('all');
  const [search, setSearch] = useState('');
  return (
    <Stack gap={0} h="100%">
      <Stack gap="xs" p="sm">
        <SearchField name="conversation-search" onSearch={setSearch} />
        <NativeSelect
          aria-label={words.frame.inbox}
          data={shows.map((value) => ({ value, label: words.inbox.show[value] }))}
          onChange={(event) => setShow(shows.find((each) => each === event.currentTarget.value) ?? 'all')}
          value={show}
        />
      </Stack>
      <Rows key={`${show} ${search}`} open={open} search={search} show={show} />
    </Stack>
  );
}

type Wish = { readonly open: string | null; readonly show: Show; readonly search: string };

function Rows({ open, show, search }: Wish) {
  const query = useInfiniteQuery(conversations(show, search));
  const { timeZone } = useSession().business;
  const scroller = useRef<HTMLDivElement>(null);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 68,
    overscan: 8,
  });
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Failed error={query.error} retry={query.refetch} />;
  if (rows.length === 0) return <Empty>{words.inbox.none}</Empty>;
  return (
    <div className="grow" ref={scroller}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <div key={row.id} style={{ position: 'absolute', insetInline: 0, top: start, height: size }}>
              <Row isOpen={row.id === open} row={row} timeZone={timeZone} />
            </div>
          );
        })}
      </div>
      <More label={words.inbox.more} query={query} />
    </div>
  );
}

type RowProps = { readonly row: ConversationRowView; readonly isOpen: boolean; readonly timeZone: string };

function Row({ row, isOpen, timeZone }: RowProps) {
  const { contact, status, since, lastAt, lastDirection, preview, isUnread } = row;
  return (
    <Link aria-current={isOpen} className="row" params={{ conversation: row.id }} to="/inbox/$conversation">
      <Avatar color="initials" name={contact.name ?? contact.shownPhone ?? '?'} size={38} />
      <div>
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <Text fw={isUnread ? 700 : 500} size="sm" truncate>
            {contact.name ?? contact.shownPhone ?? words.inbox.nameless}
          </Text>
          <Text c="dimmed" size="xs">
            {ago(lastAt, timeZone)}
          </Text>
        </Group>
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <Text c="dimmed" fw={isUnread ? 600 : 400} size="xs" truncate>
            {lastDirection === 'out' ? '↩ ' : ''}
            {preview}
          </Text>
          {status === 'human' ? (
            <Badge
              autoContrast
              color="orange"
              miw="fit-content"
              size="xs"
              title={since ? words.inbox.waits(ago(since, timeZone)) : ''}
            >
              {words.inbox.state.human}
            </Badge>
          ) : null}
        </Group>
      </div>
    </Link>
  );
}
