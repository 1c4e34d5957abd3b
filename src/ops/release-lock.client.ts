import { Fault } from '../platform/fault.ts';
import { ask, type Compose } from './compose.client.ts';

const renewEveryMs = 20_000;

/**
 * Holds the right to release for as long as a task takes. A holder that died lets go after a minute; the same release
 * may take it up again at once.
 *
 * @throws Fault `release.locked` with who holds it
 */
export async function holding<T>(
  compose: Compose,
  { holder, message }: { holder: string; message: string },
  task: () => Promise<T>,
): Promise<T> {
  await take(compose, holder, message);
  const renewal = setInterval(() => void renew(compose, holder).catch(() => undefined), renewEveryMs);
  try {
    return await task();
  } finally {
    clearInterval(renewal);
  }
}

async function take(compose: Compose, holder: string, message: string): Promise<void> {
  const fence = await ask(
    compose,
    `insert into release_lock as held (holder, message, expires_at)
     values (:'holder', :'message', clock_timestamp() + interval '60 s')
     on conflict (only_one) do update set holder = excluded.holder, message = excluded.message,
       expires_at = excluded.expires_at, fence = held.fence + 1
     where held.expires_at < clock_timestamp() or held.holder = excluded.holder
     returning fence`,
    { holder, message },
  );
  if (fence !== '') return;
  const by = await ask(compose, `select holder || ' (' || message || ')' from release_lock`);
  throw new Fault('transient', 'release.locked', { sentence: `Another release is under way: ${by}.` });
}

/** Never takes: a renewal that is under way while the task lets go would hold the right for nobody. */
async function renew(compose: Compose, holder: string): Promise<void> {
  const longer = `update release_lock set expires_at = clock_timestamp() + interval '60 s' where holder = :'holder'`;
  await ask(compose, longer, { holder });
}

export async function letGo(compose: Compose, holder: string): Promise<void> {
  await ask(compose, `delete from release_lock where holder = :'holder'`, { holder });
}
