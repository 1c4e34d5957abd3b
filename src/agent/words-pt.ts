import { clockOf, counted, dateOf, joinedBy, lengthOf, reais, runsOf, weekdayOf, type Words } from './words.ts';

const weekdays = ['segunda-feira', 'terça-feira', 'quarta-feira', 'quinta-feira', 'sexta-feira', 'sábado', 'domingo'];
const short = weekdays.map((name) => name.replace('-feira', ''));

const hours = (count: number) => counted(count, ['hora', 'horas']);

/** How Brazilian Portuguese writes values. */
export const wordsPt: Words = {
  money: reais,
  day: (day) => `${weekdayOf(day, weekdays)}, ${dateOf(day)}`,
  onDay: (day) => `${day.dayOfWeek > 5 ? 'no' : 'na'} ${weekdayOf(day, weekdays)}, ${dateOf(day)}`,
  shortDay: (day) => `${weekdayOf(day, weekdays).slice(0, 3)} ${dateOf(day)}`,
  time: clockOf,
  at: (time) => `${article(time)} ${clockOf(time)}`,
  fromTo: (from, to) => `${article(from) === 'à' ? 'da' : 'das'} ${clockOf(from)} ${article(to)} ${clockOf(to)}`,
  with: (professional) => `com ${professional}`,
  inNameOf: (name) => `em nome de ${name}`,
  total: 'Total',
  protocol: ['protocolo', 'protocolos'],
  toCalendar: 'Para salvar no calendário',
  closed: 'fechado',
  minutes: (minutes) => lengthOf(minutes, hours),
  hours,
  percent: (percent) => `${percent}%`,
  days: (days) => counted(days, ['dia', 'dias']),
  weekdays: (numbers) => runsOf(numbers, short, ['a', 'e']),
  listed: (items, last) => joinedBy(items, last === 'and' ? 'e' : 'ou'),
};

/** "à 01:00", "às 02:00" */
function article({ hour }: Temporal.PlainTime): string {
  return hour === 1 ? 'à' : 'às';
}
