import { Button } from '@mantine/core';
import type { ContactView } from '../../../src/contacts/contact.view.ts';
import { Refusal } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { useMay } from '../session/query.ts';
import { words } from '../words.ts';
import { useBlock } from './query.ts';

/** Spam and abuse: nobody answers them any more, and WhatsApp holds them off. */
export function Block({ contact: { id, blockedAt } }: { readonly contact: ContactView }) {
  const block = useBlock(id);
  const tell = useTell();
  const mayWrite = useMay('contacts.write');
  if (!mayWrite) return null;
  const isBlocked = blockedAt !== null;
  const text = isBlocked ? words.contacts.isUnblocked : words.contacts.isBlocked;
  const undo = () => block.mutate(isBlocked);
  return (
    <>
      <Button
        loading={block.isPending}
        onClick={() => block.mutate(!isBlocked, { onSuccess: () => tell({ text, undo }) })}
        size="compact-sm"
        variant="default"
      >
        {isBlocked ? words.contacts.unblock : words.contacts.block}
      </Button>
      <Refusal error={block.error} />
    </>
  );
}
