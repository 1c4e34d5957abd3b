import { z } from 'zod';

/** What Meta answered, or the code of why not: a token that fails here says nothing of sending. */
export type Answer<Found> =
  | { readonly kind: 'found'; readonly found: Found }
  | { readonly kind: 'refused'; readonly code: string; readonly details: string };

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
