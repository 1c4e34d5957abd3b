import { z } from 'zod';

/** One line: Meta takes no other into a gap. */
const Line = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(200)
  .refine((text) => !/[\n\t]| {5}/.test(text), 'must be one line');
const Time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 09:00');

export const FillView = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: Line }),
  /** The contact's; `otherwise` for who has none that can be used. */
  z.object({ kind: z.literal('firstName'), otherwise: Line }),
]);
export type FillView = z.output<typeof FillView>;

/** What is said, to whom, and at which hours. */
export const PlanView = z.object({
  name: z.string().trim().min(1, 'must not be empty').max(80),
  /** Of the number that it goes out by. */
  phoneNumberId: z.string(),
  template: z.object({ name: z.string().min(1).max(512), language: z.string().min(2).max(10) }),
  /** What stands in each gap of the template's text, in their order. */
  fills: z.array(FillView).max(20).default([]),
  /** All that is not `null` must hold of who gets it; whoever did not agree gets nothing in any case. */
  audience: z
    .object({
      /** What the desk sorts their conversation under. */
      label: z.string().min(1).max(40).nullable().default(null),
      /** They have booked it. */
      service: z.uuid().nullable().default(null),
      /** They were there, but not in so many days, and nothing is booked. */
      awayDays: z.int().min(1).max(3650).nullable().default(null),
    })
    .prefault({}),
  /** When it may send, where the business is; 1 is Monday. */
  hours: z
    .object({
      from: Time.default('09:00'),
      to: Time.default('20:00'),
      weekdays: z.array(z.int().min(1).max(7)).min(1, 'must name a day').default([1, 2, 3, 4, 5, 6]),
    })
    .refine(({ from, to }) => from < to, 'must end after it begins')
    .prefault({}),
  /** Who got a campaign in so many days before is spared. */
  restDays: z.int().min(0).max(365).default(7),
});
export type PlanView = z.output<typeof PlanView>;

export const CampaignState = z.enum(['draft', 'scheduled', 'sending', 'paused', 'finished', 'cancelled']);
export type CampaignState = z.output<typeof CampaignState>;

/**
 * Who is not written to, and why. `blocked`: in WhatsApp itself. `recent`: they got another one. `busy`: in the middle of a
 * conversation, or with a question of ours to answer.
 */
const Skipped = z.object({
  why: z.enum(['erased', 'opted_out', 'blocked', 'no_consent', 'recent', 'busy']),
  count: z.int(),
});

/** A campaign, and how many contacts it stands how with: each is counted once. Times are ISO 8601. */
export const CampaignView = PlanView.extend({
  id: z.string(),
  state: CampaignState,
  /** Why it rests; all but `person` have an alert as well. */
  pausedFor: z.enum(['person', 'template', 'number', 'refused', 'budget']).nullable(),
  createdAt: z.string(),
  beginsAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  counts: z.object({
    waiting: z.int(),
    queued: z.int(),
    sent: z.int(),
    delivered: z.int(),
    read: z.int(),
    failed: z.int(),
    skipped: z.int(),
  }),
  skipped: z.array(Skipped),
});
export type CampaignView = z.output<typeof CampaignView>;

export const CampaignsPageView = z.object({ items: z.array(CampaignView), nextCursor: z.string().nullable() });

/** What a template says; each of `gaps` stands in `body` as `{{gap}}`. */
export const TemplateWordsView = z.object({
  header: z.string().nullable(),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(z.string()),
  gaps: z.array(z.string()),
});
export type TemplateWordsView = z.output<typeof TemplateWordsView>;

/** One campaign, with what its template says as long as Meta has it. */
export const CampaignReadView = CampaignView.extend({ words: TemplateWordsView.nullable() });
export type CampaignReadView = z.output<typeof CampaignReadView>;

/** What a campaign can be made of. */
export const ChoicesView = z.object({
  numbers: z.array(
    z.object({
      id: z.string(),
      shownPhone: z.string(),
      /** Approved, and with no other gaps than in the text. */
      templates: z.array(
        TemplateWordsView.extend({
          name: z.string(),
          language: z.string(),
          category: z.enum(['MARKETING', 'UTILITY']),
        }),
      ),
    }),
  ),
  labels: z.array(z.string()),
});
export type ChoicesView = z.output<typeof ChoicesView>;

/** What would happen if it began now. */
export const PreviewView = z.object({
  /** Contacts who get it. */
  receive: z.int(),
  skipped: z.array(Skipped),
  /** By the price file; `null`: there is none. `unpriced`: contacts whose country it does not name. */
  cost: z.object({ currency: z.string(), amount: z.number(), unpriced: z.int() }).nullable(),
  /** What the first of them read. */
  examples: z.array(z.string()),
});
export type PreviewView = z.output<typeof PreviewView>;

/** What the agent says unasked about bookings, and what came of it in the last 30 days. */
export const NoticesReportView = z.object({
  reminderHours: z.array(z.int()),
  followUpMinutes: z.int().nullable(),
  /** Settings of the installation; `status` in Meta's words, `null`: not registered. */
  templates: z.array(
    z.object({ of: z.enum(['reminder', 'followUp']), name: z.string(), status: z.string().nullable() }),
  ),
  kinds: z.array(
    z.object({
      /** `reminder_24`, `follow_up`. */
      kind: z.string(),
      sent: z.int(),
      failed: z.int(),
      /** Visits confirmed, or rated, afterwards. */
      answered: z.int(),
    }),
  ),
});
export type NoticesReportView = z.output<typeof NoticesReportView>;
