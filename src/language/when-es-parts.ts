import { numberNothings } from './when-number.ts';
import { hours, ofToday, part } from './when-part.ts';
import { nothing, rule, type Rule } from './when-piece.ts';

const on = '(?:(?:de|por|en|a|durante|para) la |de |la )';
const starts = '(?:a |al )?(?:principios?|inicio|comienzo) de la';
const ends = '(?:a |al )?(?:fin|final|finales) de la';

/** Parts of the day, the first and last of it, the same as before, earlier and later. */
export const partsEs: readonly Rule[] = [
  part(`${on}mananas?`, hours.morning, 'morning'),
  part(`(?:${on})?tarde(?:cita)?s?`, hours.afternoon, 'afternoon'),
  part(`(?:${on})?noche(?:cita)?s?`, hours.night, 'night'),
  part(`(?:${on})?madrugada`, hours.dawn, 'dawn'),
  ofToday('(?:en |de )?esta manana', hours.morning, 'morning'),
  ofToday('(?:en |de )?esta tarde', hours.afternoon, 'afternoon'),
  ofToday('(?:en |de )?esta noche', hours.night, 'night'),
  part(`(?:bien |muy )?temprano(?: (?:de|por|en) la manana)?|tempranito|${starts} manana`, [null, '10:00'], 'morning'),
  part('(?:a )?media manana', ['09:00', '11:00'], 'morning'),
  part(`(?:a )?ultima hora de la manana|${ends} manana`, ['10:30', '12:00'], 'morning'),
  part(`${starts} tarde`, ['12:00', '15:00'], 'afternoon'),
  part('(?:a )?media tarde', ['14:00', '17:00'], 'afternoon'),
  part(`${ends} tarde|a ultima hora de la tarde`, ['16:00', '19:00'], 'afternoon'),
  part('(?:al |a )?(?:fin|final|ultima hora) del dia', ['16:00', null]),
  part('(?:a la |en la |en el )?(?:hora de(?:l)? (?:almuerzo|comida|comer|almorzar)|almuerzo)', ['12:00', '14:00']),
  part('despues de(?:l)? (?:almuerzo|comer|almorzar)', ['13:00', null]),
  part('antes de(?:l)? (?:almuerzo|comer|almorzar)', [null, '12:00']),
  part('(?:despues de(?:l)?|al salir de(?:l)?|cuando salga de(?:l)?) (?:trabajo|trabajar|laburo|oficina)', [
    '18:00',
    null,
  ]),
  part('(?:a )?cualquier hora|a la hora que sea|todo el dia', [null, null]),
  rule(
    '(?:el |la |a )?primer[oa]? (?:turno|hora(?:rio)?|cita|hueco)(?: del dia| disponible)?|a primera hora(?: de la manana)?|en cuanto abran|apenas abran|lo antes posible|cuanto antes|lo mas temprano(?: posible)?',
    () => ({
      kind: 'edge',
      edge: 'first',
    }),
  ),
  rule(
    '(?:el |la )?ultim[oa] (?:turno|hora(?:rio)?|cita|hueco)(?: del dia| disponible)?|lo mas tarde(?: posible)?',
    () => ({
      kind: 'edge',
      edge: 'last',
    }),
  ),
  rule('(?:a )?(?:la |el )?mism[oa] (?:hora|horario)', () => ({ kind: 'sameTime', as: 'booking' })),
  rule('(?:a )?es[ea] (?:hora|horario)', () => ({ kind: 'sameTime', as: 'offer' })),
  rule('(?:un poco |algo )?mas tarde|mas adelante', () => ({ kind: 'shift', to: 'later' })),
  rule('(?:un poco |algo )?mas temprano', () => ({ kind: 'shift', to: 'earlier' })),
  rule('(?:ahora|ahorita)(?: mismo)?|ya mismo', (_, now) => ({
    kind: 'moment',
    at: now.round({ smallestUnit: 'minute', roundingMode: 'floor' }),
    about: true,
  })),
];

const done = '(?:hice|hicieron|fui|vine|corte|tine|pinte|estuve|puse|tuve|opere)';
const length = '(?:unos |unas |mas de |casi )?\\d{1,3} (?:dias?|semanas?|mes|meses|anos?|horas?)';

/** Looks like a time in Spanish and is none. */
export const nothingsEs: readonly Rule[] = [
  nothing(
    '(?:muy |que tengas? (?:un |una )?)?(?:buen|buenos|buena|buenas|lindo|linda|feliz) (?:dias?|tardes?|noches?|semana|finde|fin de semana|lunes|domingo|navidad|ano(?: nuevo)?)',
  ),
  nothing(
    '(?:(?<=^|[.,;!] ?|gracias |chao |ok |vale )hasta|nos vemos)(?: el| la)? (?:luego|pronto|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|semana que viene)(?= *(?:$|[.,;!]))',
  ),
  ...numberNothings,
  nothing(
    '\\d[\\d.,]* ?(?:pesos?|dolares|euros?|reales|usd|%|por ciento|x|veces|kilos?|kg|cm|metros?|anos?|personas?|grados?)',
  ),
  nothing(
    '(?:dura|tarda|demora|por|durante|sesion de|atras[ao]\\p{L}*|tarde) (?:unos |unas |como |mas de )?\\d{1,2} ?(?:h|horas?|minutos?)(?: y (?:media|\\d+))?',
  ),
  nothing('\\d{1,3} ?(?:minutos?|segundos?|dias|semanas|meses|sesiones|personas)(?: (?:tarde|mas|de retraso))?'),
  nothing('\\d{1,2} ?(?:horas?|h) (?:antes|de anticipacion|de antelacion|de retraso|por dia)'),
  nothing('(?:24|48|72) ?(?:h|horas)'),
  nothing('media hora|(?:\\d )?horas? y media'),
  nothing('(?:la |el )?(?:segunda?|tercera?|primera?|ultima) (?:vez|opcion|sesion)'),
  nothing(
    '(?:calle|avenida|av\\.?|numero|talla|maquina|tono|piso|depto|departamento) (?:\\p{L}+ ){0,3}\\d+(?: de \\p{L}+)?(?:,? ?\\d{1,5}(?! ?h|:))?',
  ),
  nothing('(?:se me hizo |es |muy |llego |llegar |voy a llegar |llegare )tarde(?: para)?'),
  nothing(`hace ${length}(?: (?:que|desde)(?![\\p{L}])|(?<=${done} [^.!?;\\n]{0,90}))`),
  nothing(
    '(?:decoracion|unas|esmaltes?|promo\\p{L}*|disenos?|regalos?|kits?|tema|manicura|colores?) (?:de |para )?(?:unas )?(?:de |para |con tema de )+(?:la )?(?:navidad|ano nuevo|halloween|black friday|pascua)',
  ),
  nothing('(?:unas|unos|como|tipo) \\d{1,3}(?<=cuant[ao]s [^.!\\n]{0,90})'),
  nothing('(?:a |para |con )?los [2-9](?! ?(?:h|horas|dias)(?![\\p{L}])|[/:.,]?\\d| de \\p{L}{3,}o)'),
  nothing('hoy en dia|un momento|(?:ahora|hoy) no(?! puedo)|el otro dia|todos los dias|por ahora'),
];
