import {
  aboutClock,
  amPm,
  clockBefore,
  clockOf,
  clockPast,
  clockReader,
  hourOrDay,
  pair,
  threeHours,
} from './when-clock.ts';
import { rule, type Groups, type Piece, type Rule } from './when-piece.ts';
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

const clock = clockReader(/umas|tipo|la pelas|uns/);

/** "8 e um quarto", "8 menos um quarto", "8 e três quartos". */
function quarter({ h, sign, three }: Groups): Piece | null {
  if (h === undefined) return null;
  return sign === 'menos' ? clockBefore(h, 15) : { kind: 'clock', ...clockOf(h, three ? '45' : '15', false) };
}

/** "02.12 as 10h" is a day and its hour. */
const first = `(?<h1>[01]?\\d|2[0-4])(?: ?(?<u1>${hours})(?: ?(?<m1>[0-5]\\d))?|(?::|\\.(?!(?:0[1-9]|1[0-2]) as ))(?<m1>[0-5]\\d))?`;
const second = `(?<h2>[01]?\\d|2[0-4])(?: ?(?<u2>${hours})(?: ?(?<m2>[0-5]\\d))?|[:.](?<m2>[0-5]\\d))?`;

const dayWord = '(?:amanha|hoje|feira|segunda|terca|quarta|quinta|sexta|sabado|domingo)';
const dayBefore = `(?<=${dayWord},? (?:ai )?)`;

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
  rule(`${lead}${hour} ?h{1,2}${exactly}${notMore}`, clock(true)),
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
  // "1630" when it is all that is said, or where only a time can stand.
  rule(
    `(?:(?<=^(?:(?:pode ser|seria|prefiro|quero|queria|marca|entao|so|melhor) )?)|${strong} |${dayBefore})(?<h>0[6-9]|1\\d|2[0-3])(?<m>[0-5][05])(?: ?h(?:oras|rs|s)?)?(?=[ .!?]*$|[ ,]+(?:(?:d[aeo]|n[ao]) )?${dayWord})`,
    clock(true),
  ),
  rule(
    `(?<=(?:trabalho|trampo|fico|aula|servico|expediente|plantao|presa|preso) ate )${hour}${notMore}${hourEnds}`,
    clock(false),
  ),
  // "sexta à 1", "à uma, quarta": not "a uma amiga".
  rule(
    '(?<lead>a) (?<h>1)(?=$|[.!?]|, (?:n?a |n?o )?(?:segunda|terca|quarta|quinta|sexta|sabado|domingo|hoje|amanha))',
    clock(false),
  ),
  rule(`${lead}${hour}(?: horas?)? (?<sign>e|menos) (?:1 4o|(?<three>3) quartos?)`, quarter),
  rule(`(?:as )?1 4o para (?:as?|o) ${hour}${notMore}`, ({ h }) => clockBefore(h, 15)),
  rule(
    `(?<=\\d (?:horas? )?(?:d[ae]|pela) (?:manha|tarde|noite) ou (?:as )?)${hour}${notMore}(?= *(?:$|[.,!?]))`,
    clock(false),
  ),
  rule(
    `(?<=(?:as \\d{1,2}|\\dh|:\\d\\d)(?:,| ou)* (?:se|caso) nao (?:der|tiver|rolar|puder|houver),? (?:as )?)${hour}${notMore}(?= *(?:$|[.,!?]))`,
    clock(false),
  ),
  rule(`${lead}${hour} em ponto`, clock(false)),
  rule(`${lead}${hour} e (?:pouco|pouquinho)`, (groups) => aboutClock(clock(false)(groups))),
  rule(`(?<b>5|10|15|20|25) (?:minutos )?para (?:(?<h>1)${notMore}|${hour}(?= da (?:manha|tarde|noite)))`, ({ b, h }) =>
    clockBefore(h, Number(b)),
  ),
  rule(
    `${lead}${hour}(?= (?:d[ae]|pela) (?:manha|manhazinha|tarde|tardinha|noite|madrugada)(?![\\p{L}]))`,
    clock(false),
  ),
  rule(
    `(?<!das )(?:(?<lead>la pelas|as|pelas|umas|tipo(?: umas| as)?|sao|sera as) |faltam? )?(?<b>\\d{1,2}) ?(?:minutos )?para (?:as?|o|ao) ?${hour}(?: horas?)?${notMore}`,
    ({ b, h }) => clockBefore(h, Number(b)),
  ),
  rule(
    `(?:as |sao |faltam? )?(?<b>\\d{1,2}) (?:minutos )?para (?:o |ao? )?(?<noon>meio[ -]dia|meia[ -]noite)`,
    ({ b, noon }) => clockBefore(noon?.startsWith('meio') ? '12' : '0', Number(b)),
  ),
  rule(`(?<b>\\d{1,2}) ?minutos (?<side>depois|apos|antes) d?as ${hour}${notMore}`, ({ b, side, h }) =>
    side === 'antes' ? clockBefore(h, Number(b)) : clockPast(h, Number(b)),
  ),
  rule(`${lead}${hour} menos (?<b>[0-5]?\\d)(?: minutos)?${notMore}`, ({ b, h }) => clockBefore(h, Number(b))),
  // The `p` of "7 p.m." is an abbreviation of "para" to the reader of words.
  rule(`${lead}${hour}(?:[:. h]? ?${minute}(?::[0-5]\\d)?)? ?(?<ap>am|pm|a\\.? ?m|p(?:ara)?\\.? ?m)\\.?`, amPm),
  rule(`${lead}(?<h>\\d{1,2})(?<m>[0-5]\\d) ?(?<ap>am|pm)`, amPm),
  rule(`${lead}${hour} ?horas? (?<ap>am|pm)`, amPm),
  rule(
    `(?:ao? |o |no |as )?meio[ -]?dia(?: e (?:(?<half>mei[ao])|(?<m>[0-5]\\d|\\d(?= minutos))(?: minutos)?))?${exactly}`,
    ({ half, m }) => ({ kind: 'clock', hour: 12, minute: half ? 30 : Number(m ?? 0), sure: true }),
  ),
  rule(`(?:[aà] |as )?meia[ -]noite(?: e (?:(?<half>meia)|(?<m>[0-5]?\\d)(?: minutos)?))?`, ({ half, m }) => ({
    kind: 'clock',
    hour: 0,
    minute: half ? 30 : Number(m ?? 0),
    sure: true,
  })),
  rule(`(?:das|de|entre(?: as)?) ${hour}(?: ?${hours})? ?(?:ao|a|ate(?: o)?|e|-) ?(?:o )?meio[ -]?dia`, ({ h }) =>
    pair(true)({ h1: h, h2: '12', u2: 'h' }),
  ),
  rule(`(?:do|de|entre)(?: o)? meio[ -]?dia (?:ate as|ate|as|a|e)(?: as)? ${second}${notMore}`, ({ h2, m2, u2 }) =>
    pair(true)({ h1: '12', u1: 'h', h2, m2, u2 }),
  ),
  rule(`${dayBefore}(?<h>\\d|[12]\\d|3[01])${notMore}${hourEnds}`, hourOrDay),
  rule(`(?:das|entre as|desde as) ${first} ?(?:as|ao|a|ate as|ate o|ate|e as|-) ?${second}${notMore}`, pair(true)),
  rule(`(?:de|entre) ${first} ?(?:ao|a|ate|as|e|-) ?(?:as |o )?${second}${notMore}${hourEnds}`, pair(true)),
  rule(`${first}(?: ?(?:as|ate as|ate|-)| a) ?(?=\\d{1,2} ?(?:h|:))${second}${notMore}`, pair(true)),
  rule(`(?=\\d{1,2} ?(?:h|:))${first} ?(?:as|ate as|ate|-|a) ?${second}${notMore}`, pair(true)),
  rule(`(?:as )?${first} as ${second}${notMore}${hourEnds}`, pair(true)),
  rule(
    `(?<!(?:^| )nao )(?:as|umas|la pelas) ${first} ?(?:ou|/|,|e) ?(?:as |umas )?${second}(?! e (?:meia|[1-5][05])(?!\\d))${notMore}${hourEnds}`,
    pair(false),
  ),
  rule(`(?=\\d{1,2} ?(?:h|:\\d))${first} ?(?:ou|/|,) ?(?:as |umas )?${second}${notMore}`, pair(false)),
  rule(
    `(?:as )?(?<h0>[01]?\\d|2[0-4])(?: ?h)?, ?(?:as )?${first} ou (?:as )?${second}(?=(?<=h|\\d\\d)${notMore}| (?:d[ae]|pela) (?:manha|tarde|noite))`,
    threeHours,
  ),
  rule(`(?:as )?${first} ?ou ?(?:as )?${second}(?= (?:d[ae]|pela) (?:manha|tarde|noite|madrugada))`, pair(false)),
  rule(`${first} ?(?:ou|/) ?(?:as |umas )?(?=\\d{1,2} ?(?:h(?![\\p{L}])|:\\d))${second}${notMore}`, pair(false)),
];
