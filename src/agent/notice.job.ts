import { ownBookings } from '../bookings/booking.store.ts';
import { claimNotice, dueFollowUps, dueReminders, noteSaid, type Notice } from '../bookings/notice.store.ts';
import type { Business, BusinessId } from '../business/business.ts';
import { holdReach, reachOf, sayUnasked, type Reach } from '../conversations/unasked.store.ts';
import { isWindowOpen } from '../conversations/window.ts';
import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import type { Round } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { wasCalledOff } from './called-off.store.ts';
import { mayDisturb } from './quiet.ts';
import type { Registered } from './templates.ts';
import { followingUp, maySpeak, reminding, wordsOf } from './unasked.ts';

export type UnaskedDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  /** The business as it stands at this revision or a later one. */
  readonly businessAt: (business: BusinessId, revision: number) => Promise<Business>;
  readonly templates: readonly Registered[];
  /** How long a contact must have written nothing. */
  readonly calm: Temporal.Duration;
  /** Something was put in the outbox. */
  readonly said: () => void;
};

/** `reach` is `null` for who has never written to us. */
type Due = { readonly notice: Notice; readonly reach: Reach | null };

/** Looked at in one round, of each kind: also those that cannot go out now, soonest visit first. */
const noticesMax = 1000;

/** A visit that was called off so long before it, or later, is not asked about. */
const calledOffHours = 48;

/** Sends reminders and follow-ups that are due, each once. */
export function noticeRound(deps: UnaskedDeps): Round<Due> {
  return {
    name: 'notice',
    find: () => dueNow(deps),
    keyOf: ({ notice: { booking, kind, start } }) => [booking, kind, start.toString()].join('/'),
    async perform(due) {
      const { business, booking, kind } = due.notice;
      const sent = await deps.db.transaction().execute((tx) => send(tx, due, deps));
      if (sent) deps.said();
      if (sent) deps.log.info({ business, booking, kind }, 'notice.sent');
    },
  };
}

async function dueNow({ db, clock, calm }: UnaskedDeps): Promise<Due[]> {
  const now = clock();
  const reminders = await dueReminders(db, now, noticesMax);
  const notices = [...reminders, ...(await dueFollowUps(db, now, noticesMax))];
  const reach = await reachOf(db, notices);
  return notices
    .map((notice) => ({ notice, reach: reach.get(notice.contact) ?? null }))
    .filter((due) => due.reach === null || isTime(due.notice, due.reach, calm, now));
}

function isTime({ kind, start }: Notice, reach: Reach, calm: Temporal.Duration, now: Temporal.Instant): boolean {
  const ahead = kind === 'follow_up' ? null : start;
  return maySpeak(reach, calm, now) && mayDisturb(ahead, reach.timeZone, now);
}

/**
 * Claims the notice and says it in one transaction: a crash at any line sends nothing, and the next round finds it again.
 * One that nobody should hear is claimed and not said. `false`: nothing is said.
 */
async function send(tx: Db, { notice, reach: seen }: Due, deps: UnaskedDeps): Promise<boolean> {
  const now = deps.clock();
  const reach = seen && (await holdReach(tx, notice));
  if (reach && !isTime(notice, reach, deps.calm, now)) return false;
  if (!(await claimNotice(tx, notice, now)) || !reach) return false;
  const { kind, booking: id, start } = notice;
  const isOver = kind === 'follow_up';
  if (isOver && (await wasCalledOff(tx, reach, id, start.subtract({ hours: calledOffHours })))) return false;
  const business = await deps.businessAt(notice.business, reach.revision);
  const booking = (await ownBookings(tx, notice.business, notice.contact, now)).find((own) => own.id === id);
  if (!booking) return false;
  const unasked = (isOver ? followingUp : reminding)(reach.state, booking, { business, now });
  const isOpen = isWindowOpen(reach.lastInboundAt, now);
  const contents = wordsOf(unasked, business, { isOpen, templates: deps.templates });
  const [message] = await sayUnasked(tx, reach, { contents, state: unasked.state }, now);
  await noteSaid(tx, notice, message);
  return true;
}
