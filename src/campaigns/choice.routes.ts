import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { BusinessId } from '../business/business.ts';
import { labelsOf } from '../conversations/desk-work.store.ts';
import type { Db } from '../platform/db.ts';
import { shownPhone } from '../platform/phone.ts';
import { Problem } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { numbersOf } from '../whatsapp/number.store.ts';
import { wordsOfTemplate } from '../whatsapp/template.ts';
import { approvedTemplates, type Registration } from '../whatsapp/template.store.ts';
import { isUsable } from './campaign.ts';
import { ChoicesView, NoticesReportView } from './campaign.view.ts';
import { noticesReport, statusesOf } from './notice-report.store.ts';

export type ChoiceDeps = {
  readonly db: Db;
  readonly clock: Clock;
  /** What the templates are called that the agent says by itself: no campaign uses them. */
  readonly ownTemplates: {
    readonly reminder: readonly string[];
    readonly followUp: readonly string[];
    readonly others: readonly string[];
  };
};

const reads = { access: 'campaigns.read' } as const;

/** What a campaign can be made of; and what is said unasked without one. */
export async function choiceRoutes(app: FastifyInstance, { db, clock, ownTemplates }: ChoiceDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { reminder, followUp, others } = ownTemplates;

  api.get(
    '/campaigns/choices',
    {
      config: reads,
      schema: {
        summary: 'Numbers with the templates that a campaign can use, and labels',
        response: { 200: ChoicesView, '4xx': Problem },
      },
    },
    ({ actor }) => choicesOf(db, actor.business, new Set([...reminder, ...followUp, ...others])),
  );

  api.get(
    '/notices',
    {
      config: reads,
      schema: {
        summary: 'Reminders and follow-ups: which there are, by which templates, and what came of those of 30 days',
        response: { 200: NoticesReportView, '4xx': Problem },
      },
    },
    async ({ actor }) => {
      const report = await noticesReport(db, actor.business, clock());
      const statuses = await statusesOf(db, actor.business, [...reminder, ...followUp]);
      const named = (of: 'reminder' | 'followUp') =>
        ownTemplates[of].map((name) => ({ of, name, status: statuses.get(name) ?? null }));
      return { ...report, templates: [...named('reminder'), ...named('followUp')] };
    },
  );
}

async function choicesOf(db: Db, business: BusinessId, own: ReadonlySet<string>): Promise<ChoicesView> {
  const templates = (await approvedTemplates(db, business)).filter(
    (each) => !own.has(each.name) && isUsable(each.name, each.language, each),
  );
  const numbers = await numbersOf(db, business);
  return {
    numbers: numbers.map(({ phoneNumberId, display }) => ({
      id: phoneNumberId,
      shownPhone: shownPhone(display),
      templates: templates.filter((each) => each.phoneNumberId === phoneNumberId).map(templateView),
    })),
    labels: await labelsOf(db, business),
  };
}

function templateView({ name, language, category, components }: Registration) {
  const { buttons, gaps, ...words } = wordsOfTemplate(components);
  return { name, language, category, ...words, buttons: [...buttons], gaps: [...gaps] };
}
