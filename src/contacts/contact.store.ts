import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import { ContactId, recognise, waIdVariants, type KnownContact, type Sighting } from './contact.ts';

/**
 * The contact behind each sighting, in their order; made when new, brought up to date when known.
 *
 * The caller lets only one of these run at a time for a business, or one person could become two contacts.
 */
export async function contactsFor(tx: Db, business: BusinessId, sightings: readonly Sighting[]): Promise<ContactId[]> {
  const known = await knownContacts(tx, business, sightings);
  const fresh: KnownContact[] = [];
  const ids: ContactId[] = [];
  for (const sighting of sightings) {
    const found = recognise(known, sighting);
    const contact = found ? renewed(found, sighting) : { id: ContactId.parse(randomUUID()), ...sighting };
    if (found) known[known.indexOf(found)] = contact;
    else known.push(contact);
    if (!found) fresh.push(contact);
    else if (found !== contact && !fresh.some(({ id }) => id === contact.id)) await update(tx, business, contact);
    ids.push(contact.id);
  }
  const latest = fresh
    .map(({ id }) => known.find((contact) => contact.id === id))
    .filter((contact) => contact !== undefined);
  if (latest.length > 0)
    await tx
      .insertInto('contacts')
      .values(latest.map((contact) => ({ business_id: business, ...columns(contact) })))
      .execute();
  return ids;
}

/**
 * The contact whom a person means by this phone, made when new. Of one who is known the phone stays as Meta gave it, for
 * that is where we write to: people type the ninth digit where Meta has none.
 */
export async function contactCalled(tx: Db, business: BusinessId, phone: string): Promise<ContactId | null> {
  const sighting = { userId: null, waId: phone, profileName: null };
  const known = recognise(await knownContacts(tx, business, [sighting]), sighting);
  return known?.id ?? (await contactsFor(tx, business, [sighting]))[0] ?? null;
}

/** Sets the name that the contact gave us; a profile name never overwrites it. */
export async function nameContact(tx: Db, business: BusinessId, contact: ContactId, name: string): Promise<void> {
  await tx
    .updateTable('contacts')
    .set({ name })
    .where('business_id', '=', business)
    .where('id', '=', contact)
    .execute();
}

async function knownContacts(tx: Db, business: BusinessId, sightings: readonly Sighting[]): Promise<KnownContact[]> {
  const userIds = sightings.flatMap(({ userId }) => userId ?? []);
  const waIds = sightings.flatMap(({ waId }) => (waId === null ? [] : waIdVariants(waId)));
  const rows = await tx
    .selectFrom('contacts')
    .select(['id', 'user_id', 'wa_id', 'profile_name'])
    .where('business_id', '=', business)
    .where((where) =>
      where.or([
        where('user_id', '=', sql<string>`any(${userIds}::text[])`),
        where('wa_id', '=', sql<string>`any(${waIds}::text[])`),
      ]),
    )
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map((row) => ({
    id: ContactId.parse(row.id),
    userId: row.user_id,
    waId: row.wa_id,
    profileName: row.profile_name,
  }));
}

/** The contact with what is new in this sighting, or the very same object when nothing is. */
function renewed(contact: KnownContact, { userId, waId, profileName }: Sighting): KnownContact {
  const next = {
    ...contact,
    userId: contact.userId ?? userId,
    waId: waId ?? contact.waId,
    profileName: profileName ?? contact.profileName,
  };
  const same = next.userId === contact.userId && next.waId === contact.waId && next.profileName === contact.profileName;
  return same ? contact : next;
}

async function update(tx: Db, business: BusinessId, contact: KnownContact): Promise<void> {
  await tx
    .updateTable('contacts')
    .set(columns(contact))
    .where('business_id', '=', business)
    .where('id', '=', contact.id)
    .execute();
}

function columns({ id, userId, waId, profileName }: KnownContact) {
  return { id, user_id: userId, wa_id: waId, profile_name: profileName };
}
