import { z } from 'zod';

/** What Meta answered, or the code of why not: a token that fails here says nothing of sending. */
export type Answer<Found> =
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'refused'; readonly code: string; readonly details: string };

/** What was found; `null`: it was refused, or not asked for. */
export const foundIn = <Found>(answer: Answer<Found> | null): Found | null =>
  answer?.kind === 'found' ? answer.found : null;

const text = z.string().catch('');

export const GraphNumber = z.object({
  id: z.string(),
  display_phone_number: text,
  verified_name: text,
  name_status: text,
  quality_rating: text,
  status: text,
});
export type GraphNumber = z.output<typeof GraphNumber>;

/** How much a number may send: to how many people a day outside their windows, and how fast. */
export const GraphCapacity = z.object({
  whatsapp_business_manager_messaging_limit: text,
  throughput: z.object({ level: text }).catch({ level: '' }),
});
export type GraphCapacity = z.output<typeof GraphCapacity>;

export const GraphAccount = z.object({ id: z.string(), account_review_status: text });
export type GraphAccount = z.output<typeof GraphAccount>;

export const GraphToken = z.object({
  is_valid: z.boolean(),
  expires_at: z.number().catch(0),
  scopes: z.array(z.string()).catch([]),
  granular_scopes: z.array(z.object({ scope: z.string(), target_ids: z.array(z.string()).optional() })).catch([]),
});
export type GraphToken = z.output<typeof GraphToken>;

export const GraphTemplate = z.object({
  name: z.string(),
  language: z.string(),
  status: text,
  category: text,
  parameter_format: text,
  quality_score: z.object({ score: text }).catch({ score: '' }),
  components: z.unknown(),
});
export type GraphTemplate = z.output<typeof GraphTemplate>;
