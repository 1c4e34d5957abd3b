import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { BusinessView } from '../../../src/business/business.view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Choice, Field, optionsOf } from '../parts/field.tsx';
import { Refusal } from '../parts/states.tsx';
import { minutesIn, momentOf, type Day } from '../parts/day.ts';
import { words } from '../words.ts';
import { useCalendarChange } from './query.ts';

type Props = { readonly view: BusinessView; readonly day: Day; readonly close: () => void };

/** Blocks an afternoon of somebody, or of everybody. */
export function BlockForm({ view, day, close }: Props) {
  const [professional, setProfessional] = useState('');
  const [on, setOn] = useState(day);
  const [from, setFrom] = useState('13:00');
  const [to, setTo] = useState('18:00');
  const [reason, setReason] = useState('');
  const change = useCalendarChange();
  const everybody = { value: '', label: words.calendar.everybody };

  function submit() {
    const start = momentOf(on, minutesIn(from), view.timeZone);
    const end = momentOf(on, minutesIn(to), view.timeZone);
    const body = { professional: professional === '' ? null : professional, start, end, reason };
    change.mutate({ kind: 'block', body }, { onSuccess: close });
  }

  return (
    <Dialog close={close} submit={submit} title={words.calendar.block}>
      <Choice
        label={words.calendar.professional}
        options={[everybody, ...optionsOf(view.professionals)]}
        set={setProfessional}
        value={professional}
      />
      <Field label={words.calendar.day} set={setOn} type="date" value={on} />
      <Group grow>
        <Field label={words.calendar.from} set={setFrom} type="time" value={from} />
        <Field label={words.calendar.to} set={setTo} type="time" value={to} />
      </Group>
      <Field isOptional label={words.calendar.reason} set={setReason} value={reason} />
      <Refusal error={change.error} />
      <Button loading={change.isPending} type="submit">
        {words.calendar.block}
      </Button>
    </Dialog>
  );
}
