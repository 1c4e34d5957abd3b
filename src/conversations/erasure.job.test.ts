import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { bookingsOf, openDesk, roundOnce } from '../agent/testing.job.ts';
import { habitOf, keepHabit } from '../bookings/habit.store.ts';
import { now, proposal } from '../bookings/testing.store.ts';
import { contactsFor } from '../contacts/contact.store.ts';
import { exportContact } from '../contacts/export.store.ts';
import { requestPrivacy } from '../contacts/privacy.store.ts';
import { testDatabase } from '../platform/testing.ts';
import { erasureRound } from './erasure.job.ts';
import { keep } from './inbox.store.ts';

const { db } = await testDatabase();

/** Every column of the whole database that holds one of these words, in any table. */
async function whereStands(words: readonly string[]): Promise<string[]> {
  const { rows: columns } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'json', 'jsonb', 'ARRAY', 'character varying')`.execute(db);
  assert(columns.length > 40, `only ${columns.length} columns looked at`);
  const found: string[] = [];
  for (const { table, column } of columns)
    for (const word of words) {
      const { rows } =
        await sql`select from ${sql.table(table)} where position(${word} in ${sql.ref(column)}::text) > 0`.execute(db);
      if (rows.length > 0) found.push(`${table}.${column}: ${word}`);
    }
  return found;
}

/** Somebody with a secret, a booking, and what Meta told us of them. */
async function stranger() {
  const desk = await openDesk(db, now);
  const person = await desk.meet('Zenóbia Quaresma');
  await person.say('meu nome é Zenóbia, tenho alergia a amônia');
  await person.books(proposal(desk.business, '15:00', 'Zenóbia Quaresma', 2));
  const { rows } = await sql<{
    wamid: string;
  }>`select wamid from messages m join conversations k on k.id = m.conversation_id
    where k.contact_id = ${person.contact}`.execute(db);
  const told = (kind: 'message' | 'status' | 'other', key: string) =>
    keep(db, [{ phoneNumberId: desk.phoneNumberId, kind, key, payload: JSON.stringify({ from: person.waId, key }) }]);
  for (const { wamid } of rows) {
    await told('message', wamid);
    await told('status', `${wamid}/delivered`);
  }
  await told('other', `other-${person.waId.length}-${rows[0]?.wamid}`);
  await db.updateTable('inbox').set({ filed_at: now }).execute();
  const ask = () => requestPrivacy(db, desk.business.id, { contact: person.contact, kind: 'erase' }, now);
  const round = erasureRound(desk.deps);
  return {
    ...desk,
    ...person,
    wamids: rows.map(({ wamid }) => wamid),
    told,
    ask,
    erase: () => roundOnce(round, db),
    round,
  };
}

it('leaves neither phone nor name nor a word in any column of the database, and the booking without a name', async () => {
  const { ask, erase, waId, contact, business, wamids, told } = await stranger();
  const words = [waId, 'Zenóbia', 'Quaresma', 'amônia'];
  assert((await whereStands(words)).length > 5, 'the search finds nothing');
  await keepHabit(db, business.id, { contact, asked: business.professionals[0]?.id ?? null }, now);
  assert.match(
    JSON.stringify(await exportContact(db, business.id, waId, now)),
    /"habit": ?\{[^}]*"askedForByName": ?true/,
  );
  await sql`insert into model_prompts (business_id, conversation_id, fence, purpose, model, instructions, data, answer, outcome, at, erase_at)
    select business_id, id, 1, 'understand', 'm', '', 'tenho alergia a amônia', null, 'timeout', ${now}, ${now} from conversations
    where contact_id = ${contact}`.execute(db);
  assert.match(JSON.stringify(await exportContact(db, business.id, waId, now)), /"askedOfModels":.*amônia/);
  await ask();
  await erase();
  assert.equal(await habitOf(db, business.id, contact), null);
  assert.deepEqual(await whereStands(words), []);
  assert.equal((await bookingsOf(db, contact))[0]?.status, 'booked');
  await told('status', `${wamids.at(-1)}/read`);
  await db.updateTable('inbox').set({ filed_at: now }).execute();
  await erase();
  assert.deepEqual(await whereStands(words), []);
  const { rows } = await sql`select from privacy_requests where contact_id = ${contact} and done_at = ${now}`.execute(
    db,
  );
  assert.equal(rows.length, 1);
  assert.equal(await exportContact(db, business.id, waId, now), null);
});

it('waits until our last message has left and until what they wrote is answered', async () => {
  const { ask, erase, waId, contact } = await stranger();
  await ask();
  await sql`update outbox set state = 'queued', due_at = now() + interval '1 hour' where conversation_id in
    (select id from conversations where contact_id = ${contact})`.execute(db);
  await erase();
  assert.notDeepEqual(await whereStands([waId]), []);
  await sql`update outbox set state = 'sent'`.execute(db);
  await sql`update turns set due_at = now() + interval '1 hour'`.execute(db);
  await erase();
  assert.notDeepEqual(await whereStands([waId]), []);
  await sql`update turns set due_at = null`.execute(db);
  await erase();
  assert.deepEqual(await whereStands([waId]), []);
});

it('forgets nothing when it dies in the middle, and nobody else', async () => {
  const { ask, erase, waId, meet, business, round } = await stranger();
  const other = await meet('Quitéria Sampaio');
  await ask();
  await sql`create function die() returns trigger language plpgsql as $$ begin raise 'killed'; end $$`.execute(db);
  await sql`create trigger die before update of done_at on privacy_requests execute function die()`.execute(db);
  const [work] = await round.find();
  assert(work);
  const before = await whereStands([waId, 'Zenóbia']);
  await assert.rejects(round.perform(work), /killed/);
  assert.deepEqual(await whereStands([waId, 'Zenóbia']), before);
  await sql`drop trigger die on privacy_requests`.execute(db);
  await erase();
  assert.deepEqual(await whereStands([waId, 'Zenóbia']), []);
  assert.notDeepEqual(await whereStands(['Quitéria']), []);
  const [again] = await round.find();
  assert.equal(again, undefined);
  assert(await exportContact(db, business.id, other.waId, now));
});

it('knows who writes again as somebody new', async () => {
  const { ask, erase, waId, business, contact } = await stranger();
  await ask();
  await erase();
  const [fresh] = await contactsFor(db, business.id, [{ userId: null, waId, profileName: null }]);
  assert.notEqual(fresh, contact);
});

it('exports all of one contact and of nobody else, and the request is done', async () => {
  const { business, waId, meet, contact } = await stranger();
  const other = await meet('Quitéria Sampaio');
  await other.say('um segredo de outra pessoa');
  for (const [whose, label] of [
    [contact, 'cliente fiel'],
    [other.contact, 'rótulo alheio'],
  ])
    await sql`update conversations set labels = array[${label}] where contact_id = ${whose}`.execute(db);
  await requestPrivacy(db, business.id, { contact, kind: 'export' }, now);
  const text = JSON.stringify(await exportContact(db, business.id, waId, now));
  const parts = [waId, 'Zenóbia Quaresma', 'alergia a amônia', 'Corte', '"kind":"booked"', '"labels":["cliente fiel"]'];
  for (const part of parts) assert(text.includes(part), `no ${part}`);
  for (const part of ['Quitéria', 'segredo', other.waId, 'rótulo alheio']) assert(!text.includes(part), part);
  const open = await db
    .selectFrom('privacy_requests')
    .select('id')
    .where('contact_id', '=', contact)
    .where('done_at', 'is', null)
    .execute();
  assert.deepEqual(open, []);
});
