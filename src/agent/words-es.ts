import { clockOf, counted, dateOf, joinedBy, lengthOf, reais, runsOf, weekdayOf, type Words } from './words.ts';

const weekdays = ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'];

const hours = (count: number) => counted(count, ['hora', 'horas']);

/** How Latin American Spanish writes values. */
export const wordsEs: Words = {
  money: reais,
  day: (day) => `${weekdayOf(day, weekdays)} ${dateOf(day)}`,
  onDay: (day) => `el ${weekdayOf(day, weekdays)} ${dateOf(day)}`,
  shortDay: (day) => `${weekdayOf(day, weekdays).slice(0, 3)} ${dateOf(day)}`,
  time: clockOf,
  at: (time) => `a ${article(time)} ${clockOf(time)}`,
  fromTo: (from, to) => `de ${clockOf(from)} a ${clockOf(to)}`,
  with: (professional) => `con ${professional}`,
  inNameOf: (name) => `a nombre de ${name}`,
  total: 'Total',
  protocol: ['código', 'códigos'],
  toCalendar: 'Para guardarla en el calendario',
  closed: 'cerrado',
  minutes: (minutes) => lengthOf(minutes, hours),
  hours,
  percent: (percent) => `${percent}%`,
  days: (days) => counted(days, ['día', 'días']),
  weekdays: (numbers) => runsOf(numbers, weekdays, ['a', 'y']),
  listed: (items, last) => joinedBy(items, last === 'and' ? andBefore(items.at(-1)) : orBefore(items.at(-1))),
};

/** "a la 01:00", "a las 02:00" */
function article({ hour }: Temporal.PlainTime): string {
  return hour === 1 ? 'la' : 'las';
}

/** "Ana e Inés", but "y hielo": before the sound of an i. */
function andBefore(next = ''): string {
  return /^\*?h?[ií](?![aeo])/i.test(next) ? 'e' : 'y';
}

/** "uno u otro": before the sound of an o. */
function orBefore(next = ''): string {
  return /^\*?h?[oó]/i.test(next) ? 'u' : 'o';
}
