import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState, type KeyboardEvent } from 'react';
import type { ConversationView, MessageView } from '../../../src/conversations/desk.view.ts';
import { Failed, Refusal, Waiting } from '../parts/states.tsx';
import { clockOf } from '../parts/when.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { conversation, transcript, useDeed } from './query.ts';
import { Said } from './said.tsx';

/** The transcript, and under it the way to answer. */
export function Talk({ id }: { readonly id: string }) {
  const { data, isPending, error, refetch } = useQuery(conversation(id));
  const { mutate } = useDeed(id);
  const mayWrite = useMay('conversations.write');
  const isUnread = data?.isUnread === true;
  useEffect(() => {
    if (isUnread && mayWrite) mutate({ verb: 'read' });
  }, [isUnread, mayWrite, mutate]);
  return (
    <section aria-label={words.frame.inbox} className="pane talk">
      {isPending ? <Waiting /> : null}
      {error ? <Failed error={error} retry={refetch} /> : null}
      {data ? (
        <>
          <Head view={data} mayWrite={mayWrite} />
          <Transcript id={id} />
          {mayWrite && data.status === 'human' ? <Composer id={id} /> : null}
        </>
      ) : null}
    </section>
  );
}

function Head({ view, mayWrite }: { readonly view: ConversationView; readonly mayWrite: boolean }) {
  const deed = useDeed(view.id);
  const isOurs = view.status === 'human';
  return (
    <Group justify="space-between" p="sm" wrap="nowrap">
      <Group gap="xs" wrap="nowrap">
        <Button
          aria-label={words.inbox.back}
          component={Link}
          hiddenFrom="md"
          size="compact-sm"
          to="/inbox"
          variant="default"
        >
          ←
        </Button>
        <Text fw={600} truncate>
          {view.contact.name ?? view.contact.shownPhone ?? words.inbox.nameless}
        </Text>
        {view.assignedTo ? (
          <Text c="dimmed" size="sm">
            {view.assignedTo.name}
          </Text>
        ) : null}
      </Group>
      {mayWrite ? (
        <Button
          data-testid={isOurs ? 'give-back' : 'take'}
          loading={deed.isPending}
          miw="fit-content"
          onClick={() => deed.mutate({ verb: isOurs ? 'give-back' : 'take' })}
          size="compact-md"
          variant={isOurs ? 'default' : 'filled'}
        >
          {isOurs ? words.inbox.give : words.inbox.take}
        </Button>
      ) : null}
    </Group>
  );
}

function Transcript({ id }: { readonly id: string }) {
  const query = useInfiniteQuery(transcript(id));
  const { timeZone } = useSession().business;
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Failed error={query.error} retry={query.refetch} />;
  const messages = query.data.pages.flatMap(({ items }) => items).toReversed();
  return (
    // The last message stands at the bottom, and stays in sight when another comes.
    <div className="grow" style={{ display: 'flex', flexDirection: 'column-reverse' }} tabIndex={0} role="log">
      <Stack gap="xs" p="sm">
        {query.hasNextPage ? (
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()} variant="subtle">
            {words.inbox.older}
          </Button>
        ) : null}
        {messages.map((message) => (
          <Bubble id={id} key={message.id} message={message} timeZone={timeZone} />
        ))}
      </Stack>
    </div>
  );
}

function Bubble({
  id,
  message,
  timeZone,
}: {
  readonly id: string;
  readonly message: MessageView;
  readonly timeZone: string;
}) {
  const { direction, options, at, status, who, turn, errorCode } = message;
  const state = Object.entries<string>(words.inbox.status).find(([key]) => key === status)?.[1] ?? status;
  return (
    <div className={`bubble ${direction}`} data-testid={`message-${direction}`}>
      <Said conversation={id} message={message} />
      {options.map((option) => (
        <Text c="dimmed" key={option} size="xs">
          ▸ {option}
        </Text>
      ))}
      <Text c="dimmed" mt={4} size="xs">
        {clockOf(at, timeZone)}
        {direction === 'out' ? ` · ${who ?? words.inbox.agent} · ${state}` : ''}
        {errorCode === null ? '' : ` (${errorCode})`}
      </Text>
      {turn ? (
        <Text c="dimmed" size="xs">
          {words.inbox.understood}:{' '}
          {turn.understood.map((heard) => wordsOf(heard, words.inbox.heard)).join(', ') || '–'}
          <br />
          {words.inbox.did}: {turn.did.map((act) => wordsOf(act, words.inbox.acts)).join(', ') || '–'} ·{' '}
          {Math.round(turn.tookMs)} ms
        </Text>
      ) : null}
    </div>
  );
}

/** `set:service` in words; a newer server’s that these pages do not know stays as it is. */
const wordsOf = (name: string, known: Readonly<Record<string, string>>) =>
  name
    .split(':')
    .map((part) => known[part] ?? part)
    .join(': ');

function Composer({ id }: { readonly id: string }) {
  const [text, setText] = useState('');
  const deed = useDeed(id);
  const isReady = text.trim() !== '' && !deed.isPending;

  function say() {
    if (isReady) deed.mutate({ verb: 'messages', text }, { onSuccess: () => setText('') });
  }
  function onKey(event: KeyboardEvent) {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    say();
  }
  return (
    <Stack gap={4} p="sm">
      <Refusal error={deed.error} />
      <Group align="end" wrap="nowrap">
        <Textarea
          aria-label={words.inbox.reply}
          autosize
          data-testid="composer"
          flex={1}
          maxRows={6}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKey}
          placeholder={words.inbox.reply}
          value={text}
        />
        <Button data-testid="send" disabled={!isReady} onClick={say}>
          {words.inbox.send}
        </Button>
      </Group>
    </Stack>
  );
}
