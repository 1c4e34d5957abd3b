/**
 * Asks at most once in a while and answers from memory in between; callers at the same moment share one question. One
 * that has not answered in time counts as `late`, and its answer is used when it comes.
 */
export function remembered<Answer>(
  ask: () => Promise<Answer>,
  { freshMs, deadlineMs, late }: { readonly freshMs: number; readonly deadlineMs: number; readonly late: Answer },
): () => Promise<Answer> {
  let known: { readonly answer: Answer; readonly until: number } | null = null;
  let asking: Promise<Answer> | null = null;
  async function anew(): Promise<Answer> {
    const answer = await ask().catch(() => late);
    known = { answer, until: performance.now() + freshMs };
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
