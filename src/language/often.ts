import { lineOf } from './line.ts';
import type { Span } from './normalise.ts';

/** Again every so many days, so many times in all; `null`: they did not say how often. */
export type Often = { readonly everyDays: 7 | 14 | 28; readonly times: number | null; readonly span: Span };

const weekday =
  '(?:segundas?|tercas?|quartas?|quintas?|sextas?|sabados?|domingos?|lunes|martes|miercoles|jueves|viernes|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)';

/** The longer pause first: "a cada duas semanas" holds "semanas". */
const paces: readonly (readonly [days: Often['everyDays'], pattern: RegExp])[] = [
  [
    28,
    /\b(?:mensal(?:mente)?|tod[oa]s? (?:os? )?mes(?:es)?|(?:uma|1) vez (?:por|ao|no) mes|a cada (?:4|quatro) semanas|(?:a )?cada mes|una vez al mes|todos los meses|every month|monthly|once a month|every (?:4|four) weeks)\b/,
  ],
  [
    14,
    /\b(?:quinzenal(?:mente)?|a cada (?:quinzena|15 dias|(?:2|duas) semanas)|de 15 em 15(?: dias)?|semana sim,? semana nao|cada (?:15 dias|quince dias|(?:2|dos) semanas)|quincenal(?:mente)?|every (?:other|second|2|two) weeks?|biweekly|fortnightly)\b/,
  ],
  [
    7,
    new RegExp(
      String.raw`\b(?:toda(?:s as)? (?:semanas?|${weekday})|semanal(?:mente)?|(?:uma|1) vez (?:por|na) semana|a? ?cada semana|todos os ${weekday}|tod[oa] ${weekday}|todas las semanas|todos los ${weekday}|cada ${weekday}|una vez (?:por|a la) semana|every (?:week|${weekday})|weekly|once a week)\b`,
    ),
  ],
];

const weeksOf = { 7: 1, 14: 2, 28: 4 } as const;
const lasting =
  /\b(?:por|durante|for|nas? proximas?|proximas?|next) (?<count>\d{1,2}|um|uma|un|a|dos|two|tres|three|four|cuatro) (?<unit>semanas?|meses|mes|vezes|sessoes|weeks?|months?|times|veces|sesiones)\b|\b(?<bare>\d{1,2}) (?:vezes|sessoes|times|veces|sesiones)\b/;
const words: Readonly<Record<string, number>> = {
  um: 1,
  uma: 1,
  un: 1,
  a: 1,
  dos: 2,
  two: 2,
  tres: 3,
  three: 3,
  four: 4,
  cuatro: 4,
};
const timesMax = 12;

/** How often they want to come: "toda quinta", "quinzenal, por 2 meses". Null: once. */
export function oftenIn(text: string): Often | null {
  const line = lineOf(text);
  for (const [everyDays, pattern] of paces) {
    const found = pattern.exec(line.text);
    if (!found) continue;
    const span = line.spanOf(found.index, found.index + found[0].length);
    return { everyDays, times: timesIn(line.text, everyDays), span };
  }
  return null;
}

function timesIn(line: string, everyDays: Often['everyDays']): number | null {
  const { count, unit = '', bare } = lasting.exec(line)?.groups ?? {};
  const said = Number(bare ?? words[count ?? ''] ?? count ?? 0);
  const times = Math.floor(inVisits(said, unit, everyDays));
  return times >= 2 ? Math.min(times, timesMax) : null;
}

function inVisits(said: number, unit: string, everyDays: Often['everyDays']): number {
  if (/^(?:semana|week)/.test(unit)) return said / weeksOf[everyDays];
  return /^(?:mes|month)/.test(unit) ? (said * 4) / weeksOf[everyDays] : said;
}
