import type { Db } from '../platform/db.ts';
import type { Logger } from '../platform/log.ts';
import type { Round } from '../platform/runner.ts';
import { isBefore, type Clock } from '../platform/time.ts';
import { wordsOfTemplate, type Definition } from '../whatsapp/template.ts';
import { definitionOf } from '../whatsapp/template.store.ts';
import { begin } from './audience.store.ts';
import { isRefused, isSendable, isWithin, type PausedFor } from './campaign.ts';
import { pause } from './campaign.store.ts';
import { feed, finish, latelyRefused, liveCampaigns, takeBack, type Live } from './feed.store.ts';

export type CampaignDeps = {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long a contact must have written nothing. */
  readonly calm: Temporal.Duration;
  /** Has the number, or its business, used up what it may cost in a month? Asked now and then, for it counts a month. */
  readonly isBudgetUsedUp: (phoneNumberId: string, now: Temporal.Instant) => Promise<boolean>;
  /** Something was put in the outbox. */
  readonly said: () => void;
};

/** How old the answer to the question about the budget may be. */
const budgetSeconds = 30;

/**
 * Begins what is due, and hands each campaign's next recipients to the outbox while it may send. What Meta, the budget or
 * the registry of templates says no to pauses it, until a person has looked.
 */
export function campaignRound(deps: CampaignDeps): Round<Live> {
  const { db, clock, log, said } = deps;
  const isSpent = rarely(deps);
  return {
    name: 'campaign',
    find: () => liveCampaigns(db, clock()),
    keyOf: ({ id }) => id,
    async perform(live) {
      const { business, id, plan, state } = live;
      const now = clock();
      if (state === 'scheduled') {
        await db.transaction().execute((tx) => begin(tx, live, now));
        log.info({ business, campaign: id }, 'campaign.begun');
        return;
      }
      const definition = await definitionOf(db, plan.phoneNumberId, plan.template);
      const trouble = await troubleOf(live, definition, { db, now, isSpent });
      if (trouble !== null) {
        if (await pause(db, business, id, trouble))
          log.warn({ business, campaign: id, why: trouble }, 'campaign.paused');
      } else if (!isWithin(plan.hours, live.timeZone, now)) await db.transaction().execute((tx) => takeBack(tx, live));
      // Its text is being read again.
      else if (definition?.components) {
        const feeding = { live, words: wordsOfTemplate(definition.components), calm: deps.calm };
        if ((await db.transaction().execute((tx) => feed(tx, feeding, now))) > 0) said();
        else if (await finish(db, live, now)) log.info({ business, campaign: id }, 'campaign.finished');
      }
    },
  };
}

type Asked = {
  readonly db: Db;
  readonly now: Temporal.Instant;
  readonly isSpent: CampaignDeps['isBudgetUsedUp'];
};

async function troubleOf(
  live: Live,
  definition: Definition | null | undefined,
  { db, now, isSpent }: Asked,
): Promise<PausedFor | null> {
  const isUnread = definition?.status === 'APPROVED' && definition.components === null;
  if (!isUnread && !isSendable(live.plan, definition)) return 'template';
  if (live.isHeld) return 'number';
  if (isRefused(await latelyRefused(db, live))) return 'refused';
  return (await isSpent(live.plan.phoneNumberId, now)) ? 'budget' : null;
}

/** The same question, asked of the bill once in a while; a yes pauses, and is asked again when a person lets it go on. */
function rarely({ isBudgetUsedUp }: CampaignDeps): CampaignDeps['isBudgetUsedUp'] {
  const fineAt = new Map<string, Temporal.Instant>();
  return async (phoneNumberId, now) => {
    const last = fineAt.get(phoneNumberId);
    if (last && isBefore(now, last.add({ seconds: budgetSeconds }))) return false;
    const isUsedUp = await isBudgetUsedUp(phoneNumberId, now);
    if (!isUsedUp) fineAt.set(phoneNumberId, now);
    return isUsedUp;
  };
}
