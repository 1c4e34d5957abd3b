import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { sql } from 'kysely';
import { z } from 'zod';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { AlertView } from '../src/insight/alert.view.ts';
import { HealthView, ObjectivesView } from '../src/insight/operations.view.ts';
import { BackupsView } from '../src/ops/history.view.ts';
import { openDashboard } from './dashboard.ts';

const { db, as, business, url } = await openDashboard();
const operator = await as('operator');

it('shows every part as it is, and what is not known as that', async () => {
  const { status, parts } = HealthView.parse((await operator.call('GET', '/operations/health')).body);
  const of = (name: string) => parts.find((part) => part.name === name)?.status;
  assert.deepEqual([of('database'), of('worker'), of('webhook')], ['healthy', 'unhealthy', 'unknown']);
  assert.equal(status, 'unhealthy');
  const { availability } = ObjectivesView.parse((await operator.call('GET', '/operations/objectives')).body);
  assert.deepEqual([availability.current, availability.leftPercent], [null, null]);
  const { newest } = BackupsView.parse((await operator.call('GET', '/operations/backups')).body);
  const Counted = z.object({ data: z.looseObject({ total_backups: z.int() }) });
  const { data } = Counted.parse(await (await fetch(`${url}/production/backup/status`)).json());
  assert.equal(newest.length, Math.min(10, data.total_backups));
});

it('lets who is on duty take an alert and end it, by name', async () => {
  const id = randomUUID();
  await sql`
    insert into alerts (id, rule, severity, category, state, value, threshold, since, fired_at)
    values (${id}, 'database_down', 'critical', 'system', 'firing', 1, 1, now(), now())`.execute(db);
  const [alert] = AlertView.array().parse((await operator.call('GET', '/alerts')).body);
  assert.deepEqual([alert?.id, alert?.state, alert?.acknowledgedBy], [id, 'firing', null]);
  assert(alert?.pt.action && alert.en.action);
  const taken = (await operator.call('POST', `/alerts/${id}/acknowledge`)).body;
  assert.deepEqual([taken.state, taken.acknowledgedBy], ['acknowledged', 'operator']);
  assert.equal((await operator.call('POST', `/alerts/${id}/resolve`)).body.state, 'resolved');
  assert.deepEqual((await operator.call('GET', '/alerts')).body, []);
  assert.equal((await operator.call('POST', `/alerts/${randomUUID()}/resolve`)).status, 404);
});

it('tries a dead letter again, and touches no other business’s', async () => {
  const stranger = await putBusiness(db, demoBusiness, { phoneNumberId: '555', displayPhoneNumber: '' });
  assert.notEqual(stranger, business);
  await sql`
    insert into inbox (phone_number_id, kind, key, payload, filed_at, fault)
    select number, 'message', number, '{}', now(), 'unreadable' from unnest(
      (select array_agg(phone_number_id) from numbers where business_id = ${business}) || '{555,nobodys}'::text[]) as number`.execute(
    db,
  );
  const { rows } = await sql<{ id: string }>`select id from inbox where phone_number_id = '555'`.execute(db);
  const theirs = rows[0]?.id ?? '';
  const { count, items } = (await operator.call('GET', '/dead-letters')).body;
  assert.deepEqual(
    [count, items.some(({ key }: { key: string }) => key === theirs), items[0].fault],
    [2, false, 'unreadable'],
  );
  assert.equal((await operator.call('POST', `/dead-letters/inbox/${theirs}/retry`)).status, 404);
  assert.equal((await operator.call('POST', `/dead-letters/inbox/${'9'.repeat(30)}/retry`)).status, 404);
  assert.equal((await operator.call('POST', `/dead-letters/inbox/${items[0].key}/retry`)).status, 204);
  assert.equal((await operator.call('GET', '/dead-letters')).body.count, 1);
});

it('shows each release where it stands, with why it was not done', async () => {
  const event = (release: string, step: string, detail: object) =>
    sql`insert into release_events (release, step, detail, actor, prev_hash, hash)
      values (${release}, ${step}, ${JSON.stringify(detail)}::jsonb, 'ana', '', '')`.execute(db);
  await event('r1', 'boot', { kind: 'rolling', tag: 'v2', problem: null });
  await event('none', 'frozen', { reason: 'Black Friday' });
  await event('r1', 'aborted', { kind: 'rolling', tag: 'v2', problem: 'not healthy' });
  const { body } = await operator.call('GET', '/operations/releases');
  assert.deepEqual(
    body.map(({ tag, step, problem }: Record<string, unknown>) => [tag, step, problem]),
    [
      ['v2', 'aborted', 'not healthy'],
      [null, 'frozen', 'Black Friday'],
    ],
  );
});
