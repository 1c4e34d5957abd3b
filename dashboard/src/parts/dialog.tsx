import { Modal, Stack } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { words } from '../words.ts';

type DialogProps = {
  readonly title: string;
  readonly close: () => void;
  /** What its form does; without one there is no form. */
  readonly submit?: () => void;
  readonly children: ReactNode;
};

/** Something to fill in or to look at, over the screen; Escape leaves it. */
export function Dialog({ title, close, submit, children }: DialogProps) {
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    submit?.();
  }
  return (
    // A header within a dialog is no banner of the page.
    <Modal
      attributes={{ header: { role: 'none' } }}
      closeButtonProps={{ 'aria-label': words.parts.close }}
      onClose={close}
      opened
      title={title}
    >
      {submit ? (
        <Stack component="form" onSubmit={onSubmit}>
          {children}
        </Stack>
      ) : (
        <Stack>{children}</Stack>
      )}
    </Modal>
  );
}
