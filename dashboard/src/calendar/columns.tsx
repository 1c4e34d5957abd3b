import { Text } from '@mantine/core';
import type { DragEvent } from 'react';
import type { BookingView, CalendarView } from '../../../src/bookings/book.view.ts';
import { useNow } from '../parts/now.ts';
import { localOf, momentOf } from '../parts/day.ts';
import { clockOf } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { hoursOf, placedIn, standing, type Lane, type Placed } from './lanes.ts';
import type { TimeOff } from './query.ts';

declare module 'react' {
  interface CSSProperties {
    /** The colour of a professional, in degrees. */
    '--hue'?: number;
  }
}

/** Where a booking was let go. */
export type Drop = { readonly booking: BookingView; readonly start: string; readonly professional: string };

type Props = {
  readonly lanes: readonly Lane[];
  readonly calendar: CalendarView;
  /** The order of the professionals gives each a colour. */
  readonly professionals: readonly { readonly id: string; readonly name: string }[];
  readonly onOpen: (opened: BookingView | TimeOff) => void;
  /** `null`: nothing can be moved. */
  readonly onDrop: ((drop: Drop) => void) | null;
};

const hourPx = 56;
/** Bookings are let go on marks of so many minutes. */
const markMinutes = 15;

/** The hours of the day, and beside them a column for each lane. */
export function Columns({ lanes, calendar, professionals, onOpen, onDrop }: Props) {
  const { timeZone } = useSession().business;
  const frame = hoursOf(standing(calendar), timeZone);
  const hours = Array.from({ length: frame.last - frame.first }, (_, index) => frame.first + index);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div aria-label={words.frame.calendar} className="columns" data-testid="columns" role="group" tabIndex={0}>
      <div className="clock">
        <div style={{ height: 28 }} />
        {hours.map((hour) => (
          <Text c="dimmed" h={hourPx} key={hour} size="xs">
            {String(hour).padStart(2, '0')}:00
          </Text>
        ))}
      </div>
      {lanes.map((lane) => (
        <section aria-label={lane.title} key={lane.key}>
          <Text fw={500} h={28} size="sm" ta="center" truncate>
            {lane.title}
          </Text>
          <Column
            {...frame}
            calendar={calendar}
            lane={lane}
            onDrop={onDrop}
            onOpen={onOpen}
            professionals={professionals}
          />
        </section>
      ))}
    </div>
  );
}

type Frame = { readonly first: number; readonly last: number };

function Column({
  lane,
  calendar,
  professionals,
  onOpen,
  onDrop,
  ...frame
}: Omit<Props, 'lanes'> & Frame & { readonly lane: Lane }) {
  const { timeZone } = useSession().business;
  const bookings = standing(calendar);

  function drop(event: DragEvent<HTMLDivElement>) {
    event.preventDefault();
    const booking = bookings.find(({ id }) => id === event.dataTransfer.getData('text/plain'));
    if (!booking || !onDrop) return;
    const { top } = event.currentTarget.getBoundingClientRect();
    const grip = Number(event.dataTransfer.getData('text/grip'));
    const minutes = frame.first * 60 + ((event.clientY - top - grip) / hourPx) * 60;
    const start = momentOf(lane.day, Math.round(minutes / markMinutes) * markMinutes, timeZone);
    onDrop({ booking, start, professional: lane.professional ?? booking.professional });
  }
  const placeOf = ({ professional }: BookingView) => professionals.findIndex(({ id }) => id === professional);
  return (
    <div
      className="column"
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
      style={{ height: (frame.last - frame.first) * hourPx, backgroundSize: `100% ${hourPx}px` }}
    >
      {placedIn(calendar.timeOff, lane, timeZone).map((off) => (
        <Off {...frame} key={off.item.id} off={off} onOpen={onOpen} />
      ))}
      {placedIn(bookings, lane, timeZone).map((booking) => (
        <Booked
          {...frame}
          booking={booking}
          hue={hueOf(placeOf(booking.item))}
          isMovable={onDrop !== null}
          key={booking.item.id}
          onOpen={onOpen}
          who={lane.professional === null ? professionals[placeOf(booking.item)]?.name : undefined}
        />
      ))}
      <Now {...frame} lane={lane} />
    </div>
  );
}

/** Apart from each other whatever the number, beginning with the green of the rest. */
const hueOf = (index: number) => (160 + Math.max(0, index) * 137) % 360;

/** Cut to the hours that are shown; side by side with what is at the same time. */
function boxOf({ from, to, place, places }: Placed<unknown>, { first, last }: Frame) {
  const [top, bottom] = [Math.max(from, first * 60), Math.min(to, last * 60)];
  return {
    top: ((top - first * 60) / 60) * hourPx,
    height: Math.max(18, ((bottom - top) / 60) * hourPx - 2),
    left: `calc(${(100 * place) / places}% + 2px)`,
    width: `calc(${100 / places}% - 4px)`,
  };
}

type OffProps = Frame & { readonly off: Placed<TimeOff> } & Pick<Props, 'onOpen'>;

function Off({ off, onOpen, ...frame }: OffProps) {
  return (
    <button className="booking off" onClick={() => onOpen(off.item)} style={boxOf(off, frame)} type="button">
      {off.item.reason || words.calendar.blocked}
    </button>
  );
}

type BookedProps = Frame &
  Pick<Props, 'onOpen'> & {
    readonly booking: Placed<BookingView>;
    readonly hue: number;
    readonly isMovable: boolean;
    /** Whose it is, where the column does not say so. */
    readonly who: string | undefined;
  };

function Booked({ booking: placed, hue, isMovable, who, onOpen, ...frame }: BookedProps) {
  const { timeZone } = useSession().business;
  const { item: booking } = placed;
  return (
    <button
      className={booking.status === 'booked' ? 'booking' : 'booking off'}
      data-testid="booking"
      draggable={isMovable && booking.status === 'booked'}
      onClick={() => onOpen(booking)}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', booking.id);
        const { top } = event.currentTarget.getBoundingClientRect();
        event.dataTransfer.setData('text/grip', String(event.clientY - top));
      }}
      style={{ ...boxOf(placed, frame), '--hue': hue }}
      type="button"
    >
      <span>
        {clockOf(booking.start, timeZone)} {booking.name || booking.contact.name}
        {booking.isConfirmed ? ' ✓' : ''}
      </span>
      <span>
        {booking.service.name}
        {who === undefined ? '' : ` · ${who}`}
      </span>
    </button>
  );
}

/** Where in the day we are. */
function Now({ lane, first, last }: Frame & { readonly lane: Lane }) {
  const { timeZone } = useSession().business;
  const { day, minutes } = localOf(new Date(useNow()).toISOString(), timeZone);
  if (day !== lane.day || minutes < first * 60 || minutes > last * 60) return null;
  return <div aria-hidden="true" className="now" style={{ top: ((minutes - first * 60) / 60) * hourPx }} />;
}
