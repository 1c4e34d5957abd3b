import type { Db } from '../platform/db.ts';
import type { Round } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import {
  endReport,
  hadBusiness,
  leaseReport,
  queueReport,
  unsentReports,
  type ReportMail,
} from './report-mail.store.ts';
import { lastClosed, spanAt, type Span } from './span.ts';

type Deps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly timeZone: string;
  /** Makes it and hands it to the mail server. */ readonly send: (span: Span) => Promise<void>;
};

/** Who was away on the day itself sends within so many days; what is older nobody asked for. */
const lateDays = 3;

/** What is counted late in the night is in it by then. */
const settleHours = 6;

/**
 * Sends the report of each week on Monday and of each month on its first day, from six in the morning on, once, however
 * many processes go round. What failed is tried again by the runner; a crash after the send costs a second mail of the
 * same id.
 */
export function reportRound({ db, clock, timeZone, send }: Deps): Round<ReportMail> {
  return {
    name: 'report-mail',
    async find() {
      const now = clock();
      for (const kind of ['week', 'month'] as const) {
        const { first, end } = lastClosed(kind, timeZone, now);
        const age = end.until(now).total('hours');
        if (age < settleHours || age > 24 * lateDays || !(await hadBusiness(db, end))) continue;
        await queueReport(db, { kind, firstDay: first });
      }
      return unsentReports(db);
    },
    keyOf: ({ kind, firstDay }) => `${kind}/${firstDay.toString()}`,
    async perform(mail) {
      if (!(await leaseReport(db, mail))) return;
      // When it fails the lease ends by itself, and the runner comes back to it.
      await send(spanAt(mail.kind, mail.firstDay, timeZone));
      await endReport(db, mail, clock());
    },
  };
}
