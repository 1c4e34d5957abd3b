/** What the proxy answered in a while. */
export type Served = { readonly requests: number; readonly failed: number; readonly p95Ms: number };

/** Lines of the proxy's log, as deploy/nginx/nginx.conf.template writes them. */
export function servedIn(log: string): Served {
  const lines = [...log.matchAll(/"status":(\d{3}),"seconds":([\d.]+)/g)];
  const times = lines.map(([, , seconds]) => Number(seconds) * 1000).toSorted((a, b) => a - b);
  return {
    requests: lines.length,
    failed: lines.filter(([, status]) => Number(status) >= 500).length,
    p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
  };
}

/** What a new release may do at most before it is taken back, beside what the old one did. */
export function breach(now: Served, before: Served): string | null {
  const ratio = ({ failed, requests }: Served) => (requests === 0 ? 0 : failed / requests);
  if (now.failed >= 5 && ratio(now) > Math.max(0.01, 2 * ratio(before)))
    return `${now.failed} of ${now.requests} requests failed`;
  if (now.requests >= 50 && now.p95Ms > Math.max(500, 2 * before.p95Ms)) return `95 % within ${now.p95Ms} ms only`;
  return null;
}
