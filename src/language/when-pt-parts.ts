import { hours, ofToday, part } from './when-part.ts';
import { nothing, rule, type Rule } from './when-piece.ts';

const on =
  '(?:de |da |do |a |as |na |no |pela |ao |em |para (?:a |o )?|durante [ao] |so (?:de |a )|logo (?:de |pela ))?';
const starts = '(?:n?o |logo n?o )?(?:comec(?:o|inho)|inicio|principio)';
const middle = '(?:n?o )?(?:meio|meiozinho)';
/** Behind the first or last of a day. */
const ofDay =
  '(?= d[aeo]s? (?:dia (?:d[aeo] |\\d)|manha|tarde|noite|hoje|amanha|depois de amanha|segunda|terca|quarta|quinta|sexta|sabado|domingo))';
const ends = '(?:n?o |ao )?(?:fim|final|finalzinho|fimzinho)';

/** Parts of the day, the first and last of it, the same as before, earlier and later. */
export const partsPt: readonly Rule[] = [
  part(
    `${on}(?:manha|manhazinha|periodo da manha|turno da manha|parte da manha)(?: toda| inteira)?|matutino`,
    hours.morning,
    'morning',
  ),
  part(
    `${on}(?:tarde|periodo da tarde|turno da tarde|parte da tarde)(?: toda| inteira)?|vespertino`,
    hours.afternoon,
    'afternoon',
  ),
  part(`${on}(?:noite|noitinha|periodo da noite|turno da noite)|noturno|de noitao`, hours.night, 'night'),
  part(`${on}madrugada`, hours.dawn, 'dawn'),
  ofToday(`(?:nest|dest|est|ness|dess|ess)a manha`, hours.morning, 'morning'),
  ofToday(`(?:nest|dest|est|ness|dess|ess)a tarde`, hours.afternoon, 'afternoon'),
  ofToday(`(?:nest|dest|est|ness|dess|ess)a noite`, hours.night, 'night'),
  ofToday(`(?:nest|dest|est|ness|dess|ess)a madrugada`, hours.dawn, 'dawn'),
  part(
    `${starts} d[ae] manha|(?:bem )?(?:cedo|cedinho|cedissimo)(?: de manha| da manha| pela manha)?|de manha (?:bem )?ced(?:o|inho)|logo cedo|manha cedo|primeiras horas`,
    [null, '10:00'],
    'morning',
  ),
  part(`${middle} d[ae] manha`, ['09:00', '11:00'], 'morning'),
  part(`${ends} d[ae] manha`, ['10:30', '12:00'], 'morning'),
  part(`${starts} d[ae] (?:tarde|tardinha)`, ['12:00', '15:00'], 'afternoon'),
  part(`${middle} d[ae] tarde`, ['14:00', '17:00'], 'afternoon'),
  part(`${ends} d[ae] tarde|a?o entardecer|${on}(?:tardinha|tardezinha)`, ['16:00', '19:00'], 'afternoon'),
  part(`${starts} d[ae] noite|a?o anoitecer`, ['18:00', '20:00'], 'night'),
  part(`${ends} d[ae] noite`, ['21:00', null], 'night'),
  part(`${ends} d[eo] (?:dia|expediente)`, ['16:00', null]),
  part(`${starts} d[eo] dia`, [null, '10:00']),
  part('(?:n[ao] |em )?(?:hora|horario) d[eo] almoco|durante o almoco|no almoco|intervalo do almoco', [
    '12:00',
    '14:00',
  ]),
  part('(?:depois|apos|logo depois|logo apos) (?:d?o )?almoco', ['13:00', null]),
  part('antes d[eo] almoco', [null, '12:00']),
  part(
    '(?:depois|apos|assim que (?:eu )?sair|quando (?:eu )?sair|na saida) (?:d?[oe] )?(?:meu )?(?:servico|trabalho|trampo|expediente|escritorio)',
    ['18:00', null],
  ),
  part('antes d[eo] (?:meu )?(?:servico|trabalho|trampo)', [null, '09:00']),
  part(
    '(?:em |a |qualquer coisa )?qualquer (?:hora|horario)(?: do dia)?|(?:o )?dia (?:todo|inteiro)|tanto faz (?:o |a )?(?:horario|hora)|(?:horario|hora) tanto faz',
    [null, null],
  ),
  rule(
    '(?:n?o |a )?(?:1o|primeiro|proximo) (?:horario|horarinho)(?: do dia(?! \\d)| disponivel| livre| que tiver)?|(?:n?a )?primeira vaga|assim que (?:voces )?(?:abrir(?:em)?|abre)|(?:logo )?(?:quando|que) (?:voces |o salao )?abr(?:e|ir|em|irem)|(?:o )?mais cedo (?:possivel|que (?:voces )?(?:tiver|der|puder)(?:em)?)|(?:na |bem na )?primeira hora|na abertura',
    () => ({ kind: 'edge', edge: 'first' }),
  ),
  rule(
    '(?:n?o |a )?ultimo (?:horario|horarinho)(?: do dia(?! \\d)| disponivel| livre)?|(?:n?a )?ultima vaga|(?:o )?mais tarde (?:possivel|que (?:tiver|der|puder))|antes de fechar',
    () => ({ kind: 'edge', edge: 'last' }),
  ),
  // "o último de amanhã", "o primeiro de quinta", "o horário mais cedo de hoje"
  rule(`(?:n?o )?(?:1o|primeir(?:o|ao)|horario mais cedo)${ofDay}`, () => ({ kind: 'edge', edge: 'first' })),
  rule(
    `(?:n?o )?(?:ultim(?:o|ao)|horario mais tarde)(?:${ofDay}|(?= que (?:voces )?(?:tiver|der|houver|sobrar)))`,
    () => ({ kind: 'edge', edge: 'last' }),
  ),
  rule('(?:n?[oa] )?mesm[oa] (?:horario|hora|horarinho)(?: de sempre)?', () => ({ kind: 'sameTime', as: 'booking' })),
  rule('(?:n|d)?(?:ess|est)[ea] (?:horario|hora|horarinho)(?: mesmo| ai)?', () => ({ kind: 'sameTime', as: 'offer' })),
  rule('(?:um pouco |bem |algo |algum |um )?(?:mais|mas) (?:tarde|tardinho|para (?:a )?frente)|mais depois', () => ({
    kind: 'shift',
    to: 'later',
  })),
  // "a partir das 16h, antes disso tô dando aula": why not, and no other bound.
  nothing(
    '(?:antes|depois) disso(?= (?:(?:eu|ja|ainda|so|e que) )*(?:to|estou|tenho|trabalho|estudo|vou|saio|fico|tem|viajo|dou|entro|pego|busco|levo|fica (?:ruim|dificil|complicado|apertado))(?! (?:livre|ai|folga|horario|vaga))(?![\\p{L}]))',
  ),
  rule('depois disso', () => ({ kind: 'shift', to: 'later', ofIt: true })),
  rule('antes disso', () => ({ kind: 'shift', to: 'earlier', ofIt: true })),
  rule('(?:um pouco |bem |algo |algum |um )?mais (?:cedo|cedinho)', () => ({
    kind: 'shift',
    to: 'earlier',
  })),
  rule(
    '(?:agora|agorinha|ja ja|daqui a pouc(?:o|quinho)|neste momento|nesse momento|nesse instante|imediatamente)(?: mesmo| ja)?',
    (_, now) => ({ kind: 'moment', at: now.round({ smallestUnit: 'minute', roundingMode: 'floor' }), about: true }),
  ),
];
