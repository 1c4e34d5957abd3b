import { bookQuestion } from './book.ts';
import type { FlowName } from './command.ts';
import type { Flow } from './flow.ts';

/** What each flow does; `null`: a person does it, and the contact is told so. */
export const flows: Readonly<Record<FlowName, Flow | null>> = {
  book: { question: bookQuestion },
  reschedule: null,
  cancel: null,
  check: null,
  late: null,
  waitlist: null,
};
