import type { Words } from './words.ts';

const weekdays = ['segunda-feira', 'terça-feira', 'quarta-feira', 'quinta-feira', 'sexta-feira', 'sábado', 'domingo'];

/** How Brazilian Portuguese writes values. */
export const wordsPt: Words = {
  money(cents) {
    const whole = String(Math.trunc(cents / 100)).replace(/\B(?=(?:\d{3})+$)/g, '.');
    return `R$ ${whole},${String(cents % 100).padStart(2, '0')}`;
  },
  day: (day) => `${weekdayOf(day)}, ${dateOf(day)}`,
  onDay: (day) => `${day.dayOfWeek > 5 ? 'no' : 'na'} ${weekdayOf(day)}, ${dateOf(day)}`,
  shortDay: (day) => `${weekdayOf(day).slice(0, 3)} ${dateOf(day)}`,
  time: clockOf,
  at: (time) => `às ${clockOf(time)}`,
  fromTo: (from, to) => `das ${clockOf(from)} às ${clockOf(to)}`,
  with: (professional) => `com ${professional}`,
  inNameOf: (name) => `em nome de ${name}`,
  total: 'Total',
  protocol: 'protocolo',
  minutes(minutes) {
    const [hours, rest] = [Math.trunc(minutes / 60), minutes % 60];
    if (hours === 0) return `${rest} min`;
    return rest === 0 ? hoursOf(hours) : `${hours} h ${rest} min`;
  },
  hours: hoursOf,
  percent: (percent) => `${percent}%`,
  days: (days) => (days === 1 ? '1 dia' : `${days} dias`),
  weekdays: (numbers) => listed(runsOf(numbers).map(runOf), 'and'),
  listed,
};

function weekdayOf(day: Temporal.PlainDate): string {
  return weekdays[day.dayOfWeek - 1] ?? '';
}

function dateOf(day: Temporal.PlainDate): string {
  return `${String(day.day).padStart(2, '0')}/${String(day.month).padStart(2, '0')}`;
}

function clockOf(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: 'minute' });
}

function hoursOf(hours: number): string {
  return hours === 1 ? '1 hora' : `${hours} horas`;
}

function listed(items: readonly string[], last: 'and' | 'or'): string {
  const join = last === 'and' ? ' e ' : ' ou ';
  return items.length < 2 ? items.join('') : items.slice(0, -1).join(', ') + join + (items.at(-1) ?? '');
}

/** Weekdays that follow one another. */
function runsOf(numbers: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const number of numbers.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === number - 1) run.push(number);
    else runs.push([number]);
  }
  return runs;
}

function runOf(run: readonly number[]): string {
  const names = run.map((weekday) => (weekdays[weekday - 1] ?? '').replace('-feira', ''));
  return names.length > 2 ? `${names[0] ?? ''} a ${names.at(-1) ?? ''}` : names.join(' e ');
}
