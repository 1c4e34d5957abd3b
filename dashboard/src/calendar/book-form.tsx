import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BusinessView } from '../../../src/business/business.view.ts';
import { contacts, useNewContact } from '../contacts/query.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Choice, Field } from '../parts/field.tsx';
import { reais } from '../parts/money.ts';
import { Refusal } from '../parts/states.tsx';
import { type Day } from '../parts/day.ts';
import { clockOf } from '../parts/when.ts';
import { words } from '../words.ts';
import { slots, useCalendarChange } from './query.ts';

type Props = { readonly view: BusinessView; readonly day: Day; readonly close: () => void };

/** Books for a contact at a time that is free. */
export function BookForm({ view, day: shown, close }: Props) {
  const [contact, setContact] = useState('');
  const [service, setService] = useState(view.services[0]?.id ?? '');
  const [day, setDay] = useState(shown);
  const [picked, setPicked] = useState('');
  const free = useQuery(slots(service, '', day));
  const change = useCalendarChange();
  const slot = picked === '' ? undefined : free.data?.[Number(picked)];
  const names = new Map(view.professionals.map(({ id, name }) => [id, name]));
  const times = (free.data ?? []).map(({ start, professional }, index) => ({
    value: String(index),
    label: `${clockOf(start, view.timeZone)} · ${names.get(professional) ?? ''}`,
  }));
  const none = { value: '', label: times.length === 0 && free.isSuccess ? words.calendar.noSlots : '…' };
  const prices = view.services.map(({ id, name, priceCents }) => ({
    value: id,
    label: `${name} · ${reais(priceCents)}`,
  }));

  function submit() {
    if (!slot) return;
    const body = { contact, service, professional: slot.professional, start: slot.start };
    change.mutate({ kind: 'book', body }, { onSuccess: close });
  }

  return (
    <Dialog close={close} submit={submit} title={words.calendar.fresh}>
      <ContactChoice choose={setContact} chosen={contact} />
      <Choice label={words.calendar.service} options={prices} set={setService} value={service} />
      <Field label={words.calendar.day} set={setDay} type="date" value={day} />
      <Choice label={words.calendar.time} options={[none, ...times]} set={setPicked} value={picked} />
      <Refusal error={change.error ?? free.error} />
      <Button disabled={contact === '' || !slot} loading={change.isPending} type="submit">
        {words.calendar.book}
      </Button>
    </Dialog>
  );
}

type ContactChoiceProps = { readonly chosen: string; readonly choose: (contact: string) => void };

/** Somebody who is known, or somebody new by name and phone. */
function ContactChoice({ chosen, choose }: ContactChoiceProps) {
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
      {search !== '' && found.length === 0 ? <NewContact choose={choose} name={search} /> : null}
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
