import { Button, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContactView } from '../../../src/contacts/contact.view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Field } from '../parts/field.tsx';
import { Refusal } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { dateTimeOf } from '../parts/when.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { contactOf, useConsent } from './query.ts';

/** The same beside a conversation, in words. */
export function News({ contact: id }: { readonly contact: string }) {
  const { timeZone } = useSession().business;
  const mayWrite = useMay('contacts.write');
  const { data } = useQuery(contactOf(id));
  if (!data) return null;
  const since =
    data.newsSince === null ? words.contacts.noNews : words.contacts.newsSince(dateTimeOf(data.newsSince, timeZone));
  return (
    <div>
      <Title order={2} size="h6">
        {words.contacts.newsTitle}
      </Title>
      <Text mb={4} size="sm">
        {data.optedOutAt === null ? since : words.contacts.stopped}
      </Text>
      {mayWrite ? <Consent contact={data} /> : null}
    </div>
  );
}

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
