import { Button, Group, NativeSelect, SegmentedControl, Stack, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { BookingView, CalendarView } from '../../../src/bookings/book.view.ts';
import type { BusinessView } from '../../../src/business/business.view.ts';
import { optionsOf } from '../parts/field.tsx';
import { Icon } from '../parts/icon.tsx';
import { Failed, Refusal, Waiting } from '../parts/states.tsx';
import { useTell } from '../parts/undo.tsx';
import { addDays, momentOf, today, type Day } from '../parts/day.ts';
import { dayName, monthName, shortDay } from '../parts/when.ts';
import { queries } from '../queries.ts';
import { business } from '../services/query.ts';
import { useMay, useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { BlockForm } from './block-form.tsx';
import { BookForm } from './book-form.tsx';
import { BookingForm } from './booking-form.tsx';
import { Columns, type Drop } from './columns.tsx';
import { daysOf, stepped, type Lane, type Shown } from './lanes.ts';
import { Month } from './month.tsx';
import { OffDialog } from './off.tsx';
import { calendar, useCalendarChange, type TimeOff } from './query.ts';
import { WaitlistDialog } from './waitlist.tsx';

type Open =
  | { readonly kind: 'book' | 'block' | 'waitlist' }
  | { readonly kind: 'booking'; readonly booking: BookingView }
  | { readonly kind: 'off'; readonly off: TimeOff };

type Wish = { readonly shown: Shown; readonly day: Day; /** Empty: everybody. */ readonly whose: string };

/** What it asks for as it opens. */
export const ask = (timeZone: string) =>
  Promise.all([
    queries.prefetchQuery(business),
    queries.prefetchQuery(bookedIn(daysOf('day', today(timeZone)), timeZone)),
  ]);

/** All of these days. */
function bookedIn(days: readonly Day[], timeZone: string) {
  const [first = '', last = first] = [days[0], days.at(-1)];
  return calendar(momentOf(first, 0, timeZone), momentOf(addDays(last, 1), 0, timeZone));
}

/** What is booked: a day by professional, a week, or a month; of everybody or of one. */
export function CalendarScreen() {
  const { timeZone } = useSession().business;
  const [wish, setWish] = useState<Wish>(() => ({ shown: 'day', day: today(timeZone), whose: '' }));
  const [open, setOpen] = useState<Open | null>(null);
  const { view, booked, isPending, error, refetch } = useBooked(wish);
  const mayWrite = useMay('bookings.write');
  return (
    <Stack gap="sm" p="md">
      <Choice professionals={view?.professionals ?? []} setWish={setWish} wish={wish}>
        {mayWrite ? <Adding open={setOpen} /> : null}
      </Choice>
      {error ? <Failed error={error} retry={refetch} /> : null}
      {isPending ? <Waiting /> : null}
      {view && booked ? <Booked booked={booked} open={setOpen} setWish={setWish} view={view} wish={wish} /> : null}
      {view && open ? <Opened close={() => setOpen(null)} day={wish.day} open={open} view={view} /> : null}
    </Stack>
  );
}

type BookedProps = {
  readonly wish: Wish;
  readonly setWish: (wish: Wish) => void;
  readonly view: BusinessView;
  readonly booked: CalendarView;
  readonly open: (opened: Open) => void;
};

function Booked({ wish, setWish, view, booked, open }: BookedProps) {
  const mayWrite = useMay('bookings.write');
  const move = useMove();
  if (wish.shown === 'month')
    return (
      <Month
        calendar={booked}
        day={wish.day}
        days={daysOf('month', wish.day)}
        onDay={(day) => setWish({ ...wish, day, shown: 'day' })}
      />
    );
  return (
    <>
      <Refusal error={move.error} />
      <Columns
        calendar={booked}
        lanes={lanesOf(wish, view.professionals)}
        onDrop={mayWrite ? move.to : null}
        onOpen={(opened) =>
          open('service' in opened ? { kind: 'booking', booking: opened } : { kind: 'off', off: opened })
        }
        professionals={view.professionals}
      />
    </>
  );
}

/** A day has a column for each professional, a week one for each day. */
function lanesOf({ shown, day, whose }: Wish, professionals: BusinessView['professionals']): Lane[] {
  const professional = whose === '' ? null : whose;
  if (shown === 'week')
    return daysOf(shown, day).map((each) => ({ key: each, title: shortDay(each), day: each, professional }));
  return professionals
    .filter(({ id }) => professional === null || id === professional)
    .map(({ id, name }) => ({ key: id, title: name, day, professional: id }));
}

/** What is shown of the days: what the business is, and what is booked and blocked. */
function useBooked({ shown, day, whose }: Wish) {
  const { timeZone } = useSession().business;
  const view = useQuery(business);
  const booked = useQuery(bookedIn(daysOf(shown, day), timeZone));
  const of = <Item extends { readonly professional: string | null }>(items: readonly Item[]) =>
    items.filter(({ professional }) => whose === '' || professional === null || professional === whose);
  return {
    view: view.data,
    booked: booked.data ? { bookings: of(booked.data.bookings), timeOff: of(booked.data.timeOff) } : undefined,
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
      <Button onClick={() => open({ kind: 'waitlist' })} variant="default">
        {words.calendar.waitlist}
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
    case 'waitlist':
      return <WaitlistDialog close={form.close} />;
    case 'booking':
      return <BookingForm booking={open.booking} close={form.close} view={form.view} />;
    case 'off':
      return <OffDialog close={form.close} off={open.off} view={form.view} />;
  }
}

type ChoiceProps = {
  readonly wish: Wish;
  readonly setWish: (wish: Wish) => void;
  readonly professionals: BusinessView['professionals'];
  readonly children: ReactNode;
};

function Choice({ wish, setWish, professionals, children }: ChoiceProps) {
  const { shown, day } = wish;
  return (
    <>
      <Group justify="space-between">
        <Title order={1} size="h4">
          {shown === 'day' ? dayName(day) : monthName(day)}
        </Title>
        <Group gap="xs">{children}</Group>
      </Group>
      <Group gap="xs">
        <Steps setWish={setWish} wish={wish} />
        <SegmentedControl
          aria-label={words.calendar.shown}
          data={(['day', 'week', 'month'] as const).map((value) => ({ value, label: words.calendar.show[value] }))}
          onChange={(value) => setWish({ ...wish, shown: value })}
          value={shown}
        />
        <NativeSelect
          aria-label={words.calendar.professional}
          data={[{ value: '', label: words.calendar.anybody }, ...optionsOf(professionals)]}
          onChange={(event) => setWish({ ...wish, whose: event.currentTarget.value })}
          value={wish.whose}
        />
      </Group>
    </>
  );
}

function Steps({ wish, setWish }: Pick<ChoiceProps, 'wish' | 'setWish'>) {
  const { timeZone } = useSession().business;
  const { shown, day } = wish;
  const go = (to: Day) => setWish({ ...wish, day: to });
  return (
    <>
      <Button aria-label={words.calendar.previous} onClick={() => go(stepped(shown, day, -1))} px={8} variant="default">
        <Icon name="back" />
      </Button>
      <Button onClick={() => go(today(timeZone))} variant="default">
        {words.calendar.today}
      </Button>
      <Button aria-label={words.calendar.next} onClick={() => go(stepped(shown, day, 1))} px={8} variant="default">
        <Icon name="next" />
      </Button>
      <TextInput
        aria-label={words.calendar.day}
        onChange={(event) => (event.currentTarget.value === '' ? undefined : go(event.currentTarget.value))}
        type="date"
        value={day}
      />
    </>
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
