import { amPm, clockBefore, clockPast, clockReader, hourOrDay, pair } from './when-clock.ts';
import { hourEnds, weekdayName } from './when-es-words.ts';
import { rule, type Rule } from './when-piece.ts';

const lead =
  '(?:(?<lead>(?:a eso de |como a |sobre |hacia |tipo |para |de |por )?(?:a )?las?|tipo|como|al?|es|son las?) )?';
const strong = '(?<lead>(?:a eso de |como a |sobre |hacia |tipo |para |de |por |son |sean? )?(?:a )?las?|tipo(?: a)?)';
const hour = '(?<h>[01]?\\d|2[0-4])';
const minute = '(?<m>[0-5]\\d)';
const exactly = '(?: en punto| exactas?)?';
const notMore =
  '(?!\\d|[.,:;]\\d| ?(?:%|pesos?|dolares|euros?|reales|real|anos?|personas|dias|semanas|meses|veces|x(?![\\p{L}])))';
const ofDay = '(?= (?:de|por|en) la (?:manana|tarde|noche|madrugada)| del mediodia)';

const clock = clockReader(/eso de|como|sobre|hacia|tipo/);

const first = '(?<h1>[01]?\\d|2[0-4])(?: ?(?<u1>h|horas)|[:.](?<m1>[0-5]\\d)(?: ?h)?)?';
const second = '(?<h2>[01]?\\d|2[0-4])(?: ?(?<u2>h|horas)|[:.](?<m2>[0-5]\\d)(?: ?h)?)?';
const half = '(?: ?(?<ap>am|pm|a\\. ?m\\.?|p\\. ?m\\.?))?';
/** "Pasar de las 14 a las 16" is a move, not a range. */
const notMoving = '(?<!(?:cambi|pas|muev|mov|reprogram|reagend)\\p{L}*(?! pasado)(?: \\p{L}+){0,4} )';
const dayBefore = `(?<=(?:manana|hoy|${weekdayName}),? )`;

/** Times of the clock. */
export const clockEs: readonly Rule[] = [
  rule(`${lead}${hour}(?::| ?h ?)${minute}(?::[0-5]\\d)?(?: ?(?:h|horas))?${exactly}${notMore}`, clock(true)),
  rule(`${strong} ${hour}[.,]${minute}${exactly}${notMore}`, clock(true)),
  rule(`${lead}${hour} ?(?:h|horas)${exactly}${notMore}(?<!(?<![\\d])[1-6] ?horas)`, clock(true)),
  rule(`${strong} ${hour} ?(?:h|horas)${exactly}${notMore}`, clock(true)),
  rule(`${strong} ${hour}${exactly}${notMore}${hourEnds}`, clock(false)),
  rule(`${lead}${hour}${exactly}${ofDay}`, clock(false)),
  rule(`${strong} ${hour} ${minute}${exactly}${notMore}${hourEnds}`, clock(true)),
  rule(
    `${lead}${hour} y (?:(?<half>media)|(?<m>[0-5]?\\d)(?: minutos)?)${exactly}${notMore}`,
    ({ h, m, half: isHalf, lead: said }) =>
      isHalf === undefined && said === undefined && !/^(?:[1-5][05]|5)$/.test(m ?? '')
        ? null
        : clock(false)({ h, m, half: isHalf, lead: said }),
  ),
  rule(`${lead}${hour} y cuarto`, ({ h }) => clockPast(h, 15)),
  rule(`${lead}${hour} menos cuarto`, ({ h }) => clockBefore(h, 15)),
  rule(`${lead}${hour} menos (?<b>\\d{1,2})${notMore}`, ({ h, b }) => clockBefore(h, Number(b))),
  rule(`(?:(?:un )?cuarto|1 cuarto) para las? ${hour}${notMore}`, ({ h }) => clockBefore(h, 15)),
  rule(`(?:a las |faltan )?(?<b>5|10|15|20|25) (?:minutos )?para las? ${hour}${notMore}`, ({ h, b }) =>
    clockBefore(h, Number(b)),
  ),
  rule(`${lead}${hour}(?:[:. h]? ?${minute}(?::[0-5]\\d)?)? ?(?<ap>am|pm|a\\. ?m|p\\. ?m|a m|p m)\\.?`, amPm),
  rule(`${lead}${hour} y (?:(?<half>media)|(?<m>\\d{1,2})) ?(?<ap>am|pm)`, amPm),
  rule(
    '(?:al? |el |a las |de )?(?:medio ?dia|12 del (?:medio ?)?dia)(?: y (?:(?<half>media)|(?<m>\\d{1,2})))?',
    ({ half: isHalf, m }) => ({
      kind: 'clock',
      hour: 12,
      minute: isHalf ? 30 : Number(m ?? 0),
      sure: true,
    }),
  ),
  rule('(?:a |a la )?media ?noche', () => ({ kind: 'clock', hour: 0, minute: 0, sure: true })),
  rule(`${dayBefore}(?<h>\\d|[12]\\d|3[01])${notMore}${hourEnds}`, hourOrDay),
  rule(
    `${notMoving}(?:de|entre|desde) (?:las? )?${first} ?(?:a|y|hasta|-) ?(?:las? )?${second}${half}${notMore}${hourEnds}`,
    pair(true),
  ),
  rule(
    `(?=\\d{1,2} ?(?:h|:|-)|\\d{1,2} ?a ?\\d)${first} ?(?:a|-) ?(?:las )?(?=\\d{1,2} ?(?:h|:|am|pm))${second}${half}${notMore}`,
    pair(true),
  ),
  rule(`${first} ?- ?${second} ?(?<ap>am|pm)`, pair(true)),
  rule(`(?:a )?las? ${first} ?(?:o|u|,|y) ?(?:a )?(?:las? )?${second}${half}${notMore}${hourEnds}`, pair(false)),
  rule(`${first} (?:o|u) (?:a )?(?:las )?${second}(?: ?(?<ap>am|pm)|${ofDay}| ?h(?![\\p{L}]))`, pair(false)),
];
