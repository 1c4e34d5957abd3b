import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BusinessView } from '../../../src/business/business.view.ts';
import { ContactChoice } from '../contacts/choice.tsx';
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
      <ContactChoice choose={setContact} chosen={contact} mayBeNew />
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
