import { Button, Group, Stack, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Refusal } from '../parts/states.tsx';
import { reais } from '../parts/money.ts';
import { dateTimeOf } from '../parts/when.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Habit } from './habit.tsx';
import { bookingsOf, conversation, useDeed } from './query.ts';

/** What is known of who writes: the agent's brief, what they usually want, their bookings, our notes. */
export function About({ id }: { readonly id: string }) {
  const { data } = useQuery(conversation(id));
  if (!data) return <aside className="pane about" />;
  const { contact, brief, isSummary, notes } = data;
  return (
    <aside aria-label={words.calendar.contact} className="pane about">
      <Stack p="md">
        <div>
          <Text fw={600}>{contact.name ?? words.inbox.nameless}</Text>
          <Text c="dimmed" size="sm">
            {contact.shownPhone}
          </Text>
        </div>
        {brief.length > 0 ? (
          <div>
            <Title order={2} size="h6">
              {words.inbox.brief}
            </Title>
            {brief.map((line) => (
              <Text key={line} size="sm">
                {line}
              </Text>
            ))}
            {isSummary ? (
              <Text c="dimmed" size="xs">
                {words.inbox.summary}
              </Text>
            ) : null}
          </div>
        ) : null}
        <Habit contact={contact.id} />
        <Bookings contact={contact.id} />
        <Notes id={id} notes={notes} />
      </Stack>
    </aside>
  );
}

function Bookings({ contact }: { readonly contact: string }) {
  const { timeZone } = useSession().business;
  const { data = [] } = useQuery(bookingsOf(contact));
  return (
    <div>
      <Title order={2} size="h6">
        {words.inbox.bookings}
      </Title>
      {data.length === 0 ? (
        <Text c="dimmed" size="sm">
          {words.inbox.noBookings}
        </Text>
      ) : null}
      {data.map(({ id, service, start, priceCents, status }) => (
        <Text key={id} size="sm">
          {dateTimeOf(start, timeZone)} · {service.name} · {reais(priceCents)} · {words.calendar.status[status]}
        </Text>
      ))}
    </div>
  );
}

type NoteRow = { readonly id: number; readonly text: string; readonly at: string; readonly who: string | null };

function Notes({ id, notes }: { readonly id: string; readonly notes: readonly NoteRow[] }) {
  const [text, setText] = useState('');
  const { timeZone } = useSession().business;
  const mayWrite = useMay('conversations.write');
  const deed = useDeed(id);
  return (
    <Stack gap="xs">
      <Title order={2} size="h6">
        {words.inbox.notes}
      </Title>
      {notes.map((note) => (
        <div key={note.id}>
          <Text size="sm">{note.text}</Text>
          <Text c="dimmed" size="xs">
            {note.who ?? ''} · {dateTimeOf(note.at, timeZone)}
          </Text>
        </div>
      ))}
      {mayWrite ? (
        <>
          <Textarea
            aria-label={words.inbox.note}
            onChange={(event) => setText(event.currentTarget.value)}
            placeholder={words.inbox.note}
            value={text}
          />
          <Refusal error={deed.error} />
          <Group justify="end">
            <Button
              disabled={text.trim() === ''}
              loading={deed.isPending}
              onClick={() => deed.mutate({ verb: 'notes', text }, { onSuccess: () => setText('') })}
              size="compact-sm"
              variant="default"
            >
              {words.inbox.keep}
            </Button>
          </Group>
        </>
      ) : null}
    </Stack>
  );
}
