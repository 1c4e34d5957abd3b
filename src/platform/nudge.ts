import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import type { Db } from './db.ts';
import type { Secret } from './secret.ts';

/** Between two nudges: what comes meanwhile goes in the next. */
const gapMs = 10;

/**
 * Tells other processes that there is work, after it is committed and never inside the transaction (NOTIFY takes a
 * global lock there). Coalesced: what comes while one nudge is on its way goes in the next. A lost nudge costs a
 * quarter of a second, for the others look by themselves.
 */
export function nudger(db: Db, channel: string): () => void {
  const state = { asked: false, onItsWay: false };
  async function go(): Promise<void> {
    state.onItsWay = true;
    while (state.asked) {
      state.asked = false;
      await sql`select pg_notify(${channel}, '')`.execute(db).catch(() => undefined);
      await wait(gapMs);
    }
    state.onItsWay = false;
  }
  return () => {
    state.asked = true;
    if (!state.onItsWay) void go();
  };
}

/** Calls back at each nudge of another process; connects again by itself. Returns how to stop listening. */
export function onNudge(url: Secret, channel: string, callback: () => void): () => Promise<void> {
  const stopped = new AbortController();
  let client: pg.Client | null = null;

  async function listen(): Promise<void> {
    while (!stopped.signal.aborted) {
      client = new pg.Client({ connectionString: url.reveal(), connectionTimeoutMillis: 5_000 });
      await listenOn(client).catch(() => undefined);
      await client.end().catch(() => undefined);
      await wait(1000, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  }

  /** Until the connection ends. */
  async function listenOn(opened: pg.Client): Promise<void> {
    const ended = new Promise<void>((done) => opened.once('end', done).on('error', () => done()));
    opened.on('notification', () => callback());
    await opened.connect();
    await opened.query(`listen ${pg.escapeIdentifier(channel)}`);
    callback();
    await ended;
  }

  const listening = listen();
  return async () => {
    stopped.abort();
    await client?.end().catch(() => undefined);
    await listening;
  };
}
