import type { Clauses } from './when-beside.ts';
import { nextOfSaid, nextWeekOf, offset, weekOffset, type Offsets } from './when-offset.ts';
import type { Rule } from './when-piece.ts';

/** How Spanish tells what a clause is about. */
export const clausesEs: Clauses = {
  breaks:
    /[.!?;,\n]+| (?:pero|porque|asi que|entonces(?! *(?:$|[.,!?;]))|por eso|y (?=quiero|quisiera|necesito|vuelvo|puedo)|que (?=el |la |ya |despues |antes ))/gu,
  wishes:
    /(?<![\p{L}])(?<!no (?:me |se )?)(?:quiero|quisiera|quer(?:ia|emos)|puedo|puede|pueden|podria\p{L}*|podemos|prefiero|reserv\p{L}+|agend\p{L}+|hay|tienen|tiene|(?:pasa|cambia|mueve)l[oa]|me viene bien|seria posible|mejor|me apunt\p{L}+|anot\p{L}+|ponme|para mi|me (?:la|lo) pasa\p{L}*|entonces(?= *$))(?![\p{L}])/u,
  tells:
    /(?<![\p{L}])(?:trabajo|estudio|salgo|llego|vuelvo|viajo|vuelo|mi vuelo|me caso|boda|graduacion|fiesta|examen|clases?|reunion|medico|dentista|(?<!no )(?:fui|estuve|vine|hice|tuve|(?:me )?corte|me tine)|fue (?:el|ayer)|tengo (?!libre)|estoy (?:de|en)|me voy|nos vamos)(?![\p{L}])/u,
  was: /(?<![\p{L}])(?:no (?:puedo|podre)|mi (?:cita|turno) (?:del?|es|era)|(?:estaba|estoy|quedo|quedamos|habia quedado|esta) (?:(?:marcad|reservad|agendad|anotad)[ao] )?(?:para |el |a las )*(?:lunes|martes|miercoles|jueves|viernes|sabado|domingo|\d+)|era (?:para )?(?:el |las? )*(?=hoy|manana|lunes|martes|miercoles|jueves|viernes|sabado|domingo|\d)\p{L}*|dij(?:e|o|eron)|pens(?:e|o|aba)|creia|tenia (?:cita|turno|hora)|habia (?:reservado|pedido))(?![\p{L}])/u,
};

/** How Spanish counts from another day. */
export const offsetsEs: Offsets = {
  of: /^ (?:del?|al?) (?:la |el |dia )*$/u,
  before: /^ (?:justo )?antes del? (?:la |el )?$/u,
  after: /^ (?:justo )?despues del? (?:la |el )?$/u,
};

/** Days counted from another one. */
export const countedEs: readonly Rule[] = [
  offset('(?:el |1 )?dia antes', -1),
  offset('(?<n>[2-9]|10|15) dias antes', -1),
  offset('(?:la |1 )?semana antes', -7),
  offset('(?<n>[2-9]|10|15) dias despues', 1),
  offset('1 semana despues', 7),
  offset('(?:en |la )?vispera', -1),
  offset('(?:el |al )?dia siguiente', 1, true),
  nextWeekOf('(?:(?:para|en|durante) )?(?:la )?(?:otra semana|semana siguiente)'),
  nextOfSaid('(?:(?:para|en) )?la (?:siguiente|otra)(?= *(?:$|[.,;!?]))'),
  weekOffset('(?:la )?semana (?:siguiente|despues)(?= (?:del?|al?) )', 1),
];
