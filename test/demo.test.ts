import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { demo } from '../src/demo.ts';
import { putNumber } from '../src/business/business.store.ts';
import { BusinessId } from '../src/business/business.ts';
import { asFault } from '../src/platform/fault.ts';
import { testDatabase } from '../src/platform/testing.ts';
import { demoConfig } from './stack.ts';

const days = { days: '14', seed: '1' };

async function refusal(asked: Promise<string>): Promise<string> {
  const fault: unknown = await asked.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return String(asFault(fault).context['sentence']);
}

describe('the demo command', () => {
  it('fills so many days, marks the business, and counts what it filled', async () => {
    const { db, url } = await testDatabase();
    const config = await demoConfig(url);
    assert.match(await demo(config, days), /14 days of invented/);
    const { rows } = await sql<Record<string, number>>`select
      (select count(*) from businesses where demo_since is not null) as marked,
      (select count(*) from bookings) as bookings,
      (select count(*) from bookings where status = 'booked' and starts_at < now() - interval '6 hours') as forgotten,
      (select sum(bookings) from metric_hours) as counted,
      (select count(*) from turns where due_at is not null) as due,
      (select count(*) from outbox where state <> 'sent') as unsent,
      (select count(*) from messages where at > now()) as tomorrow`.execute(db);
    const [found] = rows;
    assert(found);
    assert(Number(found['bookings']) > 60, `${found['bookings']} bookings`);
    assert.equal(Number(found['counted']), Number(found['bookings']));
    const { marked, forgotten, due, unsent, tomorrow } = found;
    assert.deepEqual(
      { marked, forgotten, due, unsent, tomorrow },
      { marked: 1, forgotten: 0, due: 0, unsent: 0, tomorrow: 0 },
    );
    assert.match(await refusal(demo(config, days)), /filled on .* already/);
  });

  it('refuses what is no demo, a real number, and a number of days that is none', async () => {
    const { db, url } = await testDatabase();
    const config = await demoConfig(url);
    assert.match(await refusal(demo({ ...config, WHATSAPP_PHONE_NUMBER_ID: '123456789012345' }, days)), /real number/);
    assert.match(await refusal(demo({ ...config, ENVIRONMENT: 'production' }, days)), /ENVIRONMENT is not demo/);
    assert.match(await refusal(demo(config, { days: 'many', seed: '1' })), /--days must be a whole number/);
    await demo(config, { days: '1', seed: '1' });
    const { id } = await db.selectFrom('businesses').select('id').executeTakeFirstOrThrow();
    await sql`update businesses set demo_since = null`.execute(db);
    await putNumber(db, BusinessId.parse(id), {
      phoneNumberId: '123456789012345',
      displayPhoneNumber: '+55 11 90000-0000',
    });
    assert.match(await refusal(demo(config, days)), /real number \(123456789012345\)/);
  });
});
