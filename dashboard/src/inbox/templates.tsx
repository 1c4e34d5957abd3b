import { Button, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TemplateView } from '../../../src/conversations/desk.view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Choice } from '../parts/field.tsx';
import { Formatted } from '../parts/formatted.tsx';
import { Empty, Failed, Refusal, Waiting } from '../parts/states.tsx';
import { words } from '../words.ts';
import { templates, useDeed } from './query.ts';

type Props = { readonly id: string; readonly close: () => void };

/** What Meta has approved: the one thing that reaches who has been silent for a day. */
export function TemplatesDialog({ id, close }: Props) {
  const { data, isPending, error, refetch } = useQuery(templates(id));
  const [picked, setPicked] = useState('0');
  const template = data?.[Number(picked)];
  const options = (data ?? []).map(({ name, language }, index) => ({
    value: String(index),
    label: `${name} (${language})`,
  }));
  return (
    <Dialog close={close} title={words.inbox.templates}>
      {isPending ? <Waiting /> : null}
      {error ? <Failed error={error} retry={refetch} /> : null}
      {data?.length === 0 ? <Empty>{words.inbox.noTemplates}</Empty> : null}
      {template ? (
        <>
          <Choice label={words.inbox.template} options={options} set={setPicked} value={picked} />
          <Filling close={close} id={id} key={picked} template={template} />
        </>
      ) : null}
    </Dialog>
  );
}

function Filling({ id, template, close }: Props & { readonly template: TemplateView }) {
  const { name, language, body, gaps } = template;
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>({});
  const deed = useDeed(id);
  const text = body.replaceAll(/\{\{(\w+)\}\}/g, (gap, key: string) => filled[key]?.trim() || gap);
  const isCounted = gaps.every((gap) => /^\d+$/.test(gap));
  const isFull = gaps.every((gap) => (filled[gap] ?? '').trim() !== '');

  function say() {
    const values = gaps.map((gap) => filled[gap]?.trim() ?? '');
    const content = { type: 'template', name, language, body: values, buttons: [], text };
    deed.mutate({ verb: 'messages', content: isCounted ? content : { ...content, names: gaps } }, { onSuccess: close });
  }
  return (
    <>
      {gaps.map((gap) => (
        <TextInput
          key={gap}
          label={`{{${gap}}}`}
          onChange={(event) => setFilled({ ...filled, [gap]: event.currentTarget.value })}
          required
          value={filled[gap] ?? ''}
        />
      ))}
      <Text className="bubble out" component="div" size="sm">
        <Formatted text={text} />
      </Text>
      <Refusal error={deed.error} />
      <Button disabled={!isFull} loading={deed.isPending} onClick={say}>
        {words.inbox.send}
      </Button>
    </>
  );
}
