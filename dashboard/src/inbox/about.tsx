import { Button, Group, NativeSelect, Stack, TagsInput, Text, Textarea, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConversationView } from '../../../src/conversations/desk.view.ts';
import { Block } from '../contacts/block.tsx';
import { News } from '../contacts/consent.tsx';
import { contactOf } from '../contacts/query.ts';
import { optionsOf } from '../parts/field.tsx';
import { Refusal } from '../parts/states.tsx';
import { reais } from '../parts/money.ts';
import { dateTimeOf } from '../parts/when.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Habit } from './habit.tsx';
import { bookingsOf, colleagues, conversation, labels, useDeed } from './query.ts';

/** What is known of who writes: the agent's brief, what they usually want, their bookings, our notes. */
export function About({ id }: { readonly id: string }) {
  const { data } = useQuery(conversation(id));
  return (
    <aside aria-label={words.inbox.about} className="pane about">
      {data ? (
        <Stack p="md">
          <Known view={data} />
        </Stack>
      ) : null}
    </aside>
  );
}

/** The same, for where there is no room beside the conversation. */
export function Known({ view }: { readonly view: ConversationView }) {
  const { id, contact, brief, isSummary, notes } = view;
  return (
    <Stack>
      <div>
        <Text fw={600}>{contact.name ?? words.inbox.nameless}</Text>
        <Text c="dimmed" size="sm">
          {contact.shownPhone}
        </Text>
      </div>
      <Sorting view={view} />
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
      <News contact={contact.id} />
      <Blocking contact={contact.id} />
      <Bookings contact={contact.id} />
      <Notes id={id} notes={notes} />
    </Stack>
  );
}

function Blocking({ contact: id }: { readonly contact: string }) {
  const { data } = useQuery(contactOf(id));
  if (!data) return null;
  return (
    <div>
      {data.blockedAt === null ? null : (
        <Text mb={4} size="sm">
          {words.refusals.blocked}
        </Text>
      )}
      <Block contact={data} />
    </div>
  );
}

/** Who has it, and under which words it is found again. */
function Sorting({ view: { id, labels: sorted, assignedTo } }: { readonly view: ConversationView }) {
  const mayWrite = useMay('conversations.write');
  const { data: known = [] } = useQuery(labels);
  const { data: people = [] } = useQuery(colleagues);
  const deed = useDeed(id);
  const others = assignedTo && !people.some((person) => person.id === assignedTo.id) ? [assignedTo] : [];
  return (
    <Stack gap="xs">
      <NativeSelect
        data={[{ value: '', label: words.inbox.nobody }, ...optionsOf([...people, ...others])]}
        disabled={!mayWrite}
        label={words.inbox.assignee}
        onChange={(event) => deed.mutate({ verb: 'assignee', user: event.currentTarget.value || null })}
        size="xs"
        value={assignedTo?.id ?? ''}
      />
      <TagsInput
        data={known}
        disabled={!mayWrite}
        label={words.inbox.labels}
        maxTags={10}
        onChange={(given) => deed.mutate({ verb: 'labels', labels: given })}
        size="xs"
        value={[...sorted]}
      />
      <Refusal error={deed.error} />
    </Stack>
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
