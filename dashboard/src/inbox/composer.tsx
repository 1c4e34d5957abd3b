import { Alert, Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { ConversationView } from '../../../src/conversations/desk.view.ts';
import { Icon } from '../parts/icon.tsx';
import { useNow } from '../parts/now.ts';
import { Refusal } from '../parts/states.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { AnswersDialog } from './answers.tsx';
import { useAttach, useDeed } from './query.ts';
import { TemplatesDialog } from './templates.tsx';

/** Where a person answers; once the contact has been silent for a day, only by template. */
export function Composer({ view }: { readonly view: ConversationView }) {
  const [open, setOpen] = useState<'answers' | 'templates' | null>(null);
  const [text, setText] = useState('');
  const now = useNow();
  const close = () => setOpen(null);
  const isClosed = Date.parse(view.windowEndsAt) <= now;
  return (
    <Stack gap={6} p="sm">
      {isClosed ? (
        <Alert color="gray" p="xs">
          {words.refusals.window_closed}
        </Alert>
      ) : (
        <Writing id={view.id} openAnswers={() => setOpen('answers')} setText={setText} text={text} />
      )}
      <Group gap="xs" justify="space-between">
        <Button onClick={() => setOpen('templates')} size="compact-sm" variant={isClosed ? 'filled' : 'default'}>
          {words.inbox.templates}
        </Button>
        {isClosed ? null : <Until at={view.windowEndsAt} />}
      </Group>
      {open === 'templates' ? <TemplatesDialog close={close} id={view.id} /> : null}
      {open === 'answers' ? <AnswersDialog close={close} insert={setText} written={text} /> : null}
    </Stack>
  );
}

function Until({ at }: { readonly at: string }) {
  const { timeZone } = useSession().business;
  return (
    <Text c="dimmed" size="xs">
      {words.inbox.windowUntil(dateTimeOf(at, timeZone))}
    </Text>
  );
}

type WritingProps = {
  readonly id: string;
  readonly text: string;
  readonly setText: (text: string) => void;
  readonly openAnswers: () => void;
};

function Writing({ id, text, setText, openAnswers }: WritingProps) {
  const field = useRef<HTMLTextAreaElement>(null);
  const deed = useDeed(id);
  const attach = useAttach(id);
  const isReady = text.trim() !== '' && !deed.isPending;
  const clear = { onSuccess: () => setText('') };
  useHotkeys([['r', () => field.current?.focus()]]);

  function onKey(event: KeyboardEvent) {
    // A line that begins with a slash asks for an answer that was kept.
    if (event.key === '/' && text === '') {
      event.preventDefault();
      openAnswers();
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (isReady) deed.mutate({ verb: 'messages', text }, clear);
  }
  return (
    <>
      <Refusal error={deed.error ?? attach.error} />
      <Textarea
        aria-label={words.inbox.reply}
        autosize
        data-testid="composer"
        maxRows={6}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKey}
        placeholder={words.inbox.replyHint}
        ref={field}
        value={text}
      />
      <Group gap="xs" justify="flex-end">
        <Attach isPending={attach.isPending} pick={(file) => attach.mutate({ file, text }, clear)} />
        <Button onClick={openAnswers} variant="default">
          {words.inbox.answers}
        </Button>
        <Button data-testid="send" disabled={!isReady} onClick={() => deed.mutate({ verb: 'messages', text }, clear)}>
          {words.inbox.send}
        </Button>
      </Group>
    </>
  );
}

function Attach({ pick, isPending }: { readonly pick: (file: File) => void; readonly isPending: boolean }) {
  return (
    <FileButton onChange={(file) => (file ? pick(file) : undefined)}>
      {(given) => (
        <Button {...given} aria-label={words.inbox.attach} loading={isPending} px={8} variant="default">
          <Icon name="clip" />
        </Button>
      )}
    </FileButton>
  );
}
