import { connect, type Socket } from 'node:net';

/** What a load came to: requests per second answered with 200, and how long they took. */
export type Result = {
  readonly perSecond: number;
  readonly acknowledged: number;
  readonly failed: number;
  readonly latenciesMs: readonly number[];
  /** The same from when each was sent: timers are late by up to a millisecond, which is no time of the server's. */
  readonly sentMs: readonly number[];
};

type Load = {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** Whole HTTP requests, used in turn, each once. */
  readonly requests: readonly Buffer[];
  /** Requests per second over all connections; `null`: each connection sends as soon as it has its answer. */
  readonly perSecond: number | null;
};

/**
 * Sends prepared requests over raw sockets: on two cores a full HTTP client would be what is measured. Stops after the
 * given time, or when the requests run out.
 */
export async function load({ port, connections, seconds, requests, perSecond }: Load): Promise<Result> {
  const latenciesMs: number[] = [];
  const sentMs: number[] = [];
  let [next, failed] = [0, 0];
  const started = performance.now();
  const end = started + seconds * 1000;
  const worker = async () => {
    const socket = await open(port);
    for (;;) {
      const index = next++;
      const request = requests[index];
      const planned = perSecond === null ? performance.now() : started + (index * 1000) / perSecond;
      if (!request || planned >= end || performance.now() >= end) break;
      const early = planned - performance.now();
      if (early > 0) await new Promise((done) => setTimeout(done, early));
      // From when it was planned: a server that stalls must not hide the requests that wait for it.
      const sent = performance.now();
      if (await exchange(socket, request)) {
        latenciesMs.push(performance.now() - planned);
        sentMs.push(performance.now() - sent);
      } else failed += 1;
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, worker));
  const took = (performance.now() - started) / 1000;
  return { perSecond: latenciesMs.length / took, acknowledged: latenciesMs.length, failed, latenciesMs, sentMs };
}

async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true });
  await new Promise<void>((done, failed) => socket.once('connect', done).once('error', failed));
  return socket;
}

/** Sends one request and waits for its answer, which the servers here send in one piece. */
function exchange(socket: Socket, request: Buffer): Promise<boolean> {
  return new Promise((done) => {
    socket.once('data', (answer: Buffer) => done(answer.subarray(9, 12).toString() === '200'));
    socket.write(request);
  });
}

/** The value below which this share of them lies. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);
