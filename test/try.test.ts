import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql } from 'kysely';
import { demoBusiness } from '../src/business/demo.ts';
import { edited, Edits } from '../src/business/edits.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { loadBusiness } from '../src/business/business.store.ts';
import { openDashboard } from './dashboard.ts';

const { db, business, as } = await openDashboard();
const owner = await as('owner');
const elsewhere = await putBusiness(db, demoBusiness);
const stranger = await as('owner', elsewhere);
const { business: studio } = await loadBusiness(db, business);
const [corte] = studio.services;
assert(corte);

/** A Tuesday, 10:20 in São Paulo. */
const now = '2026-11-24T13:20:00Z';

type Reply = { text: string; options: { id: string; title: string }[] };
type Exchange = { understood: { name: string; about: string[] }[]; replies: Reply[] };

const text = (words: string) => ({ kind: 'text', text: words });

async function tries(messages: readonly object[], draft: object = {}, who = owner) {
  const { status, body } = await who.call('POST', '/try', { messages, draft, now });
  const exchanges: Exchange[] = body.exchanges ?? [];
  const said =
    exchanges
      .at(-1)
      ?.replies.map((reply) => reply.text)
      .join('\n') ?? '';
  return { status, body, exchanges, said, options: exchanges.at(-1)?.replies.flatMap((reply) => reply.options) ?? [] };
}

/** The service as its form holds it, with something else in it. */
const withEdit = (edit: object) => ({
  services: [
    {
      id: corte.id,
      name: corte.name,
      minutes: corte.minutes,
      priceCents: corte.priceCents,
      description: corte.description,
      synonyms: corte.synonyms,
      professionals: corte.professionals,
      ...edit,
    },
  ],
});

/** Rows of each table, and how far each sequence has come: also what is rolled back uses those up. */
async function traces(): Promise<Record<string, number>> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE'`.execute(db);
  const { rows: sequences } = await sql<{ name: string; count: number }>`
    select sequencename as name, coalesce(last_value, 0) as count from pg_sequences`.execute(db);
  const found: Record<string, number> = Object.fromEntries(sequences.map(({ name, count }) => [name, count]));
  for (const { name } of tables) {
    const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(db);
    found[name] = rows[0]?.count ?? -1;
  }
  assert(tables.length > 40, `only ${tables.length} tables`);
  return found;
}

describe('a trial', () => {
  it('goes as far as a booking, its cancellation and a person, and leaves no trace in any table', async () => {
    const before = await traces();
    const said: object[] = [text('Quero agendar um Corte Feminino amanhã às 10:00'), text('Carla Dias')];
    const asked = await tries(said);
    const [yes] = asked.options;
    assert(yes && /confirm:/.test(yes.id), asked.said);
    said.push({ kind: 'tap', option: yes.id, title: yes.title });
    const booked = await tries(said);
    assert.deepEqual(booked.body.books, [
      { service: 'Corte Feminino', start: '2026-11-25T13:00:00Z', priceCents: 8_000 },
    ]);
    said.push(text('quero cancelar'), text('sim'), text('apague meus dados'), text('quero falar com uma pessoa'));
    const ended = await tries(said);
    assert.deepEqual([ended.status, ended.body.withPerson], [200, true]);
    assert.deepEqual(await traces(), before);
  });

  it('quotes what stands in the form, and the same once it is saved', async () => {
    const question = [text('Quanto custa o Corte Feminino?')];
    const draft = withEdit({ priceCents: 9_500 });
    const saved = await tries(question);
    assert.match(saved.said, /R\$ 80,00/);
    assert.deepEqual(saved.exchanges[0]?.understood, [{ name: 'ask:price', about: ['Corte Feminino'] }]);
    const unsaved = await tries(question, draft);
    assert.match(unsaved.said, /R\$ 95,00/);
    const [edit] = draft.services;
    assert.equal((await owner.call('PUT', `/services/${corte.id}`, edit)).status, 204);
    assert.equal((await tries(question)).said, unsaved.said);
    assert.equal((await owner.call('PUT', `/services/${corte.id}`, withEdit({}).services[0])).status, 204);
  });

  it('makes of every edit what saving makes of it', async () => {
    const [entry] = studio.knowledge;
    const [person] = studio.professionals;
    assert(entry && person);
    const draft = {
      ...withEdit({ minutes: 45, synonyms: ['corte', 'cabelo'] }),
      hours: [
        { professional: null, week: { 'mon-sun': '08:00-20:00' } },
        { professional: person.id, week: { tue: ['09:00-12:00', '13:00-24:00'] } },
      ],
      knowledge: [{ key: entry.key, question: entry.question, answer: 'Sim, em até 7 dias.' }],
      style: { tone: 'formal', emoji: false, language: 'pt-BR' },
      rules: { ...studio.rules, stepMinutes: 60 },
      policies: { ...studio.policies, cancelNoticeHours: 3 },
      notices: { reminderHours: [3], followUpMinutes: null },
    };
    const { business: theirs } = await loadBusiness(db, elsewhere);
    // The same demo in a business of its own, so that the others' tests keep theirs.
    const ids = new Map(
      studio.services.map(({ id, key }) => [id, theirs.services.find((each) => each.key === key)?.id]),
    );
    const [service] = draft.services;
    const [other] = theirs.professionals;
    assert(service && other);
    const there = {
      ...draft,
      services: [{ ...service, id: ids.get(corte.id), professionals: [other.id] }],
      hours: draft.hours.map(({ professional, week }) => ({ professional: professional && other.id, week })),
    };
    const expected = edited(theirs, Edits.parse(there));
    const puts: [string, unknown][] = [
      [`/services/${ids.get(corte.id) ?? ''}`, there.services[0]],
      ...there.hours.map((body): [string, unknown] => ['/business/hours', body]),
      [`/knowledge/${entry.key}`, there.knowledge[0]],
      ['/business/style', there.style],
      ['/business/rules', { rules: there.rules, policies: there.policies, notices: there.notices }],
    ];
    for (const [path, body] of puts) assert.equal((await stranger.call('PUT', path, body)).status, 204, path);
    const asText = (value: unknown) => JSON.parse(JSON.stringify(value));
    assert.deepEqual(asText((await loadBusiness(db, elsewhere)).business), asText(expected));
  });

  it('offers no time that somebody has in the real calendar', async () => {
    const wish = [text('Quero agendar um Corte Feminino'), text('26/11 às 15:00'), text('Carla Dias')];
    assert((await tries(wish)).options.some(({ id }) => id.startsWith('confirm:')));
    await sql`
      with contact as (insert into contacts (business_id, wa_id) values (${business}, '5511912345678') returning id)
      insert into bookings (business_id, protocol, contact_id, professional_id, service_id, name, starts_at, ends_at,
        busy_until, price_cents, booked_at)
      select ${business}, 'AAAAAA', contact.id, ${corte.professionals[0]}, ${corte.id}, 'Ana', '2026-11-26T18:00:00Z',
        '2026-11-26T19:00:00Z', '2026-11-26T19:15:00Z', 8000, now() from contact`.execute(db);
    const { options, said } = await tries(wish);
    assert(!options.some(({ id }) => id.startsWith('confirm:')), said);
  });

  it('knows nothing of another business, and takes no edit of its parts', async () => {
    await owner.call('POST', '/knowledge', { question: 'Qual a senha do wifi?', answer: 'A senha é girassol.' });
    const question = [text('qual a senha do wifi?')];
    assert.match((await tries(question)).said, /girassol/);
    assert.doesNotMatch((await tries(question, {}, stranger)).said, /girassol/);
    const foreign = await tries(question, withEdit({}), stranger);
    assert.deepEqual([foreign.status, foreign.body.code], [422, 'unknown_professional']);
    const gone = await tries(question, { knowledge: [{ key: 'no-such', question: 'Oi?', answer: 'Oi.' }] });
    assert.deepEqual([gone.status, gone.body.code], [422, 'unknown']);
  });

  it('is bounded in length, in time and in number, and is no line of the audit', async () => {
    const many = Array.from({ length: 21 }, () => text('oi'));
    assert.equal((await tries(many)).status, 400);
    assert.equal((await tries([text('o'.repeat(1001))])).status, 400);
    assert.equal((await tries([text('oi')], withEdit({ name: ' ' }))).status, 400);
    const far = await owner.call('POST', '/try', { messages: [text('oi')], now: '2200-01-01T00:00:00Z' });
    assert.equal(far.status, 400);
    const third = await as('owner', await putBusiness(db, demoBusiness));
    const statuses = await Promise.all(
      Array.from({ length: 65 }, async () => (await tries([text('oi')], {}, third)).status),
    );
    assert.equal(statuses.filter((status) => status === 429).length, 5);
    const { rows } = await sql`select from audit where action = 'POST /api/v1/try'`.execute(db);
    assert.equal(rows.length, 0);
  });
});

describe('an example', () => {
  const question = { name: 'preço do corte', messages: [text('Quanto custa o Corte Feminino?')], now };
  const check = async (draft: object) => (await owner.call('POST', '/examples/check', { draft })).body;

  it('is shown by a change that makes it turn out otherwise, with both ends, and by no other', async () => {
    const { status, body } = await owner.call('POST', '/examples', question);
    assert.equal(status, 201);
    const [changed, ...more] = await check(withEdit({ priceCents: 9_500 }));
    assert.deepEqual([changed.name, changed.basic, more], [question.name, null, []]);
    assert(changed.before.says.includes('R$ 80,00') && changed.after.says.includes('R$ 95,00'));
    assert.deepEqual(await check({ style: { tone: 'formal', emoji: false, language: 'auto' } }), []);
    assert.deepEqual(await check(withEdit({ synonyms: ['corte', 'tesoura'] })), []);
    // Saved all the same, it says so from then on, until it is taken as it is.
    await owner.call('PUT', `/services/${corte.id}`, withEdit({ priceCents: 9_500 }).services[0]);
    const listed = async () => (await owner.call('GET', '/examples')).body.examples[0];
    assert.equal((await listed()).holds, false);
    assert.deepEqual(await check(withEdit({ priceCents: 9_500, minutes: 60, description: 'Com lavagem.' })), []);
    assert.equal((await owner.call('POST', `/examples/${body.id}/accept`, {})).status, 204);
    assert.equal((await listed()).holds, true);
    assert.equal((await owner.call('DELETE', `/examples/${body.id}`)).status, 204);
    await owner.call('PUT', `/services/${corte.id}`, withEdit({}).services[0]);
  });

  it('guards what holds for every business before any is kept', async () => {
    const { body } = await owner.call('GET', '/examples');
    assert.deepEqual(body.examples, []);
    assert.deepEqual(
      body.basics.map(({ basic, holds }: { basic: string; holds: boolean }) => [basic, holds]),
      [
        ['price', true],
        ['book', true],
      ],
    );
    const changed = await check(withEdit({ minutes: 1440 }));
    assert.deepEqual(
      changed.map(({ basic }: { basic: string }) => basic),
      ['book'],
    );
  });

  it('is one of twenty at most, and of its own business', async () => {
    const theirs = await putBusiness(db, demoBusiness);
    const other = await as('owner', theirs);
    const statuses: number[] = [];
    for (let n = 0; n < 21; n++) statuses.push((await other.call('POST', '/examples', question)).status);
    assert.deepEqual([statuses.filter((status) => status === 201).length, statuses.at(-1)], [20, 409]);
    const { examples } = (await other.call('GET', '/examples')).body;
    const [{ id }] = examples;
    const { body: changed } = await other.call('POST', '/examples/check', {
      draft: { retired: [await firstOf(theirs)] },
    });
    assert.equal(changed.length, 20);
    assert.deepEqual((await owner.call('GET', '/examples')).body.examples, []);
    assert.equal((await owner.call('POST', `/examples/${id}/accept`, {})).status, 404);
    assert.equal((await owner.call('DELETE', `/examples/${id}`)).status, 404);
    assert.equal((await other.call('DELETE', `/examples/${id}`)).status, 204);
  });
});

async function firstOf(of: typeof business): Promise<string> {
  const { business: found } = await loadBusiness(db, of);
  return found.services[0]?.id ?? assert.fail();
}
