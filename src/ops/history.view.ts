import { z } from 'zod';

const known = z.string().nullable();

/** A backup, and how far it is proven: only what was restored is called good. */
const BackupView = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(['created', 'checksummed', 'restored', 'damaged']),
  at: z.string(),
  bytes: z.number(),
});

export const BackupsView = z.object({
  /** The newest first. Empty: none was made, or this process does not see where they are. */
  newest: z.array(BackupView),
  /** When the newest was made that was restored to prove it, and when a restore was last rehearsed. */
  provenAt: known,
  drilledAt: known,
});
export type BackupsView = z.output<typeof BackupsView>;

/** What was put to work, or frozen. */
export const ReleaseView = z.object({
  id: z.string(),
  /** `null`: it is about the right to release, and no release. */
  kind: known,
  tag: known,
  step: z.string(),
  actor: z.string(),
  problem: known,
  at: z.string(),
});
export type ReleaseView = z.output<typeof ReleaseView>;
