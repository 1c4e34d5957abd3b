import { pauseMs } from './pace.ts';

/**
 * Asks at most once in a while and answers from memory in between; callers at the same moment share one question. One
 * that has not answered in time counts as `late`, and its answer is used when it comes. With `rest` an answer that
 * took long stays fresh for longer (`pauseMs`).
 */
export function remembered<Answer>(
  ask: () => Promise<Answer>,
  { freshMs, deadlineMs, late, rest = 0 }: Memory<Answer>,
): () => Promise<Answer> {
  let known: { readonly answer: Answer; readonly until: number } | null = null;
  let asking: Promise<Answer> | null = null;
  async function anew(): Promise<Answer> {
    const askedMs = performance.now();
    const answer = await ask().catch(() => late);
    const nowMs = performance.now();
    known = { answer, until: nowMs + pauseMs(nowMs - askedMs, { everyMs: freshMs, rest }) };
    asking = null;
    return answer;
  }
  return () => {
    if (known && performance.now() < known.until) return Promise.resolve(known.answer);
    asking ??= anew();
    const deadline = new Promise<Answer>((done) => setTimeout(() => done(late), deadlineMs).unref());
    return Promise.race([asking, deadline]);
  };
}

type Memory<Answer> = {
  readonly freshMs: number;
  readonly deadlineMs: number;
  readonly late: Answer;
  readonly rest?: number;
};
