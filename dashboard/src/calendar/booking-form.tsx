import { Button, Group, Stack, Text } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import type { BookingView } from '../../../src/bookings/book.view.ts';
import type { BusinessView } from '../../../src/business/business.view.ts';
import { Dialog } from '../parts/dialog.tsx';
import { Choice, Field, optionsOf } from '../parts/field.tsx';
import { reais } from '../parts/money.ts';
import { Refusal } from '../parts/states.tsx';
import { localOf, minutesIn, momentOf } from '../parts/day.ts';
import { clockOf, dateTimeOf } from '../parts/when.ts';
import { useMay } from '../session/query.ts';
import { words } from '../words.ts';
import { useCalendarChange, type CalendarChange } from './query.ts';

type Props = { readonly booking: BookingView; readonly view: BusinessView; readonly close: () => void };

/** One booking, and what can be done with it. */
export function BookingForm({ booking, view, close }: Props) {
  const mayWrite = useMay('bookings.write');
  const change = useCalendarChange();
  const act = (wish: CalendarChange) => change.mutate(wish, { onSuccess: close });
  const { name, contact, start, priceCents, status, isConfirmed } = booking;
  return (
    <Dialog close={close} title={`${booking.service.name} · ${booking.protocol}`}>
      <Text>
        {name || contact.name} · {dateTimeOf(start, view.timeZone)} · {reais(priceCents)} ·{' '}
        {words.calendar.status[status]}
        {isConfirmed ? ` · ${words.calendar.confirmed}` : ''}
      </Text>
      {mayWrite && status === 'booked' ? <MoveForm act={act} booking={booking} view={view} /> : null}
      {mayWrite && status === 'booked' ? <Marks act={act} booking={booking.id} /> : null}
      <Refusal error={change.error} />
    </Dialog>
  );
}

type Act = { readonly act: (wish: CalendarChange) => void };

/** On a phone, where nothing is dragged, this is how a booking is moved. */
function MoveForm({ booking, view, act }: Omit<Props, 'close'> & Act) {
  const [day, setDay] = useState(localOf(booking.start, view.timeZone).day);
  const [time, setTime] = useState(clockOf(booking.start, view.timeZone));
  const [professional, setProfessional] = useState(booking.professional);

  function submit(event: FormEvent) {
    event.preventDefault();
    const start = momentOf(day, minutesIn(time), view.timeZone);
    act({ kind: 'move', booking: booking.id, body: { start, professional } });
  }

  return (
    <Stack component="form" onSubmit={submit}>
      <Group grow>
        <Field label={words.calendar.day} set={setDay} type="date" value={day} />
        <Field label={words.calendar.time} set={setTime} type="time" value={time} />
      </Group>
      <Choice
        label={words.calendar.professional}
        options={optionsOf(view.professionals)}
        set={setProfessional}
        value={professional}
      />
      <Button type="submit">{words.calendar.move}</Button>
    </Stack>
  );
}

/** What became of it. The server says when it is too early to tell. */
function Marks({ booking, act }: { readonly booking: string } & Act) {
  const marks = [
    { kind: 'done', label: words.calendar.done },
    { kind: 'no-show', label: words.calendar.noShow },
    { kind: 'cancel', label: words.calendar.cancel },
  ] as const;
  return (
    <Group>
      {marks.map(({ kind, label }) => (
        <Button key={kind} onClick={() => act({ kind, booking })} variant="default">
          {label}
        </Button>
      ))}
    </Group>
  );
}
