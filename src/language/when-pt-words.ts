/** The Portuguese words of time that several rules share, folded. */

import { lexiconOf } from './when-lexicon.ts';

const weekdays: Readonly<Record<string, number>> = {
  '2a': 1,
  '3a': 2,
  '4a': 3,
  '5a': 4,
  '6a': 5,
  segunda: 1,
  terca: 2,
  ter: 2,
  quarta: 3,
  quinta: 4,
  sexta: 5,
  sabado: 6,
  domingo: 7,
};

const months: Readonly<Record<string, number>> = {
  janeiro: 1,
  jan: 1,
  fevereiro: 2,
  fev: 2,
  marco: 3,
  mar: 3,
  abril: 4,
  abr: 4,
  maio: 5,
  mai: 5,
  junho: 6,
  jun: 6,
  julho: 7,
  jul: 7,
  agosto: 8,
  ago: 8,
  setembro: 9,
  set: 9,
  outubro: 10,
  out: 10,
  novembro: 11,
  nov: 11,
  dezembro: 12,
  dez: 12,
};

/** A month written out, and one that may be cut short: only beside a day ("12 out"), for "mar" and "set" are words too. */
export const monthName = '(?:janeiro|fevereiro|marco|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro)';
export const monthWord = `(?:${monthName}|(?:jan|fev|mar|abr|mai|jun|jul|ago|set|out|nov|dez)\\b\\.?)`;

/** Monday to Sunday by name or number; "feira" or a plural may follow. `ter` and `2a` need company: see the rules. */
const dayName = '(?:segunda|terca|quarta|quinta|sexta|sabado|domingo)s?';
const feira = '(?:[- ]?feiras?)';
export const weekdayName = `(?:${dayName}${feira}?|[2-6]a${feira}|ter${feira})`;

/** A length of time, in the words of `units`. */
export const unitWord = '(?:dia|semana|quinzena|mes|meses|ano|hora|minuto)s?';

const units: Readonly<Record<string, Temporal.DurationLike>> = {
  dia: { days: 1 },
  semana: { days: 7 },
  quinzena: { days: 15 },
  mes: { months: 1 },
  meses: { months: 1 },
  ano: { years: 1 },
  hora: { hours: 1 },
  h: { hours: 1 },
  minuto: { minutes: 1 },
};

export const lexiconPt = lexiconOf({ weekdays, months, units }, (word) =>
  word.replace(/[- ]?feiras?$/, '').replace(/s$/, ''),
);

/**
 * What may stand after a bare hour. Before anything else a number counts things: "as 2 unhas", "as 4 opções".
 * An hour that ends its clause is an hour.
 */
export const hourEnds =
  '(?= *(?:$|[.,;!?()\\n\\p{Extended_Pictographic}-])| (?:d[aeo]s?|n[ao]s?|nao|e|ou|em|amanha|hoje|depois|dia|com|para|pode|podem|por|se|tem|teria|serve|ok|que|mas|fica|ficaria|certo|sim|ta|esta|obrigad[oa]|quero|queria|eu|posso|consigo|ate|as|a|ai|entao|mesmo|mais ou menos|horas?|h|em ponto|segunda|terca|quarta|quinta|sexta|sabado|domingo|beleza|valeu|voces|voce|to|tou|estou|estarei|livre|liberad[ao]|chego|saio|passo|venho|funciona|vcs|seria|tudo|pela|la|ja|qualquer|acho|rola|perfeito|combinado|fechado|marca|consegue|consigo|me|atende|daria|da|vai|vou|quando|porque|cabe|hein|heim|viu|beijos?|moc[ao]|amig[ao]|querid[ao]|bom|boa|prefer\\w+|gostaria|sem|proxim[ao]|ness[ae]|dess[ae]|ess[ae]|neste|nesta|k+|rs+)(?![\\p{L}\\d]))';
