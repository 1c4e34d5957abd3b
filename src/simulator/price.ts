/** What stands in `pricing` of a status. */
export type Price = {
  readonly billable: boolean;
  readonly pricing_model: 'PMP';
  readonly type: 'regular' | 'free_customer_service' | 'free_entry_point';
  readonly category: string;
};

/** Replies that a number sends without being billed in a month. [3] */
export const freeReplies = 1000;

/** Who comes from an ad and is answered in time costs nothing for so long. */
const freeEntry = { hours: 72, answeredWithinHours: 24 } as const;

type Entry = { readonly at: Temporal.Instant; readonly isAnswered: boolean };

/**
 * Prices of a number: nothing costs anything within a free entry point; replies are free until the free tier of the
 * month is used up, templates never are.
 */
export class Prices {
  readonly #replies = new Map<string, number>();
  readonly #entries = new Map<string, Entry>();
  readonly #free: number;

  constructor(free = freeReplies) {
    this.#free = free;
  }

  /** A contact comes from an ad. */
  enter(userId: string, at: Temporal.Instant): void {
    this.#entries.set(userId, { at, isAnswered: false });
  }

  /** Of a message that was delivered to somebody now. Counts it. @param category of its template; absent: a reply */
  of(category: string | undefined, userId: string, now: Temporal.Instant): Price {
    if (this.#isFreeEntry(userId, now)) return priced('free_entry_point', 'referral_conversion');
    if (category !== undefined) return priced('regular', category);
    const month = now.toString().slice(0, 7);
    const replies = (this.#replies.get(month) ?? 0) + 1;
    this.#replies.set(month, replies);
    return priced(replies > this.#free ? 'regular' : 'free_customer_service', 'service');
  }

  #isFreeEntry(userId: string, now: Temporal.Instant): boolean {
    const entry = this.#entries.get(userId);
    if (!entry) return false;
    const hours = entry.at.until(now).total('hours');
    if (!entry.isAnswered && hours >= freeEntry.answeredWithinHours) return false;
    this.#entries.set(userId, { ...entry, isAnswered: true });
    return hours < freeEntry.hours;
  }
}

function priced(type: Price['type'], category: string): Price {
  return { billable: type === 'regular', pricing_model: 'PMP', type, category };
}
