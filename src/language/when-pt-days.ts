import { nextWeekday } from './calendar.ts';
import { rule, type Piece, type Rule, type WhichWeek } from './when-piece.ts';
import { lengthOf, unitWord, weekdayName, weekdayOf } from './when-pt-words.ts';

type Now = Temporal.ZonedDateTime;

/** So many days from today. */
function day(source: string, days: number): Rule {
  return rule(source, (_, now) => ({ kind: 'date', date: now.toPlainDate().add({ days }) }));
}

/** A weekday in the group `wd`, of the week that the words around it say. */
function weekday(source: string, week: WhichWeek): Rule {
  return rule(source, ({ wd }) => ({ kind: 'weekday', weekday: weekdayOf(wd), week }));
}

const wd = `(?<wd>${weekdayName})`;
const short = '(?<wd>[2-6]a|ter)';
const lead = '(?:n[ao]s? |a |o |as |aos? |para (?:[ao] )?|em )?';
const near = '(?:ness[ae]|ess[ae]|nest[ae]|est[ae]|dest[ae]|dess[ae])';
const next = '(?:proxim[ao])';
const nextWeek = '(?:semana que vem|(?:n?a )?proxima semana|outra semana|semana seguinte|semana proxima)';

function fromNow(now: Now, length: Temporal.Duration, about: boolean): Piece {
  const hasTime = length.hours !== 0 || length.minutes !== 0;
  if (!hasTime) return { kind: 'date', date: now.toPlainDate().add(length), ...(about && { about }) };
  const at = now.add(length).round('minute');
  return { kind: 'moment', at, ...(about && { about }) };
}

/** "2", "meia" and "uma hora e meia" as a length of time. */
function countIn(groups: Readonly<Record<string, string | undefined>>, sign: 1 | -1): Temporal.Duration {
  if (groups['half'] !== undefined) return Temporal.Duration.from({ minutes: sign * 30 });
  const whole = lengthOf(sign * Number(groups['n'] ?? 0), groups['unit']);
  const extra = groups['more'] === 'meia' ? 30 : Number(groups['more'] ?? 0);
  return extra > 0 ? whole.with({ minutes: sign * extra }) : whole;
}

const amount = `(?<about>uns |umas |mais ou menos |cerca de )?(?:(?<half>meia) hora|(?<n>\\d{1,3}) ?(?<unit>${unitWord}|h)(?: ?(?:e )?(?<more>meia|[0-5]?\\d(?= ?minutos)|(?<=h)[0-5]\\d)(?: ?minutos)?)?)`;

/** Days counted from today, and days of the week. */
export const daysPt: readonly Rule[] = [
  day('(?:ainda |para )?hoje(?: mesmo| ainda)?', 0),
  day('(?:ja )?amanha(?: mesmo)?', 1),
  day('(?:para )?depois de amanha', 2),
  day('(?:n?[oa] )?dia seguinte|(?:n?o )?proximo dia', 1),
  day('ontem', -1),
  day('anteontem|antes de ontem|antiontem', -2),
  day('tras ?ante?ontem', -3),
  rule('amanha ou depois(?: de amanha)?', (_, now) => ({
    kind: 'dates',
    options: [now.toPlainDate().add({ days: 1 }), now.toPlainDate().add({ days: 2 })],
  })),
  // Counted as Brazil counts weeks: "de hoje a oito" is the same weekday again.
  rule('(?:de )?(?<base>hoje|amanha) a (?<n>8|15)(?: dias)?', ({ base, n }, now) => ({
    kind: 'date',
    date: now.toPlainDate().add({ days: (n === '8' ? 7 : 14) + (base === 'amanha' ? 1 : 0) }),
  })),
  rule(`(?:de )?(?<base>hoje|amanha) a (?<n>\\d{1,2}) (?<unit>(?:dia|semana|mes|mese)s?)`, (groups, now) =>
    fromNow(now.add({ days: groups['base'] === 'amanha' ? 1 : 0 }), countIn(groups, 1), false),
  ),
  rule(`(?:daqui(?: h?a| ha| em)?|dentro de|passad[ao]s) ${amount}`, (groups, now) =>
    fromNow(
      now,
      countIn({ ...groups, unit: groups['unit'] === 'h' ? 'hora' : groups['unit'] }, 1),
      groups['about'] !== undefined,
    ),
  ),
  rule(`em (?<n>\\d{1,2}) (?<unit>(?:dia|semana|quinzena|mes|meses|ano)s?)`, (groups, now) =>
    fromNow(now, countIn(groups, 1), false),
  ),
  // "em 2 horas" inside a sentence is how long something takes; alone it answers when.
  rule(`(?<=^)em ${amount}(?=[.!]?$)`, (groups, now) => fromNow(now, countIn(groups, 1), false)),
  rule(`(?:ha|faz) ${amount}(?: atras)?`, (groups, now) => fromNow(now, countIn(groups, -1), false)),
  rule(`${amount} atras`, (groups, now) => fromNow(now, countIn(groups, -1), false)),
  rule(
    `${amount} (?<side>antes|depois|apos|a partir|a contar)(?: d?e?)? ?(?<base>hoje|amanha|ontem)`,
    (groups, now) => {
      const base = { hoje: 0, amanha: 1, ontem: -1 }[groups['base'] ?? ''] ?? 0;
      return fromNow(now.add({ days: base }), countIn(groups, groups['side'] === 'antes' ? -1 : 1), false);
    },
  ),
  weekday(`${lead}${wd}`, 'plain'),
  // "ter" is a verb and "2ª" an ordinal, unless something makes a day of them.
  weekday(
    `(?:na |nessa |essa |para |proxima |de |ate |toda )${short}(?= ?$|[ ,]+(?:as|a|de manha|a tarde|a noite|\\d|e|ou|ate|que vem))`,
    'plain',
  ),
  weekday(
    `(?<=^)${short}(?= ?$|[ ,]+(?:as \\d|de manha|a tarde|a noite|de tarde|\\d|e (?:[2-6]a|quarta|quinta|sexta)|ou (?:[2-6]a|quarta|quinta|sexta)))`,
    'plain',
  ),
  weekday(
    '(?<!(?:vai|vou|vao|pode|podem|deve|poderia|de|para|que|quer|quero|sem) )(?<wd>ter)(?= (?:as )?\\d{1,2} ?(?:h|:))',
    'plain',
  ),
  weekday(`(?<=(?:segunda|[2-6]a)(?:,| e| ou) ?)${short}`, 'plain'),
  weekday(`${lead}${near} ${wd}(?: agora| mesmo| mesma)?`, 'this'),
  weekday(`${lead}${wd}(?: agora| d?n?${near} semana)`, 'this'),
  weekday(`agora (?:na )?${wd}`, 'this'),
  weekday(`${lead}${wd} (?:d|n)?(?:ess|est)[ae] semana(?: agora)?`, 0),
  weekday(`${lead}${wd}(?: agora)? que vem(?: agora)?`, 'coming'),
  weekday(`${lead}(?:a |o )?${next} ${wd}|${lead}${wd} ${next}(?! semana)`, 'next'),
  weekday(`${lead}${wd} (?:d[ae] |n[ae] )?${nextWeek}`, 1),
  weekday(`${lead}${wd} da (?:outra|seguinte) semana`, 1),
  weekday(
    `${lead}(?:a |o )?outr[ao] ${wd}|${lead}${wd} seguinte|${wd} sem ser (?:n?ess[ae]|a proxima|o proximo),? (?:mas )?(?:n?[ao] )?(?:outr[ao]|proxim[ao]|seguinte)`,
    'other',
  ),
  weekday(
    `nao (?:e )?(?:n?ess[ae]|n?est[ae]|a proxima) ${wd},? (?:mas )?(?:e )?(?:sim )?(?:n?[ao] )?(?:outr[ao]|proxim[ao]|seguinte)`,
    'other',
  ),
  weekday(`${lead}${wd} (?:passad|retrasad)[ao]|(?:n?[ao] )?ultim[ao] ${wd}`, 'last'),
  rule('(?:n?[oa] )?mesm[oa] (?:dia|data)', () => ({ kind: 'sameDate', as: 'booking' })),
  rule('(?:ness[ea]|ess[ea]|nest[ea]|est[ea]) (?:dia|data)(?: mesmo| ai)?', () => ({ kind: 'sameDate', as: 'offer' })),
  rule('(?:em )?qualquer (?:dia|data)(?: da semana(?! que vem| seguinte))?', () => ({ kind: 'days' })),
  rule('(?:na )?sexta(?:[- ]feira)? 13(?! ?[:h]|[.,;]\\d| horas| de )', (_, now) => ({
    kind: 'date',
    date: fridayThirteenth(now.toPlainDate()),
  })),
];

function fridayThirteenth(today: Temporal.PlainDate): Temporal.PlainDate {
  let friday = today.dayOfWeek === 5 ? today : nextWeekday(today, 5);
  while (friday.day !== 13) friday = friday.add({ days: 7 });
  return friday;
}
