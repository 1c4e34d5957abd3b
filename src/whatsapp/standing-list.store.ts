import { sql, type RawBuilder } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { AskedNumber } from './standing.store.ts';

/** What was said of an aspect. Times in ISO 8601. */
export type ToldRow = {
  readonly aspect: string;
  readonly value: string;
  readonly since: string;
  readonly toldAt: string;
};

/** A number of a business, with all that is kept of it. `told`: the newest of each aspect, and the last qualities. */
export type NumberRow = AskedNumber & {
  readonly display: string;
  readonly timeZone: string;
  readonly heldSince: Temporal.Instant | null;
  readonly heldFault: string | null;
  readonly restsUntil: Temporal.Instant | null;
  readonly heardAt: Temporal.Instant | null;
  readonly receivedAt: Temporal.Instant | null;
  readonly sentAt: Temporal.Instant | null;
  readonly waiting: number;
  readonly told: readonly ToldRow[];
};

/** How many of a number's qualities are shown. */
const qualitiesMax = 10;

export async function numbersOf(db: Db, business: BusinessId): Promise<NumberRow[]> {
  const { rows } = await sql<NumberRow>`
    select n.phone_number_id as "phoneNumberId", n.business_account_id as account, n.display_phone_number as display,
      b.time_zone as "timeZone", n.held_since as "heldSince", n.held_fault as "heldFault", n.rests_until as "restsUntil",
      t.heard_at as "heardAt", t.received_at as "receivedAt", t.sent_at as "sentAt",
      (select count(*)::int from outbox o
        where o.phone_number_id = n.phone_number_id and o.state in ('queued', 'sending')) as waiting,
      coalesce((select jsonb_agg(jsonb_build_object('aspect', s.aspect, 'value', s.value, 'since', s.since, 'toldAt', s.told_at)
          order by s.since desc)
        from (select *, row_number() over (partition by aspect order by since desc) as place from number_standing
          where business_id = n.business_id and phone_number_id = n.phone_number_id) s
        where place = 1 or aspect = 'quality' and place <= ${qualitiesMax}), '[]') as told
    from numbers n join businesses b on b.id = n.business_id
      left join number_traffic t on t.business_id = n.business_id and t.phone_number_id = n.phone_number_id
    where n.business_id = ${business} order by n.phone_number_id`.execute(db);
  return rows;
}

type Counts = { readonly phoneNumberId: string; readonly sent: number; readonly failed: number };

/** What was said in the name of a business from this moment on, by number. */
export function saidSinceQuery(business: BusinessId, since: Temporal.Instant): RawBuilder<Counts> {
  return sql`
    select k.phone_number_id as "phoneNumberId", count(*) filter (where m.status not in ('queued', 'failed'))::int as sent,
      count(*) filter (where m.status = 'failed')::int as failed
    from messages m join conversations k on k.business_id = m.business_id and k.id = m.conversation_id
    where m.business_id = ${business} and m.direction = 'out' and m.at >= ${since} group by 1`;
}
