import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sql, type RawBuilder } from 'kysely';
import { auditQuery } from '../src/accounts/audit.store.ts';
import { bookingsBetweenQuery } from '../src/bookings/book.store.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { contactListQuery } from '../src/contacts/contact-list.store.ts';
import { contactsFor } from '../src/contacts/contact.store.ts';
import { ConversationId } from '../src/conversations/conversation.ts';
import { deskListQuery, transcriptQuery } from '../src/conversations/desk-list.store.ts';
import { fileMessages } from '../src/conversations/message.store.ts';
import { openDashboard } from './dashboard.ts';

const { db, url, business, as } = await openDashboard();
const attendant = await as('attendant');
const stranger = await as('owner', await putBusiness(db, demoBusiness));
const patience = { quiet: Temporal.Duration.from('PT1S'), waitMax: Temporal.Duration.from('PT6S') };

/** Somebody writes, and their conversation is this. */
async function writes(name: string, text: string): Promise<string> {
  const waId = `5511${String(Math.abs(hash(name)))
    .padStart(9, '9')
    .slice(0, 9)}`;
  await db.transaction().execute(async (tx) => {
    const [contact] = await contactsFor(tx, business, [{ userId: null, waId, profileName: name }]);
    assert(contact);
    const at = Temporal.Now.instant();
    const message = { contact, phoneNumberId: '100000000000001', wamid: `wamid.${name}.${at.epochNanoseconds}`, at };
    await fileMessages(tx, business, [{ ...message, said: { kind: 'text', text } }], patience);
  });
  const { body } = await attendant.call('GET', `/conversations?search=${encodeURIComponent(name)}`);
  return body.items[0].id;
}

const hash = (text: string) => Array.from(text).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) | 0, 7);

/** Who is back is told what changed meanwhile, of their own business alone. */
async function isToldWhatWasMissed(last: string): Promise<void> {
  const other = await writes('Joel Mar', 'oi');
  for (const [who, isTold] of [
    [attendant, true],
    [stranger, false],
  ] as const) {
    const back = new AbortController();
    const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, 'last-event-id': last };
    const events = await fetch(`${url}/api/v1/events`, { headers, signal: back.signal });
    assert(events.body);
    const reader = events.body.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    while (!heard.includes(isTold ? other : 'begin')) heard += (await reader.read()).value ?? '';
    assert.equal(heard.includes(other), isTold);
    back.abort();
  }
}

describe('the desk', () => {
  it('lists who wrote, the latest first, page by page', async () => {
    for (const name of ['Aline Prado', 'Beto Reis', 'Cida Melo']) await writes(name, `oi de ${name}`);
    const first = await attendant.call('GET', '/conversations?limit=2');
    assert.deepEqual(
      first.body.items.map((row: { preview: string }) => row.preview),
      ['oi de Cida Melo', 'oi de Beto Reis'],
    );
    const second = await attendant.call('GET', `/conversations?limit=2&cursor=${first.body.nextCursor}`);
    assert.deepEqual([second.body.items[0].contact.name, second.body.nextCursor], ['Aline Prado', null]);
  });

  it('finds by a part of the name, and takes % as a letter', async () => {
    const id = await writes('Dora Nunes', 'olá');
    const found = await attendant.call('GET', '/conversations?search=ORA nu');
    assert.deepEqual(
      found.body.items.map((row: { id: string }) => row.id),
      [id],
    );
    assert.deepEqual((await attendant.call('GET', '/conversations?search=%25')).body.items, []);
  });

  it('speaks only after taking over, silences the agent, and gives back', async () => {
    const id = await writes('Eva Lima', 'quero falar com alguém');
    assert.equal(
      (await attendant.call('POST', `/conversations/${id}/messages`, { text: 'oi' })).body.code,
      'not_taken',
    );
    assert.equal((await attendant.call('POST', `/conversations/${id}/take`, {})).status, 204);
    const { rows: turns } = await sql`select from turns where conversation_id = ${id} and due_at is not null`.execute(
      db,
    );
    assert.equal(turns.length, 0);
    assert.equal((await attendant.call('POST', `/conversations/${id}/messages`, { text: 'Oi, Eva!' })).status, 204);
    assert.equal((await attendant.call('POST', `/conversations/${id}/notes`, { text: 'gosta de chá' })).status, 204);
    const { body } = await attendant.call('GET', `/conversations/${id}`);
    assert.deepEqual(
      [body.status, body.assignedTo.id, body.preview, body.isUnread, body.notes[0].text],
      ['human', attendant.user, 'Oi, Eva!', false, 'gosta de chá'],
    );
    const { body: said } = await attendant.call('GET', `/conversations/${id}/messages`);
    assert.deepEqual([said.items[0].who, said.items[0].status], ['attendant', 'queued']);
    assert.equal((await attendant.call('POST', `/conversations/${id}/give-back`, {})).status, 204);
    assert.equal((await attendant.call('POST', `/conversations/${id}/give-back`, {})).body.code, 'not_taken');
  });

  it('window: closed: a person says nothing once the contact has been silent for a day', async () => {
    const id = await writes('Fabi Rocha', 'oi');
    await attendant.call('POST', `/conversations/${id}/take`, {});
    await sql`update conversations set last_inbound_at = now() - interval '25 hours' where id = ${id}`.execute(db);
    const { status, body } = await attendant.call('POST', `/conversations/${id}/messages`, { text: 'oi' });
    assert.deepEqual([status, body.code], [409, 'window_closed']);
  });

  it('sorts by labels and gives to a colleague, but to nobody else', async () => {
    const id = await writes('Fred Paz', 'quanto é?');
    assert.equal((await attendant.call('PUT', `/conversations/${id}/labels`, { labels: ['vip', 'vip'] })).status, 204);
    const { body } = await attendant.call('GET', '/conversations?label=vip');
    assert.deepEqual(
      body.items.map((row: { id: string; labels: string[] }) => [row.id, row.labels]),
      [[id, ['vip']]],
    );
    assert.deepEqual((await attendant.call('GET', '/labels')).body, ['vip']);
    const give = (user: string | null) => attendant.call('PUT', `/conversations/${id}/assignee`, { user });
    assert.equal((await give(stranger.user)).status, 404);
    assert.equal((await give(attendant.user)).status, 204);
    assert.equal((await attendant.call('GET', `/conversations/${id}`)).body.assignedTo.id, attendant.user);
    assert((await attendant.call('GET', '/colleagues')).body.some((row: { id: string }) => row.id === attendant.user));
    assert.equal((await give(null)).status, 204);
    for (const [path, edit] of Object.entries({ labels: { labels: [] }, assignee: { user: null } }))
      assert.equal((await stranger.call('PUT', `/conversations/${id}/${path}`, edit)).status, 404);
  });

  it('keeps answers to give again, one of a name', async () => {
    const keep = (text: string) => attendant.call('POST', '/canned-answers', { name: 'pix', text });
    const { id } = (await keep('a chave é o telefone')).body;
    assert.equal((await keep('a chave é o e-mail')).body.id, id);
    assert.deepEqual((await attendant.call('GET', '/canned-answers')).body, [
      { id, name: 'pix', text: 'a chave é o e-mail' },
    ]);
    assert.equal((await stranger.call('DELETE', `/canned-answers/${id}`)).status, 404);
    assert.equal((await attendant.call('DELETE', `/canned-answers/${id}`)).status, 204);
  });

  it('lists the templates that a person can send: approved, and all gaps in the text', async () => {
    const id = await writes('Gabi Reis', 'oi');
    await sql`update numbers set business_account_id = 'acc' where phone_number_id = '100000000000001'`.execute(db);
    const template = (name: string, status: string, components: unknown) =>
      sql`insert into templates (business_account_id, name, language, status, components)
        values ('acc', ${name}, 'pt_BR', ${status}, ${JSON.stringify(components)}::jsonb)`.execute(db);
    const body = { type: 'BODY', text: 'Oi {{1}}, seu horário é {{2}}.' };
    await template('greets', 'APPROVED', [body, { type: 'FOOTER', text: 'Studio' }]);
    await template('pictures', 'APPROVED', [body, { type: 'HEADER', format: 'IMAGE' }]);
    await template('waits', 'PENDING', [body]);
    assert.deepEqual((await attendant.call('GET', `/conversations/${id}/templates`)).body, [
      { name: 'greets', language: 'pt_BR', body: body.text, gaps: ['1', '2'] },
    ]);
    assert.deepEqual((await stranger.call('GET', `/conversations/${id}/templates`)).body, []);
  });

  it('shows and changes nothing of another business', async () => {
    const id = await writes('Gil Souza', 'segredo');
    assert.deepEqual((await stranger.call('GET', '/conversations')).body.items, []);
    assert.equal((await stranger.call('GET', `/conversations/${id}`)).status, 404);
    assert.deepEqual((await stranger.call('GET', `/conversations/${id}/messages`)).body.items, []);
    const deeds = { take: {}, 'give-back': {}, messages: { text: 'x' }, notes: { text: 'x' } };
    for (const [verb, body] of Object.entries(deeds))
      assert.equal((await stranger.call('POST', `/conversations/${id}/${verb}`, body)).status, 404);
    await stranger.call('POST', `/conversations/${id}/read`, {});
    assert.equal((await attendant.call('GET', `/conversations/${id}`)).body.isUnread, true);
  });

  it('shows what a contact usually wants, to this business alone, and forgets it', async () => {
    const id = await writes('Edna Faria', 'oi');
    const { body: talk } = await attendant.call('GET', `/conversations/${id}`);
    const path = `/contacts/${talk.contact.id}/habit`;
    assert.equal((await attendant.call('GET', path)).body, null);
    await sql`insert into habits (business_id, contact_id, service_id, asked, at)
      select business_id, ${talk.contact.id}, id, false, now() from services
      where business_id = ${business} and key = 'corte'`.execute(db);
    const usual = { service: 'Corte Feminino', professional: null, asked: false };
    assert.deepEqual((await attendant.call('GET', path)).body, usual);
    assert.equal((await stranger.call('GET', path)).body, null);
    await stranger.call('DELETE', path);
    assert.deepEqual((await attendant.call('GET', path)).body, usual);
    assert.equal((await attendant.call('DELETE', path)).status, 204);
    assert.equal((await attendant.call('GET', path)).body, null);
  });

  it('writes down who looked, once an hour', async () => {
    const id = await writes('Hugo Dias', 'oi');
    for (let n = 0; n < 3; n++) await attendant.call('GET', `/conversations/${id}`);
    const owner = await as('owner');
    const sights = async (more: string) =>
      (await owner.call('GET', `/audit?kind=sights&about=${id}&actor=${attendant.user}${more}`)).body.items;
    assert.deepEqual(
      (await sights('')).map((entry: { who: string; action: string }) => [entry.who, entry.action]),
      [['attendant', 'GET /api/v1/conversations/:conversation']],
    );
    assert.deepEqual(await sights(`&to=${Temporal.Now.instant().subtract({ hours: 1 }).toString()}`), []);
    assert.deepEqual((await owner.call('GET', `/audit?kind=changes&about=${id}`)).body.items, []);
    assert.deepEqual((await stranger.call('GET', `/audit?about=${id}`)).body.items, []);
  });

  it('tells of a message as it is filed', async () => {
    const id = await writes('Iara Luz', 'oi');
    const stop = new AbortController();
    const cookie = [...attendant.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const events = await fetch(`${url}/api/v1/events`, { headers: { cookie }, signal: stop.signal });
    assert.equal(events.headers.get('content-type'), 'text/event-stream');
    assert(events.body);
    const reader = events.body.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    while (!heard.includes('begin')) heard += (await reader.read()).value ?? '';
    await new Promise((done) => setTimeout(done, 400));
    await writes('Iara Luz', 'tem horário?');
    while (!heard.includes(id)) heard += (await reader.read()).value ?? '';
    stop.abort();
    await isToldWhatWasMissed(/id: (\d+)\nevent: conversation/.exec(heard)?.[1] ?? '');
  });
});

it('reads every list by an index, however many rows there are', async () => {
  await sql`insert into contacts (business_id, wa_id, profile_name)
    select ${business}, 552100000000 + n, 'Contato ' || n from generate_series(1, 8000) n`.execute(db);
  await sql`insert into conversations (business_id, contact_id, phone_number_id, last_inbound_at)
    select business_id, id, '100000000000001', now() from contacts
    where business_id = ${business} and profile_name like 'Contato %'`.execute(db);
  await sql`analyze conversations`.execute(db);
  await sql`insert into messages (business_id, conversation_id, direction, content, status, at)
    select business_id, id, 'in', '{"kind":"text","text":"oi"}', 'received', now() - interval '1 hour' from conversations
    where last_message_id is null`.execute(db);
  await db.transaction().execute(async (tx) => {
    // Three thousand bookings without their history.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`insert into bookings (business_id, protocol, contact_id, professional_id, service_id, name, starts_at, ends_at,
      busy_until, price_cents, booked_at)
    select c.business_id, n::text, c.id, p.id, s.id, 'Ana', now() + n * interval '1 hour', now() + n * interval '1 hour' + interval '30 min',
      now() + n * interval '1 hour' + interval '45 min', 100, now()
    from generate_series(1, 3000) n, lateral (select * from contacts where business_id = ${business} limit 1) c,
      lateral (select id from professionals where business_id = ${business} limit 1) p,
      lateral (select id from services where business_id = ${business} limit 1) s`.execute(tx);
  });
  await sql`insert into audit (business_id, at, action, target)
    select ${business}, now() - n * interval '1 minute', 'POST /api/v1/x', '{}' from generate_series(1, 5000) n`.execute(
    db,
  );
  for (const table of ['conversations', 'contacts', 'messages', 'traces', 'users', 'bookings', 'audit'])
    await sql`vacuum analyze ${sql.table(table)}`.execute(db);
  const page = { user: attendant.user, limit: 50, search: '', label: '', before: null } as const;
  const before = { at: Temporal.Now.instant().toString(), id: '00000000-0000-4000-8000-000000000000' };
  const id = ConversationId.parse(await writes('Iara Luz', 'oi'));
  const queries: RawBuilder<unknown>[] = [
    ...(['all', 'human', 'unread', 'mine', 'closed'] as const).map((show) =>
      deskListQuery(business, { ...page, show }),
    ),
    deskListQuery(business, { ...page, show: 'all', before }),
    deskListQuery(business, { ...page, show: 'all', search: 'contato 799' }),
    deskListQuery(business, { ...page, show: 'all', label: 'vip' }),
    transcriptQuery(business, { conversation: id, before: null, limit: 50 }),
    contactListQuery(business, page),
    contactListQuery(business, { ...page, before }),
    contactListQuery(business, { ...page, search: 'contato 799' }),
    bookingsBetweenQuery(business, { start: Temporal.Now.instant(), end: Temporal.Now.instant().add({ hours: 168 }) }),
    auditQuery(business, { before: null, limit: 50 }),
    auditQuery(business, { before: { at: before.at, id: 1 }, limit: 50 }),
    auditQuery(business, { before: null, limit: 50, kind: 'changes' }),
    auditQuery(business, { before: null, limit: 50, kind: 'sights' }),
    auditQuery(business, { before: null, limit: 50, actor: before.id }),
    auditQuery(business, { before: null, limit: 50, about: id }),
    auditQuery(business, { before: null, limit: 50, from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }),
  ];
  for (const query of queries) {
    const { rows } = await sql<{ 'QUERY PLAN': string }>`explain ${query}`.execute(db);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    assert.doesNotMatch(plan, /Seq Scan on (conversations|contacts|messages|bookings|audit)/, plan);
  }
});
