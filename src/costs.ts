import type { Command } from 'commander';
import type { BusinessId } from './business/business.ts';
import type { Readings } from './insight/readings.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { wrong } from './platform/fault.ts';
import { shownPhone } from './platform/phone.ts';
import { settingFile } from './setting-file.ts';
import type { Terminal } from './terminal.ts';
import { billOf, budgetUse, costOf, paceDays, parseBillPrices, priceOf, type BillPrices } from './whatsapp/bill.ts';
import { accounts, setBudget } from './whatsapp/charge.store.ts';
import type { NumberView } from './whatsapp/number.view.ts';

/** What messages cost at Meta, and what they may. */
export function costing(program: Command, { print, once, withDatabase }: Terminal): void {
  const costs = program
    .command('costs')
    .description('what messages cost at Meta this month, by number, category and market (needs DATABASE_URL)')
    .option('--json', 'by day, for programs')
    .action(({ json }: { readonly json?: boolean }) =>
      once(() =>
        withDatabase(async (db, config) => {
          const numbers = await costsOf(db, billPrices(config), Temporal.Now.instant());
          if (json) print(JSON.stringify(numbers, null, 2));
          else numbers.flatMap(linesOf).forEach(print);
          if (!json && numbers.length === 0) print('No number is connected: run `whats-agent numbers add`.');
        }),
      ),
    );
  costs
    .command('budget')
    .description('what a number, or all numbers of a business together, may cost in a month: beyond it people are told')
    .argument('<of>', 'the id of the number, or id or name of the business')
    .argument('<amount>', 'in the currency of WHATSAPP_PRICES, or none')
    .action((of: string, amount: string) =>
      once(() => withDatabase(async (db) => print(await budget(db, of, amount)))),
    );
}

/** @throws Fault `config.invalid` */
export function billPrices({ WHATSAPP_PRICES: path }: Config): BillPrices | null {
  return path === undefined ? null : parseBillPrices(settingFile('WHATSAPP_PRICES', path));
}

/** A number, of one business or of all, what it sent by day, and what that costs; no money without a price file. */
async function costsOf(db: Db, prices: BillPrices | null, now: Temporal.Instant, business: BusinessId | null = null) {
  return (await accounts(db, { before: paceDays, business }, now)).map(({ counted, today, ...account }) => {
    const month = today.slice(0, 7);
    return {
      ...account,
      today,
      currency: prices?.currency ?? null,
      bill: prices && billOf(prices, counted, Temporal.PlainDate.from(today)),
      days: counted
        .filter(({ day }) => day.startsWith(month))
        .map((each) => ({
          ...each,
          isBilled: each.type === 'regular',
          cost: prices && (each.type !== 'regular' || priceOf(prices, each) !== null) ? costOf(prices, each) : null,
        })),
    };
  });
}

/** What rules look at; nothing without a price file. */
export async function spendingOf(db: Db, prices: BillPrices | null, now: Temporal.Instant): Promise<Partial<Readings>> {
  const numbers = prices === null ? [] : await costsOf(db, prices, now);
  const { spent, forecast } = budgetUse(numbers.flatMap(({ bill, ...number }) => (bill ? [{ ...number, bill }] : [])));
  return { channelSpendPercent: spent, channelForecastPercent: forecast };
}

/** What the month of each number of a business costs, by number; without a price file nothing. */
export async function monthCosts(
  db: Db,
  prices: BillPrices | null,
  business: BusinessId,
  now: Temporal.Instant,
): Promise<Map<string, NumberView['month']>> {
  const numbers = prices === null ? [] : await costsOf(db, prices, now, business);
  return new Map(
    numbers.flatMap(({ phoneNumberId, currency, bill }) => {
      if (currency === null || bill === null) return [];
      const { soFar, month: forecast, unpriced } = bill;
      return [[phoneNumberId, { currency, soFar, forecast, unpriced }] as const];
    }),
  );
}

/** Has this number used up what it, or its business, may cost in a month? Never without a price file. */
export async function isBudgetUsedUp(
  db: Db,
  prices: BillPrices | null,
  phoneNumberId: string,
  now: Temporal.Instant,
): Promise<boolean> {
  const numbers = prices === null ? [] : await costsOf(db, prices, now);
  const own = numbers.find((number) => number.phoneNumberId === phoneNumberId);
  const siblings = numbers.filter(({ business }) => business === own?.business);
  // What another number may cost alone does not concern this one.
  const budgeted = siblings.flatMap(({ bill, ...number }) =>
    bill ? [{ ...number, bill, budget: number.phoneNumberId === phoneNumberId ? number.budget : null }] : [],
  );
  return (budgetUse(budgeted).spent ?? 0) >= 100;
}

type Costs = Awaited<ReturnType<typeof costsOf>>[number];

function linesOf(costs: Costs): string[] {
  const { display, businessName, phoneNumberId, today, days } = costs;
  const kinds = Map.groupBy(days, ({ category, market }) => `${category.padEnd(24)} ${market.padEnd(2) || '??'}`);
  const rows = [...kinds].map(([kind, each]) => {
    const count = (isBilled: boolean) => sum(each.map((day) => (day.isBilled === isBilled ? day.messages : 0)));
    const cost = each.some((day) => day.cost === null)
      ? '?'
      : money(costs.currency, sum(each.map((day) => day.cost ?? 0)));
    return `  ${kind} ${column(String(count(true)))} ${column(String(count(false)))} ${cost.padStart(14)}`;
  });
  const head = `  ${'category'.padEnd(24)} to ${column('billed')} ${column('free')} ${'cost'.padStart(14)}`;
  const title = `${businessName}  ${shownPhone(display)}  ${phoneNumberId}  ${today.slice(0, 7)} until ${today}`;
  return [title, ...(rows.length > 0 ? [head, ...rows] : ['  nothing was delivered']), ...totalOf(costs), ''];
}

function totalOf({ bill, currency, budget: limit, businessBudget }: Costs): string[] {
  if (!bill) return ['  Prices are unknown: set WHATSAPP_PRICES (docs/whatsapp.md).'];
  const limits = [
    ...(limit === null ? [] : [`the number’s budget ${money(currency, limit)}`]),
    ...(businessBudget === null ? [] : [`the business’s budget ${money(currency, businessBudget)}`]),
  ];
  const lines = [
    `  ${money(currency, bill.soFar)} so far; the month about ${money(currency, bill.month)}; ${limits.join(', ') || 'no budget'}`,
  ];
  return bill.unpriced === 0
    ? lines
    : [...lines, `  ${bill.unpriced} billed messages have no price in WHATSAPP_PRICES.`];
}

const column = (text: string) => text.padStart(8);
const money = (currency: string | null, amount: number) => `${currency ?? ''} ${amount.toFixed(2)}`;
const sum = (numbers: readonly number[]) => numbers.reduce((total, each) => total + each, 0);

async function budget(db: Db, of: string, amount: string): Promise<string> {
  const given = amount === 'none' ? null : Number(amount);
  if (given !== null && !(given > 0 && given < 1e9))
    throw wrong(`${amount}: say an amount above 0 such as 25.50, or none.`);
  if (!(await setBudget(db, of, given)))
    throw wrong(`There is no number or business ${of}: see \`whats-agent numbers list\`.`);
  return given === null ? `${of} has no budget now.` : `${of} may cost ${given.toFixed(2)} in a month.`;
}
