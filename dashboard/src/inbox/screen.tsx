import { Stack, Text, VisuallyHidden } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { words } from '../words.ts';
import { About } from './about.tsx';
import { List } from './list.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { Talk } from './talk.tsx';

/** The list beside the conversation beside what is known of the contact; on a phone one after the other. */
export function InboxScreen() {
  const { conversation } = useParams({ strict: false });
  return (
    <div className={conversation === undefined ? 'inbox' : 'inbox open'}>
      <Shortcuts />
      <section aria-label={words.frame.inbox} className="pane list">
        {conversation === undefined ? <VisuallyHidden component="h1">{words.frame.inbox}</VisuallyHidden> : null}
        <List open={conversation ?? null} />
      </section>
      {conversation === undefined ? (
        <section className="pane talk">
          <Stack align="center" gap={4} m="auto">
            <Text c="dimmed">{words.inbox.pick}</Text>
            <Text c="dimmed" size="sm">
              {words.inbox.keys.hint}
            </Text>
          </Stack>
        </section>
      ) : (
        <>
          <Talk id={conversation} key={conversation} />
          <About id={conversation} />
        </>
      )}
    </div>
  );
}
