import { clockOf, counted, dateOf, joinedBy, lengthOf, reais, runsOf, weekdayOf, type Words } from './words.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const hours = (count: number) => counted(count, ['hour', 'hours']);

/** How English writes values. */
export const wordsEn: Words = {
  money: reais,
  day: (day) => `${weekdayOf(day, weekdays)} ${dateOf(day)}`,
  onDay: (day) => `on ${weekdayOf(day, weekdays)} ${dateOf(day)}`,
  shortDay: (day) => `${weekdayOf(day, weekdays).slice(0, 3)} ${dateOf(day)}`,
  time: bothClocks,
  at: (time) => `at ${bothClocks(time)}`,
  fromTo: (from, to) => `from ${bothClocks(from)} to ${bothClocks(to)}`,
  with: (professional) => `with ${professional}`,
  inNameOf: (name) => `under the name ${name}`,
  total: 'Total',
  protocol: ['booking code', 'booking codes'],
  toCalendar: 'Add it to your calendar',
  closed: 'closed',
  minutes: (minutes) => lengthOf(minutes, hours),
  hours,
  percent: (percent) => `${percent}%`,
  days: (days) => counted(days, ['day', 'days']),
  weekdays: (numbers) => runsOf(numbers, weekdays, ['to', 'and']),
  listed: (items, last) => joinedBy(items, last),
};

/** "16:00 (4:00 pm)" */
function bothClocks(time: Temporal.PlainTime): string {
  const twelve = `${time.hour % 12 || 12}:${String(time.minute).padStart(2, '0')} ${time.hour < 12 ? 'am' : 'pm'}`;
  return `${clockOf(time)} (${twelve})`;
}
