import type { Chart } from '../platform/chart.ts';
import type { Block, Document } from '../platform/document.ts';
import { shown, type Sheet } from '../platform/sheet.ts';
import type { BusinessReport } from './business-report.ts';
import { counter, money, when } from './period-figures.ts';
import { reportWords, type ReportLanguage } from './period-words.ts';
import { sheetsOf } from './report-sheets.ts';
import { businessReportWords } from './report-words.ts';

/** A report on paper: its figures stand out, its days are drawn, and all else is in tables. */
export function reportDocument(report: BusinessReport, language: ReportLanguage): Document {
  const words = businessReportWords[language];
  const { days, before, timeZone } = report;
  const { figures, days: daily, ...tables } = sheetsOf(report, language);
  return {
    title: `${words.title} · ${report.business}`,
    subtitle: words.subtitle(
      span(days[0] ?? '', days.at(-1) ?? ''),
      span(before.first, before.last),
      timeZone,
      when(report.madeAt, timeZone),
    ),
    language,
    sections: [
      { title: figures.name, blocks: [figuresBlock(figures, language)] },
      { title: daily.name, blocks: charts(report, language) },
      ...Object.values(tables).map((sheet) => ({ title: sheet.name, blocks: [tableBlock(sheet, language)] })),
    ],
  };
}

const span = (first: string, last: string) => (first === last ? first : `${first} – ${last}`);

function figuresBlock({ rows }: Sheet, language: ReportLanguage): Block {
  const { locale } = businessReportWords[language];
  return {
    kind: 'figures',
    figures: rows.map(([name = null, now = null, before = null]) => ({
      name: shown(name, locale),
      value: shown(now, locale),
      note: reportWords[language].before(shown(before, locale)),
    })),
  };
}

function charts({ days, figures }: BusinessReport, language: ReportLanguage): Block[] {
  const words = businessReportWords[language];
  const said = reportWords[language];
  const perDay: Chart = {
    title: words.perDay,
    form: 'bars',
    places: days.map((day) => day.slice(5)),
    series: [
      { name: words.figures.conversations, values: figures.conversations.daily },
      { name: words.figures.bookings, values: figures.bookings.daily },
    ],
    format: counter(said),
  };
  const revenue = { name: words.figures.revenueCents, values: figures.revenueCents.daily };
  return [
    { kind: 'chart', chart: perDay },
    { kind: 'chart', chart: { ...perDay, title: words.revenuePerDay, series: [revenue], format: money(said) } },
  ];
}

function tableBlock({ head, rows }: Sheet, language: ReportLanguage): Block {
  const { locale, none } = businessReportWords[language];
  if (rows.length === 0) return { kind: 'text', text: none };
  return { kind: 'table', head, rows: rows.map((cells) => cells.map((cell) => shown(cell, locale))) };
}
