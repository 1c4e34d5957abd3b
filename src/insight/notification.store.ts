import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { Notification } from './notification.ts';

/** Writes down what is to be told; what is there already stays. */
export async function keepNotifications(db: Db, notifications: readonly Notification[]): Promise<void> {
  for (const { id, channel, contact, severity, alerts, text, createdAt, dueAt, tries } of notifications)
    await sql`
      insert into notifications (id, channel, contact, severity, alerts, text, created_at, due_at, tries)
      values (${id}, ${channel}, ${contact}, ${severity}, ${[...alerts]}::uuid[], ${text}, ${createdAt}, ${dueAt}, ${tries})
      on conflict (id) do update set due_at = excluded.due_at, tries = excluded.tries`.execute(db);
}

/** How telling it went. */
export async function recordTold(
  db: Db,
  id: string,
  {
    sentAt,
    fault,
    dead,
  }: { readonly sentAt: Temporal.Instant | null; readonly fault: string | null; readonly dead: boolean },
): Promise<void> {
  await sql`update notifications set sent_at = ${sentAt}, fault = ${fault}, dead = ${dead} where id = ${id}`.execute(
    db,
  );
}

/** What a monitor that died had still to tell. */
export async function untold(db: Db, now: Temporal.Instant): Promise<Notification[]> {
  const { rows } = await sql<Notification>`
    select id, channel, contact, severity, alerts, text, created_at as "createdAt", due_at as "dueAt", tries
    from notifications where sent_at is null and not dead and created_at > ${now.subtract({ hours: 24 })} order by created_at`.execute(
    db,
  );
  return rows;
}
