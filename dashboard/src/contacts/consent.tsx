import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import type { ContactView } from '../../../src/contacts/contact.view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Refusal } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { words } from '../words.ts';
import { useConsent } from './query.ts';

/** May they be written to with news? A person records what the contact said; whoever said stop has to say so themselves. */
export function Consent({ contact: { id, newsSince, optedOutAt } }: { readonly contact: ContactView }) {
  const [isAsking, setAsking] = useState(false);
  const consent = useConsent(id);
  const tell = useTell();
  if (optedOutAt !== null) return null;
  const said = (text: string) => () => tell({ text, undo: null });
  return (
    <>
      <Button
        loading={consent.isPending}
        onClick={() =>
          newsSince === null ? setAsking(true) : consent.mutate(null, { onSuccess: said(words.contacts.newsOff) })
        }
        size="compact-sm"
        variant="default"
      >
        {newsSince === null ? words.contacts.record : words.contacts.withdraw}
      </Button>
      {isAsking ? <Source close={() => setAsking(false)} id={id} /> : null}
    </>
  );
}

function Source({ id, close }: { readonly id: string; readonly close: () => void }) {
  const [source, setSource] = useState('');
  const consent = useConsent(id);
  return (
    <Dialog
      close={close}
      submit={() => consent.mutate(source.trim(), { onSuccess: close })}
      title={words.contacts.record}
    >
      <Text size="sm">{words.contacts.recordLead}</Text>
      <Field label={words.contacts.source} set={setSource} value={source} />
      <Refusal error={consent.error} />
      <Button disabled={source.trim() === ''} loading={consent.isPending} type="submit">
        {words.contacts.save}
      </Button>
    </Dialog>
  );
}
