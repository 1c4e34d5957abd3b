import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import type { TurnKey } from './brain.ts';
import type { Budget } from './budget.ts';
import type { Allowance, ModelCall } from './model-call.ts';

/** A call and what it cost, in millionths of a dollar; `null`: nobody knows. */
export type PricedCall = ModelCall & { readonly costMicros: number | null };

/** Keeps what was spent on a turn, whether or not the turn will be ours to end. */
export async function putCalls(
  db: Db,
  { business, conversation, fence }: TurnKey,
  calls: readonly PricedCall[],
): Promise<void> {
  if (calls.length === 0) return;
  const rows = calls.map(({ promptHash, inputTokens, outputTokens, costMicros, tookMs, ...call }) => ({
    purpose: call.purpose,
    provider: call.provider,
    model: call.model,
    outcome: call.outcome,
    status: call.status,
    at: call.at,
    business_id: business,
    conversation_id: conversation,
    fence,
    prompt_hash: promptHash,
    input_tokens: inputTokens,
    output_tokens: outputTokens,
    cost_micros: costMicros,
    took_ms: tookMs,
  }));
  await db.insertInto('llm_calls').values(rows).execute();
}

/** The turn that a conversation takes next: what is asked ahead of it counts as its own. */
export async function turnAhead(db: Db, { business, conversation }: Omit<TurnKey, 'fence'>): Promise<TurnKey> {
  const turn = await db
    .selectFrom('turns')
    .select('fence')
    .where('conversation_id', '=', conversation)
    .executeTakeFirst();
  return { business, conversation, fence: (turn?.fence ?? 0) + 1 };
}

const nothingSpent = { calls: 0, inputTokens: 0, outputTokens: 0, conversation: 0, day: 0 };

export type Limits = { readonly conversationTokens: number; readonly dayTokens: number };

/** What the turn has spent; and the conversation in 24 hours, and the business since its midnight, of what each may. */
export async function budgetsOf(
  db: Db,
  { business, conversation, fence }: TurnKey,
  limits: Limits,
  now: Temporal.Instant,
): Promise<{ readonly turn: Allowance; readonly budgets: readonly Budget[] }> {
  const { rows } = await sql<Allowance & { conversation: number; day: number }>`
    select turn.*, (select coalesce(sum(input_tokens + output_tokens), 0)::float8 from llm_calls
        where conversation_id = ${conversation} and at > ${now.subtract({ hours: 24 })}) as conversation,
      (select coalesce(sum(input_tokens + output_tokens), 0)::float8 from llm_calls c
        where c.business_id = b.id and c.at >= date_trunc('day', ${now}::timestamptz at time zone b.time_zone) at time zone b.time_zone) as day
    from businesses b, (select count(*)::int as calls, coalesce(sum(input_tokens), 0)::float8 as "inputTokens",
        coalesce(sum(output_tokens), 0)::float8 as "outputTokens" from llm_calls
      where conversation_id = ${conversation} and fence = ${fence}) as turn
    where b.id = ${business}`.execute(db);
  const { conversation: inConversation, day, ...turn } = rows[0] ?? nothingSpent;
  return {
    turn,
    budgets: [
      { spent: inConversation, limit: limits.conversationTokens },
      { spent: day, limit: limits.dayTokens },
    ],
  };
}

const Spend = z.object({
  business: z.string(),
  day: z.string(),
  model: z.string(),
  calls: z.number(),
  failed: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  /** `null`: of some calls nobody knows what they cost. */
  costMicros: z.number().nullable(),
  p95Ms: z.number(),
});
export type Spend = z.output<typeof Spend>;

/** What was spent by business, day and model, the latest first. */
export async function spendSince(db: Db, since: Temporal.Instant): Promise<Spend[]> {
  const { rows } = await sql`
    select b.name as business, to_char(c.at at time zone b.time_zone, 'YYYY-MM-DD') as day, c.model, count(*)::int as calls,
      count(*) filter (where c.outcome <> 'used')::int as failed,
      sum(c.input_tokens)::float8 as "inputTokens", sum(c.output_tokens)::float8 as "outputTokens",
      case when count(*) = count(c.cost_micros) then sum(c.cost_micros)::float8 end as "costMicros",
      percentile_cont(0.95) within group (order by c.took_ms)::float8 as "p95Ms"
    from llm_calls c join businesses b on b.id = c.business_id where c.at >= ${since}
    group by b.id, 2, c.model order by 2 desc, 1, 3`.execute(db);
  return z.array(Spend).parse(rows);
}

/** Of the business that has come closest to what it may spend today, how much, in percent; `null`: none has spent any. */
export async function spentPercent(db: Db, dayTokens: number): Promise<number | null> {
  const { rows } = await sql<{ percent: number | null }>`
    select max(100.0 * spent / coalesce(nullif(models -> 'dayTokens', 'null')::float8, ${dayTokens}))::float8 as percent from (
      select b.models, sum(c.input_tokens + c.output_tokens) as spent from llm_calls c join businesses b on b.id = c.business_id
      where c.at >= date_trunc('day', now() at time zone b.time_zone) at time zone b.time_zone group by b.id) as today`.execute(
    db,
  );
  return rows[0]?.percent ?? null;
}

/** Calls of the last quarter of an hour, and those among them that gave no answer. */
export async function lateCalls(db: Db): Promise<{ readonly calls: number; readonly failed: number }> {
  const { rows } = await sql<{ calls: number; failed: number }>`
    select count(*)::int as calls, count(*) filter (where outcome in ('timeout', 'refused', 'unreachable'))::int as failed
    from llm_calls where at > now() - interval '15 minutes'`.execute(db);
  return rows[0] ?? { calls: 0, failed: 0 };
}
