import { Badge, Button, Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ExamplesView, ExampleView } from '../../../src/agent/trial.view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Failed, Refusal, Waiting } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { business } from '../services/query.ts';
import { words } from '../words.ts';
import { Difference } from './endings.tsx';
import { examples, useExampleChange, type Talk } from './query.ts';

type Props = { readonly repeat: (talk: Talk) => void; readonly close: () => void };

/** What is played again before a change is saved: what was kept, and what is tried for every business. */
export function ExamplesDialog({ repeat, close }: Props) {
  const { data: view } = useQuery(business);
  const { data, isPending, error, refetch } = useQuery(examples(view?.revision ?? 0));
  return (
    <Dialog close={close} title={words.trial.examples}>
      <Text c="dimmed" size="sm">
        {words.trial.examplesLead}
      </Text>
      {isPending ? <Waiting /> : null}
      {error ? <Failed error={error} retry={refetch} /> : null}
      {data ? (
        <>
          {data.examples.length === 0 ? <Text size="sm">{words.trial.noExamples}</Text> : null}
          {data.examples.map((example) => (
            <Example
              example={example}
              key={example.id}
              repeat={() => {
                repeat({ messages: example.said, now: example.at });
                close();
              }}
            />
          ))}
          <Basics basics={data.basics} />
        </>
      ) : null}
    </Dialog>
  );
}

function Example({ example, repeat }: { readonly example: ExampleView; readonly repeat: () => void }) {
  const { id, name, said, at, ending, now, holds } = example;
  const { keep, drop, accept } = useExampleChange();
  const tell = useTell();
  const undo = () => keep.mutate({ name, messages: said, now: at });
  return (
    <Card p="sm" withBorder>
      <Stack gap={6}>
        <Text fw={600} size="sm">
          “{name}”
        </Text>
        {holds ? null : (
          <>
            <Text size="sm">{words.trial.hasChanged}</Text>
            <Difference after={now} before={ending} />
          </>
        )}
        <Refusal error={drop.error ?? accept.error ?? keep.error} />
        <Group gap={6}>
          <Button onClick={repeat} size="compact-sm" variant="default">
            {words.trial.repeat}
          </Button>
          {holds ? null : (
            <Button loading={accept.isPending} onClick={() => accept.mutate(id)} size="compact-sm" variant="default">
              {words.trial.accept}
            </Button>
          )}
          <Button
            loading={drop.isPending}
            onClick={() => drop.mutate(id, { onSuccess: () => tell({ text: words.trial.dropped, undo }) })}
            size="compact-sm"
            variant="subtle"
          >
            {words.trial.drop}
          </Button>
        </Group>
      </Stack>
    </Card>
  );
}

function Basics({ basics }: { readonly basics: z.output<typeof ExamplesView>['basics'] }) {
  return (
    <Stack gap={6}>
      <Title order={3} size="h6">
        {words.trial.always}
      </Title>
      {basics.map(({ basic, name, holds }) => (
        <Group gap="xs" justify="space-between" key={basic} wrap="nowrap">
          <Text size="sm">{words.trial.basics[basic](name)}</Text>
          <Badge color={holds ? 'teal' : 'red'} miw="fit-content" tt="none" variant="light">
            {holds ? words.trial.holds : words.trial.lost}
          </Badge>
        </Group>
      ))}
    </Stack>
  );
}
