import { z } from 'zod';

/** A message of either direction, as a person reads it. */
export type Readable = {
  readonly text: string;
  /** What can be tapped under it. */
  readonly options: readonly string[];
  /** What it is when it is not text: `image`, `audio` … */
  readonly media: string | null;
};

const titled = z.array(z.object({ title: z.string() })).catch([]);
const Stored = z.object({
  text: z.string().catch(''),
  title: z.string().catch(''),
  what: z.string().nullable().catch(null),
  buttons: titled,
  rows: titled,
  type: z.string().nullable().catch(null),
  label: z.string().catch(''),
  name: z.string().catch(''),
  address: z.string().catch(''),
  emoji: z.string().catch(''),
  cards: z.array(z.object({ name: z.string(), phone: z.string() })).catch([]),
});

/** Kinds of ours that are more than words. */
const shown = new Set(['file', 'location', 'contacts', 'reaction', 'askLocation']);

/** What is stored of a message (conversations/content.ts), as text; of a later release's, what can be read of it. */
export function readable(content: unknown): Readable {
  const stored = Stored.safeParse(content);
  if (!stored.success) return { text: '', options: [], media: 'unknown' };
  const { text, title, what, buttons, rows, type, label, name, address, emoji, cards } = stored.data;
  const place = [name, address].filter((part) => part !== '').join(', ');
  const people = cards.map((card) => `${card.name} ${card.phone}`).join('\n');
  return {
    text: text || title || emoji || people || (type === 'location' ? place : ''),
    options: [...buttons, ...rows, ...(type === 'link' || type === 'flow' ? [{ title: label }] : [])].map(
      (option) => option.title,
    ),
    media: what ?? (type !== null && shown.has(type) ? type : null),
  };
}

/** As the agent stores it (agent/world.ts). `asked`: a model may still tell it better. */
export const Brief = z.object({
  who: z.string().nullable(),
  wants: z.string(),
  known: z.array(z.string()),
  tried: z.string(),
  mood: z.string(),
  by: z.enum(['rules', 'asked', 'model']).catch('rules'),
});

/** What the agent tells who takes over, in five lines at most, and whether a model told it. */
export function briefLines(brief: unknown): { readonly lines: string[]; readonly byModel: boolean } {
  const parsed = Brief.safeParse(brief);
  if (!parsed.success) return { lines: [], byModel: false };
  const { who, wants, known, tried, mood, by } = parsed.data;
  return { lines: [who, wants, known.join(' · '), tried, mood].flatMap((line) => line || []), byModel: by === 'model' };
}
