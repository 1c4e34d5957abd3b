import { Button, Group, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ConversationView } from '../../../src/conversations/desk.view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import { Failed, Refusal, Waiting } from '../parts/states.tsx';
import { useMay } from '../session/query.ts';
import { words } from '../words.ts';
import { Known } from './about.tsx';
import { Composer } from './composer.tsx';
import { conversation, useDeed } from './query.ts';
import { Transcript } from './transcript.tsx';

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
    <section aria-label={words.inbox.transcript} className="pane talk">
      {isPending ? <Waiting /> : null}
      {error ? <Failed error={error} retry={refetch} /> : null}
      {data ? (
        <>
          <Head mayWrite={mayWrite} view={data} />
          <Transcript id={id} />
          {mayWrite && data.status === 'human' ? <Composer view={data} /> : null}
        </>
      ) : null}
    </section>
  );
}

function Head({ view, mayWrite }: { readonly view: ConversationView; readonly mayWrite: boolean }) {
  const [isAsked, setAsked] = useState(false);
  const name = view.contact.name ?? view.contact.shownPhone ?? words.inbox.nameless;
  return (
    <Group gap="xs" justify="space-between" p="sm" wrap="nowrap">
      <Group gap="xs" miw={0} wrap="nowrap">
        <Button
          aria-label={words.inbox.back}
          component={Link}
          hiddenFrom="md"
          px={6}
          size="compact-md"
          to="/inbox"
          variant="default"
        >
          <Icon name="back" />
        </Button>
        <Text component="h1" fw={600} truncate>
          {name}
        </Text>
        {view.assignedTo ? (
          <Text c="dimmed" size="sm" truncate visibleFrom="sm">
            {view.assignedTo.name}
          </Text>
        ) : null}
      </Group>
      <Group gap="xs" wrap="nowrap">
        <Button
          aria-label={words.inbox.about}
          className="about-button"
          onClick={() => setAsked(true)}
          px={6}
          size="compact-md"
          variant="default"
        >
          <Icon name="contacts" />
        </Button>
        {mayWrite ? <Hold view={view} /> : null}
      </Group>
      {isAsked ? (
        <Dialog close={() => setAsked(false)} title={words.inbox.about}>
          <Known view={view} />
        </Dialog>
      ) : null}
    </Group>
  );
}

/** Takes the conversation from the agent, or gives it back. `t` does the same. */
function Hold({ view: { id, status } }: { readonly view: ConversationView }) {
  const deed = useDeed(id);
  const isOurs = status === 'human';
  const change = () => deed.mutate({ verb: isOurs ? 'give-back' : 'take' });
  useHotkeys([['t', change]]);
  return (
    <>
      <Refusal error={deed.error} />
      <Button
        data-testid={isOurs ? 'give-back' : 'take'}
        loading={deed.isPending}
        miw="fit-content"
        onClick={change}
        size="compact-md"
        variant={isOurs ? 'default' : 'filled'}
      >
        {isOurs ? words.inbox.give : words.inbox.take}
      </Button>
    </>
  );
}
