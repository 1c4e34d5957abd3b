import { Button, Group, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { Empty, Failed, Refusal, Waiting } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { words } from '../words.ts';
import { cannedAnswers, useAnswerChange } from './query.ts';

type Props = { readonly written: string; readonly insert: (text: string) => void; readonly close: () => void };

/** Answers that are given again and again: one goes into the reply, and what is written there can be kept. */
export function AnswersDialog({ written, insert, close }: Props) {
  const { data, isPending, error, refetch } = useQuery(cannedAnswers);
  const [search, setSearch] = useState('');
  const found = (data ?? []).filter(({ name, text }) => `${name} ${text}`.toLowerCase().includes(search.toLowerCase()));
  function pick(text: string | undefined) {
    if (text === undefined) return;
    insert(text);
    close();
  }
  return (
    <Dialog close={close} submit={() => pick(found[0]?.text)} title={words.inbox.answers}>
      <TextInput
        aria-label={words.inbox.answerSearch}
        data-autofocus
        onChange={(event) => setSearch(event.currentTarget.value)}
        placeholder={words.inbox.answerSearch}
        value={search}
      />
      {isPending ? <Waiting /> : null}
      {error ? <Failed error={error} retry={refetch} /> : null}
      {data && found.length === 0 ? <Empty>{words.inbox.noAnswers}</Empty> : null}
      {found.map(({ id, name, text }) => (
        <Answer id={id} key={id} name={name} pick={pick} text={text} />
      ))}
      {written.trim() === '' ? null : <Keep text={written} />}
    </Dialog>
  );
}

type AnswerProps = {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly pick: (text: string) => void;
};

function Answer({ id, name, text, pick }: AnswerProps) {
  const change = useAnswerChange();
  const tell = useTell();
  const undo = () => change.mutate({ kind: 'keep', name, text });
  const drop = () =>
    change.mutate({ kind: 'drop', id }, { onSuccess: () => tell({ text: words.inbox.answerDropped, undo }) });
  return (
    <Group gap="xs" wrap="nowrap">
      <Button
        flex={1}
        fullWidth
        h="auto"
        justify="flex-start"
        onClick={() => pick(text)}
        p="xs"
        ta="start"
        variant="default"
      >
        <div className="answer">
          <Text fw={600} size="sm">
            {name}
          </Text>
          <Text lineClamp={2} size="sm">
            {text}
          </Text>
        </div>
      </Button>
      <Button onClick={drop} size="compact-sm" variant="subtle">
        {words.knowledge.drop}
      </Button>
    </Group>
  );
}

function Keep({ text }: { readonly text: string }) {
  const [name, setName] = useState('');
  const change = useAnswerChange();
  return (
    <>
      <Group align="end" gap="xs" wrap="nowrap">
        <TextInput
          flex={1}
          label={words.inbox.keepAs}
          maxLength={40}
          onChange={(event) => setName(event.currentTarget.value)}
          value={name}
        />
        <Button
          disabled={name.trim() === ''}
          loading={change.isPending}
          onClick={() => change.mutate({ kind: 'keep', name, text }, { onSuccess: () => setName('') })}
          variant="default"
        >
          {words.inbox.keep}
        </Button>
      </Group>
      <Refusal error={change.error} />
    </>
  );
}
