import { Button, Group, Stack, Text } from '@mantine/core';
import type { ChangedView } from '../../../src/agent/trial.view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Refusal } from '../parts/states.tsx';
import { words } from '../words.ts';
import type { Warning } from './drafts.ts';
import { Difference } from './endings.tsx';

type Props = { readonly warning: Warning; readonly close: () => void };

/** What a change would make turn out otherwise, before it is saved. */
export function WarningDialog({ warning: { changed, error, go }, close }: Props) {
  function save() {
    close();
    go();
  }
  return (
    <Dialog close={close} title={error ? words.trial.unchecked : words.trial.changes(changed.length)}>
      <Refusal error={error} />
      {changed.map((example) => (
        <Stack gap={2} key={example.id ?? example.basic}>
          <Text fw={600} size="sm">
            {nameOf(example)}
          </Text>
          <Difference after={example.after} before={example.before} />
        </Stack>
      ))}
      <Group justify="end">
        <Button onClick={save} variant="default">
          {words.trial.anyway}
        </Button>
        <Button data-autofocus onClick={close}>
          {words.trial.back}
        </Button>
      </Group>
    </Dialog>
  );
}

function nameOf({ basic, name }: ChangedView): string {
  return basic === null ? `“${name}”` : words.trial.basics[basic](name);
}
