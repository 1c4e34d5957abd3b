import { Button, Card, Group, NativeSelect, Stack, Switch, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { BusinessView } from '../../../src/business/business.view.ts';
import { Field } from '../parts/field.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Failed, Refusal, Waiting } from '../parts/states.tsx';
import { queries } from '../queries.ts';
import { business } from '../services/query.ts';
import { useMay } from '../session/query.ts';
import { Beside } from '../trial/beside.tsx';
import { useDraft, useGuardedChange } from '../trial/drafts.ts';
import { words } from '../words.ts';

/** What it asks for as it opens. */
export const ask = () => queries.prefetchQuery(business);

/** What the agent answers beside services and hours, and how it sounds. */
export function KnowledgeScreen() {
  const { data, isPending, isError, error, refetch } = useQuery(business);
  const mayWrite = useMay('business.write');
  const { question = '' } = useSearch({ from: '/frame/knowledge' });
  const [isAdding, setAdding] = useState(question !== '');
  if (isPending) return <Waiting />;
  if (isError) return <Failed error={error} retry={refetch} />;
  const [first] = data.knowledge;
  return (
    <Beside asks={[...(first ? [first.question] : []), ...words.trial.asks.knowledge]}>
      <Page
        actions={mayWrite ? <Button onClick={() => setAdding(!isAdding)}>{words.knowledge.fresh}</Button> : null}
        title={words.frame.knowledge}
      >
        <Tone key={data.versions.style} mayWrite={mayWrite} view={data} />
        {isAdding ? <Entry done={() => setAdding(false)} entry={{ key: null, question, answer: '' }} mayWrite /> : null}
        {data.knowledge.length === 0 && !isAdding ? <Empty>{words.knowledge.none}</Empty> : null}
        {data.knowledge.map((entry) => (
          <Entry entry={entry} key={`${entry.key} ${entry.version}`} mayWrite={mayWrite} />
        ))}
      </Page>
    </Beside>
  );
}

type EntryProps = {
  readonly entry: {
    readonly key: string | null;
    readonly question: string;
    readonly answer: string;
    readonly version?: string;
  };
  readonly mayWrite: boolean;
  readonly done?: () => void;
};

function Entry({ entry, mayWrite, done }: EntryProps) {
  const [question, setQuestion] = useState(entry.question);
  const [answer, setAnswer] = useState(entry.answer);
  const change = useGuardedChange();
  const draft = { knowledge: [{ key: entry.key, question, answer }] };
  const isChanged = question !== entry.question || answer !== entry.answer;
  useDraft(isChanged && question.trim() !== '' && answer.trim() !== '' ? draft : null);
  const path = entry.key === null ? '/knowledge' : `/knowledge/${encodeURIComponent(entry.key)}`;

  function submit(event: FormEvent) {
    event.preventDefault();
    const method = entry.key === null ? 'POST' : 'PUT';
    change.mutate(draft, { method, path, version: entry.version, body: { question, answer } }, done);
  }

  const drop = () =>
    change.mutate(
      { forgotten: entry.key === null ? [] : [entry.key] },
      { method: 'DELETE', path, version: entry.version, body: null },
    );

  return (
    <Card component="form" onSubmit={submit} withBorder>
      <Stack gap="xs">
        <Field label={words.knowledge.question} set={setQuestion} value={question} />
        <Textarea
          autosize
          label={words.knowledge.answer}
          onChange={(event) => setAnswer(event.currentTarget.value)}
          readOnly={!mayWrite}
          required
          value={answer}
        />
        <Refusal error={change.error} />
        {mayWrite ? (
          <Group justify="end">
            {entry.key === null ? null : (
              <Button onClick={drop} variant="default">
                {words.knowledge.drop}
              </Button>
            )}
            <Button disabled={!isChanged} loading={change.isPending} type="submit">
              {words.knowledge.save}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Card>
  );
}

const Style = BusinessView.shape.style;

type ToneProps = { readonly view: BusinessView; readonly mayWrite: boolean };

function Tone({ view, mayWrite }: ToneProps) {
  const { style } = view;
  const change = useGuardedChange();
  // Saved at once: to take it back is one more choice.
  const save = (part: object) => {
    const body = Style.parse({ ...style, ...part });
    change.mutate({ style: body }, { method: 'PUT', path: '/business/style', version: view.versions.style, body });
  };
  return (
    <Card withBorder>
      <Stack gap="xs">
        <Group align="end">
          <NativeSelect
            data={[
              { value: 'informal', label: words.knowledge.informal },
              { value: 'formal', label: words.knowledge.formal },
            ]}
            disabled={!mayWrite}
            label={words.knowledge.tone}
            onChange={(event) => save({ tone: event.currentTarget.value })}
            value={style.tone}
          />
          <NativeSelect
            data={[
              { value: 'auto', label: words.knowledge.auto },
              { value: 'pt-BR', label: 'Português' },
              { value: 'es', label: 'Español' },
              { value: 'en', label: 'English' },
            ]}
            disabled={!mayWrite}
            label={words.knowledge.language}
            onChange={(event) => save({ language: event.currentTarget.value })}
            value={style.language}
          />
          <Switch
            checked={style.emoji}
            disabled={!mayWrite}
            label={words.knowledge.emoji}
            onChange={(event) => save({ emoji: event.currentTarget.checked })}
          />
        </Group>
        <Refusal error={change.error} />
      </Stack>
    </Card>
  );
}
