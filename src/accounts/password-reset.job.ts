import type { Db } from '../platform/db.ts';
import type { Job } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { sendResetLink, type Post } from './mail.client.ts';
import { armReset, claimResets, scheduleReset, type ResetMail } from './password-reset.store.ts';

type Deps = { readonly db: Db; readonly clock: Clock; readonly post: Post };

/** A link is awaited now: after this many tries, within two minutes, who waits asks again. */
const triesMax = 6;

/** Sends the links to new passwords. A crash after the send costs a second mail, whose link alone works. */
export function passwordResetJob({ db, clock, post }: Deps): Job<ResetMail> {
  return {
    name: 'password-reset',
    claim: (limit) => claimResets(db, limit),
    async perform({ id, email, language }) {
      const token = await armReset(db, id, clock());
      await sendResetLink({ id, email, language, token }, post);
      await scheduleReset(db, id, null);
    },
    postpone: ({ id }, delayMs) => scheduleReset(db, id, delayMs),
    setAside: ({ id }) => scheduleReset(db, id, null),
    triesMax: () => triesMax,
  };
}
