import type { Chart } from '../platform/chart.ts';
import type { Block, Figure, Section } from '../platform/document.ts';
import { severities } from './alert.ts';
import { ruleOf } from './alerts.ts';
import { daysUntil, type Trend } from './forecast.ts';
import { counter, percent, seconds, when } from './period-figures.ts';
import {
  actMinutes,
  responsesOf,
  type Capacity,
  type Installation,
  type PeriodReport,
  type ServedDay,
  type ServedSpan,
} from './period-report.ts';
import { reportWords, type ReportLanguage, type ReportWords } from './period-words.ts';

type About = { readonly report: PeriodReport; readonly language: ReportLanguage };

/** What a report says of the machine and of those who keep it. */
export function servicePart(installation: Installation, about: About): Section[] {
  const words = reportWords[about.language];
  return [
    { title: words.service.title, blocks: served(installation, about, words) },
    { title: words.incidents.title, blocks: incidents(installation, about, words) },
    { title: words.backups.title, blocks: backups(installation, about, words) },
    { title: words.capacity.title, blocks: capacity(installation.capacity, words) },
  ];
}

function served({ service }: Installation, { report }: About, words: ReportWords): Block[] {
  const { service: said } = words;
  if (service === null) return [{ kind: 'text', text: said.unknown }];
  return [
    { kind: 'text', text: said.since(when(service.since, report.timeZone)) },
    { kind: 'figures', figures: servedFigures(service, words) },
    ...servedCharts(service, report, words),
  ];
}

function servedFigures(service: ServedSpan, words: ReportWords): Figure[] {
  const { service: said } = words;
  const { availability, latency, bad, slow, total, p50Ms, p95Ms, p99Ms } = service;
  const count = counter(words);
  const budget = (name: string, left: number | null, note: string): Figure => ({
    name,
    value: percent(words, left, 0),
    note,
  });
  return [
    {
      name: said.availability,
      value: percent(words, availability.current, 3),
      note: said.promised(percent(words, availability.objective, 1)),
    },
    budget(said.budget, availability.leftPercent, said.budgetNote(count(bad), count(total))),
    {
      name: said.latency,
      value: percent(words, latency.current, 2),
      note: said.promised(percent(words, latency.objective, 0)),
    },
    budget(said.latencyBudget, latency.leftPercent, `${count(slow)} > 500 ms`),
    { name: said.response, value: [p50Ms, p95Ms, p99Ms].map((ms) => seconds(words, ms)).join(' · ') },
  ];
}

function servedCharts({ daily }: ServedSpan, { days }: PeriodReport, words: ReportWords): Block[] {
  const { service: said } = words;
  const byDay = new Map(daily.map((day) => [day.day, day]));
  const places = days.map((day) => day.slice(8));
  const chart = (title: string, form: Chart['form'], of: (day: ServedDay) => number | null): Block => ({
    kind: 'chart',
    chart: {
      title,
      form,
      places,
      series: [{ name: title, values: days.map((day) => of(byDay.get(day) ?? { day, total: 0, bad: 0, slow: 0 })) }],
      format: counter(words),
    },
  });
  return [
    chart(said.perDay, 'lines', ({ bad, total }) => (total === 0 ? null : 100 * (1 - bad / total))),
    chart(said.requests, 'bars', ({ total }) => (total === 0 ? null : total)),
  ];
}

/** Of more, the first say enough. */
const incidentsMax = 25;

function incidents({ incidents: all }: Installation, { report, language }: About, words: ReportWords): Block[] {
  const { incidents: said } = words;
  if (all.length === 0) return [{ kind: 'text', text: said.none }];
  const minutes = (value: number | null) =>
    value === null
      ? said.never
      : `${new Intl.NumberFormat(words.locale, { maximumFractionDigits: 1 }).format(value)} min`;
  const rows = responsesOf(all, severities).map(({ severity, count, acknowledged, resolved, inTime }) => [
    said.severities[severity],
    counter(words)(count),
    minutes(acknowledged),
    minutes(resolved),
    inTime === null ? said.noPromise : said.of(inTime, count, actMinutes[severity] ?? 0),
  ]);
  const list = all
    .slice(0, incidentsMax)
    .map(({ rule, severity, firedAt, acknowledgedMinutes, resolvedMinutes }) => [
      when(firedAt, report.timeZone),
      said.severities[severity],
      ruleOf(rule)?.[language === 'en' ? 'en' : 'pt'].title ?? rule,
      minutes(acknowledgedMinutes),
      minutes(resolvedMinutes),
    ]);
  return [
    { kind: 'table', head: [said.severity, said.count, said.acknowledged, said.resolved, said.inTime], rows },
    { kind: 'table', head: [said.fired, said.severity, said.what, said.acknowledged, said.resolved], rows: list },
    ...(all.length > incidentsMax ? [{ kind: 'text', text: said.more(all.length - incidentsMax) } as const] : []),
  ];
}

function backups({ backups: made, drills }: Installation, { report }: About, words: ReportWords): Block[] {
  const { backups: said } = words;
  const count = counter(words);
  const figures = [
    { name: said.made, value: count(made.length) },
    { name: said.proven, value: count(made.filter(({ isProven }) => isProven).length) },
    { name: said.drills, value: count(drills.length) },
  ];
  const rows = drills.map(({ at, rtoSeconds, lost }) => [
    when(at, report.timeZone),
    rtoSeconds === null ? words.unknown : seconds(words, 1000 * rtoSeconds),
    lost === null ? words.unknown : count(lost),
  ]);
  return [
    { kind: 'figures', figures },
    ...(made.length === 0 ? [{ kind: 'text', text: said.none } as const] : []),
    drills.length === 0
      ? { kind: 'text', text: said.noDrill }
      : { kind: 'table', head: [said.when, said.rto, said.lost], rows },
  ];
}

/** The runbook's limit of a disk, in percent. */
const diskMax = 90;

function capacity(given: Capacity, words: ReportWords): Block[] {
  const { capacity: said } = words;
  const { diskDays } = given;
  const chart: Chart = {
    title: said.diskPerDay,
    form: 'lines',
    places: diskDays.map((_, index) => String(index - diskDays.length + 1)),
    series: [{ name: said.disk, values: diskDays }],
    format: counter(words),
  };
  const text = [...trends(given, words), ...peaks(given, words)].join('\n');
  return [{ kind: 'text', text }, ...(diskDays.length > 1 ? [{ kind: 'chart', chart } as const] : [])];
}

function trends({ diskPercent: disk, messagesPerDay: messages }: Capacity, words: ReportWords): string[] {
  const { capacity: said } = words;
  const count = counter(words);
  const rise = messages && `${messages.perDay >= 0 ? '+' : ''}${count(Math.round(messages.perDay * 10) / 10)}`;
  return [
    disk
      ? `${said.disk}: ${said.diskFull(percent(words, disk.now, 0), untilWhen(disk, diskMax, words))}`
      : said.tooShort(said.disk),
    messages && rise
      ? `${said.messages}: ${said.messagesTrend(count(Math.round(messages.now)), rise)}`
      : said.tooShort(said.messages),
  ];
}

function peaks({ messagesPerDay: trend, peakPerSecond: peak, kneePerSecond: knee }: Capacity, words: ReportWords) {
  const { capacity: said } = words;
  const rate = (value: number | null, unknown: string) =>
    value === null ? unknown : said.perSecond(new Intl.NumberFormat(words.locale, threeDigits).format(value));
  const isKnown = knee !== null && trend !== null && peak !== null && peak > 0;
  return [
    `${said.peak}: ${rate(peak, words.unknown)}`,
    `${said.knee}: ${rate(knee, said.noKnee)}`,
    ...(isKnown ? [`${said.kneeReached}: ${untilWhen(trend, trend.now * (knee / peak), words)}`] : []),
  ];
}

/** Messages come some a minute: of a second, that is little. */
const threeDigits = { maximumSignificantDigits: 3 };

function untilWhen(trend: Trend, limit: number, { capacity: said }: ReportWords): string {
  const days = daysUntil(trend, limit);
  if (days === null) return said.never;
  return days === 0 ? said.reached : said.inDays(Math.ceil(days));
}
