import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { Content } from '../src/conversations/content.ts';
import { ConversationId } from '../src/conversations/conversation.ts';
import { sayAsPerson, takeOver } from '../src/conversations/desk.store.ts';
import { noteOwnFile } from '../src/conversations/file.store.ts';
import { filesIn } from '../src/platform/files.ts';
import { openPhone, type Phone } from './phone.ts';
import { askFault, runDemo } from './running.ts';
import { eventually } from './stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'files-'));
after(() => rmSync(folder, { recursive: true }));
const { db, config, business } = await runDemo({
  FILES_DIR: folder,
  SEND_TIMEOUT: 'PT0.5S',
  SEND_UNKNOWN_WAIT: 'PT1S',
  SEND_PROBE_EVERY: 'PT0.2S',
  SENDS_PER_SECOND: '1000',
  // Nobody but this test answers.
  TURN_QUIET: 'PT1H',
  TURN_WAIT_MAX: 'PT1H',
});
const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
const pdf = Buffer.from('%PDF-1.4');
const files = { image: png, document: pdf, audio: Buffer.from('OggS'), video: Buffer.from('mp4') } as const;
const types = { image: 'image/png', document: 'application/pdf', audio: 'audio/ogg', video: 'video/mp4' } as const;

/** One of every kind; `to` is a message of the contact's. */
const kinds: Readonly<Record<string, (to: string) => unknown>> = {
  text: () => ({ type: 'text', text: 'oi' }),
  buttons: () => ({ type: 'buttons', text: 'Qual?', buttons: [{ id: '1', title: 'Um' }] }),
  list: () => ({ type: 'list', text: 'Qual?', label: 'Ver', rows: [{ id: '1', title: 'Um' }] }),
  link: () => ({ type: 'link', text: 'Veja', label: 'Mapa', url: 'https://mapa.example' }),
  location: () => ({ type: 'location', latitude: -23.5, longitude: -46.6 }),
  contacts: () => ({ type: 'contacts', cards: [{ name: 'Bia', phone: '+551130000000' }] }),
  reaction: (to) => ({ type: 'reaction', to, emoji: '👍' }),
  askLocation: () => ({ type: 'askLocation', text: 'Onde está?' }),
  flow: () => ({ type: 'flow', text: 'Preencha', label: 'Abrir', flow: '1', token: 't', screen: 'A' }),
  template: () => ({
    type: 'template',
    name: config.TEMPLATE_REOPENING[0] ?? '',
    language: 'pt_BR',
    body: [],
    buttons: [{ id: 'go', title: 'Continuar' }],
    text: '',
  }),
};
const fileKinds = ['image', 'document', 'audio', 'video'] as const;

const troubles = [
  { kind: 'timeout' },
  { kind: 'timeout-lost' },
  { kind: 'reset' },
  { kind: 'garbled' },
  { kind: 'bad-gateway' },
  { kind: 'slow', ms: 200 },
  { kind: 'error', code: 131000, status: 500 },
  { kind: 'error', code: 131056, status: 429 },
  { kind: 'error', code: 131053 },
  { kind: 'failed', code: 131000 },
  { kind: 'failed', code: 131053 },
  { kind: 'duplicate' },
] as const;

const fault = (body: object) => askFault(config, body);

/** Somebody whom a person answers, and a message of theirs. */
async function atDesk(name: string): Promise<{ phone: Phone; conversation: ConversationId; said: string }> {
  const phone = await openPhone(config.SIMULATOR_PORT, { name });
  const said = await phone.say({ text: 'oi' });
  const { id } = await eventually('it is filed', () =>
    db.selectFrom('messages').select('conversation_id as id').where('wamid', '=', said).executeTakeFirst(),
  );
  const conversation = ConversationId.parse(id);
  await takeOver(db, business, { conversation, user: null }, Temporal.Now.instant());
  return { phone, conversation, said };
}

async function contentOf(kind: string, conversation: ConversationId, to: string): Promise<Content> {
  const make = kinds[kind];
  if (make) return Content.parse(make(to));
  const what = fileKinds.find((each) => each === kind);
  assert(what);
  const [bytes, type] = [files[what], types[what]];
  const given = { conversation, kind: what, type, name: null, sizeBytes: bytes.length };
  const file = await noteOwnFile(db, business, given);
  assert(file);
  await filesIn(folder).put(file, bytes);
  return { type: 'file', kind: what, file, text: '' };
}

const arrived = async (phone: Phone) => {
  const all = await phone.shown();
  return all.filter(({ direction }) => direction === 'out').length + all.filter((each) => each.reaction).length;
};

type Trouble = { readonly kind: string; readonly code?: number };

/** Says one of each kind to somebody of its own through each of these, all at once, and looks at every phone. */
async function play(throughAll: readonly Trouble[]): Promise<number> {
  const cases = all.flatMap((kind) => throughAll.map((trouble) => ({ kind, trouble })));
  const ready = await Promise.all(
    cases.map(async ({ kind, trouble }) => {
      const { phone, conversation, said } = await atDesk(`${kind} ${trouble.kind}`);
      const content = await contentOf(kind, conversation, said);
      await fault({ ...trouble, contact: phone.userId });
      return { phone, conversation, content, what: `${kind} through ${JSON.stringify(trouble)}` };
    }),
  );
  for (const { conversation, content } of ready)
    assert.equal(
      await sayAsPerson(db, business, { conversation, user: null, content }, Temporal.Now.instant()),
      'said',
    );
  const open = db.selectFrom('outbox').select('id').where('state', '<>', 'sent').limit(1);
  await eventually('all is sent', async () => !(await open.executeTakeFirst()), 60_000);
  // A status may still say that it failed, and then it comes again.
  for (const { phone, what } of ready) await eventually(`${what} arrives`, async () => (await arrived(phone)) > 0);
  await wait(1500);
  for (const { phone, what } of ready) assert.equal(await arrived(phone), 1, what);
  return ready.length;
}

const all = [...Object.keys(kinds), ...fileKinds];

it('loses and doubles no message of any kind through any fault', async () => {
  assert.equal(await play(troubles), all.length * troubles.length);
});

it('nor through a number that is too fast, or whose token or payment fails and works again', async () => {
  for (const code of [130429, 190, 131042]) await play([{ kind: 'error', code }]);
});
