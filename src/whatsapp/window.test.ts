import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isWindowOpen, windowEnd } from '../conversations/window.ts';
import { testDatabase } from '../platform/testing.ts';
import { receivingForTests } from './testing.job.ts';

const { db } = await testDatabase();
const { phoneNumberId, displayPhoneNumber, at, deliver } = await receivingForTests(db);
const metadata = { phone_number_id: phoneNumberId, display_phone_number: displayPhoneNumber };
const waId = '5511987650000';
const hour = 3600;

/** When the contact opened the window last, in hours after they first wrote; `null`: never. */
async function opened(): Promise<number | null> {
  const conversation = await db.selectFrom('conversations').select('last_inbound_at').executeTakeFirst();
  return conversation ? (conversation.last_inbound_at.epochMilliseconds / 1000 - at) / hour : null;
}
const write = (id: string, hours: number) =>
  deliver('messages', {
    metadata,
    messages: [{ id, from: waId, timestamp: String(at + hours * hour), type: 'text', text: { body: 'oi' } }],
  });
const call = (hours: number, direction = 'USER_INITIATED') =>
  deliver('calls', {
    metadata,
    calls: [{ id: 'wacid.1', from: waId, event: 'connect', direction, timestamp: String(at + hours * hour) }],
  });

it('window: closed for ourselves at 23 h 55 min', () => {
  const last = Temporal.Instant.from('2026-11-26T12:00:00Z');
  assert.equal(windowEnd(last).toString(), '2026-11-27T11:55:00Z');
  assert.equal(isWindowOpen(last, Temporal.Instant.from('2026-11-27T11:54:59Z')), true);
  assert.equal(isWindowOpen(last, Temporal.Instant.from('2026-11-27T11:55:00Z')), false);
});

it('window: opened and reset by a message, by its own timestamp and not by when it came', async () => {
  await write('wamid.w1', 0);
  assert.equal(await opened(), 0);
  await write('wamid.w2', 5);
  assert.equal(await opened(), 5);
  // Hours late: what came later was written later all the same.
  await write('wamid.w3', 2);
  assert.equal(await opened(), 5);
});

it('window: opened and reset by a call of the customer’s, and not by one of ours', async () => {
  await call(8);
  assert.equal(await opened(), 8);
  await call(12, 'BUSINESS_INITIATED');
  assert.equal(await opened(), 8);
});

it('window: echoes, history, statuses, reactions and our own sends open nothing', async () => {
  const late = String(at + 20 * hour);
  const echo = { from: displayPhoneNumber, to: waId, id: 'wamid.e', timestamp: late, type: 'text' };
  await deliver('smb_message_echoes', { metadata, message_echoes: [{ ...echo, text: { body: 'já respondo' } }] });
  await deliver('history', {
    metadata,
    history: [{ threads: [{ id: waId, messages: [{ id: 'h', timestamp: late }] }] }],
  });
  await deliver('messages', {
    metadata,
    statuses: [{ id: 'wamid.e', status: 'read', timestamp: late, recipient_id: waId }],
  });
  const reaction = { message_id: 'wamid.w1', emoji: '👍' };
  await deliver('messages', {
    metadata,
    messages: [{ id: 'wamid.r', from: waId, timestamp: late, type: 'reaction', reaction }],
  });
  assert.equal(await opened(), 8);
});
