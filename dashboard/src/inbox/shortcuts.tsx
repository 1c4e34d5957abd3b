import { Kbd, Table } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { words } from '../words.ts';

/** Keys of the inbox, for hands that stay on them: `?` shows them. They rest while something is typed. */
export function Shortcuts() {
  const [isOpen, setOpen] = useState(false);
  useHotkeys([['shift+?', () => setOpen(true)]]);
  if (!isOpen) return null;
  return (
    <Dialog close={() => setOpen(false)} title={words.inbox.keys.title}>
      <Table>
        <Table.Tbody>
          {Object.entries(words.inbox.keys.each).map(([key, text]) => (
            <Table.Tr key={key}>
              <Table.Td w={60}>
                <Kbd>{key}</Kbd>
              </Table.Td>
              <Table.Td>{text}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Dialog>
  );
}
