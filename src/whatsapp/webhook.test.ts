import assert from 'node:assert/strict';
import { it } from 'node:test';
import { updatesOf } from './webhook.ts';

const metadata = { phone_number_id: '1' };
const change = (field: string, value: object, number = metadata) => ({
  entry: [{ id: '2', time: 7, changes: [{ field, value: { metadata: number, ...value } }] }],
});
const keysOf = (body: object) => updatesOf(body).map(({ phoneNumberId, key }) => `${phoneNumberId}/${key}`);
const message = (more: object) => change('messages', { messages: [{ id: 'wamid.1', type: 'text', ...more }] });
const status = (more: object) => change('messages', { statuses: [{ id: 'wamid.1', status: 'sent', ...more }] });
const call = (event: string) => change('calls', { calls: [{ id: 'wacid.1', event }] });
const echo = (id: string) => change('smb_message_echoes', { message_echoes: [{ id, type: 'text' }] });
const other = (event: string) => ({
  entry: [{ id: '2', time: 7, changes: [{ field: 'account_update', value: { event } }] }],
});

/** The rows of the dedupe keys: what comes twice, and what is another update. */
const rows: readonly [row: string, one: object, again: object, another: object][] = [
  [
    'message: number and id',
    message({ text: { body: 'oi' } }),
    message({ text: { body: 'oi' }, tomorrow: 1 }),
    change('messages', { messages: [{ id: 'wamid.1', type: 'text' }] }, { phone_number_id: '9' }),
  ],
  ['status: number, id and status', status({}), status({ timestamp: '9' }), status({ status: 'read' })],
  [
    'status: number, id, status and recipient in a group',
    status({ recipient_participant_id: 'a' }),
    status({ recipient_participant_id: 'a', timestamp: '9' }),
    status({ recipient_participant_user_id: 'BR.1' }),
  ],
  ['call: id and event', call('connect'), call('connect'), call('terminate')],
  ['echo: number and id', echo('wamid.e1'), echo('wamid.e1'), echo('wamid.e2')],
  ['everything else: its hash', other('PARTNER_ADDED'), other('PARTNER_ADDED'), other('PARTNER_REMOVED')],
];
for (const [row, one, again, another] of rows)
  it(`dedupe key of a ${row}`, () => {
    assert.equal(keysOf(one).length, 1);
    assert.deepEqual(keysOf(again), keysOf(one));
    assert.notDeepEqual(keysOf(another), keysOf(one));
  });
