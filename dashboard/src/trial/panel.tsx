import { Alert, Badge, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import type { SaidView, TrialView } from '../../../src/agent/trial.view.ts';
import { Failed, Refusal } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { business } from '../services/query.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { Exchanges } from './bubbles.tsx';
import { isOfForm } from './drafts.ts';
import { bookedText } from './endings.tsx';
import { ExamplesDialog } from './examples.tsx';
import { fresh, trial, useExampleChange, type Draft, type Talk } from './query.ts';

/** A form rests so long before what it holds is tried. */
const restMs = 400;

const nameMax = 80;

/** What a conversation can hold. */
const saidMax = 20;

type Props = {
  readonly asks: readonly string[];
  readonly draft: Draft | null;
  readonly talk: Talk;
  readonly setTalk: (talk: Talk) => void;
};

/** The agent on trial: a conversation that is had anew with every change of the forms, and touches nothing. */
export function Panel({ asks, draft, talk, setTalk }: Props) {
  const [tried] = useDebouncedValue(draft, restMs);
  const { data: view } = useQuery(business);
  const { data, error, refetch } = useQuery(trial(talk, tried, view?.revision ?? 0));
  const isBegun = talk.messages.length > 0;
  const log = useRef<HTMLDivElement>(null);
  const isAnswered = !error && (data?.exchanges.length ?? 0) >= talk.messages.length;
  const isWaiting = !isAnswered && !error;
  function say(said: SaidView) {
    // The clock of the conversation stands still from its first message on.
    setTalk({ messages: [...talk.messages, said], now: talk.now || new Date().toISOString() });
  }
  // What is pressed is gone or closed then: keys go on from where the answer comes.
  function press(said: SaidView) {
    say(said);
    log.current?.focus({ preventScroll: true });
  }
  function restart() {
    setTalk(fresh);
    log.current?.focus({ preventScroll: true });
  }
  return (
    <>
      <Head isUnsaved={draft !== null} restart={isBegun ? restart : null} />
      {/* The last message stands at the bottom, and stays in sight when another comes. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div aria-label={words.trial.transcript} className="said" ref={log} role="log" tabIndex={0}>
        <Stack gap="xs" p="sm">
          {isBegun ? null : <Asks asks={asks} say={press} />}
          <Exchanges data={data} isWaiting={isWaiting} messages={talk.messages} say={press} />
          {error ? <Trouble error={error} retry={refetch} /> : null}
          {isAnswered ? <Outcome data={data} isBegun={isBegun} /> : null}
        </Stack>
      </div>
      <Stack gap="xs" p="sm">
        {talk.messages.length < saidMax ? (
          <Composer isWaiting={isWaiting} say={say} />
        ) : (
          <Text size="sm">{words.trial.full}</Text>
        )}
        <Deeds draft={tried} isAnswered={isAnswered} setTalk={setTalk} talk={talk} />
      </Stack>
    </>
  );
}

type HeadProps = { readonly isUnsaved: boolean; readonly restart: (() => void) | null };

function Head({ isUnsaved, restart }: HeadProps) {
  return (
    <Stack className="head" gap={4} p="sm">
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <div>
          <Title className="name" order={2} size="h5">
            {words.trial.title}
          </Title>
          <Text c="dimmed" size="sm">
            {words.trial.lead}
          </Text>
        </div>
        {restart ? (
          <Button miw="fit-content" onClick={restart} size="compact-sm" variant="default">
            {words.trial.again}
          </Button>
        ) : null}
      </Group>
      {isUnsaved ? (
        <Badge color="yellow" maw="100%" tt="none" variant="dot">
          {words.trial.unsaved}
        </Badge>
      ) : null}
    </Stack>
  );
}

function Trouble({ error, retry }: { readonly error: Error; readonly retry: () => unknown }) {
  if (!isOfForm(error)) return <Failed error={error} retry={retry} />;
  return (
    <Text c="dimmed" role="status" size="sm">
      {words.trial.notYet}
    </Text>
  );
}

/** What would have come of it, beside what was said. */
function Outcome({ data, isBegun }: { readonly data: TrialView | undefined; readonly isBegun: boolean }) {
  const { timeZone } = useSession().business;
  if (!data || !isBegun) return null;
  return (
    <>
      {data.books.length > 0 ? (
        <Alert color="teal" p="xs" title={words.trial.booked}>
          {data.books.map((booked) => (
            <Text key={`${booked.start} ${booked.service}`} size="sm">
              {bookedText(booked, timeZone)}
            </Text>
          ))}
        </Alert>
      ) : null}
      {data.withPerson ? (
        <Text c="dimmed" size="sm" ta="center">
          {words.trial.person}
        </Text>
      ) : null}
    </>
  );
}

function Asks({ asks, say }: { readonly asks: readonly string[]; readonly say: (said: SaidView) => void }) {
  return (
    <Stack align="flex-start" gap={6}>
      <Text c="dimmed" size="sm">
        {words.trial.asksLead}
      </Text>
      {asks.map((text) => (
        <Button
          key={text}
          h="auto"
          mih={30}
          onClick={() => say({ kind: 'text', text })}
          px="xs"
          py={4}
          size="xs"
          variant="default"
        >
          <span className="answer">{text}</span>
        </Button>
      ))}
    </Stack>
  );
}

function Composer({ say, isWaiting }: { readonly say: (said: SaidView) => void; readonly isWaiting: boolean }) {
  const [text, setText] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    if (text.trim() === '') return;
    say({ kind: 'text', text: text.trim() });
    setText('');
  }
  return (
    <Group component="form" gap="xs" onSubmit={submit} wrap="nowrap">
      <TextInput
        aria-label={words.trial.message}
        autoComplete="off"
        flex={1}
        maxLength={1000}
        onChange={(event) => setText(event.currentTarget.value)}
        placeholder={words.trial.message}
        value={text}
      />
      <Button disabled={text.trim() === '' || isWaiting} type="submit">
        {words.trial.send}
      </Button>
    </Group>
  );
}

type DeedProps = Omit<Props, 'asks'> & { readonly isAnswered: boolean };

function Deeds({ draft, talk, setTalk, isAnswered }: DeedProps) {
  const [isListed, setListed] = useState(false);
  const { keep, drop } = useExampleChange();
  const tell = useTell();
  const [first] = talk.messages;
  function keepIt() {
    const name = (first?.kind === 'text' ? first.text : (first?.title ?? '')).slice(0, nameMax);
    keep.mutate(
      { ...talk, name, draft },
      { onSuccess: ({ id }) => tell({ text: words.trial.kept, undo: () => drop.mutate(id) }) },
    );
  }
  return (
    <>
      <Refusal error={keep.error} />
      <Group gap={6}>
        <Button
          disabled={!first || !isAnswered}
          loading={keep.isPending}
          onClick={keepIt}
          size="compact-sm"
          variant="default"
        >
          {words.trial.keep}
        </Button>
        <Button onClick={() => setListed(true)} size="compact-sm" variant="default">
          {words.trial.examples}
        </Button>
      </Group>
      {isListed ? <ExamplesDialog close={() => setListed(false)} repeat={setTalk} /> : null}
    </>
  );
}
