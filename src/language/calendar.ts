/** Both ends included. */
export type Days = { readonly from: Temporal.PlainDate; readonly to: Temporal.PlainDate };

export function isEarlier(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) < 0;
}

/** The next such weekday after `today` (1 is Monday): today's own name is a week away. */
export function nextWeekday(today: Temporal.PlainDate, weekday: number): Temporal.PlainDate {
  return today.add({ days: ((weekday - today.dayOfWeek + 6) % 7) + 1 });
}

/** That weekday of the week, Monday to Sunday, so many weeks from this one. */
export function weekdayOfWeek(today: Temporal.PlainDate, weekday: number, weeks: number): Temporal.PlainDate {
  return today.add({ days: weekday - today.dayOfWeek + 7 * weeks });
}

/** Monday to Sunday, so many weeks from now; what is left of it, when it is this one. */
export function weekDays(today: Temporal.PlainDate, weeks: number): Days {
  const monday = weekdayOfWeek(today, 1, weeks);
  return { from: weeks === 0 ? today : monday, to: monday.add({ days: 6 }) };
}

/** Saturday and Sunday of a week; only Sunday when it is today. */
export function weekendDays(today: Temporal.PlainDate, weeks: number): Days {
  const saturday = weekdayOfWeek(today, 6, weeks);
  return { from: isEarlier(saturday, today) ? today : saturday, to: weekdayOfWeek(today, 7, weeks) };
}

/** The days of a month from `first` to `last`, cut to the month; null when they have passed. */
export function monthDays(
  month: Temporal.PlainYearMonth,
  first: number,
  last: number,
  today: Temporal.PlainDate,
): Days | null {
  const [from, to] = [month.toPlainDate({ day: first }), month.toPlainDate({ day: Math.min(last, month.daysInMonth) })];
  return isEarlier(to, today) ? null : { from: isEarlier(from, today) ? today : from, to };
}

/** That month of this year, or of the next when it is over. */
export function nextMonth(today: Temporal.PlainDate, month: number): Temporal.PlainYearMonth {
  return Temporal.PlainYearMonth.from({ year: today.year + (month < today.month ? 1 : 0), month });
}

/** The date, or null when the calendar lacks it. */
export function dateOf(year: number, month: number, day: number): Temporal.PlainDate | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  return day > first.daysInMonth ? null : first.with({ day });
}

/** The next day with that number from today on; a month too short for it is passed over. */
export function nextDayNumber(today: Temporal.PlainDate, day: number): Temporal.PlainDate | null {
  for (let months = 0; months < 3; months++) {
    const { year, month } = today.with({ day: 1 }).add({ months });
    const date = dateOf(year, month, day);
    if (date && !isEarlier(date, today)) return date;
  }
  return null;
}

/** The next such day and month from today on; no 29/02 where the coming February has none. */
export function nextMonthDay(today: Temporal.PlainDate, day: number, month: number): Temporal.PlainDate | null {
  for (let years = 0; years < 2; years++) {
    const date = dateOf(today.year + years, month, day);
    if (date && !isEarlier(date, today)) return date;
  }
  return null;
}

/** The n-th such weekday of a month, or its last for -1; null when the month has fewer. */
export function weekdayInMonth(month: Temporal.PlainYearMonth, n: number, weekday: number): Temporal.PlainDate | null {
  const first = month.toPlainDate({ day: 1 });
  const day = 1 + ((weekday - first.dayOfWeek + 7) % 7);
  const last = day + 7 * Math.floor((month.daysInMonth - day) / 7);
  const wanted = n < 0 ? last : day + 7 * (n - 1);
  return wanted > month.daysInMonth ? null : month.toPlainDate({ day: wanted });
}

/** Two digits are a year near ours: 70 to 99 are of the last century. */
export function fullYear(year: number): number {
  return year >= 100 ? year : year + (year >= 70 ? 1900 : 2000);
}

/** Easter Sunday of the Gregorian calendar, by the algorithm of Meeus, Jones and Butcher. */
export function easterOf(year: number): Temporal.PlainDate {
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const golden = year % 19;
  const skipped = Math.floor(century / 4);
  const moon =
    (19 * golden + century - skipped - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const letter = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - moon - (rest % 4)) % 7;
  const shift = moon + letter - 7 * Math.floor((golden + 11 * moon + 22 * letter) / 451) + 114;
  return Temporal.PlainDate.from({ year, month: Math.floor(shift / 31), day: (shift % 31) + 1 });
}
