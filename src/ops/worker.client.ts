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

/**
 * Puts a worker of this image, made since then, in the place of all others: it works before they are told to finish what
 * they have under way. Repeated after any end, it goes on where it was.
 */
export async function handOver(compose: Compose, image: string, since: Temporal.Instant): Promise<void> {
  const isNew = (worker: Container) =>
    worker.image === image && Temporal.Instant.compare(Temporal.Instant.from(worker.created), since) > 0;
  const before = await workers(compose);
  if (!before.some(isNew)) {
    const scale = ['--no-recreate', '--scale', `worker=${before.length + 1}`];
    await compose.succeed(['up', '--detach', '--no-build', '--no-deps', ...scale, 'worker']);
  }
  // Asked of this one container only: a busy machine has better to do than to be asked about all of them.
  const fresh = (await workers(compose)).find(isNew);
  const ready = async () =>
    fresh !== undefined && (await succeed(['docker', 'logs', fresh.id])).includes('worker.started');
  await untilReady(compose, { service: 'worker', within: Temporal.Duration.from({ seconds: 60 }), ready });
  const old = (await workers(compose)).filter((worker) => !isNew(worker)).map(({ id }) => id);
  if (old.length === 0) return;
  await succeed(['docker', 'stop', '--time', '40', ...old]);
  await succeed(['docker', 'rm', ...old]);
}
