import { z } from 'zod';

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
  professionals: z.array(z.object({ id: z.string(), name: z.string() })),
  hours: z.array(Hours),
  knowledge: z.array(z.object({ key: z.string(), question: z.string(), answer: z.string() })),
  style: z.object({
    tone: z.enum(['formal', 'informal']),
    emoji: z.boolean(),
    language: z.enum(['auto', 'pt-BR', 'es', 'en']),
  }),
});
export type BusinessView = z.output<typeof BusinessView>;
