import { day, every, everyWeekdayRule, fromNow, lengthReader, nthComing, weekdayRule } from './when-day.ts';
import { lexiconEs, monthName, monthWord, unitWord, weekdayName } from './when-es-words.ts';
import { monthDayReader, nthReader, severalReader, weekdaysReader } from './when-month-day.ts';
import { numericDates } from './when-number.ts';
import { offset } from './when-offset.ts';
import { rule, type Rule } from './when-piece.ts';

const weekday = weekdayRule(lexiconEs);
const everyWeekday = everyWeekdayRule(lexiconEs);
const countIn = lengthReader(lexiconEs);
const monthDay = monthDayReader(lexiconEs);
const several = severalReader(lexiconEs, /^(?:a|al|hasta|-)$/);

const ranks: Readonly<Record<string, number>> = { primer: 1, segund: 2, tercer: 3, cuart: 4, quint: 5, ultim: -1 };
const nth = nthReader(
  lexiconEs,
  (rank) => (/^\d/.test(rank) ? Number(rank.slice(0, -1)) : (ranks[rank.replace(/[oa]$/, '')] ?? 0)),
  { thisMonth: /^(?:(?:este )?mes|este)$/ },
);

const wd = `(?<wd>${weekdayName})`;
const on = '(?:(?:para |en |de )?(?:el |los |la )|para |del? |en )?';
const nextWeek = '(?:la )?(?:semana que viene|proxima semana|otra semana|semana siguiente)';
const amount = `(?<about>unos |unas )?(?:(?<half>media) hora|(?<quarters>[13]) cuartos? de hora|(?<n>\\d{1,3}) ?(?<unit>${unitWord}|h)(?: y (?<more>media|\\d{1,2}(?= minutos)))?(?: minutos)?)`;
const lead = '(?:(?:para |en |de )?(?:el )?dia |(?:para |en |de )?el |para |al? |del )?';
const notThing =
  '(?!\\d|[.,/:]\\d| ?(?:h|hs|horas?|x|%|pesos|reales|personas?|anos?|veces|minutos?|dias?|am|pm|semanas?|meses)(?![\\p{L}]))';
const year = `(?:,? ?(?:del? (?:ano )?)?(?<y>\\d{4})(?!\\d| ?h))?`;

/** Days counted from today, days of the week, dates of the calendar. */
export const datesEs: readonly Rule[] = [
  day('(?:para )?hoy(?: mismo)?', 0),
  // "la mañana" is the morning; without an article it is tomorrow.
  day('(?<!(?:la|esta|de|por|en la) )(?:para )?manana(?: mismo)?', 1),
  day('(?<=de )manana(?= (?:a las|por la|en la|a la|al|no)(?![\\p{L}]))', 1),
  day('(?<=(?:la )(?:manana|tarde|noche) )de manana', 1),
  day('(?:para )?pasado(?: manana)?(?! de moda)', 2),
  day('ayer', -1),
  day('antes de ayer|anteayer|antier', -2),
  rule('manana o pasado(?: manana)?', (_, now) => ({
    kind: 'dates',
    options: [now.toPlainDate().add({ days: 1 }), now.toPlainDate().add({ days: 2 })],
  })),
  rule(`(?:dentro de|de aqui a|de hoy en|en) ${amount}(?! de)`, (groups, now) =>
    (groups['half'] ?? groups['quarters'] ?? /^(?:h|min)/.test(groups['unit'] ?? ''))
      ? null
      : fromNow(now, countIn(groups, 1), groups['about'] !== undefined),
  ),
  rule(`(?:dentro de|de aqui a) ${amount}`, (groups, now) =>
    fromNow(now, countIn(groups, 1), groups['about'] !== undefined),
  ),
  rule(
    `(?<=^|(?:llego|vuelvo|paso|voy|llegar|ahi|alla) )en ${amount}(?= *(?:$|[.!?])|,? ?¿? ?(?:puede|se puede|hay|esta bien|les sirve))`,
    (groups, now) => fromNow(now, countIn(groups, 1)),
  ),
  rule(`hace ${amount}`, (groups, now) => fromNow(now, countIn(groups, -1))),
  rule(`${amount} (?:despues|a partir) de (?<base>hoy|manana)`, (groups, now) =>
    fromNow(now.add({ days: groups['base'] === 'manana' ? 1 : 0 }), countIn(groups, 1)),
  ),
  nthComing(lexiconEs, `(?:dentro de|en) (?<n>[1-9]) ${wd}`),
  weekday(`${on}${wd}`, 'plain'),
  weekday(`${on}(?:este|ese) ${wd}|${on}${wd} de esta semana`, 'this'),
  weekday(`${on}${wd} que viene`, 'coming'),
  weekday(`${on}(?:proximo )${wd}|${on}${wd} proximo`, 'next'),
  weekday(`${on}${wd} (?:de |de la )?${nextWeek}`, 1),
  weekday(`${on}(?:otro ${wd}|${wd} siguiente)|el otro ${wd}`, 'other'),
  weekday(`${on}${wd} pasado|${on}ultimo ${wd}(?! (?:de|del) )`, 'last'),
  everyWeekday(`(?:todos los|cada) ${wd}`, 7),
  everyWeekday(`${wd} por medio`, 14),
  every('cada semana|todas las semanas|semanalmente|1 vez (?:por|a la) semana', 7),
  every('cada (?:2 semanas|15 dias)|quincenal(?:mente)?', 14),
  every('cada mes|todos los meses|mensualmente|1 vez al mes|cada 4 semanas', 28),
  rule('(?:(?:el|ese) )?mismo dia', () => ({ kind: 'sameDate', as: 'booking' })),
  rule('ese (?:mismo )?dia', () => ({ kind: 'sameDate', as: 'offer' })),
  rule('cualquier dia(?: de la semana)?', () => ({ kind: 'days' })),
  rule(
    `(?:(?:el|los|en|1|cualquier|algun|para) ){0,3}${wd} de(?:l mes de)? (?<m>${monthName})(?! \\d)`,
    weekdaysReader(lexiconEs),
  ),
  offset('al otro dia|al dia siguiente', 1),
  rule(
    `(?:el )?(?<nth>[1-5][oa]|primer|segundo|tercer|cuarto|quinto|ultimo) (?:${wd}|dia) (?:del?|de este) (?:(?:mes de )?(?<m>${monthWord})(?: de(?:l ano)? (?<y>\\d{4}))?|(?<near>mes que viene|proximo mes|mes))`,
    nth,
  ),
  rule(`(?:(?:para |en |de )?(?:el )?|al? )dia (?<d>\\d{1,2})o?(?! ?/)${notThing}`, monthDay),
  rule(`(?:para )?el (?<d>\\d{1,2})${notThing}(?= *(?:$|[.,;!?])| (?:a|de|por|en) las? )`, monthDay),
  rule(`${lead}(?<d>\\d{1,2})o?(?: de | ?[-/]? ?)(?<m>${monthWord})${year}`, monthDay),
  rule(`${lead}(?<d>\\d{1,2}) del (?<m>1[0-2]|0?[1-9])(?!\\d)(?= *(?:$|[.,;!?])| a )`, monthDay),
  rule(`(?:(?:el )?dia |el )?(?<d>\\d{1,2}) del (?:mes que viene|proximo mes)`, ({ d }, now) => {
    const next = now.toPlainDate().toPlainYearMonth().add({ months: 1 });
    return monthDay({ d, m: String(next.month), y: String(next.year) });
  }),
  rule(`(?<m>${monthWord}) (?<d>\\d{1,2})${notThing}`, monthDay),
  ...numericDates(lexiconEs, lead),
  rule(
    `(?:entre )?(?:el |los )?(?:dias? )?(?<d>\\d{1,2}) ?(?<joint>o|u|y|al|a|hasta|,|-) ?(?:el )?(?:dia )?(?<e>\\d{1,2}) de (?<m>${monthWord})${notThing}`,
    several,
  ),
  rule(
    `(?:el |los |entre el |del )?dias? (?<d>\\d{1,2}) ?(?<joint>o|u|y|al|a|hasta|,|-) ?(?:el )?(?:dia )?(?<e>\\d{1,2})${notThing}`,
    several,
  ),
];
