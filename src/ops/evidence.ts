/** Rows beyond these are not taken: the newest tell most. */
const rowsMax = 20_000;

const rowsOf = (query: string) =>
  `select coalesce(json_agg(found), '[]')::text from (${query} limit ${rowsMax}) as found`;

/** What the database knows of the time of an incident, by the name of its file. No text, name or secret of anybody. */
export function evidenceOf(since: Temporal.Instant): Readonly<Record<string, string>> {
  const from = `'${since.toString()}'`;
  return {
    'audit.json':
      rowsOf(`select a.business_id, a.id, a.at, a.user_id, a.api_key_id, a.action, a.target, a.status, a.ip_address
      from businesses b join audit a on a.business_id = b.id where a.at >= ${from} order by a.at desc`),
    'alerts.json': rowsOf(`select * from alerts where since >= ${from} or state <> 'resolved' order by since desc`),
    'releases.json': rowsOf('select * from release_events order by id desc'),
    'slots.json': rowsOf('select * from active_slots order by revision desc'),
    'sign-in-failures.json': rowsOf('select * from sign_in_failures order by at desc'),
    'sessions.json': rowsOf(`select id, user_id, ip_address, user_agent, created_at, updated_at, expires_at
      from sessions order by created_at desc`),
    'members.json': rowsOf('select business_id, user_id, role, since from members order by since desc'),
    'api-keys.json': rowsOf(`select business_id, id, start, scopes, made_by, made_at, expires_at, used_at, revoked_at
      from api_keys order by made_at desc`),
    'connections.json': rowsOf(`select pid, usename, application_name, client_addr, backend_start, state, wait_event
      from pg_stat_activity order by backend_start desc`),
  };
}
