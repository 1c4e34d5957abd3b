import { wordsIn, type Word } from './normalise.ts';
import { numbersEs } from './numbers-es.ts';
import type { LineWords } from './line.ts';
import { lexiconOf } from './when-lexicon.ts';
import { menderOf } from './when-spelling.ts';

/** The Spanish words of time that several rules share, folded. */

const weekdays: Readonly<Record<string, number>> = {
  lune: 1,
  marte: 2,
  miercole: 3,
  jueve: 4,
  vierne: 5,
  sabado: 6,
  domingo: 7,
};

const months: Readonly<Record<string, number>> = {
  enero: 1,
  ene: 1,
  febrero: 2,
  feb: 2,
  marzo: 3,
  mar: 3,
  abril: 4,
  abr: 4,
  mayo: 5,
  may: 5,
  junio: 6,
  jun: 6,
  julio: 7,
  jul: 7,
  agosto: 8,
  ago: 8,
  septiembre: 9,
  setiembre: 9,
  sep: 9,
  set: 9,
  octubre: 10,
  oct: 10,
  noviembre: 11,
  nov: 11,
  diciembre: 12,
  dic: 12,
};

const units: Readonly<Record<string, Temporal.DurationLike>> = {
  dia: { days: 1 },
  semana: { days: 7 },
  quincena: { days: 15 },
  mes: { months: 1 },
  meses: { months: 1 },
  ano: { years: 1 },
  hora: { hours: 1 },
  h: { hours: 1 },
  minuto: { minutes: 1 },
};

export const lexiconEs = lexiconOf({ weekdays, months, units }, (word) => word.replace(/s$/, ''));

export const weekdayName = '(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)';
export const monthName =
  '(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)';
export const monthWord = `(?:${monthName}|(?:ene|feb|mar|abr|may|jun|jul|ago|sep|set|oct|nov|dic)\\b\\.?)`;
export const unitWord = '(?:dia|semana|quincena|mes|meses|ano|hora|minuto)s?';

/** What may stand after a bare hour, so that it counts nothing. */
export const hourEnds =
  '(?= *(?:$|[.,;!?()\\n\\p{Extended_Pictographic}-])| (?:del?|en|el|la|los|las|y|o|u|a|por|para|pero|si|manana|hoy|pasado|con|se|que|esta|este|esa|ese|mas|puede|puedo|podria|gracias|tiene|tienen|hay|es|seria|estaria|me|te|le|quiero|entonces|mejor|ok|vale|lunes|martes|miercoles|jueves|viernes|sabado|domingo|am|pm|h|hs|horas?|aprox|no|ya|salgo|llego|vuelvo|trabajo|estoy|tengo|voy|vengo|paso|estare|sirve|serviria)(?![\\p{L}\\d]))';

const short: Readonly<Record<string, string>> = {
  q: 'que',
  xq: 'porque',
  x: 'por',
  d: 'de',
  hr: 'horas',
  hrs: 'horas',
  hs: 'horas',
  min: 'minutos',
  mins: 'minutos',
  lun: 'lunes',
  mie: 'miercoles',
  jue: 'jueves',
  vie: 'viernes',
  sab: 'sabado',
  dom: 'domingo',
  finde: 'fin de semana',
  prox: 'proximo',
};

const mended = menderOf({
  known:
    'lunes martes miercoles jueves viernes sabado domingo manana noviembre diciembre febrero septiembre octubre semana despues mediodia tarde noche'.split(
      ' ',
    ),
  own: new Set('manas mananas martas semanal semanas tardes tardo noches coche luces luzes'.split(' ')),
  spelt: { mñn: 'manana', mnn: 'manana', mañna: 'manana', pasadomanana: 'pasado manana' },
});

/** How Spanish is read before its rules see it. */
export const wordsEs: LineWords = {
  wordsOf: (text) => wordsIn(text, short),
  fillers: new Set('eh em ehm mm mmm este pues'.split(' ').filter((word) => word !== 'este')),
  numbers: numbersEs,
  mend: (words: Word[]) => words.map(({ text, span }) => ({ text: mended(text), span })),
};
