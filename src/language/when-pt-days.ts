import {
  day,
  every,
  everyWeekdayRule,
  fridayThirteenth,
  fromNow,
  lengthReader,
  nthComing,
  weekdayRule,
} from './when-day.ts';
import { rule, type Rule } from './when-piece.ts';
import { lexiconPt, unitWord, weekdayName } from './when-pt-words.ts';

const weekday = weekdayRule(lexiconPt);
const everyWeekday = everyWeekdayRule(lexiconPt);
const countIn = lengthReader(lexiconPt);

const wd = `(?<wd>${weekdayName})`;
const short = '(?<wd>[2-6]a|ter)';
const lead = '(?:n[ao]s? |a |o |as |aos? |para (?:[ao] )?|em )?';
const near = '(?:ness[ae]|ess[ae]|nest[ae]|est[ae]|dest[ae]|dess[ae])';
const next = '(?:proxim[ao])';
const nextWeek = '(?:semana que vem|outra semana|semana seguinte)';

const amount = `(?<about>uns |umas |mais ou menos |cerca de )?(?:(?<half>meia) hora|(?:(?<quarters>[13]) 4o(?:s| de) ?(?:de )?hora)|(?<n>\\d{1,3}) ?(?<unit>${unitWord}|h)(?: ?(?:e )?(?<more>meia|[0-5]?\\d(?= ?minutos)|(?<=h)[0-5]\\d)(?: ?minutos)?)?)`;

const comings =
  'volt\\p{L}+|pass(?:o|amos)|apareco|venho|ligo|(?:estou|to|estarei|vou estar) (?:ai|pronta|pronto|livre)|consigo(?: (?:chegar|ir|estar))?';
const amountEnds = ' *(?:$|[.,;!?])| (?:pode|posso|da|tem|ta bom|ok|no maximo|mais ou menos|se)(?![\\p{L}])';
/** What makes a day of "2ª". */
const besideShort =
  'as|a|de manha|de tarde|de noite|a tarde|a noite|\\d|e|ou|ate|que vem|pela|cedo|cedinho|bem cedo|logo cedo|na parte|na hora|no fim|no final|no comeco|depois|antes|apos|dia|mesmo|agora|tem|pode|posso|consigo|se|nao';

/** Days counted from today, and days of the week. */
export const daysPt: readonly Rule[] = [
  day('(?:ainda |para )?hoje(?: mesmo| ainda)?', 0),
  day('(?:ja )?amanha(?: mesmo)?', 1),
  day('(?:para )?depois de amanha', 2),
  day('(?:n?o )?proximo dia(?! \\d)|(?:n?o )?dia depois de hoje', 1),
  day('(?:n?o )?dia depois de amanha', 2),
  day('ontem|(?:n?o )?dia anterior(?! a)', -1),
  day('anteontem|(?:n?o )?(?:dia )?antes de ontem|antiontem', -2),
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
    fromNow(now, countIn(groups, 1), groups['about'] !== undefined),
  ),
  rule(`em (?<n>\\d{1,2}) (?<unit>(?:dia|semana|quinzena|mes|meses|ano)s?)`, (groups, now) =>
    fromNow(now, countIn(groups, 1), false),
  ),
  // "em 2 horas" inside a sentence is how long something takes; alone it answers when.
  rule(`(?<=^|(?:${comings})(?: (?:ai|la|de novo|n[ao] salao))? )em ${amount}(?=${amountEnds})`, (groups, now) =>
    fromNow(now, countIn(groups, 1), false),
  ),
  // Asked, a wish; said, the notice of who is on the way.
  rule(
    `(?<=(?:cheg(?:o|amos|ar|ando)|saio)(?: (?:ai|la|n[ao] salao))? )em ${amount}(?=(?: ai)? ?\\?|,? (?:pode|da tempo|da para|tem (?:vaga|horario|como|alguem)|ta bom|serve))`,
    (groups, now) => fromNow(now, countIn(groups, 1), false),
  ),
  rule(`(?:ha|(?<!tanto )faz) ${amount}(?: atras)?`, (groups, now) => fromNow(now, countIn(groups, -1), false)),
  rule(`${amount} atras`, (groups, now) => fromNow(now, countIn(groups, -1), false)),
  rule(
    `(?:em )?${amount} (?<side>antes|depois|apos|a partir|a contar)(?: d?e?)? ?(?<base>hoje|amanha|ontem|agora)`,
    (groups, now) => {
      const base = { amanha: 1, ontem: -1 }[groups['base'] ?? ''] ?? 0;
      return fromNow(now.add({ days: base }), countIn(groups, groups['side'] === 'antes' ? -1 : 1), false);
    },
  ),
  // "duas segundas a partir de agora", "daqui a dois sábados": the second of them that comes.
  nthComing(
    lexiconPt,
    `(?:(?:daqui a|em) (?<n>[1-9]) ${wd}|(?<n>[1-9]) ${wd} (?:a partir|a contar|depois) (?:de |da )?(?:agora|hoje))`,
  ),
  rule(
    `daqui a (?<n>[1-9]) semanas?,? (?:n[ao] )?${wd}|${lead}${wd},? daqui a (?<n>[1-9]) semanas?`,
    ({ n, wd: name }) => ({
      kind: 'weekday',
      weekday: lexiconPt.weekdayOf(name),
      week: Number(n),
    }),
  ),
  weekday(`${lead}${wd}`, 'plain'),
  everyWeekday(`(?:toda|todo|todas as|todos os) ${wd}`, 7),
  everyWeekday(`(?:uma ${wd} sim,? (?:e )?outra nao|(?:toda )?${wd} sim,? (?<other>${weekdayName}) nao)`, 14),
  every('(?:1 vez por|toda|todas as|cada) semanas?|semanalmente', 7),
  every(
    'a cada (?:2 semanas|15 dias|14 dias)|de (?:15 em 15|14 em 14) dias|quinzenal(?:mente)?|1 vez a cada (?:2 semanas|15 dias)|semana sim,? (?:semana|outra) nao',
    14,
  ),
  every('(?:1 vez por|todo|todos os|cada) mes(?:es)?|mensalmente|a cada (?:1 mes|mes|4 semanas|28 dias|30 dias)', 28),
  // "ter" is a verb and "2ª" an ordinal, unless something makes a day of them.
  weekday(
    `(?:na |nessa |essa |para |proxima |de |ate )${short}(?= ?(?:$|[.!?;)])|[ ,]+(?:${besideShort})(?![\\p{L}]))`,
    'plain',
  ),
  weekday(
    `(?<=^)${short}(?= ?(?:$|[.!?;)])|[ ,]+(?:(?:tem|pode|posso|eu|da|rola|consigo|consegue|serve|fica|estou|to)(?!\\p{L})|as \\d|de manha|a tarde|a noite|de tarde|pela|cedo|cedinho|depois d|antes d|a partir|\\d|(?:e|ou) (?:[2-6]a|quarta|quinta|sexta)))`,
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
  // Some, and one of the public corpora, mean the week that has begun.
  weekday(`${lead}${wd} (?:d[ae] |n[ae] )?(?:proxima semana|semana proxima)`, 'next'),
  weekday(`${lead}${wd} da (?:outra|seguinte) semana`, 1),
  weekday(
    `${lead}${wd} d?n?a outra semana,? (?:mas )?(?:nao (?:e )?|sem ser )(?:d?n?ess?a|d?n?a) (?:semana )?(?:que vem|proxima)`,
    2,
  ),
  weekday(`${lead}${wd} (?:d?n?a )?(?:outra )?semana,? (?:a )?depois d(?:a|essa|a semana) (?:que vem|proxima)`, 2),
  weekday(
    `${lead}(?:a |o )?outr[ao] ${wd}|${lead}${wd} seguinte|${lead}${near} ${wd},? nao,? (?:e )?(?:sim )?(?:n?[ao] )?(?:outr[ao]|proxim[ao]|seguinte)|${wd} sem ser (?:n?ess[ae]|a proxima|o proximo),? (?:mas )?(?:n?[ao] )?(?:outr[ao]|proxim[ao]|seguinte)`,
    'other',
  ),
  weekday(
    `(?:nao (?:e )?|sem ser )(?:n?ess[ae]|n?est[ae]|[ao] proxim[ao]) ${wd},? (?:mas )?(?:e )?(?:sim )?(?:n?[ao] )?(?:outr[ao]|proxim[ao]|seguinte)|${lead}${wd}(?: que vem)?,? (?:mas )?(?:nao (?:e )?|sem ser )(?:n?ess[ae]|n?est[ae]|[ao] proxim[ao])(?: agora| de agora)?,? (?:mas )?(?:e )?(?:sim )?(?:n?[ao] )?(?:outr[ao]|proxim[ao]|seguinte)|${lead}${wd}(?: que vem)?,? (?:mas )?(?:sem ser|nao) n?(?:ess[ae]|est[ae])(?: agora| de agora)?(?= *(?:$|[.!?]))|${lead}${wd} depois d(?:ess|est)[ae](?: agora)?`,
    'other',
  ),
  weekday(`${lead}${wd} (?:passad|retrasad)[ao]|(?:n?[ao] )?ultim[ao] ${wd}`, 'last'),
  rule('(?:n?[oa] )?mesm[oa] (?:dia|data)', () => ({ kind: 'sameDate', as: 'booking' })),
  rule('(?:ness[ea]|ess[ea]|nest[ea]|est[ea]) (?:dia|data)(?: mesmo| ai)?', () => ({ kind: 'sameDate', as: 'offer' })),
  rule('(?:em )?qualquer (?:dia|data)(?: da semana(?! que vem| seguinte))?', () => ({ kind: 'days' })),
  fridayThirteenth('(?:na )?sexta(?:[- ]feira)? 13(?! ?[:h]|[.,;]\\d| horas| de )'),
];
