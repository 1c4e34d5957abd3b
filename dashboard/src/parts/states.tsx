import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { Refused } from '../ask.ts';
import { refusalOf, words } from '../words.ts';

/** While the first answer is on its way. */
export function Waiting() {
  return (
    <Stack aria-busy="true" aria-label={words.states.waiting} p="md" role="status">
      <Skeleton height={28} width="40%" />
      <Skeleton height={64} />
      <Skeleton height={64} />
      <Skeleton height={64} />
    </Stack>
  );
}

/** It could not be read: why, and a way to try again. Without permission there is nothing to try. */
export function Failed({ error, retry }: { readonly error: Error; readonly retry: () => unknown }) {
  const isForbidden = error instanceof Refused && error.status === 403;
  return (
    <Alert
      color={isForbidden ? 'gray' : 'red'}
      m="md"
      title={isForbidden ? words.states.forbidden : words.states.failed}
    >
      <Stack align="flex-start">
        <Text size="sm">{refusalOf(error)}</Text>
        {isForbidden ? null : (
          <Button variant="default" onClick={() => void retry()}>
            {words.states.retry}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** There is nothing here yet. */
export function Empty({ children }: { readonly children: ReactNode }) {
  return (
    <Text c="dimmed" p="xl" ta="center">
      {children}
    </Text>
  );
}

/** What the server said no to, under a form. */
export function Refusal({ error }: { readonly error: Error | null }) {
  if (!error) return null;
  return (
    <Text c="red" role="alert" size="sm">
      {refusalOf(error)}
    </Text>
  );
}
