/**
 * How a language writes values. The same value is always written the same way.
 *
 * Money is `R$ 80,00`, a date dd/mm and a clock of 24 hours in all of them: the business is in Brazil, and so is what
 * stands on its price list, on its door and in the contact's calendar. The weekday beside the date says which of two
 * readings of 03/12 is meant.
 */
export type Words = {
  /** `R$ 80,00` */
  readonly money: (cents: number) => string;
  /** With its weekday: a relative day never stands alone. */
  readonly day: (day: Temporal.PlainDate) => string;
  /** The day as a place in time: "na sexta-feira, 27/11". */
  readonly onDay: (day: Temporal.PlainDate) => string;
  /** Short enough for a button. */
  readonly shortDay: (day: Temporal.PlainDate) => string;
  /** 24 hours, two digits each; where people count to twelve that stands beside it: "16:00 (4:00 pm)". */
  readonly time: (time: Temporal.PlainTime) => string;
  /** "às 16:00" */
  readonly at: (time: Temporal.PlainTime) => string;
  /** "das 09:00 às 12:00" */
  readonly fromTo: (from: Temporal.PlainTime, to: Temporal.PlainTime) => string;
  /** "com Ana" */
  readonly with: (professional: string) => string;
  readonly inNameOf: (name: string) => string;
  readonly total: string;
  /** What a booking is found by, and its plural. */
  readonly protocol: readonly [one: string, many: string];
  /** Before the link that puts a booking into a calendar. */
  readonly toCalendar: string;
  readonly closed: string;
  readonly minutes: (minutes: number) => string;
  readonly hours: (hours: number) => string;
  readonly percent: (percent: number) => string;
  readonly days: (days: number) => string;
  /** Weekdays, 1 is Monday: "segunda a sexta". */
  readonly weekdays: (weekdays: readonly number[]) => string;
  readonly listed: (items: readonly string[], last: 'and' | 'or') => string;
};

/** `R$ 1.200,00` */
export function reais(cents: number): string {
  const whole = String(Math.trunc(cents / 100)).replace(/\B(?=(?:\d{3})+$)/g, '.');
  return `R$ ${whole},${String(cents % 100).padStart(2, '0')}`;
}

/** `27/11` */
export function dateOf(day: Temporal.PlainDate): string {
  return `${String(day.day).padStart(2, '0')}/${String(day.month).padStart(2, '0')}`;
}

/** `16:00` */
export function clockOf(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: 'minute' });
}

/** The name of a weekday, or what stands for it, in a list that begins on Monday. */
export function weekdayOf(day: Temporal.PlainDate, names: readonly string[]): string {
  return names[day.dayOfWeek - 1] ?? '';
}

/** Minutes below an hour, then hours and what is left: "30 min", "2 horas", "1 h 30 min". */
export function lengthOf(minutes: number, hoursOf: Words['hours']): string {
  const [hours, rest] = [Math.trunc(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? hoursOf(hours) : `${hours} h ${rest} min`;
}

/** "1 dia", "2 dias" */
export function counted(count: number, [one, many]: readonly [string, string]): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "a, b e c", with the word before the last. */
export function joinedBy(items: readonly string[], word: string): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1) ?? ''}`;
}

/** Weekdays that follow one another stand together: three or more as a run, first to last. */
export function runsOf(
  numbers: readonly number[],
  names: readonly string[],
  [to, and]: readonly [string, string],
): string {
  const runs: number[][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  const said = runs.map((run) => {
    const days = run.map((weekday) => names[weekday - 1] ?? '');
    return days.length > 2 ? `${days[0] ?? ''} ${to} ${days.at(-1) ?? ''}` : days.join(` ${and} `);
  });
  return joinedBy(said, and);
}
