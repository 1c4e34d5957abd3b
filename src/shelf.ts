import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { BackupKind, expired, sentenceOf, stampOf, type Backup } from './ops/backup.ts';
import { isAsRecorded, nonce, readCatalogue, record, unseal, writeCatalogue } from './ops/catalogue.client.ts';
import { run } from './ops/shell.client.ts';
import { asFault, Fault } from './platform/fault.ts';
import type { Print } from './stack.ts';

/** Where backups lie, the key that seals them, and whom to tell of them: a webhook of Slack’s form; absent: nobody. */
export type Shelf = {
  readonly folder: string;
  readonly key: string;
  readonly timeZone: string;
  readonly slack: string | undefined;
};

/** @throws Fault `backup.verb` with all that there are */
export function kindOf(verb: string): BackupKind {
  const kind = BackupKind.safeParse(verb);
  if (kind.success) return kind.data;
  throw new Fault('permanent', 'backup.verb', {
    sentence: `backup: ${verb} is none of ${BackupKind.options.join(', ')}, list, verify, prune.`,
  });
}

/** Puts a backup into the catalogue before anything is done for it: what breaks off is seen there. */
export function begin(
  { folder, timeZone }: Shelf,
  kind: BackupKind,
): { readonly blank: Backup; readonly stamp: string } {
  const now = Temporal.Now.instant();
  const stamp = stampOf(now, timeZone);
  const id = `${stamp}_${nonce()}`;
  const blank: Backup = { id, kind, state: 'created', createdAt: now.toString(), tookMs: 0, label: null, files: [] };
  return { blank: record(folder, blank), stamp };
}

/**
 * Reads every byte again. A damaged backup is called so in the catalogue, until its bytes are as they were: then its sums
 * hold, and that is all that is known of it.
 */
export async function judge(shelf: Shelf, cluster: boolean, print: Print): Promise<void> {
  const { folder, key } = shelf;
  const judged: Backup[] = [];
  for (const backup of readCatalogue(folder)) {
    const whole = [];
    for (const file of backup.files)
      whole.push((await isAsRecorded(folder, file)) && (await opens(join(folder, file.name), key)));
    const sound = !whole.includes(false) && (backup.label === null || cluster);
    const mended = backup.state === 'damaged' ? 'checksummed' : backup.state;
    judged.push({ ...backup, state: sound ? mended : 'damaged' });
    print(sentenceOf(judged.at(-1) ?? backup));
  }
  writeCatalogue(folder, judged);
  if (cluster && judged.every(({ state }) => state !== 'damaged')) return;
  process.exitCode = 1;
  await tell(
    shelf,
    '❌ Backups are damaged: make a new one now, whats-agent backup manual; then look at the disk they lie on.',
    print,
  );
}

async function opens(path: string, key: string): Promise<boolean> {
  const target = `${path}.opened`;
  const opened = await unseal(path, key, target).then(
    () => true,
    () => false,
  );
  rmSync(target, { force: true });
  return opened;
}

export function prune({ folder }: Shelf, print: Print): void {
  const catalogue = readCatalogue(folder);
  const gone = new Set(expired(catalogue, Temporal.Now.instant()));
  for (const { files } of gone) for (const { name } of files) rmSync(join(folder, name), { force: true });
  writeCatalogue(
    folder,
    catalogue.filter((backup) => !gone.has(backup)),
  );
  print(`✅ ${gone.size} of ${catalogue.length} backups were past their time and are gone.`);
}

/** Says what is known, to whom it is to be said; that nobody could be told is said here. */
export async function tell({ slack: url }: Pick<Shelf, 'slack'>, sentence: string, print: Print): Promise<void> {
  print(sentence);
  if (!url) return print('⚠️ nobody was told: ALERT_SLACK_WEBHOOK is not set');
  const { code } = await run([
    'curl',
    '--fail',
    '--silent',
    '--max-time',
    '10',
    '--json',
    JSON.stringify({ text: sentence }),
    url,
  ]).catch((thrown: unknown) => {
    throw asFault(thrown);
  });
  if (code !== 0) print('❌ the notification did not arrive');
}
