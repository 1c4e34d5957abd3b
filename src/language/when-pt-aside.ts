import { nothing, type Rule } from './when-piece.ts';

const done =
  '(?:fiz|fui|vim|estive|cortei|pintei|retoquei|usei|passei|tirei|coloquei|botei|comecei|parei|descolori|alisei|operei|engravidei|tive|tomei|mudei|fizemos|fomos)';
const work = '(?:fiz|cortei|pintei|retoquei|coloquei|botei|tirei|descolori|alisei|fizemos)';
const lately = '(?:ontem|ante ?ontem|(?:semana|mes|ano) passad[ao])(?: [ad]e? ?(?:noite|tarde|manha))?';
const some = '(?:(?:uns|umas|quase|mais de|menos de|cerca de|so|1|ja|tipo) ){0,3}';
const length = `${some}(?:\\d{1,3}|pouco|alguns|muitos) ?(?:dias?|semanas?|quinzenas?|mes|meses|anos?|horas?)`;
const feast = '(?:black(?: ?friday)?|natal|ano[ -]novo|reveillon|virada|pascoa|carnaval|halloween|festa junina|copa)';
const theme =
  '(?:decorac\\p{L}+|decorad[ao]s?|unh\\p{L}+|esmalt\\p{L}+|kits?|promo\\p{L}*|combos?|presentes?|tema|arte|look|clima|vibe|cest[ao]s?|sexta|cartao|vale[ -]presente|arvore|enfeites?|luzes|cor(?:es)?|desenhos?|adesivos?|pelicula|francesinha|pacotes?|ofertas?|cupom|desconto|brindes?|sorteio|musica|lembrancinhas?|mimos?|ferias|recesso|glitter|modelos?|inspirac\\p{L}+)';
const hue =
  '(?:cor|coloracao|tinta|tom|tons|tonalidade|nuance|numero|numeracao|pigmento|tonalizante|matizador|po|loir[ao]|ruiv[ao]|castanh[ao]|cobre|chocolate|marsala|igora|majirel|wella|koleston)';

const tells =
  '(?:falo|aviso|ligo|confirmo|respondo|retorno|chamo|mando|digo|dou|passo (?:isso|o|a)|escrevo|pago|envio|transfiro)';
const soon =
  '(?:daqui a pouc(?:o|quinho)|mais tarde|ja ja|agora|(?:ate |ainda )?(?:hoje|amanha|segunda|terca|quarta|quinta|sexta|sabado|domingo)(?:[- ]feira)?(?: (?:cedo|de manha|a noite|a tarde|sem falta))?)';

/** What is told beside the wish: what was done how long ago, a feast as a fashion, the number of a colour, how many. */
export const asidesPt: readonly Rule[] = [
  nothing(
    `(?:ha|faz|fazem|tem|vai fazer) ${length}(?: atras)?(?: (?:que|desde)(?![\\p{L}])|(?=,? (?:eu |que eu )?${done}(?!\\p{L}))|(?<=${done} [^.!?;\\n]{0,90}))`,
  ),
  nothing(`${length} atras(?<=${done} [^.!?;\\n]{0,90})`),
  nothing(`${theme}(?: (?:de |d[ao] |tema |para (?:o )?|com tema ){1,3})(?:dia d[aeo]s? \\p{L}+|${feast})`),
  nothing(
    `(?:paguei|comprei|recebi|transferi|depositei|mandei|enviei|ganhei)(?: (?:n[ao]|em|o pix|o sinal)){0,3} (?:ontem|hoje|(?:dia )?\\d{1,2}(?:/\\d{1,2})?|(?:segunda|terca|quarta|quinta|sexta|sabado|domingo)(?:[- ]feira)?(?: passad[ao])?)(?! ?(?:h|x|vez|reais|de \\p{L}+o)|[:/\\d])`,
  ),
  // "fiz as unhas ontem e lascou": what was done is no wish; a visit, "fui aí ontem", tells which booking is meant.
  nothing(`${lately}(?<=(?<!\\p{L})${work} (?:\\p{L}+ ){0,5}(?:n?[ao] )?${lately})`),
  nothing(
    '(?:fui|fiz|estive|cortei|pintei)(?: (?:ai|la|com voces|n[ao]|a unha|o cabelo|as unhas)){0,4} (?:segunda|terca|quarta|quinta|sexta|sabado|domingo)(?:[- ]feira)?(?! passad)',
  ),
  // "a coloração que eu uso é a 7.1"; no date is a woman.
  nothing('(?:e |uso |era |na |passo |numero ){0,2}a \\d{1,2}[.,]\\d(?!\\d| ?h)'),
  nothing(
    `\\d{1,2}[.,]\\d{1,3}(?<=(?<!\\p{L})${hue} [^.!?;\\n]{0,40}(?:uso|e|eh|era|seja|passo|com|tipo|sempre)(?: [oa]| 1)? \\d{1,2}[.,]\\d{1,3})(?! ?h)`,
  ),
  nothing(
    '(?:umas|uns|tipo|la para umas|mais ou menos|por volta de|cerca de) \\d{1,3}(?<=(?<!\\p{L})quant[ao]s (?!horas)[^.!\\n]{0,90})(?! ?h|:|\\d)',
  ),
  nothing('(?:qualquer|1) dia d?esses|sao 24 ?(?:h|horas)|de [01] a (?:5|10)(?! ?(?:h|horas|de|/|:)|\\d)'),
  nothing(
    `${soon},? (?:eu )?(?:ja )?(?:te |lhe )${tells}|(?:te |lhe )${tells} (?:isso |certinho |[oa] (?:dia|resposta|pix|comprovante|sinal|resto|restante|dinheiro|foto) )?${soon}`,
  ),
  nothing(`daqui a pouc(?:o|quinho) (?:eu )?${tells}|${tells} daqui a pouc(?:o|quinho)`),
  // Both of them, not two o'clock.
  nothing(
    '(?:para |com |entre |tod)?(?:n|d|a)?os [2-9](?! ?(?:h|hs|horas|dias?)(?![\\p{L}])|[/:.,]?\\d| de \\p{L}{3,}o| e \\d| ou \\d)',
  ),
];
