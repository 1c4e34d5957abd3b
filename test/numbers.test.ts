import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { sql } from 'kysely';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { channelReadings } from '../src/insight/readings.store.ts';
import { managementOf, numbers } from '../src/numbers.ts';
import { openLog } from '../src/platform/log.ts';
import { Secret } from '../src/platform/secret.ts';
import { numberRound } from '../src/whatsapp/number.job.ts';
import { FindingView, NumberView } from '../src/whatsapp/number.view.ts';
import { saidSinceQuery } from '../src/whatsapp/standing-list.store.ts';
import { dashboardOf } from './dashboard.ts';
import { openPhone } from './phone.ts';
import { runDemo } from './running.ts';
import { eventually, freePort } from './stack.ts';

const { db, config, business } = await runDemo({ WHATSAPP_PRICES: 'docs/examples/whatsapp-prices.json' });
const desk = dashboardOf({ db, business, url: `http://127.0.0.1:${config.PORT}` });
const [owner, operator] = [await desk.as('owner'), await desk.as('operator')];
const id = config.WHATSAPP_PHONE_NUMBER_ID;

const simulate = (path: string, body: object) =>
  fetch(`http://127.0.0.1:${config.SIMULATOR_PORT}/simulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const well = { quality_rating: 'GREEN', name_status: 'APPROVED', is_subscribed: true };
afterEach(() => simulate('number', well));

async function shown(who = owner): Promise<NumberView> {
  const [number] = NumberView.array().parse((await who.call('GET', '/numbers')).body);
  assert(number);
  return number;
}
const shows = (what: string, holds: (number: NumberView) => boolean) =>
  eventually(what, async () => {
    const number = await shown();
    return holds(number) ? number : null;
  });

describe('numbers, as the CLI', () => {
  it('checks a number before it is subscribed, and says how to mend that', async () => {
    await simulate('number', { is_subscribed: false });
    const said = (await numbers(db, config, 'check')).join('\n');
    assert.match(said, /✗ webhook subscription: none\n +Run `whats-agent numbers add`/);
    assert.match(said, /1 of \d+ checks need you\.$/);
  });

  it('connects a number, checks all that it needs, keeps its templates, and lists it', async () => {
    await simulate('number', { is_subscribed: false });
    const lines = await numbers(db, config, 'add');
    assert.equal(lines.at(-1), 'The number is ready.', lines.join('\n'));
    assert.deepEqual(
      lines.filter((line) => !line.startsWith('✓')),
      ['The number is ready.'],
    );
    const templates = await db.selectFrom('templates').select('status').execute();
    assert(templates.length > 4 && templates.every(({ status }) => status === 'APPROVED'));
    assert.match(
      (await numbers(db, config, 'list')).join(),
      /100000000000001 {2}\(11\) 5550-0100 .* account 200000000000001/,
    );
  });

  it('says which secret is wrong and what to do about it, and nothing of the secret', async () => {
    const said = async (change: object) => (await numbers(db, { ...config, ...change }, 'check')).join('\n');
    assert.match(await said({ WHATSAPP_APP_SECRET: new Secret('hush') }), /✗ app secret[^]*App settings > Basic/);
    const token = await said({ WHATSAPP_ACCESS_TOKEN: new Secret('hush') });
    assert.match(token, /✗ token refused: 190[^]*System users/);
    assert(!token.includes('hush'));
    await assert.rejects(numbers(db, { ...config, WHATSAPP_PHONE_NUMBER_ID: '555555' }, 'check'), /cli.invalid/);
    await assert.rejects(numbers(db, config, 'remove'), /cli.invalid/);
  });

  it('takes a Meta that does not answer for unknown, and not for a wrong token', async () => {
    const away = { ...config, WHATSAPP_API_URL: `http://127.0.0.1:${await freePort()}/v25.0` };
    const said = await numbers(db, away, 'check');
    assert(said.every((line) => !line.startsWith('✗') && !line.startsWith('✓')));
    assert.match(said.join('\n'), /\? token: ECONNREFUSED\n +Meta did not answer/);
  });
});

describe('numbers, as people see them', () => {
  it('tells what Meta says of a number, what went through it, and what its month costs', async () => {
    const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Ana Souza' });
    await phone.say({ text: 'onde vocês ficam?' });
    const { month, ...number } = await shows(
      'an answer was sent and counted',
      ({ sentAt, today, month: counted }) => sentAt !== null && today.sent > 0 && counted !== null,
    );
    assert.deepEqual([number.light, number.concerns, number.held], ['well', [], null]);
    assert.deepEqual([number.phone, number.account], ['(11) 5550-0100', '200000000000001']);
    const { quality, limit, throughput, name, nameStatus, status, review } = number;
    assert.deepEqual(
      [quality, limit, throughput, name, nameStatus, status, review].map((told) => told?.value),
      ['GREEN', 'TIER_2K', 'STANDARD', demoBusiness.name, 'APPROVED', 'CONNECTED', 'APPROVED'],
    );
    assert(number.receivedAt !== null && number.heardAt !== null && number.today.failed === 0);
    assert.deepEqual([month?.currency, month?.soFar, month?.unpriced], ['USD', 0, 0]);
    assert.equal((await shown(operator)).month, null, 'who reads no reports reads no costs');
  });

  it('hears from the webhook that the quality is low at once, and from Meta how it is, with what it was before', async () => {
    await simulate('number', { quality_rating: 'YELLOW' });
    // Of how good the number is the webhook says only that it is flagged; the worker asks for the rest.
    await simulate('emit', { what: 'field', field: 'phone_number_quality_update', sample: 1 });
    await shows('the flag', ({ qualities }) => qualities.some(({ value }) => value === 'RED'));
    const round = roundOf(config.WHATSAPP_API_URL);
    for (const stale of await round.find()) await round.perform(stale);
    const yellow = await shows('Meta’s own word', ({ quality }) => quality?.value === 'YELLOW');
    assert.deepEqual(await round.find(), [], 'it is not asked again for an hour');
    assert.deepEqual([yellow.light, yellow.concerns], ['watch', ['quality_yellow']]);
    assert.deepEqual(
      yellow.qualities.map(({ value }) => value),
      ['YELLOW', 'RED', 'GREEN'],
    );
  });

  it('is an alert while Meta says that its quality is low, and no longer', async () => {
    const round = roundOf(config.WHATSAPP_API_URL);
    const low = async (quality_rating: string) => {
      await simulate('number', { quality_rating });
      await round.perform({ phoneNumberId: id, account: null });
      await sql`update channel_alerts set resolved_at = now() where resolved_at is null`.execute(db);
      return (await channelReadings(db)).numberQuality;
    };
    assert.deepEqual([await low('RED'), await low('GREEN')], [1, 0]);
  });

  it('keeps what it knew, with its age, while Meta does not answer, and shows no green by it', async () => {
    await simulate('number', well);
    await checkedAs(owner);
    const before = await shown();
    const round = roundOf(`http://127.0.0.1:${await freePort()}/v25.0`);
    await assert.rejects(round.perform({ phoneNumberId: id, account: null }), { code: 'whatsapp.number_ECONNREFUSED' });
    assert.deepEqual((await shown()).quality, before.quality);
    await sql`update number_standing set since = since - interval '4 hours', told_at = told_at - interval '4 hours'`.execute(
      db,
    );
    const { light, concerns, quality } = await shown();
    assert.deepEqual([light, concerns, quality?.value], ['unknown', ['not_known'], 'GREEN']);
  });

  it('says why a number is held, how many messages wait, and when one tries again', async () => {
    await sql`update numbers set held_since = now(), held_fault = 'whatsapp.131042', held_by = 'answer',
      rests_until = now() + interval '1 minute'`.execute(db);
    const { light, concerns, held, waiting } = await shown();
    await sql`update numbers set held_since = null, held_fault = null, held_by = null, rests_until = null`.execute(db);
    assert.deepEqual([light, concerns[0], held?.cause, waiting], ['bad', 'held', 'payment', 0]);
    assert(held?.nextTryAt && Temporal.Instant.compare(held.nextTryAt, held.since) > 0);
  });

  it('checks a number on request: each finding with its fix in two languages, no token, nobody else’s number', async () => {
    await simulate('number', { quality_rating: 'RED', name_status: 'DECLINED', is_subscribed: false });
    const { status, body } = await owner.call('POST', `/numbers/${id}/check`);
    assert.equal(status, 200);
    const findings = FindingView.array().parse(body);
    const failed = findings.filter(({ verdict }) => verdict === 'failed');
    assert.deepEqual(
      failed.map(({ check }) => check),
      ['name', 'quality', 'subscription'],
    );
    for (const { pt, en } of failed) assert(pt.todo && en.todo && pt.todo !== en.todo && pt.what !== '');
    const text = JSON.stringify(body);
    assert(
      !text.includes(config.WHATSAPP_ACCESS_TOKEN.reveal()) && !text.includes(config.WHATSAPP_APP_SECRET.reveal()),
    );
    assert.deepEqual((await shown()).concerns, ['quality_red', 'name_refused'], 'what was found is kept');
    const stranger = await putBusiness(db, demoBusiness, { phoneNumberId: '555', displayPhoneNumber: '' });
    assert.equal((await owner.call('POST', '/numbers/555/check')).status, 404);
    const other = await desk.as('owner', stranger);
    assert.deepEqual(
      (await other.call('GET', '/numbers')).body.map((number: NumberView) => [number.id, number.light]),
      [['555', 'unknown']],
    );
    const theirs = FindingView.array().parse((await other.call('POST', '/numbers/555/check')).body);
    assert.equal(theirs.find(({ check }) => check === 'number')?.verdict, 'failed', 'Meta has no such number');
  });

  it('counts the messages of today by an index, however many there were before', async () => {
    await sql`insert into messages (business_id, conversation_id, direction, content, status, at)
      select business_id, id, 'out', '{"type":"text","text":"oi"}', 'sent', now() - (20001 - n) * interval '1 hour'
      from (select business_id, id from conversations where business_id = ${business} limit 1) k, generate_series(1, 20000) n`.execute(
      db,
    );
    await sql`vacuum analyze messages`.execute(db);
    const query = saidSinceQuery(business, Temporal.Now.instant().subtract({ hours: 12 }));
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(db);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.doesNotMatch(plan, /Seq Scan on messages/, plan);
  });
});

function roundOf(url: string) {
  const management = { ...managementOf(config), url };
  return numberRound({ db, log: openLog('silent'), clock: () => Temporal.Now.instant(), management });
}

async function checkedAs(who: typeof owner): Promise<void> {
  assert.equal((await who.call('POST', `/numbers/${id}/check`)).status, 200);
}
