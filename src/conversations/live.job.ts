import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import { loop } from '../platform/runner.ts';
import { lastTouch, touchedSince } from './desk.store.ts';

type Change = { readonly conversation: string; readonly touched: number };

/** Hears the id of each conversation that changes, and the number of the change. */
export type Listener = (conversation: string, touched: number) => void;

export type Live = {
  /** Returns how to stop listening. */
  readonly subscribe: (business: string, listener: Listener) => () => void;
  /** What changed after this number, and a little before: to who was away. */
  readonly missed: (business: string, touched: number) => Promise<readonly Change[]>;
  readonly stop: () => Promise<void>;
};

const everyMs = 150;

/** Numbers are given out before they are committed: a look reaches so far back for those that came late. */
const late = 300;

/** Looks for changed conversations while somebody listens, once for all who do. */
export function liveFeed(db: Db, log: Logger): Live {
  const listeners = new Map<string, Set<Listener>>();
  const seen = new Map<string, number>();
  let last: number | null = null;

  async function step(): Promise<boolean> {
    if (listeners.size === 0) {
      last = null;
      return false;
    }
    last ??= await lastTouch(db);
    const begun = last;
    for (const { business, conversation, touched } of await touchedSince(db, [...listeners.keys()], begun - late)) {
      last = Math.max(last, touched);
      const isNew = (seen.get(conversation) ?? begun - late) < touched;
      seen.set(conversation, touched);
      if (isNew) for (const listener of listeners.get(business) ?? []) listener(conversation, touched);
    }
    for (const [conversation, touched] of seen) if (touched <= last - late) seen.delete(conversation);
    return false;
  }

  const { stop } = loop({ name: 'live', log, step, everyMs });
  return {
    stop,
    missed: (business, touched) => touchedSince(db, [business], touched - late),
    subscribe(business, listener) {
      const all = listeners.get(business) ?? new Set();
      listeners.set(business, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(business);
      };
    },
  };
}
