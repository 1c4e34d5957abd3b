import { bookQuestion } from './book.ts';
import { cancelQuestion } from './cancel.ts';
import type { FlowName } from './command.ts';
import { ended, type Flow } from './flow.ts';
import { lateQuestion } from './late.ts';
import { moveQuestion } from './move.ts';
import { upcoming } from './own.ts';
import { waitQuestion } from './wait.ts';

/** What each flow does. */
export const flows: Readonly<Record<FlowName, Flow>> = {
  book: { question: bookQuestion },
  reschedule: { question: moveQuestion },
  cancel: { question: cancelQuestion },
  check: { question: (_, __, world) => ended([{ act: 'bookings', bookings: upcoming(world) }]) },
  late: { question: lateQuestion },
  waitlist: { question: waitQuestion },
};
