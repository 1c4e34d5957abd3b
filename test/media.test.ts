import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { dashboardOf } from './dashboard.ts';
import { openPhone, type Phone } from './phone.ts';
import { askFault, runDemo } from './running.ts';
import { eventually, freePort } from './stack.ts';

/** Hears the same in every voice note, unless it is told to break. */
const hearing = { says: 'onde vocês ficam?', status: 200, asked: '' };
const hearingPort = await freePort();
const server = createServer((request, response) => void hear(request, response)).listen(hearingPort, '127.0.0.1');
after(() => server.close());

async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
  hearing.asked = `${request.url} ${request.headers.authorization} ${await bodyOf(request)}`;
  response
    .writeHead(hearing.status, { 'content-type': 'application/json' })
    .end(JSON.stringify({ text: hearing.says }));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces).toString('latin1');
}

const folder = mkdtempSync(join(tmpdir(), 'files-'));
after(() => rmSync(folder, { recursive: true }));
const { db, config, business } = await runDemo({
  FILES_DIR: folder,
  TRANSCRIPTION_URL: `http://127.0.0.1:${hearingPort}/v1`,
  TRANSCRIPTION_KEY: 'key',
  TRANSCRIPTION_WAIT: 'PT8S',
  UNASKED_EVERY: 'PT0.1S',
});
const desk = dashboardOf({ db, business, url: `http://127.0.0.1:${config.PORT}` });
const [attendant, viewer] = [await desk.as('attendant'), await desk.as('viewer')];

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const opus = Buffer.concat([Buffer.from('OggS'), Buffer.alloc(200, 7)]);

const replied = (phone: Phone) =>
  eventually('a reply', async () => (await phone.shown()).find(({ direction }) => direction === 'out'));
const conversationOf = async (phone: Phone) => {
  const contact = db.selectFrom('contacts').select('id').where('user_id', '=', phone.userId);
  const conversation = db.selectFrom('conversations').select('id').where('contact_id', '=', contact);
  return (await conversation.executeTakeFirstOrThrow()).id;
};
const fault = (body: object) => askFault(config, body);

describe('a file that a contact sends', () => {
  it('is kept at once, and shown at the desk to who may read what contacts say, on record', async () => {
    const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Ana Souza' });
    const id = await phone.attach('image/png', png);
    await phone.say({ file: { kind: 'image', id, caption: 'quero um assim' } });
    await replied(phone);
    const conversation = await conversationOf(phone);
    const shown = await eventually('the file', async () => {
      const { body } = await attendant.call('GET', `/conversations/${conversation}/messages`);
      return body.items.find(({ file }: { file: unknown }) => file !== null);
    });
    assert.deepEqual([shown.file.kind, shown.text], ['image', 'quero um assim']);
    const path = `/api/v1/conversations/${conversation}/files/${shown.file.id}`;
    const answer = await attendant.fetch('GET', path);
    assert.deepEqual(Buffer.from(await answer.arrayBuffer()), png);
    assert.equal(answer.headers.get('content-type'), 'image/png');
    assert.equal((await viewer.fetch('GET', path)).status, 403);
    const deeds = await db.selectFrom('audit').select('action').where('action', 'like', '%files/:file').execute();
    assert.equal(deeds.length, 1);
  });

  it('is heard when it is a voice note, and answered like text', async () => {
    const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Bia Lima' });
    const id = await phone.attach('audio/ogg; codecs=opus', opus);
    await phone.say({ file: { kind: 'audio', id, isVoice: true } });
    assert.match((await replied(phone)).text, /Rua das Flores/);
    assert.match(hearing.asked, /^\/v1\/audio\/transcriptions Bearer key .*whisper-1/s);
    const { body } = await attendant.call('GET', `/conversations/${await conversationOf(phone)}/messages`);
    const said = body.items.at(-1);
    assert.deepEqual([said.text, said.isHeard, said.file.kind], ['onde vocês ficam?', true, 'audio']);
  });

  it('is asked for in writing when nothing can be heard in a voice note', async () => {
    hearing.status = 500;
    const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Caio Reis' });
    const id = await phone.attach('audio/ogg; codecs=opus', opus);
    await phone.say({ file: { kind: 'audio', id, isVoice: true } });
    assert.match((await replied(phone)).text, /ouvir|áudio/i);
    hearing.status = 200;
  });

  it('is fetched again when the link or the network fails, and given up when Meta no longer has it', async () => {
    const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Davi Rocha' });
    await phone.say({ file: { kind: 'document', id: '12345', name: 'laudo.pdf' } });
    await eventually('it is gone', async () => {
      const files = db.selectFrom('files').select(['state', 'fault']).where('meta_id', '=', '12345');
      const file = await files.executeTakeFirst();
      return file?.state === 'gone' && file.fault === 'whatsapp.media_gone';
    });
  });

  it('goes, bytes and all, when its contact asks to be forgotten', async () => {
    const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Eva Dias' });
    const id = await phone.attach('image/png', png);
    await phone.say({ file: { kind: 'image', id } });
    await replied(phone);
    const conversation = await conversationOf(phone);
    const { id: file } = await eventually('it is kept', () =>
      db
        .selectFrom('files')
        .select('id')
        .where('conversation_id', '=', conversation)
        .where('state', '=', 'kept')
        .executeTakeFirst(),
    );
    const path = join(folder, file.slice(0, 2), file);
    assert(existsSync(path));
    const { contact_id } = await db
      .selectFrom('conversations')
      .select('contact_id')
      .where('id', '=', conversation)
      .executeTakeFirstOrThrow();
    await db
      .insertInto('privacy_requests')
      .values({ business_id: business, contact_id, kind: 'erase', at: Temporal.Now.instant() })
      .execute();
    await eventually('it is gone', async () => !existsSync(path));
    await eventually(
      'its row too',
      async () => !(await db.selectFrom('files').select('id').where('id', '=', file).executeTakeFirst()),
    );
  });
});

describe('a file that the desk sends', () => {
  const put = async (conversation: string, type: string, bytes: Buffer, name = 'foto.png') => {
    const cookie = [...attendant.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const answer = await fetch(`${desk.url}/api/v1/conversations/${conversation}/files?name=${name}`, {
      method: 'POST',
      headers: { cookie, 'content-type': type },
      body: new Uint8Array(bytes),
    });
    return { status: answer.status, body: JSON.parse(await answer.text()) };
  };

  it('arrives once, also after Meta refused it and lost it, and is given to Meta only when it must be', async () => {
    const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Fabi Luz' });
    await phone.say({ text: 'quero falar com um atendente' });
    await replied(phone);
    const conversation = await conversationOf(phone);
    await attendant.call('POST', `/conversations/${conversation}/take`, {});
    const { status, body: file } = await put(conversation, 'image/png', png);
    assert.deepEqual([status, file.kind], [201, 'image']);
    const say = (text: string) =>
      attendant.call('POST', `/conversations/${conversation}/messages`, {
        content: { type: 'file', kind: 'image', file: file.id, text },
      });
    const pictures = async (count: number) =>
      eventually(`${count} pictures`, async () => {
        const seen = (await phone.shown()).filter(({ direction, type }) => direction === 'out' && type === 'image');
        return seen.length >= count ? seen : null;
      });
    await fault({ kind: 'upload', code: 131000, status: 500 });
    assert.equal((await say('veja')).status, 204);
    const [first] = await pictures(1);
    assert(first?.text === 'veja');
    await say('de novo');
    const [, second] = await pictures(2);
    assert.equal(second?.file?.id, first.file?.id, 'Meta has it already');
    await fault({ kind: 'failed', code: 131053, contact: phone.userId });
    await say('mais uma vez');
    const [, , third] = await pictures(3);
    assert.notEqual(third?.file?.id, first.file?.id, 'given anew, for Meta could not use it');
  });

  it('is refused before anybody is told, with why', async () => {
    const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Gil Nunes' });
    await phone.say({ text: 'quero falar com um atendente' });
    await replied(phone);
    const conversation = await conversationOf(phone);
    const codes = [
      await put(conversation, 'image/webp', png),
      await put(conversation, 'image/jpeg', png),
      await put(conversation, 'image/png', Buffer.alloc(0)),
      await put(conversation, 'image/png', Buffer.concat([png, Buffer.alloc(6 * 1024 * 1024)])),
    ].map(({ status, body }) => [status, body.code]);
    assert.deepEqual(codes, [
      [400, 'type_not_taken'],
      [400, 'not_what_it_says'],
      [400, 'empty'],
      [400, 'too_large'],
    ]);
  });
});
