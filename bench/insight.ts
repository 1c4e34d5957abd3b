import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeApiKey } from '../src/accounts/api-key.store.ts';
import { BusinessId } from '../src/business/business.ts';
import { openDb, type Db } from '../src/platform/db.ts';
import { rollUp } from '../src/insight/rollup.store.ts';
import { median, percentile } from './load.ts';
import { openBench } from './servers.ts';

const messages = 1_000_000;
const days = 30;

/** A business that has heard and said a million messages in 30 days, half of them each way, in 5,000 conversations; a turn in twenty books. */
export const seed = `
  insert into businesses (name, time_zone) values ('Bench', 'America/Sao_Paulo');
  insert into numbers select '1', id, '1' from businesses;
  insert into contacts (business_id, user_id, created_at)
    select id, 'user-' || n, now() - random() * interval '${days} days' from businesses, generate_series(1, 5000) as n;
  insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
    select business_id, id, '1', now() - random() * interval '${days} days' from contacts;
  create temporary table turn as
    select n as fence, (n / 5000 + n) % 20 as kind, conversations.business_id, conversations.id as conversation_id, contact_id,
      now() - (${messages / 2} - n) * (interval '${days} days' / ${messages / 2}) as at
    from generate_series(1, ${messages / 2}) as n
    join (select *, row_number() over () as place from conversations) as conversations on place = 1 + n::bigint * 7919 % 5000;
  insert into messages (business_id, conversation_id, direction, content, status, at, fence)
    select business_id, conversation_id, 'in', '{"kind":"text","text":"quanto custa?"}', 'received', at, fence from turn order by fence;
  insert into messages (business_id, conversation_id, direction, content, status, at, fence)
    select business_id, conversation_id, 'out', '{"type":"text","text":"R$ 80,00"}', 'read', at + interval '1 s', fence from turn order by fence;
  insert into traces (business_id, conversation_id, fence, brain, said, commands, acts, effects, took_ms, due_at, at)
    select business_id, conversation_id, fence, 'offline', '[{"kind":"text","text":"quanto custa?"}]',
      case kind when 1 then '[{"kind":"start","flow":"book"}]' else '[]' end::jsonb,
      case kind when 0 then '[{"act":"missing"}]' when 1 then '[{"act":"offer"}]' when 3 then '[{"act":"done"}]'
        when 2 then '[{"act":"confirm","proposal":{"act":"book"}}]' when 4 then '[{"act":"handoff"}]'
        else '[{"act":"inform"}]' end::jsonb,
      case kind when 3 then '[{"kind":"book"}]' when 4 then '[{"kind":"handoff","reason":"asked"}]' else '[]' end::jsonb, 5, at, at
    from turn;
  insert into outbox (business_id, conversation_id, message_id, phone_number_id, content, state, created_at, sent_at)
    select business_id, conversation_id, id, '1', content, 'sent', at, at + interval '300 ms' from messages where direction = 'out' order by id;
  insert into services (business_id, key, name, minutes, price_cents, position) select id, 'corte', 'Corte', 30, 8000, 1 from businesses;
  insert into professionals (business_id, key, name, position) select id, 'p' || n, 'Pessoa ' || n, n from businesses, generate_series(1, 10) n;
  insert into opening_hours (business_id, weekday, opens, closes) select id, n, '09:00', '19:00' from businesses, generate_series(1, 6) n;
  -- Its history is written below: the triggers count the business's changes one by one.
  set session_replication_role = replica;
  insert into bookings (business_id, protocol, contact_id, professional_id, service_id, name, starts_at, ends_at, busy_until,
      price_cents, booked_at, booked_by, status)
    select turn.business_id, fence::text, contact_id, p.id, s.id, 'x', at + interval '1 day', at + interval '1 day 30 min',
      at + interval '1 day 30 min', 8000, at, 'contact', case when fence % 7 = 0 then 'cancelled' else 'done' end
    from turn join professionals p on p.position = 1 + fence % 10, services s where kind = 3;
  insert into booking_changes (business_id, booking_id, at, by, kind, after)
    select business_id, id, booked_at, 'contact', 'booked', '{"priceCents":8000}' from bookings;
  insert into booking_changes (business_id, booking_id, at, by, kind, after)
    select business_id, id, ends_at, 'contact', 'rated', '{"stars":5}' from bookings where protocol::int % 3 = 0;
  set session_replication_role = origin;
  update businesses set created_at = now() - interval '${days} days'`;

/** `npm run bench -- insight`: what the figures of operators and owners cost over a million messages. */
export async function insight(): Promise<void> {
  const bench = await openBench();
  const { db, close } = openDb(bench.database, 2);
  try {
    await bench.query(seed);
    // As autovacuum leaves it: nothing else summarises what was loaded at once.
    await bench.query('vacuum analyze');
    console.log(`insight: ${await bench.count('select count(*) from messages')} messages of ${days} days`);
    const first = await took(() => rollUp(db, Temporal.Now.instant()));
    const again = await took(() => rollUp(db, Temporal.Now.instant()));
    console.log(`  first count of all     ${first.toFixed(0)} ms`);
    console.log(`  count every 15 s       ${again.toFixed(0)} ms`);
    await answers(bench, db);
    const monthly = await took(() => monthlyReport(bench.environment));
    console.log(`  whats-agent report monthly (PDF)       ${(monthly / 1000).toFixed(1)} s (goal < 30 s)`);
  } finally {
    await close();
    await bench.close();
  }
}

type Bench = Awaited<ReturnType<typeof openBench>>;

/** How long the API takes for what operators ask, and for an owner's report of a quarter. */
async function answers(bench: Bench, db: Db): Promise<void> {
  const [row] = await bench.query<{ id: string }>('select id from businesses');
  const now = Temporal.Now.instant();
  const access = { name: 'bench', scopes: ['reports.read'] as const, expiresAt: null, by: null };
  const { key } = await makeApiKey(db, BusinessId.parse(row?.id), access, now);
  const today = now.toZonedDateTimeISO('America/Sao_Paulo').toPlainDate();
  const quarter = `from=${today.subtract({ days: 89 }).toString()}&to=${today.toString()}`;
  const { port } = await bench.spawn(['src/cli.ts', 'api']);
  for (const [path, goal, asks] of [
    ['/production/metrics/business?days=30', ' (goal < 50 ms)', 200],
    ['/production/metrics/performance', '', 200],
    ['/health', ' (goal < 5 ms)', 200],
    ['/api/v1/overview?days=7', '', 50],
    [`/api/v1/reports/business?${quarter}`, ' (goal < 1000 ms)', 50],
  ] as const) {
    const times = await asked(`http://127.0.0.1:${port}${path}`, { db, key, asks });
    const [p50, p99] = [median(times), percentile(times, 0.99)];
    const shown = path.replace(`?${quarter}`, ', a quarter').padEnd(38);
    console.log(`  ${shown} p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms${goal}`);
  }
}

type Asking = { readonly db: Db; readonly key: string; readonly asks: number };

/** Milliseconds of each ask, while the monitor counts beside it as in production. */
async function asked(url: string, { db, key, asks }: Asking): Promise<number[]> {
  const times: number[] = [];
  for (let ask = 0; ask < asks; ask += 1) {
    times.push(
      await took(async () => {
        const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } });
        if (response.status !== 200) throw new Error(`${url} answered ${response.status}`);
        await response.text();
      }),
    );
    if (ask % 50 === 0) await rollUp(db, Temporal.Now.instant());
  }
  return times;
}

/** The paper of this month, as an operator has it made, from the command to the file. */
async function monthlyReport(environment: Record<string, string>): Promise<void> {
  const month = Temporal.Now.plainDateISO().toPlainYearMonth().toString();
  const output = join(tmpdir(), `whats-agent-bench-${process.pid}.pdf`);
  const args = ['src/cli.ts', 'report', 'monthly', '--month', month, '--format', 'pdf', '--output', output];
  const child = spawn(process.execPath, args, { stdio: 'inherit', env: { ...process.env, ...environment } });
  const code = await new Promise<number | null>((done) => child.once('exit', done));
  if (code !== 0) throw new Error(`report monthly ended with ${code ?? 'a signal'}`);
  rmSync(output);
}

async function took(task: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await task();
  return performance.now() - started;
}
