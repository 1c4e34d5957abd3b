import type { Db } from '../platform/db.ts';
import type { Business, BusinessId } from './business.ts';
import { loadBusiness } from './business.store.ts';
import { alone } from './edit.store.ts';
import { versionOf } from './version.ts';

type Expected = {
  /** What the editor saw; `null`: they do not care. */ readonly version: string | null;
  readonly of: (business: Business) => unknown;
};

/**
 * Edits a part of the business unless somebody else has meanwhile. Looked at and written while no other writer of the
 * business does, so that of two who save at once the second is told.
 */
export function unlessChanged<Result>(
  db: Db,
  business: BusinessId,
  { version, of }: Expected,
  task: (tx: Db) => Promise<Result>,
): Promise<{ readonly isChanged: true } | { readonly isChanged: false; readonly done: Result }> {
  return alone(db, business, async (tx) => {
    if (version !== null && versionOf(of((await loadBusiness(tx, business)).business)) !== version)
      return { isChanged: true };
    return { isChanged: false, done: await task(tx) };
  });
}
