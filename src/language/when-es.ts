import { clausesEs, countedEs, offsetsEs } from './when-es-beside.ts';
import { clockEs } from './when-es-clock.ts';
import { datesEs } from './when-es-dates.ts';
import { nothingsEs, partsEs } from './when-es-parts.ts';
import { spansEs } from './when-es-spans.ts';
import { wordsEs } from './when-es-words.ts';
import type { Links } from './when-join.ts';
import { ruleBook } from './when-piece.ts';
import type { WhenPack } from './when.ts';

const around = '(?: el| la| los| las| a| de| del| para| en)*';

/** How Spanish ties pieces together. */
const links: Links = {
  clauses: clausesEs,
  offsets: offsetsEs,
  startsAt: /(?:^|[^\p{L}])(?:a partir|desde)(?: del?)?(?: las?| el)?(?: dia)? $/u,
  after: /(?:^|[^\p{L}])(?:solo )?(?:despues|luego|pasad[ao]s?)(?: del?)?(?: las?| el)?(?: dia)? $/u,
  until: /(?:^|[^\p{L}])(?:hasta|maximo|a mas tardar|como mucho)(?: las?| el| a las?)?(?: dia)? $/u,
  before: /(?:^|[^\p{L}])antes(?: del?)?(?: las?| el)?(?: dia)? $/u,
  onward: /^ (?:en|para) adelante(?![\p{L}])/u,
  about:
    /(?:^|[^\p{L}])(?:a eso|alrededor|cerca|mas o menos|aproximadamente|tipo|sobre|hacia|como)(?: del?| a| las?| el)* $/u,
  aboutAfter: /^ (?:mas o menos|aproximadamente|aprox|y pico|o asi|por ahi)(?![\p{L}])/u,
  outOf: /(?:^|[^\p{L}])(?:del?|entre|desde)(?: las?| el)?(?: dia)? $/u,
  opensRange: /^(?:del?|entre|desde)(?![\p{L}])/u,
  toAlone: /^ ?(?:-|hasta)/,
  to: /^ ?(?:hasta|al?|-|y)(?![\p{L}])/u,
  or: /^[ ,]*(?:o|u|y|ni)(?![\p{L}])/u,
  alternative:
    /(?:^|[ ,])(?:(?:[oy],? )?si no(?: (?:se puede|hay|puede|pueden|tiene|tienen|da))?(?: (?:lugar|turno|cita))?|o bien|o)(?![\p{L}])/u,
  moves: /^ ?,? ?(?:al?|para|por)(?![\p{L}])/u,
  moving:
    /(?:^|[^\p{L}])(?:cambi\p{L}*|pas(?:ar|arlo|arla|ame|as|e)|muev\p{L}*|mov\p{L}*|reprogram\p{L}*|reagend\p{L}*|traslad\p{L}*|adelant\p{L}*|atras\p{L}*)(?![\p{L}])/u,
  movesFrom: /(?!)/u,
  insteadOf: /(?<!\p{L})(?:en vez|en lugar)(?: del?)? ?(?:el |la |las )?$/u,
  corrects:
    /(?:^|[^\p{L}])(?:no|perdon|digo|mejor|prefiero|en realidad|me equivoque|disculpa|quise decir|sino)(?![\p{L}])/u,
  opensCorrection:
    /^[ ,.]*(?:(?:no|perdon|digo|mejor|en realidad|me equivoque|disculpa|disculpe|quise decir|espera)[ ,.!]+)+(?:(?:es|era|quise decir|mejor|prefiero|quiero|para|el|la|a) ?)*$/u,
  refusesThis: /,? ?, (?:y )?no (?:es )?(?:el |la |a |para )*$/,
  refusesFirst: /(?:^|[.,;:!?] ?)no (?:es )?(?:el |la |a |para )*$/,
  refusesBefore: new RegExp(
    String.raw`(?:^|[^\p{L}])(?:no (?:puede ser|me sirve|me viene bien|es|va|funciona)|menos|excepto|salvo|(?<!(?:hay|tengo|tienen|tiene) )nada(?= (?:antes|despues)))${around}(?: (?:antes|despues) del?(?: las?)?)? $`,
    'u',
  ),
  cannotBefore: new RegExp(
    String.raw`(?:^|[^\p{L}])no (?:puedo|quiero|podre|trabajo|llego)(?: ir| venir)?${around}(?: (?:antes|despues) del?(?: las?)?)? $`,
    'u',
  ),
  refusesAfter: /^ (?:ya |mejor )*no(?! (?:hay|tienen|tiene|abren|atienden|trabajan|seria|se puede))(?![\p{L}])/u,
  cannotAfter: /^ (?:ya )*no (?:puedo|quiero|podre|llego)(?![\p{L}])/u,
};

/** Spanish as its speakers write to a Brazilian business: day before month. */
export const whenEs: WhenPack = {
  rules: ruleBook([...nothingsEs, ...countedEs, ...datesEs, ...spansEs, ...clockEs, ...partsEs]),
  links,
  words: wordsEs,
  bare: /^(?:(?:puede ser|quiero|prefiero|mejor|creo que|si|ok|entonces|a|al?|las?|el|dia|como|tipo|para)[ ,]+)*(?<n>\d{1,2})(?:o)?(?: ?(?:o|u|\/|,) ?(?:a )?(?:las |el )?(?<o>\d{1,2}))?(?: (?:por favor|gracias|esta bien|entonces|mejor|porfa))*[ .!]*$/,
  any: /^(?:me )?(?:da igual|cualquiera|cualquier (?:dia|hora)|lo que tengas?|lo que haya|cuando (?:puedas?|sea))[ .!]*$/,
  shows:
    /(?<!\p{L})(?:lunes|martes|mi[eé]rcoles|jueves|viernes|enero|febrero|mayo|junio|septiembre|setiembre|octubre|noviembre|diciembre)(?!\p{L})/iu,
};
