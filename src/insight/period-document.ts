import type { Chart } from '../platform/chart.ts';
import type { Block, Document, Figure, Section } from '../platform/document.ts';
import { servicePart } from './period-installation.ts';
import { counter, money, percent, seconds, when } from './period-figures.ts';
import type { PeriodReport } from './period-report.ts';
import { reportWords, type ReportLanguage, type ReportWords } from './period-words.ts';

/** A report as people read it, in their language. */
export function documentOf(report: PeriodReport, language: ReportLanguage): Document {
  const words = reportWords[language];
  const [first = '', last = ''] = [report.days[0], report.days.at(-1)];
  const days = first === last ? first : `${first} – ${last}`;
  const [only, another] = report.businesses;
  const name = only && !another ? ` · ${only.name}` : '';
  return {
    title: `${words.title[report.kind]}${name}`,
    subtitle: words.subtitle(days, report.timeZone, when(report.madeAt, report.timeZone)),
    language,
    sections: [
      { title: words.overview.title, blocks: [...standing(report, words), ...overview(report, words)] },
      { title: words.quality.title, blocks: quality(report, words) },
      { title: words.costs.title, blocks: costs(report, words) },
      ...servicePart(report.installation, { report, language }),
    ] satisfies Section[],
  };
}

function standing({ isPartial, countedUntil, timeZone }: PeriodReport, words: ReportWords): Block[] {
  const counted = countedUntil === null ? words.notCounted : words.counted(when(countedUntil, timeZone));
  return [{ kind: 'text', text: isPartial ? `${words.partial} ${counted}` : counted }];
}

/** Days as a chart names them: of a month, `27`. */
const places = ({ days }: PeriodReport) => days.map((day) => day.slice(8));

function overview(report: PeriodReport, words: ReportWords): Block[] {
  const { total, before, daily, metrics } = report;
  const { overview: said } = words;
  const [count, cash] = [counter(words), money(words)];
  const sum = (name: string, of: (counts: typeof total) => number, show: (value: number) => string): Figure => ({
    name,
    value: show(of(total)),
    note: words.before(show(of(before))),
  });
  const conversion = metrics.conversion_rate.current_period.average;
  const figures: Figure[] = [
    sum(said.conversations, ({ started }) => started, count),
    sum(said.messages, ({ received, sent }) => received + sent, count),
    sum(said.leads, ({ leads }) => leads, count),
    sum(said.bookings, ({ bookings }) => bookings, count),
    { name: said.conversion, value: percent(words, conversion, 1), note: said.conversionNote },
    {
      ...sum(said.revenue, ({ revenueCents }) => revenueCents, cash),
      note: said.cancelled(cash(total.cancelledCents)),
    },
  ];
  const perDay: Chart = {
    title: said.perDay,
    form: 'bars',
    places: places(report),
    series: [
      { name: said.conversations, values: daily.map(({ started }) => started) },
      { name: said.bookings, values: daily.map(({ bookings }) => bookings) },
    ],
    format: count,
  };
  const revenue = { name: said.revenue, values: daily.map(({ revenueCents }) => revenueCents) };
  return [
    { kind: 'figures', figures },
    { kind: 'chart', chart: perDay },
    { kind: 'chart', chart: { ...perDay, title: said.revenuePerDay, series: [revenue], format: cash } },
    ...(report.businesses.length > 1 ? [businessTable(report, words)] : []),
  ];
}

function businessTable({ businesses }: PeriodReport, words: ReportWords): Block {
  const { overview: said } = words;
  return {
    kind: 'table',
    head: [said.business, said.conversations, said.messages, said.bookings, said.revenue],
    rows: businesses.map(({ name, conversations, messages, bookings, revenueCents }) => [
      name,
      ...[conversations, messages, bookings].map(counter(words)),
      money(words)(revenueCents),
    ]),
  };
}

function quality(report: PeriodReport, words: ReportWords): Block[] {
  const { quality: said } = words;
  const { metrics, total, daily, handoffs } = report;
  const known = (name: keyof typeof metrics) => metrics[name].current_period.average;
  const stars = known('customer_satisfaction');
  const figures: Figure[] = [
    { name: said.answered, value: percent(words, known('response_rate'), 1) },
    { name: said.responseTime, value: seconds(words, known('response_time')) },
    {
      name: said.satisfaction,
      value: stars === null ? words.unknown : counter(words)(stars),
      note: said.stars(total.ratings),
    },
    { name: said.quality, value: counted(words, known('response_quality')), note: said.qualityNote },
    {
      name: said.handoffs,
      value: counter(words)(total.handoffs),
      note: percent(words, known('handoff_rate'), 1),
    },
    {
      name: said.misunderstood,
      value: counter(words)(total.unanswered + total.repeated),
      note: said.misunderstoodNote,
    },
  ];
  const times: Chart = {
    title: said.timePerDay,
    form: 'lines',
    places: places(report),
    series: [{ name: said.responseTime, values: metrics.response_time.trends.daily_values }],
    format: (value) => seconds(words, value),
  };
  const answered = daily.map(({ answered: done, turns }) => (turns === 0 ? null : (100 * done) / turns));
  return [
    { kind: 'figures', figures },
    { kind: 'chart', chart: times },
    {
      kind: 'chart',
      chart: {
        ...times,
        title: said.perDay,
        series: [{ name: said.answered, values: answered }],
        format: counter(words),
      },
    },
    ...(handoffs.length > 0 ? [reasonTable(handoffs, words)] : []),
  ];
}

const counted = (words: ReportWords, value: number | null) => (value === null ? words.unknown : counter(words)(value));

function reasonTable(handoffs: PeriodReport['handoffs'], words: ReportWords): Block {
  const names: Readonly<Record<string, string>> = words.quality.reasons;
  return {
    kind: 'table',
    head: [words.quality.reason, words.quality.times],
    rows: handoffs.map(({ reason, times }) => [names[reason] ?? reason, counter(words)(times)]),
  };
}

function costs({ costs: { meta, models } }: PeriodReport, words: ReportWords): Block[] {
  const { costs: said } = words;
  const count = counter(words);
  const paid = (amount: number | null, currency: string) =>
    amount === null ? words.unknown : `${currency} ${new Intl.NumberFormat(words.locale, twoDigits).format(amount)}`;
  const ofMeta: Block =
    meta.length === 0
      ? { kind: 'text', text: said.noNumber }
      : {
          kind: 'table',
          head: [said.meta, said.billed, said.free, said.cost],
          rows: meta.map(({ business, billed, free, cost, currency }) => [
            business,
            count(billed),
            count(free),
            paid(cost, currency ?? ''),
          ]),
        };
  const ofModels: Block =
    models.length === 0
      ? { kind: 'text', text: said.noModels }
      : {
          kind: 'table',
          head: [said.model, said.calls, said.failed, said.cost],
          rows: models.map(({ model, calls, failed, dollars }) => [
            model,
            count(calls),
            count(failed),
            paid(dollars, 'USD'),
          ]),
        };
  const isUnknown = meta.some(({ cost }) => cost === null);
  return [ofMeta, ...(isUnknown ? [{ kind: 'text', text: said.noPrices } as const] : []), ofModels];
}

const twoDigits = { minimumFractionDigits: 2, maximumFractionDigits: 2 } as const;
