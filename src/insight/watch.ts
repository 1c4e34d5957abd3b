/** What the watchdog sees from outside: does the API answer, and what does it say of the worker and the monitor? */
export type Sight = { readonly api: boolean; readonly worker: boolean; readonly monitor: boolean };
export type Watched = keyof Sight;

/** Since when each is silent, and when it was last told, in milliseconds of a clock that only goes on. */
export type Watch = Readonly<Record<Watched, { readonly silentSince: number | null; readonly toldAt: number | null }>>;

export const watchBegins: Watch = {
  api: { silentSince: null, toldAt: null },
  worker: { silentSince: null, toldAt: null },
  monitor: { silentSince: null, toldAt: null },
};

/** The sign of life of worker and monitor is 30 s old before the API says so; together 60. */
const silentMs: Readonly<Record<Watched, number>> = { api: 60_000, worker: 30_000, monitor: 30_000 };
const againMs = 5 * 60_000;

const watched: readonly Watched[] = ['api', 'worker', 'monitor'];

/** One look: what is silent for too long and is to be told now, and what speaks again after that. */
export function watch(
  before: Watch,
  sight: Sight,
  nowMs: number,
): { readonly after: Watch; readonly silent: readonly Watched[]; readonly back: readonly Watched[] } {
  const silent: Watched[] = [];
  const back: Watched[] = [];
  const step = (part: Watched) => {
    const { silentSince, toldAt } = before[part];
    // While the API is silent nobody tells of the other two: they are as they were.
    if (part !== 'api' && !sight.api) return before[part];
    if (sight[part]) {
      if (toldAt !== null) back.push(part);
      return { silentSince: null, toldAt: null };
    }
    const since = silentSince ?? nowMs;
    if (nowMs - since < silentMs[part] || (toldAt !== null && nowMs - toldAt < againMs))
      return { silentSince: since, toldAt };
    silent.push(part);
    return { silentSince: since, toldAt: nowMs };
  };
  const [api, worker, monitor] = watched.map((part) => step(part));
  const after = { api: api ?? before.api, worker: worker ?? before.worker, monitor: monitor ?? before.monitor };
  return { after, silent, back };
}
