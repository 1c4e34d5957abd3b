import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { Charge } from './charge.ts';
import type { CountedCharge } from './bill.ts';

const messageOf = (wamid: ReturnType<typeof sql.ref>) => sql`sha256(convert_to(${wamid}, 'UTF8'))`;

/**
 * Counts each priced message once, however often and in which of its statuses the price is told. After `applyReports`:
 * what was delivered before its price came is known by then.
 *
 * @param arrived wamids that were delivered, read or played
 */
export async function putCharges(tx: Db, charges: readonly Charge[], arrived: readonly string[]): Promise<void> {
  const delivered = new Set(arrived);
  if (charges.length > 0) {
    const rows = charges.map((charge) => ({ ...charge, isDelivered: delivered.has(charge.wamid) }));
    await sql`
      insert into charges as c (message, business_id, phone_number_id, market, category, type, is_delivered, at)
      select distinct on (1) ${messageOf(sql.ref('given.wamid'))}, n.business_id, n.phone_number_id, market, category, type,
        "isDelivered" or exists (select from messages m where m.wamid = given.wamid and m.direction = 'out'
          and m.status in ('delivered', 'read', 'played')), given.at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (wamid text, "phoneNumberId" text, market text,
          category text, type text, "isDelivered" boolean, at timestamptz)
        join numbers n on n.phone_number_id = given."phoneNumberId"
      order by 1, given.at
      on conflict (message) do update set is_delivered = true where excluded.is_delivered and not c.is_delivered`.execute(
      tx,
    );
  }
  if (arrived.length > 0)
    await sql`
      with held as materialized (select message from charges
        where message in (select ${messageOf(sql.ref('wamid'))} from unnest(${[...delivered]}::text[]) as given (wamid))
          and not is_delivered order by message for update)
      update charges set is_delivered = true from held where charges.message = held.message`.execute(tx);
}

/** A number with its budgets, and what it sent since `days` before its business's month began. */
export type Account = {
  readonly phoneNumberId: string;
  readonly display: string;
  readonly business: string;
  readonly businessName: string;
  readonly today: string;
  readonly budget: number | null;
  readonly businessBudget: number | null;
  readonly counted: readonly CountedCharge[];
};

/**
 * What each number sent in this month of its business's time zone, and in the `before` days ahead of it, day by day.
 *
 * @param business the numbers of this one alone
 */
export async function accounts(
  db: Db,
  { before, business = null }: { readonly before: number; readonly business?: BusinessId | null },
  now: Temporal.Instant,
): Promise<Account[]> {
  const { rows } = await sql<Account>`
    select n.phone_number_id as "phoneNumberId", n.display_phone_number as display, b.id as business, b.name as "businessName",
      to_char(${now}::timestamptz at time zone b.time_zone, 'YYYY-MM-DD') as today,
      n.month_budget as budget, b.month_budget as "businessBudget",
      coalesce((select jsonb_agg(to_jsonb(sums) order by day, category, market, type) from (
        select to_char(c.at at time zone b.time_zone, 'YYYY-MM-DD') as day, c.market, c.category, c.type, count(*)::int as messages
        from charges c where c.business_id = b.id and c.phone_number_id = n.phone_number_id and c.is_delivered and c.at <= ${now}
          and c.at >= (date_trunc('month', ${now}::timestamptz at time zone b.time_zone) - ${before} * interval '1 day') at time zone b.time_zone
        group by 1, 2, 3, 4) as sums), '[]') as counted
    from numbers n join businesses b on b.id = n.business_id
    where ${business}::uuid is null or b.id = ${business} order by b.name, b.id, n.phone_number_id`.execute(db);
  return rows;
}

/** Of a number, or of all of a business's together; `null` takes it away. `false`: there is no such number or business. */
export async function setBudget(db: Db, of: string, budget: number | null): Promise<boolean> {
  const number = await sql`update numbers set month_budget = ${budget} where phone_number_id = ${of}`.execute(db);
  if (number.numAffectedRows === 1n) return true;
  const business =
    await sql`update businesses set month_budget = ${budget} where id::text = ${of} or name = ${of}`.execute(db);
  return business.numAffectedRows === 1n;
}
