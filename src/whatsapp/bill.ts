import { z } from 'zod';
import { Fault } from '../platform/fault.ts';

const rate = z.number('must be a number').min(0, 'must be at least 0').max(1000, 'must be at most 1000');

/**
 * What Meta charges: the price of a message by the country of who gets it (`*`: every other) and by category. `service`,
 * a reply in the window, costs what `utility` does where it is not named; `freeReplies` of them are free a number and
 * month. Ours by no means: Meta changes them.
 */
const BillPrices = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/, 'must be three letters such as USD'),
  freeReplies: z.int('must be a whole number').min(0, 'must be at least 0'),
  markets: z.record(
    z.string().regex(/^([A-Z]{2}|\*)$/, 'must be two letters of a country, or *'),
    z.record(z.string().regex(/^[a-z_-]+$/, 'must be a category of Meta’s'), rate),
  ),
});
export type BillPrices = z.output<typeof BillPrices>;

/** @throws Fault `config.invalid`; its sentence names each field that is wrong */
export function parseBillPrices(value: unknown): BillPrices {
  const parsed = BillPrices.safeParse(value);
  if (parsed.success) return parsed.data;
  const sentences = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
  throw new Fault('permanent', 'config.invalid', {
    sentence: `WHATSAPP_PRICES: ${[...new Set(sentences)].join('; ')}.`,
  });
}

/** Messages that were delivered on a day, of the same price. `day` as `2026-11-27`. */
export type CountedCharge = {
  readonly day: string;
  readonly market: string;
  readonly category: string;
  readonly type: string;
  readonly messages: number;
};

/** Money of the price file. */
export type Bill = {
  /** What this month has cost until now. */
  readonly soFar: number;
  /** What the whole month will, if its other days are like the last seven. */
  readonly month: number;
  /** Billed messages whose price the file does not hold: they are in no sum. */
  readonly unpriced: number;
};

/** Days before today that say how the rest of the month will be. */
export const paceDays = 7;

const isReply = ({ category }: CountedCharge) => category === 'service';

/** What one message costs; `null`: the file does not say. */
export function priceOf(
  { markets }: BillPrices,
  { market, category }: Pick<CountedCharge, 'market' | 'category'>,
): number | null {
  const rates = { ...markets['*'], ...markets[market] };
  const plain = category.replace(/^group_/, '');
  const names = [category, plain, ...(elseAs[plain] ?? [])];
  return names.map((name) => rates[name]).find((found) => found !== undefined) ?? null;
}

/** Categories that cost what another does, where the file does not name them. */
const elseAs: Readonly<Record<string, readonly string[]>> = {
  service: ['utility'],
  marketing_lite: ['marketing'],
  'authentication-international': ['authentication'],
};

/** What these cost: Meta bills what is `regular` and nothing else. */
export function costOf(prices: BillPrices, counted: Omit<CountedCharge, 'day'>): number {
  return counted.type === 'regular' ? (priceOf(prices, counted) ?? 0) * counted.messages : 0;
}

/**
 * The bill of one number.
 *
 * @param counted of this month, and of the `paceDays` before it
 * @param today where the business is
 */
export function billOf(prices: BillPrices, counted: readonly CountedCharge[], today: Temporal.PlainDate): Bill {
  const month = counted.filter(({ day }) => day.startsWith(today.toString().slice(0, 8)));
  const soFar = sum(month.map((each) => costOf(prices, each)));
  const unpriced = month.filter((each) => each.type === 'regular' && priceOf(prices, each) === null);
  return {
    soFar,
    month: soFar + restOf(prices, { month, recent: recentOf(counted, today) }, today),
    unpriced: sum(unpriced.map(({ messages }) => messages)),
  };
}

function recentOf(counted: readonly CountedCharge[], today: Temporal.PlainDate): readonly CountedCharge[] {
  const [from, until] = [today.subtract({ days: paceDays }).toString(), today.toString()];
  return counted.filter(({ day }) => day >= from && day < until);
}

/** What the days after today will cost: replies what is left of the free ones does not cover, and all else that is billed. */
function restOf(
  prices: BillPrices,
  { month, recent }: { readonly month: readonly CountedCharge[]; readonly recent: readonly CountedCharge[] },
  today: Temporal.PlainDate,
): number {
  const factor = (today.daysInMonth - today.day) / paceDays;
  const isCounted = (each: CountedCharge) => isReply(each) && !each.type.startsWith('free_entry');
  const used = sum(month.filter(isCounted).map(({ messages }) => messages));
  const left = Math.max(0, prices.freeReplies - used);
  const replies = recent.filter(isCounted);
  const coming = factor * sum(replies.map(({ messages }) => messages));
  const billed = coming === 0 ? 0 : Math.max(0, coming - left) / coming;
  const ofReplies = sum(replies.map((each) => (priceOf(prices, each) ?? 0) * each.messages)) * factor * billed;
  const others = recent.filter((each) => !isReply(each));
  return ofReplies + factor * sum(others.map((each) => costOf(prices, each)));
}

/** A number of a business, its bill, and what both may cost in a month. */
type Budgeted = {
  readonly business: string;
  readonly budget: number | null;
  readonly businessBudget: number | null;
  readonly bill: Bill;
};

/** Percent of a budget that are used now and will be when the month ends: of the fullest one; `null`: there is none. */
export function budgetUse(numbers: readonly Budgeted[]): {
  readonly spent: number | null;
  readonly forecast: number | null;
} {
  const businesses = [...Map.groupBy(numbers, ({ business }) => business).values()].map((all) => ({
    budget: all[0]?.businessBudget ?? null,
    bills: all.map(({ bill }) => bill),
  }));
  const budgets = [...businesses, ...numbers.map(({ budget, bill }) => ({ budget, bills: [bill] }))];
  const most = (of: (bill: Bill) => number) => {
    const used = budgets.flatMap(({ budget, bills }) => (budget === null ? [] : [(100 * sum(bills.map(of))) / budget]));
    return used.length === 0 ? null : Math.max(...used);
  };
  return { spent: most(({ soFar }) => soFar), forecast: most(({ month }) => month) };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);
