import { Text } from '@mantine/core';
import type { CalendarView } from '../../../src/bookings/book.view.ts';
import { localOf, today, type Day } from '../parts/day.ts';
import { clockOf, dayName, weekdayName } from '../parts/when.ts';
import { useSession } from '../session/query.ts';
import { words } from '../words.ts';
import { standing } from './lanes.ts';

type Props = {
  readonly days: readonly Day[];
  /** One of the month that is meant; the days around it are shown faintly. */
  readonly day: Day;
  readonly calendar: CalendarView;
  readonly onDay: (day: Day) => void;
};

const shownMax = 3;

/** A month at a glance: how full each day is. A day opens. */
export function Month({ days, day: meant, calendar, onDay }: Props) {
  const { timeZone } = useSession().business;
  const bookings = Map.groupBy(standing(calendar), ({ start }) => localOf(start, timeZone).day);
  const now = today(timeZone);
  return (
    <div className="month">
      {days.slice(0, 7).map((day, index) => (
        <Text c="dimmed" key={day} size="xs" ta="center">
          {weekdayName(index + 1, 'short')}
        </Text>
      ))}
      {days.map((day) => {
        const booked = bookings.get(day) ?? [];
        return (
          <button
            className={day.slice(0, 7) === meant.slice(0, 7) ? 'date' : 'date beside'}
            data-today={day === now}
            key={day}
            onClick={() => onDay(day)}
            title={`${dayName(day)}: ${words.calendar.bookings(booked.length)}`}
            type="button"
          >
            <span className="number">{Number(day.slice(8))}</span>
            {booked.slice(0, shownMax).map(({ id, start, name, contact }) => (
              <span className="line" key={id}>
                {clockOf(start, timeZone)} {name || contact.name}
              </span>
            ))}
            {booked.length > shownMax ? <span className="rest">+{booked.length - shownMax}</span> : null}
            {booked.length > 0 ? <span className="count">{booked.length}</span> : null}
          </button>
        );
      })}
    </div>
  );
}
