import { rule, type Clock, type Groups, type Piece, type Rule } from './when-piece.ts';
import { hourEnds } from './when-pt-words.ts';

const lead = '(?:(?<lead>la pelas|as|a|das|de|pelas|umas|uns|tipo|desde as|sao|entre as|ao|do|para|e|pelo) )?';
const strong = '(?<lead>la pelas|as|das|pelas|umas|tipo(?: umas| as)?|desde as|sao|sera as|entre as|nas)';
const hour = '(?<h>[01]?\\d|2[0-4])';
const minute = '(?<m>[0-5]\\d)';
const hours = '(?:horas?|h|hrs|hs)';
const exactly = '(?: em ponto| certinho| certinhas| cravad[ao]s?)?';
/** What may trail minutes. */
const minutes = '(?: ?(?:minutos?|m|hs?|horas))?';
const notMore = '(?!\\d|[.,:;]\\d| ?(?:%|reais|real|anos?|pessoas|x(?![\\p{L}])))';

/**
 * The clock as written. A bare hour or one in words may mean either half of the day; one with `h` or minutes from
 * eight on, and one with a leading zero, is taken as it stands: who writes "9h" for the evening writes 21h.
 */
export function clockOf(h: string, m: string | undefined, marked: boolean): Clock {
  const shown = Number(h) % 24;
  const sure = shown === 0 || shown >= 12 || h.startsWith('0') || (marked && shown >= 8);
  return { hour: shown, minute: Number(m ?? 0), sure };
}

function clock(marked: boolean): (groups: Groups) => Piece | null {
  return ({ h, m, half, lead: said }) => {
    if (h === undefined) return null;
    const about = said !== undefined && /umas|tipo|la pelas|uns/.test(said);
    const at = clockOf(h, half === undefined ? m : '30', marked);
    return about ? { kind: 'clock', ...at, about } : { kind: 'clock', ...at };
  };
}

function aboutClock(piece: Piece | null): Piece | null {
  return piece?.kind === 'clock' ? { ...piece, about: true } : piece;
}

/** `minute` minutes before the hour `h`. */
function before(h: string, minutesBefore: number): Piece | null {
  const at = clockOf(h, '0', false);
  if (minutesBefore < 1 || minutesBefore > 59) return null;
  return { kind: 'clock', hour: (at.hour + 23) % 24, minute: 60 - minutesBefore, sure: at.sure };
}

function amPm({ h, m, ap }: Groups): Piece | null {
  const shown = Number(h);
  if (shown > 12 && ap?.startsWith('a')) return null;
  const late = ap?.startsWith('p') && shown < 12 ? 12 : 0;
  return {
    kind: 'clock',
    hour: (ap?.startsWith('a') && shown === 12 ? 0 : shown) + late,
    minute: Number(m ?? 0),
    sure: true,
  };
}

/** "8 e um quarto", "8 menos um quarto", "8 e três quartos". */
function quarter({ h, sign, three }: Groups): Piece | null {
  if (h === undefined) return null;
  return sign === 'menos' ? before(h, 15) : { kind: 'clock', ...clockOf(h, three ? '45' : '15', false) };
}

const first = `(?<h1>[01]?\\d|2[0-4])(?: ?(?<u1>${hours})(?: ?(?<m1>[0-5]\\d))?|[:.](?<m1>[0-5]\\d))?`;
const second = `(?<h2>[01]?\\d|2[0-4])(?: ?(?<u2>${hours})(?: ?(?<m2>[0-5]\\d))?|[:.](?<m2>[0-5]\\d))?`;

/** Two hours in one breath: "das 14 às 18", "entre 9 e 11h", "14-16h", "10 ou 11h". */
function pair(range: boolean): (groups: Groups) => Piece | null {
  return ({ h1, m1, u1, h2, m2, u2 }) => {
    if (h1 === undefined || h2 === undefined) return null;
    const clocks = [clockOf(h1, m1, (u1 ?? m1) !== undefined), clockOf(h2, m2, (u2 ?? m2) !== undefined)];
    return { kind: 'clocks', clocks: spread(clocks, range), range };
  };
}

/** In "das 9 às 18" the end tells that 9 is the morning; in "das 2 às 4" nothing does. */
function spread(clocks: readonly Clock[], range: boolean): readonly Clock[] {
  const [from, to] = clocks;
  if (!range || !from || !to || from.sure || !to.sure) return clocks;
  return [{ ...from, sure: from.hour >= 7 }, to];
}

const dayBefore = '(?<=(?:amanha|hoje|feira|segunda|terca|quarta|quinta|sexta|sabado|domingo),? (?:ai )?)';

/** Times of the clock. */
export const clockPt: readonly Rule[] = [
  rule(
    `${lead}${hour} ?(?:${hours} ?e (?=\\d{2}(?! ?h))|${hours} ?|[:;] ?)${minute}(?::[0-5]\\d)?${minutes}${exactly}${notMore}`,
    clock(true),
  ),
  rule(`${lead}${hour}\\.${minute}(?: ?${hours})?${exactly}${notMore}`, ({ h, m, lead: said }) =>
    clock(true)({ h, m, lead: said }),
  ),
  rule(`${strong} ${hour},${minute}${notMore}`, clock(true)),
  rule(`${lead}${hour}e${minute}${notMore}`, clock(true)),
  rule(`${lead}${hour} ?h${exactly}${notMore}`, clock(true)),
  rule(`${lead}(?<h>[7-9]|1\\d|2[0-3]) ?horas${exactly}${notMore}`, clock(true)),
  rule(`${strong} ${hour} ?${hours}${exactly}${notMore}`, clock(true)),
  rule(`(?<=^)${hour} ?horas?(?=[ .!?]*$)`, clock(true)),
  rule(`${lead}${hour} ?${hours}(?= (?:d[ae]|pela) (?:manha|tarde|noite|madrugada)| em ponto)`, clock(true)),
  rule(
    `${lead}${hour} ?${hours}?(?: ?e (?<m>[0-5]?\\d) ?minutos| e (?:(?<half>meia)|(?<m>[1-5][05]|5)))${exactly}(?! ?(?:hora|reais|real|dia)s?(?![\\p{L}]))${notMore}(?=${hourEnds.slice(3, -1)}| (?:d[ae]|pela) )`,
    clock(false),
  ),
  rule(`${strong} ${hour} e (?<m>[0-5]\\d|\\d)${exactly}${notMore}`, clock(false)),
  rule(`${strong} ${hour} ${minute}${notMore}${hourEnds}`, clock(true)),
  rule(`(?<=^)${hour} (?<m>00|15|30|45)(?=[ .!?]*$)`, clock(true)),
  rule(`${strong} ${hour}${exactly}${notMore}${hourEnds}`, clock(false)),
  rule(`${lead}${hour} (?<sign>e|menos) (?:1 4o|(?<three>3) quartos?)`, quarter),
  rule(`(?:as )?1 4o para (?:as?|o) ${hour}${notMore}`, ({ h }) => (h === undefined ? null : before(h, 15))),
  rule(`${lead}${hour} em ponto`, clock(false)),
  rule(`${lead}${hour} e (?:pouco|pouquinho)`, (groups) => aboutClock(clock(false)(groups))),
  rule(`(?<b>5|10|15|20|25) (?:minutos )?para (?:(?<h>1)${notMore}|${hour}(?= da (?:manha|tarde|noite)))`, ({ b, h }) =>
    h === undefined ? null : before(h, Number(b)),
  ),
  rule(
    `${lead}${hour}(?= (?:d[ae]|pela) (?:manha|manhazinha|tarde|tardinha|noite|madrugada)(?![\\p{L}]))`,
    clock(false),
  ),
  rule(
    `(?:${strong} |faltam? )?(?<b>\\d{1,2}) ?(?:minutos )?para (?:as?|o|ao) ?${hour}(?: horas?)?${notMore}`,
    ({ b, h }) => (h === undefined ? null : before(h, Number(b))),
  ),
  rule(
    `(?:as |faltam? )?(?<b>\\d{1,2}) (?:minutos )?para (?:o |ao? )?(?<noon>meio[ -]dia|meia[ -]noite)`,
    ({ b, noon }) => before(noon?.startsWith('meio') ? '12' : '0', Number(b)),
  ),
  rule(`(?<b>\\d{1,2}) ?minutos (?<side>depois|apos|antes) d?as ${hour}${notMore}`, ({ b, side, h }) => {
    if (h === undefined) return null;
    return side === 'antes' ? before(h, Number(b)) : { kind: 'clock', ...clockOf(h, b, false) };
  }),
  rule(`${lead}${hour}(?:[:. ]?${minute}(?::[0-5]\\d)?)? ?(?<ap>am|pm|a\\.m|p\\.m|a m|p m)\\.?`, amPm),
  rule(`${lead}(?<h>\\d{1,2})(?<m>[0-5]\\d) ?(?<ap>am|pm)`, amPm),
  rule(`${lead}${hour} ?horas? (?<ap>am|pm)`, amPm),
  rule(
    `(?:ao? |o |no |as )?meio[ -]?dia(?: e (?:(?<half>mei[ao])|(?<m>[0-5]?\\d)(?: minutos)?))?${exactly}`,
    ({ half, m }) => ({ kind: 'clock', hour: 12, minute: half ? 30 : Number(m ?? 0), sure: true }),
  ),
  rule(`(?:[aà] |as )?meia[ -]noite(?: e (?:(?<half>meia)|(?<m>[0-5]?\\d)(?: minutos)?))?`, ({ half, m }) => ({
    kind: 'clock',
    hour: 0,
    minute: half ? 30 : Number(m ?? 0),
    sure: true,
  })),
  // "amanhã 10", "sexta 17": a bare number beside a day is its hour, or the day's own number.
  rule(`${dayBefore}(?<h>\\d|[12]\\d|3[01])${notMore}${hourEnds}`, ({ h }) => {
    if (Number(h) > 23) return { kind: 'monthDay', day: Number(h) };
    return h === undefined || h === '0' ? null : { kind: 'clock', ...clockOf(h, undefined, false), or: 'day' };
  }),
  rule(`(?:das|entre as|desde as) ${first} ?(?:as|a|ate as|ate|e as|-) ?${second}${notMore}`, pair(true)),
  rule(`(?:de|entre) ${first} ?(?:a|ate|as|e|-) ?(?:as )?${second}${notMore}${hourEnds}`, pair(true)),
  rule(`${first} ?(?:as|ate as|ate|-|a) ?(?=\\d{1,2} ?(?:h|:))${second}${notMore}`, pair(true)),
  rule(`(?=\\d{1,2} ?(?:h|:))${first} ?(?:as|ate as|ate|-|a) ?${second}${notMore}`, pair(true)),
  rule(`(?:as )?${first} as ${second}${notMore}${hourEnds}`, pair(true)),
  rule(`(?:as|umas|la pelas) ${first} ?(?:ou|/|,|e) ?(?:as |umas )?${second}${notMore}${hourEnds}`, pair(false)),
  rule(`(?=\\d{1,2} ?(?:h|:\\d))${first} ?(?:ou|/|,) ?(?:as |umas )?${second}${notMore}`, pair(false)),
  rule(`(?:as )?${first} ?ou ?(?:as )?${second}(?= (?:d[ae]|pela) (?:manha|tarde|noite|madrugada))`, pair(false)),
  rule(`${first} ?(?:ou|/) ?(?:as |umas )?(?=\\d{1,2} ?(?:h(?![\\p{L}])|:\\d))${second}${notMore}`, pair(false)),
];
