import { z } from 'zod';

/** Sent back as `If-Match`, an edit is refused when somebody else made one meanwhile. */
const version = z.string();

const Hours = z.object({
  professional: z.string().nullable(),
  weekday: z.int(),
  /** `09:00`. Closing at midnight is `00:00`. */
  opens: z.string(),
  closes: z.string(),
});

export const ServiceView = z.object({
  id: z.string(),
  name: z.string(),
  minutes: z.int(),
  priceCents: z.int(),
  description: z.string(),
  synonyms: z.array(z.string()),
  professionals: z.array(z.string()),
  version,
});
export type ServiceView = z.output<typeof ServiceView>;

/** What the agent knows of the business and may state. */
export const BusinessView = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  /** Grows with every change. */
  revision: z.int(),
  services: z.array(ServiceView),
  professionals: z.array(z.object({ id: z.string(), name: z.string(), version })),
  hours: z.array(Hours),
  knowledge: z.array(z.object({ key: z.string(), question: z.string(), answer: z.string(), version })),
  style: z.object({
    tone: z.enum(['formal', 'informal']),
    emoji: z.boolean(),
    language: z.enum(['auto', 'pt-BR', 'es', 'en']),
  }),
  rules: z.object({
    noticeMinutes: z.int(),
    horizonDays: z.int(),
    stepMinutes: z.int(),
    bufferMinutes: z.int(),
    perDayMax: z.int().nullable(),
  }),
  /** What contacts are held to; `null`: there is no such rule. */
  policies: z.object({
    cancelNoticeHours: z.int().nullable(),
    rescheduleNoticeHours: z.int().nullable(),
    reschedulesMax: z.int().nullable(),
    noShowFeePercent: z.int().nullable(),
    lateToleranceMinutes: z.int().nullable(),
  }),
  notices: z.object({ reminderHours: z.array(z.int()), followUpMinutes: z.int().nullable() }),
  /** What a language model may do, where the installation has one. */
  models: z.object({
    understand: z.boolean(),
    fluid: z.array(z.string()),
    summarise: z.boolean(),
    images: z.boolean(),
    dayTokens: z.int().nullable(),
    remember: z.boolean(),
  }),
  /** Of what has no id: `hours` by professional, that of the business under `business`. */
  versions: z.object({ style: version, rules: version, models: version, hours: z.record(z.string(), version) }),
});
export type BusinessView = z.output<typeof BusinessView>;
