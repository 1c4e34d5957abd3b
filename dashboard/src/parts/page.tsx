import { Card, Group, Stack, Title } from '@mantine/core';
import { useDeferredValue, type ReactNode } from 'react';
import { Gradually } from './gradually.tsx';

type PageProps = {
  readonly title: string;
  /** What can be done here; it stands beside the title. */
  readonly actions?: ReactNode;
  readonly width?: 'narrow' | 'wide' | 'full';
  readonly children: ReactNode;
};

const widths = { narrow: 760, wide: 1100, full: undefined } as const;

/** A screen: its name, what can be done, and all the rest beneath. */
export function Page({ title, actions, width = 'narrow', children }: PageProps) {
  const most = widths[width];
  // After the title and in slices, between which the browser answers: all at once would hold up a slow phone.
  const isTime = useDeferredValue(true, false);
  return (
    <Stack p="md" {...(most === undefined ? {} : { maw: most })}>
      <Group justify="space-between">
        <Title order={1} size="h3">
          {title}
        </Title>
        {actions ? <Group gap="xs">{actions}</Group> : null}
      </Group>
      {isTime ? <Gradually>{children}</Gradually> : null}
    </Stack>
  );
}

/** A part of a screen, with a name of its own. */
export function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card component="section" withBorder>
      <Title mb="xs" order={2} size="h5">
        {title}
      </Title>
      {children}
    </Card>
  );
}
