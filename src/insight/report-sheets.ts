import type { Cell, Sheet } from '../platform/sheet.ts';
import { figureNames, type BusinessReport, type Change, type FigureName, type Funnel } from './business-report.ts';
import { reportWords, type ReportLanguage } from './period-words.ts';
import { businessReportWords, type BusinessReportWords } from './report-words.ts';

export type SheetName = keyof BusinessReportWords['sheets'];

/** All that the page of a report shows, as tables in its order: what files are made of. */
export function sheetsOf(report: BusinessReport, language: ReportLanguage): Readonly<Record<SheetName, Sheet>> {
  const words = businessReportWords[language];
  const { heads } = words;
  const shares = [heads.name, heads.visits, heads.value, heads.noShows];
  return {
    figures: sheet(words, 'figures', [heads.figure, words.now, words.before], figureRows(report, words)),
    funnel: sheet(words, 'funnel', [heads.step, words.now, words.share, words.before], funnelRows(report, words)),
    days: sheet(words, 'days', [words.day, ...figureNames.map((name) => words.figures[name])], dayRows(report)),
    services: sheet(words, 'services', shares, report.services.map(shareRow)),
    professionals: sheet(
      words,
      'professionals',
      [...shares, heads.occupancy],
      report.professionals.map((each) => [...shareRow(each), percent(each.occupancyPercent)]),
    ),
    ...saidSheets(report, language),
    hours: sheet(
      words,
      'hours',
      [heads.hour, ...words.weekdays],
      report.busy.hours.map((hour, place) => [
        number(hour),
        ...report.busy.counts.map((counts) => number(counts[place] ?? 0)),
      ]),
    ),
    ...spendingSheets(report, words),
  };
}

type SheetOf<Name extends SheetName> = Readonly<Record<Name, Sheet>>;

function sheet(
  { sheets }: BusinessReportWords,
  name: SheetName,
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
): Sheet {
  return { name: sheets[name], head, rows };
}

/** What contacts said of it, and what the agent had no answer to. */
function saidSheets(
  report: BusinessReport,
  language: ReportLanguage,
): SheetOf<'ratings' | 'comments' | 'unanswered' | 'handoffs'> {
  const words = businessReportWords[language];
  const { heads } = words;
  const reasons: Readonly<Record<string, string>> = reportWords[language].quality.reasons;
  return {
    ratings: sheet(
      words,
      'ratings',
      [heads.stars, heads.times],
      report.ratings.map(({ stars, times }) => [number(stars), number(times)]),
    ),
    comments: sheet(
      words,
      'comments',
      [heads.comment, heads.stars, heads.when],
      report.comments.map(({ stars, text, at }) => [text, number(stars), moment(at, report)]),
    ),
    unanswered: sheet(
      words,
      'unanswered',
      [heads.question, heads.times, heads.last],
      report.unanswered.map(({ text, times, lastAt }) => [text, number(times), moment(lastAt, report)]),
    ),
    handoffs: sheet(
      words,
      'handoffs',
      [heads.reason, heads.times],
      report.handoffs.map(({ reason, times }) => [reasons[reason] ?? reason, number(times)]),
    ),
  };
}

const number = (value: number): Cell => ({ kind: 'number', value });
const reais = (cents: number): Cell => ({ kind: 'money', value: cents / 100, currency: 'BRL' });
const spent = (value: number | null, currency: string | null): Cell =>
  value === null || currency === null ? null : { kind: 'money', value, currency };
const percent = (value: number | null): Cell => (value === null ? null : { kind: 'percent', value });

const moment = (at: string, { timeZone }: BusinessReport): Cell => ({
  kind: 'moment',
  value: Temporal.Instant.from(at).toZonedDateTimeISO(timeZone).toPlainDateTime(),
});

const shareRow = ({ name, bookings, cents, noShows }: BusinessReport['services'][number]): Cell[] => [
  name,
  number(bookings),
  reais(cents),
  number(noShows),
];

/** A figure as what it is. */
function figureCell(name: FigureName, value: number | null): Cell {
  if (value === null) return null;
  switch (name) {
    case 'conversionPercent':
    case 'answeredPercent':
    case 'handoffPercent':
      return percent(value);
    case 'revenueCents':
      return reais(value);
    case 'answerMs':
      return number(Math.round(value) / 1000);
    case 'conversations':
    case 'bookings':
    case 'quality':
    case 'stars':
    case 'messages':
      return number(value);
    default:
      return name satisfies never;
  }
}

function spentRow(name: string, { now, before }: Change, currency: string | null): Cell[] {
  return [currency === null ? name : `${name} (${currency})`, spent(now, currency), spent(before, currency)];
}

function figureRows({ figures, spending }: BusinessReport, words: BusinessReportWords): Cell[][] {
  return [
    ...figureNames.map((name) => {
      const { now, before } = figures[name];
      return [words.figures[name], figureCell(name, now), figureCell(name, before)];
    }),
    spentRow(words.messageCost, spending.messageCost, spending.currency),
    spentRow(words.modelCost, spending.modelDollars, 'USD'),
  ];
}

const steps = ['started', 'wished', 'offered', 'booked', 'came'] as const;

function funnelRows({ funnel: { now, before } }: BusinessReport, words: BusinessReportWords): Cell[][] {
  const row = (name: keyof Funnel, share: Cell) => [words.funnel[name], number(now[name]), share, number(before[name])];
  return [
    ...steps.map((step, index) => {
      const last = steps[index - 1];
      const whole = last === undefined ? 0 : now[last];
      return row(step, whole === 0 ? null : percent(Math.round((1000 * now[step]) / whole) / 10));
    }),
    row('ahead', null),
  ];
}

function dayRows({ days, figures }: BusinessReport): Cell[][] {
  return days.map((day, index) => [
    { kind: 'day', value: Temporal.PlainDate.from(day) },
    ...figureNames.map((name) => figureCell(name, figures[name].daily[index] ?? null)),
  ]);
}

function spendingSheets(
  { spending: { currency, messages, models } }: BusinessReport,
  words: BusinessReportWords,
): SheetOf<'messages' | 'models'> {
  const { heads } = words;
  const names: Readonly<Record<string, string>> = words.categories;
  return {
    messages: sheet(
      words,
      'messages',
      [heads.category, heads.billed, heads.free, heads.cost(currency ?? '?')],
      messages.map(({ category, billed, free, cost }) => [
        names[category] ?? category,
        number(billed),
        number(free),
        spent(cost, currency),
      ]),
    ),
    models: sheet(
      words,
      'models',
      [heads.model, heads.calls, heads.cost('USD')],
      models.map(({ model, calls, dollars }) => [model, number(calls), spent(dollars, 'USD')]),
    ),
  };
}
