import { z } from 'zod';

export const BackupKind = z.enum(
  ['daily', 'manual', 'full', 'archival', 'critical'],
  'must be daily, manual, full, archival or critical',
);
export type BackupKind = z.output<typeof BackupKind>;

/** How far a backup has been proven. Only what was restored may be called good. */
export const BackupState = z.enum(['created', 'checksummed', 'restored', 'damaged']);
export type BackupState = z.output<typeof BackupState>;

const BackupFile = z.object({ name: z.string(), bytes: z.number(), sha256: z.string() });
export type BackupFile = z.output<typeof BackupFile>;

/** A line of the catalogue. `label` is pgBackRest's name of the physical part. */
export const Backup = z.object({
  id: z.string(),
  kind: BackupKind,
  state: BackupState,
  createdAt: z.string(),
  tookMs: z.number(),
  label: z.string().nullable(),
  files: z.array(BackupFile),
});
export type Backup = z.output<typeof Backup>;

type Parts = {
  readonly physical: null | { type: 'full' | 'incr'; repository: 1 | 2 };
  readonly dump: boolean;
  readonly files: boolean;
};

/** What each kind holds. `dump`: portable, of the database or, in `critical`, of what bookings and conversations need. */
export const partsOf: Readonly<Record<BackupKind, Parts>> = {
  daily: { physical: { type: 'incr', repository: 1 }, dump: false, files: true },
  manual: { physical: { type: 'incr', repository: 1 }, dump: true, files: true },
  full: { physical: { type: 'full', repository: 1 }, dump: true, files: true },
  archival: { physical: { type: 'full', repository: 2 }, dump: true, files: true },
  critical: { physical: null, dump: true, files: false },
};

const two = (number: number) => String(number).padStart(2, '0');

/** As the runbook names them: `db_20261126_030000…`. */
export const stampOf = (now: Temporal.Instant, zone: string): string => {
  const { year, month, day, hour, minute, second } = now.toZonedDateTimeISO(zone);
  return `${year}${two(month)}${two(day)}_${two(hour)}${two(minute)}${two(second)}`;
};

/**
 * Is everything in the repository whole, by the text of `pgbackrest verify --output=text --verbose`? Its exit code is 0
 * also when it found damage. What cannot be read as sound is not.
 */
export function isSound(text: string, label: string | null): boolean {
  const counts = [...text.matchAll(/(missing|checksum invalid|size invalid|other): (\d+)/g)];
  const states = [...text.matchAll(/status: (\w+)/g)].map(([, state]) => state);
  return (
    counts.length >= 4 &&
    counts.every(([, , count]) => count === '0') &&
    states.length > 0 &&
    states.every((state) => state === 'ok' || state === 'valid') &&
    (label === null || text.includes(`backup: ${label}, status: valid`))
  );
}

const keptDays: Readonly<Record<BackupKind, number>> = { daily: 30, manual: 30, critical: 30, full: 49, archival: 366 };
const isGood = ({ state }: Backup) => state === 'restored' || state === 'checksummed';

/** However old they are, so many sound ones of each kind stay: when backups stop, time must not take the last. */
const floor = 2;

/** The backups whose files may go: past their time, and never the newest two sound ones of their kind. */
export function expired(catalogue: readonly Backup[], now: Temporal.Instant): Backup[] {
  return catalogue.filter((backup) => {
    const age = Temporal.Instant.from(backup.createdAt).until(now).total('hours') / 24;
    if (age <= keptDays[backup.kind]) return false;
    const newer = catalogue.filter(
      (other) => other.kind === backup.kind && isGood(other) && other.createdAt > backup.createdAt,
    );
    return newer.length >= floor;
  });
}

const words: Readonly<Record<BackupState, string>> = {
  created: '❓ created, not checked',
  checksummed: '⚠️ checksums hold, not restored yet',
  restored: '✅ restored and checked',
  damaged: '❌ DAMAGED',
};

/** What may be said of a backup: what is known of it, no more. */
export function sentenceOf({ id, kind, state, files, label }: Backup): string {
  const size = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return `${words[state]}: ${id} ${kind}${label === null ? '' : ` ${label}`}, ${files.length} files, ${(size / 1024 ** 2).toFixed(1)} MB`;
}
