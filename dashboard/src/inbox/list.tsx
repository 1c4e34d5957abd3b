import { Avatar, Badge, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { ConversationRowView } from '../../../src/conversations/desk.view.ts';
import { useNow } from '../parts/now.ts';
import { SearchField } from '../parts/search-field.tsx';
import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { ago } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { anything, labels, useConversations, type Filter, type Show } from './query.ts';

const shows = ['all', 'human', 'unread', 'mine', 'closed'] as const;
const searchName = 'conversation-search';

/** Who wrote, the latest first; by what is looked for. */
export function List({ open }: { readonly open: string | null }) {
  const [show, setShow] = useState<Show>(anything.show);
  const [search, setSearch] = useState('');
  const [label, setLabel] = useState('');
  const { data: known = [] } = useQuery(labels);
  useHotkeys([['/', () => document.querySelector<HTMLInputElement>(`[name=${searchName}]`)?.focus()]]);
  return (
    <Stack gap={0} h="100%">
      <Stack gap="xs" p="sm">
        <SearchField name={searchName} onSearch={setSearch} />
        <Group gap="xs" grow>
          <NativeSelect
            aria-label={words.inbox.filter}
            data={shows.map((value) => ({ value, label: words.inbox.show[value] }))}
            onChange={(event) => setShow(shows.find((each) => each === event.currentTarget.value) ?? 'all')}
            value={show}
          />
          {known.length === 0 ? null : (
            <NativeSelect
              aria-label={words.inbox.labels}
              data={[{ value: '', label: words.inbox.anyLabel }, ...known]}
              onChange={(event) => setLabel(event.currentTarget.value)}
              value={label}
            />
          )}
        </Group>
      </Stack>
      <Rows filter={{ show, search, label }} key={`${show} ${label} ${search}`} open={open} />
    </Stack>
  );
}

const rowPx = 72;

/** Only what is in sight is drawn, and the next page is read before its place is. */
function Rows({ filter, open }: { readonly filter: Filter; readonly open: string | null }) {
  const { rows: known, pages, isPending, error, refetch } = useConversations(filter);
  // Rows are drawn in slices, between which somebody can type.
  const rows = useDeferredValue(known, []);
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    overscan: 8,
  });
  const drawn = virtual.getVirtualItems();
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const [last] = drawn.slice(-1);
  // Before the first rows are drawn nobody is near their end.
  const isNearEnd = last !== undefined && last.index > rows.length - 20;
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage]);
  useNow();
  useSteps(rows, open);
  if (isPending) return <Waiting />;
  if (error) return <Failed error={error} retry={refetch} />;
  if (known.length === 0) return <Empty>{words.inbox.none}</Empty>;
  return (
    <div className="grow" ref={scroller}>
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {drawn.map((item) => (
          <Placed item={item} key={item.key} open={open} row={rows[item.index]} />
        ))}
      </div>
    </div>
  );
}

/** `j` and `k` open the next and the previous conversation. */
function useSteps(rows: readonly ConversationRowView[], open: string | null): void {
  const navigate = useNavigate();
  const step = (by: number) => () => {
    const at = rows.findIndex(({ id }) => id === open);
    const next = rows[at === -1 ? 0 : at + by];
    if (next) void navigate({ to: '/inbox/$conversation', params: { conversation: next.id } });
  };
  useHotkeys([
    ['j', step(1)],
    ['k', step(-1)],
  ]);
}

type PlacedProps = {
  readonly item: VirtualItem;
  readonly row: ConversationRowView | undefined;
  readonly open: string | null;
};

function Placed({ item: { start, size }, row, open }: PlacedProps) {
  if (!row) return null;
  return (
    <div style={{ position: 'absolute', insetInline: 0, top: start, height: size }}>
      <Row isOpen={row.id === open} row={row} />
    </div>
  );
}

function Row({ row, isOpen }: { readonly row: ConversationRowView; readonly isOpen: boolean }) {
  const { timeZone } = useSession().business;
  const { contact, lastAt, lastDirection, preview, isUnread, labels: sorted } = row;
  return (
    <Link aria-current={isOpen} className="row" params={{ conversation: row.id }} to="/inbox/$conversation">
      <Avatar color="initials" name={contact.name ?? contact.shownPhone ?? '?'} size={38} />
      <div>
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <Text fw={isUnread ? 700 : 500} size="sm" truncate>
            {contact.name ?? contact.shownPhone ?? words.inbox.nameless}
          </Text>
          <Text c="dimmed" miw="fit-content" size="xs">
            {ago(lastAt, timeZone)}
          </Text>
        </Group>
        <Group gap="xs" justify="space-between" wrap="nowrap">
          <Text c="dimmed" fw={isUnread ? 600 : 400} size="xs" truncate>
            {lastDirection === 'out' ? '↩ ' : ''}
            {sorted.map((label) => `#${label} `)}
            {preview}
          </Text>
          <Held row={row} />
          {isUnread ? <span className="unread" title={words.inbox.show.unread} /> : null}
        </Group>
      </div>
    </Link>
  );
}

/** A person has it: who, or for how long the contact has waited for one to answer. */
function Held({ row: { status, lastDirection, lastAt, since, assignedTo } }: { readonly row: ConversationRowView }) {
  const { timeZone } = useSession().business;
  if (status !== 'human') return null;
  const begun = since !== null && since > lastAt ? since : lastAt;
  const waits = lastDirection === 'in' || assignedTo === null;
  return (
    <Badge
      autoContrast
      color={waits ? 'orange' : 'gray'}
      miw="fit-content"
      size="sm"
      title={waits ? words.inbox.waits(ago(begun, timeZone)) : words.inbox.state.human}
      tt="none"
    >
      {waits ? `⏱ ${ago(begun, timeZone)}` : assignedTo.name.split(' ')[0]}
    </Badge>
  );
}
