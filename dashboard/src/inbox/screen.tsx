import { Stack, Text, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { queries } from '../queries.ts';
import { words } from '../words.ts';
import { List } from './list.tsx';
import { anything, head, labels } from './query.ts';
import { Shortcuts } from './shortcuts.tsx';

/** What it asks for as it opens. */
export const ask = () => Promise.all([queries.prefetchQuery(head(anything)), queries.prefetchQuery(labels)]);

/** The list, while no conversation is open. */
export function InboxScreen() {
  return (
    <Inbox open={null}>
      <section className="pane talk">
        <Stack align="center" gap={4} m="auto">
          <Text c="dimmed">{words.inbox.pick}</Text>
          <Text c="dimmed" size="sm">
            {words.inbox.keys.hint}
          </Text>
        </Stack>
      </section>
    </Inbox>
  );
}

/** The list beside the conversation beside what is known of the contact; on a phone one after the other. */
export function Inbox({ open, children }: { readonly open: string | null; readonly children: ReactNode }) {
  return (
    <div className={open === null ? 'inbox' : 'inbox open'}>
      <Shortcuts />
      <section aria-label={words.frame.inbox} className="pane list">
        {open === null ? <VisuallyHidden component="h1">{words.frame.inbox}</VisuallyHidden> : null}
        <List open={open} />
      </section>
      {children}
    </div>
  );
}
