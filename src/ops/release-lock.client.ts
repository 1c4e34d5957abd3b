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
  const [by = '', ...why] = (await ask(compose, `select holder || ' ' || message from release_lock`)).split(' ');
  const sentence =
    by === freezer
      ? `Releases are frozen: ${why.join(' ')}. To go on: whats-agent deploy unlock.`
      : `Another release is under way: ${by} (${why.join(' ')}).`;
  throw new Fault('transient', 'release.locked', { sentence });
}

/** Holds the lock when people do, until they let go. */
const freezer = 'people';

/**
 * Lets nothing be released before somebody thaws it. On record with its reason, like a release.
 *
 * @throws Fault `release.locked` while a release is under way
 */
export async function freeze(compose: Compose, actor: string, reason: string): Promise<void> {
  await take(compose, freezer, `${reason}, by ${actor}`);
  await ask(compose, `update release_lock set expires_at = 'infinity' where holder = '${freezer}'`);
  await tellChain(compose, { step: 'frozen', actor, reason });
}

/** Ends what `freeze` began. Was it frozen? */
export async function thaw(compose: Compose, actor: string): Promise<boolean> {
  const gone = await ask(compose, `delete from release_lock where holder = '${freezer}' returning message`);
  if (gone !== '') await tellChain(compose, { step: 'thawed', actor, reason: gone });
  return gone !== '';
}

/** Why nothing may be released; '': it may. */
export const frozenBy = (compose: Compose): Promise<string> =>
  ask(compose, `select message from release_lock where holder = '${freezer}'`);

async function tellChain(
  compose: Compose,
  { step, actor, reason }: Readonly<Record<'step' | 'actor' | 'reason', string>>,
) {
  await ask(
    compose,
    `insert into release_events (release, step, detail, actor, prev_hash, hash)
     values ('none', :'step', jsonb_build_object('reason', :'reason'), :'actor', '', '')`,
    { step, actor, reason },
  );
}

/** Never takes: a renewal that is under way while the task lets go would hold the right for nobody. */
async function renew(compose: Compose, holder: string): Promise<void> {
  const longer = `update release_lock set expires_at = clock_timestamp() + interval '60 s' where holder = :'holder'`;
  await ask(compose, longer, { holder });
}

export async function letGo(compose: Compose, holder: string): Promise<void> {
  await ask(compose, `delete from release_lock where holder = :'holder'`, { holder });
}
