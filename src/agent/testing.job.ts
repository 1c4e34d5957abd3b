import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { booked, salon } from '../bookings/testing.store.ts';
import { cachedAgenda, type AgendaCache } from '../bookings/agenda.store.ts';
import type { Proposal } from '../bookings/booking.ts';
import type { Business } from '../business/business.ts';
import { cachedBusiness, putNumber, type BusinessCache } from '../business/business.store.ts';
import type { ContactId } from '../contacts/contact.ts';
import { contactsFor } from '../contacts/contact.store.ts';
import { closeTurns } from '../conversations/closing.store.ts';
import { wordsIn, type Content, type Said } from '../conversations/content.ts';
import { fileMessages } from '../conversations/message.store.ts';
import { claimOutgoing, recordAccepted } from '../conversations/outbox.store.ts';
import { claimTurns } from '../conversations/turn.store.ts';
import type { Db } from '../platform/db.ts';
import { openLog } from '../platform/log.ts';
import type { Round } from '../platform/runner.ts';
import type { UnaskedDeps } from './notice.job.ts';
import { offline } from './offline.ts';
import { templatesOf } from './templates.ts';
import { takeTurn } from './turn.job.ts';

const lease = Temporal.Duration.from('PT30S');

/** What the templates are called where no setting says otherwise. */
export const registered = templatesOf({
  TEMPLATE_REMINDER: ['visit_reminder'],
  TEMPLATE_FOLLOW_UP: ['visit_follow_up'],
  TEMPLATE_FREED: ['slot_freed'],
});

/**
 * A salon with its database, its number and a clock that the test sets: all of the agent but the channel. What an
 * earlier one had to say is forgotten, for rounds look at every business.
 */
export async function openDesk(db: Db, from: Temporal.Instant, more: object = {}) {
  await db.deleteFrom('waitlist').execute();
  await db.deleteFrom('bookings').execute();
  const { business } = await salon(db, { horizonDays: 60, noticeMinutes: 0 }, [], more);
  const phoneNumberId = String(randomInt(1e12, 1e13));
  await putNumber(db, business.id, { phoneNumberId, displayPhoneNumber: '' });
  const time = { now: from };
  const { deps, turns } = depsOf(db, time);

  const answers = async () => {
    for (const turn of await claimTurns(db, { lease, limit: 10, now: time.now }))
      await takeTurn(turn, turns, (closings) => closeTurns(db, closings));
    return delivered(db);
  };
  const desk = { db, business, phoneNumberId, deps, time };
  return { ...desk, meet: (name = 'Carla Dias') => meet(name, { ...desk, answers }), delivered: () => delivered(db) };
}

type Desk = {
  readonly db: Db;
  readonly business: Business;
  readonly phoneNumberId: string;
  readonly time: { readonly now: Temporal.Instant };
  readonly answers: () => Promise<readonly Content[]>;
};

/** Somebody who has written to this salon. */
async function meet(name: string, { db, business, phoneNumberId, time, answers }: Desk) {
  const waId = `55119${randomInt(10_000_000, 99_999_999)}`;
  const [contact] = await contactsFor(db, business.id, [{ userId: null, waId, profileName: name }]);
  assert(contact);
  const send = async (said: Said) => {
    const none = new Temporal.Duration();
    const message = { contact, phoneNumberId, wamid: `wamid.${randomUUID()}`, said, at: time.now };
    await fileMessages(db, business.id, [message], { quiet: none, waitMax: none });
    return answers();
  };
  await send({ kind: 'text', text: 'oi' });
  return {
    contact,
    waId,
    say: async (text: string) => textOf(await send({ kind: 'text', text })),
    tap: async (option: string) => textOf(await send({ kind: 'tap', option, title: option })),
    books: (item: Proposal, at = time.now) => booked(db, business, { contact, item, at }),
  };
}

/** Everything found in one round is done; resolves with what was sent. */
export async function roundOnce<Work>(round: Round<Work>, db: Db): Promise<readonly Content[]> {
  for (const work of await round.find()) await round.perform(work);
  return delivered(db);
}

/** Takes the outbox as a channel would. */
async function delivered(db: Db): Promise<readonly Content[]> {
  const contents: Content[] = [];
  for (;;) {
    const claimed = await claimOutgoing(db, lease, 10);
    if (claimed.length === 0) return contents;
    await recordAccepted(
      db,
      claimed.map(({ id }) => ({ id, wamid: `wamid.${randomUUID()}` })),
    );
    contents.push(...claimed.map(({ content }) => content));
  }
}

export function textOf(contents: readonly Content[]): string {
  return contents.map(wordsIn).join('\n');
}

/** The standing of the contact's bookings, in order of their start. */
export function bookingsOf(db: Db, contact: ContactId) {
  return db
    .selectFrom('bookings')
    .select(['id', 'status', 'starts_at', 'confirmed_at', 'stars', 'moves'])
    .where('contact_id', '=', contact)
    .orderBy('starts_at')
    .execute();
}

/** The jobs of a worker and its turns, by a clock that the test sets. */
function depsOf(db: Db, time: { readonly now: Temporal.Instant }) {
  const businesses: BusinessCache = new Map();
  const agendas: AgendaCache = new Map();
  const deps: UnaskedDeps = {
    db,
    log: openLog('silent'),
    clock: () => time.now,
    businessAt: (id, revision) => cachedBusiness(businesses, db, id, revision),
    templates: registered,
    calm: Temporal.Duration.from('PT10M'),
    said: () => undefined,
  };
  const turns = {
    ...deps,
    lease,
    read: () => undefined,
    publicUrl: null,
    voice: null,
    thought: lease,
    brain: async (scene: Parameters<typeof offline>[0]) => ({ by: 'offline' as const, commands: offline(scene) }),
    agendaAt: (found: Business, at: Parameters<typeof cachedAgenda>[3]) => cachedAgenda(agendas, db, found, at),
  };
  return { deps, turns };
}
