import { billPrices } from './costs.ts';
import { catalogueFolder } from './insight.ts';
import { documentOf } from './insight/period-document.ts';
import type { PeriodReport } from './insight/period-report.ts';
import { reportedBusinesses } from './insight/period-report.store.ts';
import { fileNameOf, type Format } from './insight/report-file.ts';
import { installationReport } from './insight/period-summary.store.ts';
import type { ReportLanguage } from './insight/period-words.ts';
import { stampOfSpan, type Span } from './insight/span.ts';
import { readCatalogue, readDrills } from './ops/catalogue.client.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { asText, type Document } from './platform/document.ts';
import { codeOf, Fault, wrong } from './platform/fault.ts';
import { sendMail } from './platform/mail.ts';
import { asPage } from './platform/page.ts';

const clock = () => Temporal.Now.instant();

type Made = { readonly report: PeriodReport; readonly document: Document };

/** All that is known of a span, and how it is said. */
export async function makeReport(db: Db, config: Config, span: Span): Promise<Made> {
  const sources = {
    prices: billPrices(config),
    knee: config.CAPACITY_PER_SECOND ?? null,
    backups: readCatalogue(catalogueFolder).map(({ kind, createdAt, state }) => ({
      kind,
      createdAt,
      isProven: state === 'restored',
    })),
    drills: readDrills(catalogueFolder).map(({ at, rtoSeconds = null, lost = null }) => ({ at, rtoSeconds, lost })),
  };
  const found = await installationReport(db, span, sources, clock());
  return { report: found, document: documentOf(found, await languageOf(db)) };
}

/** English where every business speaks it. */
async function languageOf(db: Db): Promise<ReportLanguage> {
  const businesses = await reportedBusinesses(db);
  return businesses.length > 0 && businesses.every(({ language }) => language === 'en') ? 'en' : 'pt-BR';
}

export async function draw({ report: found, document }: Made, format: Format): Promise<string | Buffer> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(found, null, 2)}\n`;
    case 'html':
      return asPage(document);
    case 'pdf':
      // Its library is large, and only paper needs it.
      return (await import('./platform/pdf.ts')).asPdf(document);
    default:
      return format satisfies never;
  }
}

/**
 * Mails a report to `REPORT_EMAIL`: its words, and the paper.
 *
 * @throws Fault `mail.failed`, or with a sentence when nobody is to get it
 */
export async function mailReport(db: Db, config: Config, span: Span): Promise<void> {
  const { REPORT_EMAIL: to, SMTP_URL: smtp, ALERT_EMAIL_FROM: from } = config;
  if (!to || !smtp)
    throw wrong('REPORT_EMAIL and SMTP_URL say to whom and by which server a report is sent (.env.example).');
  const one = await makeReport(db, config, span);
  const { document } = one;
  const content = Buffer.from(await draw(one, 'pdf'));
  try {
    await sendMail(smtp, {
      id: `report-${span.kind}-${stampOfSpan(span)}`,
      from,
      to,
      subject: `${document.title}: ${one.report.days[0] ?? ''} – ${one.report.days.at(-1) ?? ''}`,
      text: asText(document),
      attachments: [{ filename: fileNameOf(span, 'pdf'), content }],
    });
  } catch (error) {
    throw new Fault(
      'transient',
      'mail.failed',
      {
        why: codeOf(error),
        sentence: `The mail server of SMTP_URL did not take the report (${codeOf(error) || 'refused'}).`,
      },
      error,
    );
  }
}
