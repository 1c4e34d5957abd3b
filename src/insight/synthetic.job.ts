import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import type { Secret } from '../platform/secret.ts';
import type { Clock } from '../platform/time.ts';
import { signatureOf } from '../whatsapp/signature.ts';
import { bring } from './synthetic.client.ts';
import { answerTo, putSynthetic, recordVisit } from './synthetic.store.ts';
import { questionAt, webhookOf, type Visit } from './synthetic.ts';

export type SyntheticDeps = {
  readonly db: Db;
  readonly log: Logger;
  readonly clock: Clock;
  readonly elapsed: () => number;
  readonly newId: () => string;
  readonly pause: (ms: number) => Promise<unknown>;
  /** Where the API is. */ readonly url: string;
  readonly appSecret: Secret;
  /** Nobody waits any more. */ readonly over: AbortSignal;
};

/** Longer than the quiet time and a turn; shorter than the time to the next visit. */
const patienceMs = 8_000;
const askEveryMs = 100;

/**
 * The synthetic customer: brings a question through the door that Meta uses, and waits until the right answer was sent to
 * a number that leads nowhere. So a break anywhere on the way is seen when no customer writes.
 *
 * @see https://sre.google/workbook/alerting-on-slos/ (low traffic)
 */
export function synthetic(deps: SyntheticDeps): () => Promise<Visit | null> {
  const { db, log, clock } = deps;
  let visits = 0;
  return async () => {
    await putSynthetic(db);
    const at = clock();
    const visit = await ask(deps, at, visits);
    if (!visit) return null;
    visits += 1;
    if (visit.fault !== null) log.warn({ ...visit }, 'synthetic.failed');
    await recordVisit(db, at, visit);
    return visit;
  };
}

async function ask(deps: SyntheticDeps, at: Temporal.Instant, visits: number): Promise<Visit | null> {
  const { db, elapsed, newId, pause, url, appSecret, over } = deps;
  const { text, right } = questionAt(visits);
  const wamid = `wamid.synthetic.${newId()}`;
  const body = Buffer.from(JSON.stringify(webhookOf({ wamid, text, at })));
  const began = elapsed();
  if (!(await bring(url, body, signatureOf(body, appSecret))))
    return { acknowledgedMs: null, answeredMs: null, fault: 'refused' };
  const acknowledgedMs = elapsed() - began;
  for (;;) {
    const answer = await answerTo(db, wamid);
    const answeredMs = elapsed() - began;
    if (answer) return { acknowledgedMs, answeredMs, fault: right.test(answer.text) ? null : 'wrong' };
    if (answeredMs > patienceMs) return { acknowledgedMs, answeredMs: null, fault: 'unanswered' };
    await pause(askEveryMs);
    if (over.aborted) return null;
  }
}
