/** What stands in `pricing` of a status. */
export type Price = {
  readonly billable: boolean;
  readonly pricing_model: 'PMP';
  readonly type: 'regular' | 'free_customer_service';
  readonly category: string;
};

/** Replies that a number sends without being billed in a month. [3] */
export const freeReplies = 1000;

/** Prices of a number: replies are free until the free tier of the month is used up, templates never are. */
export class Prices {
  readonly #replies = new Map<string, number>();
  readonly #free: number;

  constructor(free = freeReplies) {
    this.#free = free;
  }

  /** Of a message that was delivered now. Counts it. @param category of its template; absent: a reply */
  of(category: string | undefined, now: Temporal.Instant): Price {
    if (category !== undefined) return priced('regular', category);
    const month = now.toString().slice(0, 7);
    const replies = (this.#replies.get(month) ?? 0) + 1;
    this.#replies.set(month, replies);
    return priced(replies > this.#free ? 'regular' : 'free_customer_service', 'service');
  }
}

function priced(type: Price['type'], category: string): Price {
  return { billable: type === 'regular', pricing_model: 'PMP', type, category };
}
