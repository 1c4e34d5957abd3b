import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { loop, type Running } from '../platform/runner.ts';
import { rememberedSlots, rememberSlots } from './slot-file.client.ts';
import { activeSlots } from './slots.store.ts';
import type { ActiveSlots } from './slots.ts';

/** Who changes the set waits until both slots say that they have seen it; so this is how long a switch takes. */
const everyMs = 50;

export type SlotWatch = { readonly active: () => ActiveSlots | null; readonly stop: Running['stop'] };

/** Follows who serves. While neither the database nor the file can be read, the last known state holds. */
export function watchSlots({ db, log, file }: { db: Db; log: Logger; file: string | undefined }): SlotWatch {
  let active = file === undefined ? null : rememberedSlots(file);
  const watching = loop({
    name: 'slot',
    log,
    everyMs,
    async step() {
      const newest = await activeSlots(db);
      if (newest.revision === active?.revision) return false;
      active = newest;
      log.info({ revision: newest.revision, colours: newest.colours }, 'slot.changed');
      if (file !== undefined) rememberSlots(file, newest);
      return false;
    },
  });
  return { active: () => active, stop: watching.stop };
}
