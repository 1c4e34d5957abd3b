import { Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import type { MessageView } from '../../../src/conversations/desk.view.ts';
import { Icon, type IconName } from '../parts/icon.tsx';
import { More } from '../parts/more.tsx';
import { Failed, Waiting } from '../parts/states.tsx';
import { clockOf, dayOf } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { told, words } from '../words.ts';
import { transcript } from './query.ts';
import { Said } from './said.tsx';

/** What was said, day by day. */
export function Transcript({ id }: { readonly id: string }) {
  const query = useInfiniteQuery(transcript(id));
  const { timeZone } = useSession().business;
  if (query.isPending) return <Waiting />;
  if (query.isError) return <Failed error={query.error} retry={query.refetch} />;
  const messages = query.data.pages.flatMap(({ items }) => items).toReversed();
  const days = messages.map(({ at }) => dayOf(at, timeZone));
  return (
    // The last message stands at the bottom, and stays in sight when another comes.
    <div
      aria-label={words.inbox.transcript}
      className="grow"
      role="log"
      style={{ display: 'flex', flexDirection: 'column-reverse' }}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <Stack gap="xs" p="sm">
        <More label={words.inbox.older} query={query} />
        {messages.map((message, index) => (
          <Fragment key={message.id}>
            {days[index] === days[index - 1] ? null : (
              <Text c="dimmed" size="xs" ta="center">
                {days[index]}
              </Text>
            )}
            <Bubble id={id} message={message} timeZone={timeZone} />
          </Fragment>
        ))}
      </Stack>
    </div>
  );
}

type BubbleProps = { readonly id: string; readonly message: MessageView; readonly timeZone: string };

function Bubble({ id, message, timeZone }: BubbleProps) {
  const { direction, options, at, who, turn } = message;
  return (
    <div className={`bubble ${direction}`} data-testid={`message-${direction}`}>
      <Said conversation={id} message={message} />
      {options.map((option) => (
        <div className="option" key={option}>
          {option}
        </div>
      ))}
      <Text className="stamp" component="div" size="xs">
        {direction === 'out' ? `${who ?? words.inbox.agent} · ` : ''}
        {clockOf(at, timeZone)}
        {direction === 'out' ? <Tick message={message} /> : null}
      </Text>
      {turn ? <Why turn={turn} /> : null}
    </div>
  );
}

const ticks: Readonly<Record<string, IconName>> = {
  queued: 'waiting',
  accepted: 'sent',
  sent: 'sent',
  delivered: 'reached',
  read: 'reached',
  played: 'reached',
  failed: 'failed',
};

/** How far it has come, as the phone shows it; in words for who asks. */
function Tick({ message: { status, errorCode } }: { readonly message: MessageView }) {
  const known: Readonly<Record<string, string>> = words.inbox.status;
  const code = errorCode === null ? '' : ` (${errorCode})`;
  return (
    <span className={`tick ${status}`}>
      <Icon name={ticks[status] ?? 'waiting'} size={15} title={`${known[status] ?? status}${code}`} />
      {status === 'failed' ? ` ${words.inbox.status.failed}${code}` : ''}
    </span>
  );
}

/** What the agent took the contact to mean, and what it did about it. */
function Why({ turn: { understood, did, tookMs } }: { readonly turn: NonNullable<MessageView['turn']> }) {
  const heard = understood.map((name) => told(name, words.inbox.heard)).join(', ') || '–';
  return (
    <details className="why">
      <summary>
        {words.inbox.understood}: {heard}
      </summary>
      {words.inbox.did}: {did.map((act) => told(act, words.inbox.acts)).join(', ') || '–'} · {Math.round(tookMs)} ms
    </details>
  );
}
