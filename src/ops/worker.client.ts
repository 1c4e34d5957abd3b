import type { Compose } from './compose.client.ts';
import { untilReady } from './compose.client.ts';
import { succeed } from './shell.client.ts';

/** They run the worker's release, beside it. */
const companions = ['dashboard', 'monitor', 'watchdog'];

/** Starts what stands beside the worker, of the image that it has now. */
export async function followWorker(compose: Compose): Promise<void> {
  await compose.succeed(['up', '--detach', '--no-build', '--no-deps', ...companions]);
}

type Container = { readonly id: string; readonly image: string; readonly created: string };

async function workers(compose: Compose): Promise<Container[]> {
  const ids = (await compose.succeed(['ps', '--quiet', 'worker'])).split('\n').filter((id) => id !== '');
  if (ids.length === 0) return [];
  const out = await succeed(['docker', 'inspect', '--format', '{{.Id}} {{.Image}} {{.Created}}', ...ids]);
  return out.split('\n').map((line) => {
    const [id = '', image = '', created = ''] = line.split(' ');
    return { id, image, created };
  });
}

const madeSince = ({ created }: Container, since: Temporal.Instant) =>
  Temporal.Instant.compare(Temporal.Instant.from(created), since) > 0;

/** Starts a worker of this image beside those that work, unless one was made since then. It is not waited for. */
export async function raise(compose: Compose, image: string, since: Temporal.Instant): Promise<void> {
  const before = await workers(compose);
  if (before.some((worker) => worker.image === image && madeSince(worker, since))) return;
  const scale = ['--no-recreate', '--scale', `worker=${before.length + 1}`];
  await compose.succeed(['up', '--detach', '--no-build', '--no-deps', ...scale, 'worker']);
}

/** Takes away what was raised since then, where others work. */
export async function lower(compose: Compose, since: Temporal.Instant): Promise<void> {
  const all = await workers(compose);
  const raised = all.filter((worker) => madeSince(worker, since));
  if (raised.length < all.length) await retire(raised);
}

/**
 * Puts a worker of this image, made since then, in the place of all others: it works before they are told to finish what
 * they have under way. Repeated after any end, it goes on where it was.
 */
export async function handOver(compose: Compose, image: string, since: Temporal.Instant): Promise<void> {
  await raise(compose, image, since);
  const isNew = (worker: Container) => worker.image === image && madeSince(worker, since);
  // Asked of this one container only: a busy machine has better to do than to be asked about all of them.
  const fresh = (await workers(compose)).find(isNew);
  const ready = async () =>
    fresh !== undefined && (await succeed(['docker', 'logs', fresh.id])).includes('worker.started');
  await untilReady(compose, { service: 'worker', within: Temporal.Duration.from({ seconds: 60 }), ready });
  await retire((await workers(compose)).filter((worker) => !isNew(worker)));
}

async function retire(old: readonly Container[]): Promise<void> {
  const ids = old.map(({ id }) => id);
  if (ids.length === 0) return;
  await succeed(['docker', 'stop', '--time', '40', ...ids]);
  await succeed(['docker', 'rm', ...ids]);
}
