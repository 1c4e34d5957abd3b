import { Button, CloseButton, Group, Paper, Text } from '@mantine/core';
import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import { words } from '../words.ts';

/** What was done, and how it is taken back. */
export type Done = { readonly text: string; readonly undo: (() => void) | null };

const shownMs = 10_000;

const Teller = createContext<(done: Done) => void>(() => undefined);

/** Tells what was done, with a way back, instead of asking before. */
export function useTell(): (done: Done) => void {
  return useContext(Teller);
}

/** Around the screens: shows the last thing that was done for a while, over whichever screen is open. */
export function Undo({ children }: { readonly children: ReactNode }) {
  const [done, setDone] = useState<Done | null>(null);
  const close = useCallback(() => setDone(null), []);
  useEffect(() => {
    if (!done) return undefined;
    const timer = setTimeout(close, shownMs);
    return () => clearTimeout(timer);
  }, [done, close]);
  const shown = useMemo(() => (done ? <Toast close={close} done={done} /> : null), [done, close]);
  return (
    <Teller value={setDone}>
      {children}
      <div className="toasts" role="status">
        {shown}
      </div>
    </Teller>
  );
}

function Toast({ done: { text, undo }, close }: { readonly done: Done; readonly close: () => void }) {
  function takeBack() {
    undo?.();
    close();
  }
  return (
    <Paper p="sm" shadow="md" withBorder>
      <Group gap="sm" wrap="nowrap">
        <Text size="sm">{text}</Text>
        {undo ? (
          <Button miw="fit-content" onClick={takeBack} size="compact-sm" variant="default">
            {words.parts.undo}
          </Button>
        ) : null}
        <CloseButton aria-label={words.parts.close} onClick={close} size="sm" />
      </Group>
    </Paper>
  );
}
