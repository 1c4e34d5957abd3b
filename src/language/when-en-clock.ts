import { amPm, clockBefore, clockPast, clockReader, hourOrDay, pair } from './when-clock.ts';
import { hourEnds, weekdayName } from './when-en-words.ts';
import { rule, type Groups, type Piece, type Rule } from './when-piece.ts';

const lead = '(?:(?<lead>(?:at )?(?:around|about|roughly|approximately|approx|like)|at|for|by|@) )?';
const strong = '(?<lead>(?:at )?(?:around|about|roughly|like)|at|by|@)';
const hour = '(?<h>[01]?\\d|2[0-4])';
const minute = '(?<m>[0-5]\\d)';
const exactly = "(?: ?o ?'? ?clock)?(?: sharp| on the dot)?";
const notMore =
  '(?!\\d|[.,:;]\\d| ?(?:%|reais|dollars?|bucks|euros?|pounds?|years?|people|persons?|days?|weeks?|months?|minutes?|hours?|times|x(?![\\p{L}])))';
const half = '(?: ?(?<ap>am|pm|a\\. ?m\\.?|p\\. ?m\\.?))?';
const ofDay = '(?= (?:in the (?:morning|afternoon|evening)|at night|this (?:morning|afternoon|evening)|tonight))';

const clock = clockReader(/around|about|roughly|approx|like/);

function ish(groups: Groups): Piece | null {
  const piece = groups['ap'] === undefined ? clock(false)(groups) : amPm(groups);
  return piece?.kind === 'clock' ? { ...piece, about: true } : null;
}

const first = '(?<h1>[01]?\\d|2[0-4])(?:(?<u1>h)|[:.](?<m1>[0-5]\\d))?';
const second = '(?<h2>[01]?\\d|2[0-4])(?:(?<u2>h)|[:.](?<m2>[0-5]\\d))?';
/** "Move it from 2 to 4" is a move, not a range. */
const notMoving = '(?<!(?:mov|chang|switch|resched|push|shift|swap)\\p{L}*(?: \\p{L}+){0,4} )';
const dayBefore = `(?<=(?:tomorrow|today|${weekdayName}),? )`;

/** Times of the clock. */
export const clockEn: readonly Rule[] = [
  rule(`${lead}${hour}(?::| ?h ?)${minute}(?::[0-5]\\d)?${exactly}${notMore}`, clock(true)),
  rule(`${strong} ${hour}\\.${minute}${exactly}${notMore}`, clock(true)),
  rule(`${lead}(?<h>0\\d|1\\d|2[0-3])(?<m>[0-5]\\d) ?(?:hours|h)`, clock(true)),
  rule(`${lead}${hour} ?h${notMore}`, clock(true)),
  rule(`${lead}${hour} ?o ?'? ?clock${notMore}`, clock(false)),
  rule(`${strong} ${hour}${exactly}${notMore}${hourEnds}`, clock(false)),
  rule(`(?<=(?:after|before|until) )${hour}(?= on | tomorrow| today| this | next |[ .!?]*$)${notMore}`, clock(false)),
  rule(`(?:between|from) ${hour} (?:and|to|until) (?:noon|midday)`, ({ h }) =>
    pair(true)({ h1: h, h2: '12', u2: 'h' }),
  ),
  rule(`${lead}${hour}${exactly}${ofDay}`, clock(false)),
  rule(
    `${lead}${hour} (?<m>[1-5][05]|05)(?=${hourEnds.slice(3, -1)}| in the | at night)${notMore}`,
    ({ h, m, lead: said }) => (said === undefined && Number(h) > 12 ? null : clock(false)({ h, m, lead: said })),
  ),
  rule(`${lead}half (?:past )?${hour}${notMore}`, ({ h, lead: said }) => clock(false)({ h, half: 'half', lead: said })),
  rule(`${lead}(?:a )?quarter (?:past|after) ${hour}${notMore}`, ({ h }) => clockPast(h, 15)),
  rule(`${lead}(?:a )?quarter (?:to|till|of|before) ${hour}${notMore}`, ({ h }) => clockBefore(h, 15)),
  rule(`${lead}(?<b>\\d{1,2}) (?:minutes )?(?:past|after) ${hour}${notMore}`, ({ h, b }) => clockPast(h, Number(b))),
  rule(`${lead}(?<b>5|10|20|25) (?:minutes )?(?:to|till) ${hour}${notMore}${hourEnds}`, ({ h, b, lead: said }) =>
    said === undefined ? null : clockBefore(h, Number(b)),
  ),
  rule(`${lead}(?<b>\\d{1,2}) minutes (?:to|till|before) ${hour}${notMore}`, ({ h, b }) => clockBefore(h, Number(b))),
  rule(`${lead}half past ${hour} ?(?<ap>am|pm)`, ({ h, ap }) => amPm({ h, half: 'half', ap })),
  rule(`${lead}${hour}(?:[:. h]? ?${minute}(?::[0-5]\\d)?)? ?(?<ap>am|pm|a\\. ?m|p\\. ?m|a m|p m)\\.?`, (groups) =>
    /around|about|roughly|approx|like/.test(groups['lead'] ?? '') ? ish(groups) : amPm(groups),
  ),
  rule(`${lead}(?<h>\\d{1,2})(?<m>[0-5]\\d) ?(?<ap>am|pm)`, amPm),
  rule(`${lead}${hour} ?ish`, ish),
  rule(`${lead}${hour} ?(?<ap>am|pm) ?ish`, ish),
  rule('(?:at |by |12 )?noon', () => ({ kind: 'clock', hour: 12, minute: 0, sure: true })),
  rule('half past noon', () => ({ kind: 'clock', hour: 12, minute: 30, sure: true })),
  rule('(?:at |by |12 )?midnight', () => ({ kind: 'clock', hour: 0, minute: 0, sure: true })),
  rule(`${dayBefore}(?<h>\\d|[12]\\d|3[01])${notMore}${hourEnds}`, hourOrDay),
  rule(
    `${notMoving}(?:from|between) ${first} ?(?:to|and|until|till|-) ?${second}${half}${notMore}${hourEnds}`,
    pair(true),
  ),
  rule(`${first} ?(?:-|to|until|till) ?${second} ?(?<ap>am|pm)`, pair(true)),
  rule(`(?=\\d{1,2} ?(?:h|:))${first} ?(?:-|to|until|till) ?${second}${notMore}`, pair(true)),
  rule(`(?:at|around|about) ${first} ?(?:or|/|,|and) ?(?:at )?${second}${half}${notMore}${hourEnds}`, pair(false)),
  rule(`${first} ?(?:or|/) ?${second}(?: ?(?<ap>am|pm)|${ofDay})`, pair(false)),
];
