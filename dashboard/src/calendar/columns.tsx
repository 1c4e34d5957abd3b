import { Text } from '@mantine/core';
import type { DragEvent } from 'react';
import type { BookingView, CalendarView } from '../../../src/bookings/book.view.ts';
import { clockOf, localOf, momentOf, type Day } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';

/** Where a booking was let go. */
export type Drop = { readonly booking: BookingView; readonly start: string; readonly professional: string };

type Props = {
  readonly day: Day;
  readonly calendar: CalendarView;
  readonly professionals: readonly { readonly id: string; readonly name: string }[];
  readonly onOpen: (booking: BookingView) => void;
  /** `null`: nothing can be moved. */
  readonly onDrop: ((drop: Drop) => void) | null;
};

const hourPx = 56;
/** Bookings are let go on marks of so many minutes. */
const markMinutes = 15;

export function Columns({ day, calendar, professionals, onOpen, onDrop }: Props) {
  const { timeZone } = useSession().business;
  const shown = calendar.bookings.filter(({ status }) => status !== 'cancelled');
  const { first, last } = hoursOf(shown, timeZone);
  const place = placeOf(day, timeZone, { first, last });
  const hours = Array.from({ length: last - first }, (_, index) => first + index);

  function drop(event: DragEvent<HTMLDivElement>, professional: string) {
    event.preventDefault();
    const booking = shown.find(({ id }) => id === event.dataTransfer.getData('text/plain'));
    if (!booking || !onDrop) return;
    const { top } = event.currentTarget.getBoundingClientRect();
    const grip = Number(event.dataTransfer.getData('text/grip'));
    const minutes = first * 60 + ((event.clientY - top - grip) / hourPx) * 60;
    onDrop({ booking, professional, start: momentOf(day, Math.round(minutes / markMinutes) * markMinutes, timeZone) });
  }

  return (
    <div className="columns" data-testid="columns">
      <div>
        <div style={{ height: 28 }} />
        {hours.map((hour) => (
          <Text c="dimmed" h={hourPx} key={hour} size="xs">
            {String(hour).padStart(2, '0')}:00
          </Text>
        ))}
      </div>
      {professionals.map(({ id, name }) => (
        <section aria-label={name} key={id}>
          <Text fw={500} h={28} size="sm" ta="center" truncate>
            {name}
          </Text>
          <div
            className="column"
            data-professional={id}
            onDragOver={(event) => event.preventDefault()}
            onDrop={(event) => drop(event, id)}
            style={{ height: hours.length * hourPx, backgroundSize: `100% ${hourPx}px` }}
          >
            <Column calendar={calendar} isMovable={onDrop !== null} onOpen={onOpen} place={place} professional={id} />
          </div>
        </section>
      ))}
    </div>
  );
}

type ColumnProps = Pick<Props, 'calendar' | 'onOpen'> & {
  readonly professional: string;
  readonly isMovable: boolean;
  readonly place: (start: string, end: string) => { readonly top: number; readonly height: number };
};

function Column({ calendar, onOpen, professional: id, isMovable, place }: ColumnProps) {
  const { timeZone } = useSession().business;
  const shown = calendar.bookings.filter(({ status }) => status !== 'cancelled');
  return (
    <>
      {calendar.timeOff
        .filter(({ professional }) => professional === null || professional === id)
        .map((off) => (
          <div className="booking off" key={off.id} style={place(off.start, off.end)}>
            {off.reason || words.calendar.blocked}
          </div>
        ))}
      {shown
        .filter(({ professional }) => professional === id)
        .map((booking) => (
          <button
            className={booking.status === 'booked' ? 'booking' : 'booking off'}
            data-testid="booking"
            draggable={isMovable && booking.status === 'booked'}
            key={booking.id}
            onClick={() => onOpen(booking)}
            onDragStart={(event) => {
              event.dataTransfer.setData('text/plain', booking.id);
              const { top } = event.currentTarget.getBoundingClientRect();
              event.dataTransfer.setData('text/grip', String(event.clientY - top));
            }}
            style={place(booking.start, booking.end)}
            type="button"
          >
            {clockOf(booking.start, timeZone)} {booking.name || booking.contact.name}
            <br />
            {booking.service.name}
            {booking.isConfirmed ? ' ✓' : ''}
          </button>
        ))}
    </>
  );
}

type Shown = { readonly first: number; readonly last: number };

/** The hours of the day that are shown: a working day, and whatever is booked beside it. */
function hoursOf(bookings: readonly BookingView[], timeZone: string): Shown {
  const starts = bookings.map(({ start }) => localOf(start, timeZone).minutes);
  const ends = bookings.map(({ end }) => localOf(end, timeZone).minutes || 24 * 60);
  return {
    first: Math.min(8, ...starts.map((minutes) => Math.floor(minutes / 60))),
    last: Math.max(20, ...ends.map((minutes) => Math.ceil(minutes / 60))),
  };
}

function placeOf(day: Day, timeZone: string, { first, last }: Shown) {
  const minutesAt = (iso: string) => {
    const local = localOf(iso, timeZone);
    if (local.day === day) return local.minutes;
    return local.day < day ? 0 : 24 * 60;
  };
  return (start: string, end: string) => {
    const from = Math.max(minutesAt(start), first * 60);
    const to = Math.min(minutesAt(end), last * 60);
    return { top: ((from - first * 60) / 60) * hourPx, height: Math.max(18, ((to - from) / 60) * hourPx - 2) };
  };
}
