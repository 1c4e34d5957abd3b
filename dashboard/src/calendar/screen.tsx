import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BookingView } from '../../../src/bookings/book.view.ts';
import type { BusinessView } from '../../../src/business/business.view.ts';
import { Failed, Refusal, Waiting } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { addDays, dayName, momentOf, today, type Day } from '../parts/when.ts';
import { business } from '../services/query.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { BlockForm } from './block-form.tsx';
import { BookForm } from './book-form.tsx';
import { BookingForm } from './booking-form.tsx';
import { Columns, type Drop } from './columns.tsx';
import { calendar, useCalendarChange } from './query.ts';

type Open = { readonly kind: 'book' | 'block' } | { readonly kind: 'booking'; readonly booking: BookingView };

/** A day, a column for each professional. */
export function CalendarScreen() {
  const { timeZone } = useSession().business;
  const mayWrite = useMay('bookings.write');
  const [day, setDay] = useState<Day>(() => today(timeZone));
  const [open, setOpen] = useState<Open | null>(null);
  const { view, booked, isPending, error, refetch } = useDay(day);
  const move = useMove();
  return (
    <Stack gap="sm" p="md">
      <DayChoice day={day} setDay={setDay}>
        {mayWrite ? <Adding open={setOpen} /> : null}
      </DayChoice>
      <Refusal error={move.error} />
      {error ? <Failed error={error} retry={refetch} /> : null}
      {view && booked ? (
        <>
          {booked.bookings.length === 0 ? <Text c="dimmed">{words.calendar.none}</Text> : null}
          <Columns
            calendar={booked}
            day={day}
            onDrop={mayWrite ? move.to : null}
            onOpen={(booking) => setOpen({ kind: 'booking', booking })}
            professionals={view.professionals}
          />
          {open ? <Opened close={() => setOpen(null)} day={day} open={open} view={view} /> : null}
        </>
      ) : null}
      {isPending ? <Waiting /> : null}
    </Stack>
  );
}

/** What is shown of a day: what the business is, and what is booked. */
function useDay(day: Day) {
  const { timeZone } = useSession().business;
  const view = useQuery(business);
  const booked = useQuery(calendar(momentOf(day, 0, timeZone), momentOf(addDays(day, 1), 0, timeZone)));
  return {
    view: view.data,
    booked: booked.data,
    isPending: view.isPending || booked.isPending,
    error: view.error ?? booked.error,
    refetch: () => Promise.all([view.refetch(), booked.refetch()]),
  };
}

function Adding({ open }: { readonly open: (form: Open) => void }) {
  return (
    <>
      <Button onClick={() => open({ kind: 'book' })}>{words.calendar.fresh}</Button>
      <Button onClick={() => open({ kind: 'block' })} variant="default">
        {words.calendar.block}
      </Button>
    </>
  );
}

type OpenedProps = { readonly open: Open; readonly view: BusinessView; readonly day: Day; readonly close: () => void };

function Opened({ open, ...form }: OpenedProps) {
  switch (open.kind) {
    case 'book':
      return <BookForm {...form} />;
    case 'block':
      return <BlockForm {...form} />;
    case 'booking':
      return <BookingForm booking={open.booking} close={form.close} view={form.view} />;
  }
}

type DayChoiceProps = { readonly day: Day; readonly setDay: (day: Day) => void; readonly children: React.ReactNode };

function DayChoice({ day, setDay, children }: DayChoiceProps) {
  const { timeZone } = useSession().business;
  return (
    <Group justify="space-between">
      <Group gap="xs">
        <Button aria-label={words.calendar.previous} onClick={() => setDay(addDays(day, -1))} variant="default">
          ‹
        </Button>
        <Button onClick={() => setDay(today(timeZone))} variant="default">
          {words.calendar.today}
        </Button>
        <Button aria-label={words.calendar.next} onClick={() => setDay(addDays(day, 1))} variant="default">
          ›
        </Button>
        <TextInput
          aria-label={words.calendar.day}
          onChange={(event) => (event.currentTarget.value === '' ? undefined : setDay(event.currentTarget.value))}
          type="date"
          value={day}
        />
        <Title order={1} size="h4">
          {dayName(day)}
        </Title>
      </Group>
      <Group gap="xs">{children}</Group>
    </Group>
  );
}

/** Moving by hand is done at once, and can be taken back. */
function useMove() {
  const change = useCalendarChange();
  const tell = useTell();
  const to = ({ booking: { id: booking, start: was, professional: whose }, start, professional }: Drop) => {
    const before = { kind: 'move', booking, body: { start: was, professional: whose } } as const;
    const undo = () => change.mutate(before);
    change.mutate(
      { kind: 'move', booking, body: { start, professional } },
      { onSuccess: () => tell({ text: words.calendar.moved, undo }) },
    );
  };
  return { to, error: change.error };
}
