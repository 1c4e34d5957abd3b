import { Text } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { words } from '../words.ts';
import { About } from './about.tsx';
import { List } from './list.tsx';
import { Talk } from './talk.tsx';

/** The list beside the conversation beside what is known of the contact; on a phone one after the other. */
export function InboxScreen() {
  const { conversation } = useParams({ strict: false });
  return (
    <div className={conversation === undefined ? 'inbox' : 'inbox open'}>
      <section aria-label={words.frame.inbox} className="pane list">
        <List open={conversation ?? null} />
      </section>
      {conversation === undefined ? (
        <section className="pane talk">
          <Text c="dimmed" m="auto">
            {words.inbox.pick}
          </Text>
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
