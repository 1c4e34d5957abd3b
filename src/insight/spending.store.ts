import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import { costOf, priceOf, type BillPrices, type CountedCharge } from '../whatsapp/bill.ts';
import type { ModelSpending, Spending } from './business-report.ts';
import type { Stretch } from './report.store.ts';

/** What a business spent on messages, by Meta's categories, and on models. @param prices `null`: nobody has said */
export async function spendingIn(db: Db, stretch: Stretch, prices: BillPrices | null): Promise<Spending> {
  const [charges, models] = await Promise.all([chargesQuery(stretch).execute(db), modelsQuery(stretch).execute(db)]);
  const messages = [...Map.groupBy(charges.rows, ({ category }) => category)].map(([category, each]) => {
    const count = (isBilled: boolean) =>
      each.reduce((sum, { type, messages: sent }) => sum + ((type === 'regular') === isBilled ? sent : 0), 0);
    const isPriced = each.every((charge) => charge.type !== 'regular' || (prices && priceOf(prices, charge) !== null));
    const cost = prices && isPriced ? each.reduce((sum, charge) => sum + costOf(prices, charge), 0) : null;
    return { category, billed: count(true), free: count(false), cost };
  });
  return { currency: prices?.currency ?? null, messages, models: models.rows };
}

type Charges = Omit<CountedCharge, 'day'>;

/** Its SQL, whose plan a test looks at. */
export const chargesQuery = ({ business, start, end }: Stretch) => sql<Charges>`
  select category, market, type, count(*)::int as messages from charges
  where business_id = ${business} and at >= ${start} and at < ${end} and is_delivered
  group by 1, 2, 3 order by 1, 2, 3`;

/** Its SQL, whose plan a test looks at. */
export const modelsQuery = ({ business, start, end }: Stretch) => sql<ModelSpending>`
  select model, count(*)::int as calls,
    case when count(*) = count(cost_micros) then sum(cost_micros)::float8 / 1e6 end as dollars
  from llm_calls where business_id = ${business} and at >= ${start} and at < ${end} group by 1 order by 1`;
