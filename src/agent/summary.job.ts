import type { Business, BusinessId } from '../business/business.ts';
import { Brief } from '../conversations/readable.ts';
import { claimToSummarise, putSummary, type ToSummarise } from '../conversations/summary.store.ts';
import type { Db } from '../platform/db.ts';
import type { Round } from '../platform/runner.ts';
import type { Clock } from '../platform/time.ts';
import { summarising } from './summary.ts';
import type { ModelDeps } from './understand.client.ts';

export type SummaryDeps = ModelDeps & {
  readonly db: Db;
  readonly clock: Clock;
  readonly businessAt: (business: BusinessId, revision: number) => Promise<Business>;
  /** How long the models may take for one. */
  readonly thought: Temporal.Duration;
};

/**
 * Lets a model tell who takes over what matters. The contact waits for none of it: the handoff is done and said, and the
 * rules' own lines are read until then, and where nothing usable comes of it.
 */
export function summaryRound(deps: SummaryDeps): Round<ToSummarise> {
  const { db, clock, businessAt, models, allowanceOf, record, thought } = deps;
  return {
    name: 'summary',
    find: () => claimToSummarise(db, clock()),
    keyOf: ({ conversation }) => conversation,
    async perform(due) {
      const brief = Brief.safeParse(due.brief).data;
      if (!brief || due.messages.length === 0) return;
      const business = await businessAt(due.business, due.revision);
      const allowance = await allowanceOf(due, { business }, clock());
      if (allowance.calls <= 0) return;
      const signal = AbortSignal.timeout(thought.total('milliseconds'));
      const { result, calls } = await models.ask(summarising({ ...due, brief }, business), allowance, signal);
      await record(due, calls, { business });
      if (result) await putSummary(db, due, result);
    },
  };
}
