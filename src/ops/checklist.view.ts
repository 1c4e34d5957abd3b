import { z } from 'zod';

const Item = z.object({
  /** Its name in src/ops/checklist.ts; an older or newer release may have others. */
  item: z.string(),
  level: z.enum(['ok', 'warning', 'error', 'unknown', 'not_done']),
  says: z.string(),
  fix: z.string().nullable(),
  note: z.string().nullable(),
});

/** A checklist that was gone through. */
export const ChecklistView = z.object({
  id: z.string(),
  name: z.string(),
  doneBy: z.string(),
  startedAt: z.string(),
  endedAt: z.string(),
  light: z.enum(['green', 'yellow', 'red']),
  items: z.array(Item),
});
export type ChecklistView = z.output<typeof ChecklistView>;

export const ChecklistsView = z.object({ items: z.array(ChecklistView), nextCursor: z.string().nullable() });
