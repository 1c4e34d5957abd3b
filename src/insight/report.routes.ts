import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { asCsv } from '../platform/sheet.ts';
import type { Clock } from '../platform/time.ts';
import type { BillPrices } from '../whatsapp/bill.ts';
import type { BusinessReport } from './business-report.ts';
import { reportDocument } from './report-document.ts';
import { sheetsOf } from './report-sheets.ts';
import { businessReport } from './report-summary.store.ts';
import { ReportView } from './report.view.ts';

export type ReportDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** What Meta charges; `null`: nobody has said. */ readonly prices: BillPrices | null;
};

const Day = z.iso.date().refine((day) => day.startsWith('20'), 'must be a day of this century');
const Asked = z.object({ from: Day, to: Day });

const files = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const;
type FileKind = keyof typeof files;

/** How a business fared over some of its days, for its owner: to look at, and as a file. */
export async function reportRoutes(app: FastifyInstance, deps: ReportDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const config = { access: 'reports.read', shows: 'personal data' } as const;

  api.get(
    '/reports/business',
    {
      config,
      schema: {
        summary: 'How the business fared on these local days (both included, at most 366), against as many before',
        querystring: Asked,
        response: { 200: ReportView, '4xx': Problem },
      },
    },
    async ({ actor, query }, reply) => {
      const report = await reportOf(actor.business, query, deps);
      return typeof report === 'string' ? reply.code(400).send(problemOf(400, report)) : report;
    },
  );

  api.get(
    '/reports/business/file',
    {
      config,
      schema: {
        summary: 'The same as a file: csv (semicolons and decimal commas, as Excel opens it in Brazil), xlsx or pdf',
        querystring: Asked.extend({
          format: z.enum(['csv', 'xlsx', 'pdf']),
          language: z.enum(['pt-BR', 'en']).default('pt-BR'),
        }),
        response: { 200: z.any(), '4xx': Problem },
      },
    },
    async ({ actor, query: { format, language, ...asked } }, reply) => {
      const report = await reportOf(actor.business, asked, deps);
      if (typeof report === 'string') return reply.code(400).send(problemOf(400, report));
      const name = `${language === 'en' ? 'report' : 'relatorio'}_${asked.from}_${asked.to}.${format}`;
      return reply
        .type(files[format])
        .header('content-disposition', `attachment; filename="${name}"`)
        .send(await fileOf(report, format, language));
    },
  );
}

const daysMax = 366;

async function reportOf(
  business: BusinessId,
  { from, to }: z.output<typeof Asked>,
  { db, clock, prices }: ReportDeps,
): Promise<BusinessReport | 'invalid_span' | 'span_too_long'> {
  const [first, last] = [Temporal.PlainDate.from(from), Temporal.PlainDate.from(to)];
  const days = first.until(last).total('days') + 1;
  if (days < 1) return 'invalid_span';
  return days > daysMax ? 'span_too_long' : businessReport(db, business, { first, last }, { prices, now: clock() });
}

/** Libraries that only a file needs are loaded with the first one. */
async function fileOf(report: BusinessReport, format: FileKind, language: 'pt-BR' | 'en'): Promise<string | Buffer> {
  switch (format) {
    case 'csv':
      return asCsv(Object.values(sheetsOf(report, language)));
    case 'xlsx':
      return (await import('../platform/xlsx.ts')).asXlsx(Object.values(sheetsOf(report, language)));
    case 'pdf':
      return (await import('../platform/pdf.ts')).asPdf(reportDocument(report, language));
    default:
      return format satisfies never;
  }
}
