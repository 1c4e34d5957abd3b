import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '../parts/field.tsx';
import { Refusal } from '../parts/states.tsx';
import { words } from '../words.ts';
import { contacts, useNewContact } from './query.ts';

type Props = {
  readonly chosen: string;
  readonly choose: (contact: string) => void;
  /** Whoever is not found can be added. */
  readonly mayBeNew?: boolean;
};

/** Somebody who is known, by a part of the name or phone; or somebody new. */
export function ContactChoice({ chosen, choose, mayBeNew = false }: Props) {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 200);
  const found = useInfiniteQuery(contacts(search)).data?.pages[0]?.items ?? [];
  const known = found.map(({ id, name, shownPhone }) => ({
    value: id,
    label: `${name ?? words.inbox.nameless} ${shownPhone ?? ''}`,
  }));
  return (
    <Stack gap="xs">
      <TextInput
        label={words.calendar.contact}
        onChange={(event) => setTyped(event.currentTarget.value)}
        placeholder={words.calendar.pickContact}
        value={typed}
      />
      <NativeSelect
        aria-label={words.calendar.contact}
        data={[{ value: '', label: '…' }, ...known]}
        onChange={(event) => choose(event.currentTarget.value)}
        value={chosen}
      />
      {mayBeNew && search !== '' && found.length === 0 ? <NewContact choose={choose} name={search} /> : null}
    </Stack>
  );
}

function NewContact({ name, choose }: { readonly name: string; readonly choose: (contact: string) => void }) {
  const [phone, setPhone] = useState('');
  const make = useNewContact();
  return (
    <>
      <Group align="end">
        <Field label={words.calendar.phone} set={setPhone} type="tel" value={phone} />
        <Button
          loading={make.isPending}
          onClick={() => make.mutate({ name, phone }, { onSuccess: ({ id }) => choose(id) })}
          variant="default"
        >
          {words.calendar.newContact}
        </Button>
      </Group>
      <Refusal error={make.error} />
    </>
  );
}
