import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { it } from 'node:test';
import { pathToFileURL } from 'node:url';
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import YAML from 'yaml';
import { Content } from '../conversations/content.ts';
import { FileId, SentKind } from '../conversations/file.ts';
import { fitted } from '../conversations/fitting.ts';
import { readBody } from '../simulator/send.ts';
import { Templates } from '../simulator/template.ts';
import { bodyOf } from './body.ts';

const folder = join(process.env['SHARED_DIR'] ?? resolve('../shared'), 'meta');
const skip = existsSync(folder)
  ? false
  : `Meta's OpenAPI file is not at ${folder} (SHARED_DIR): bodies were not checked against it`;

/** As wide as a contact may be told: what fits Meta is made of it by `fitted`, as before every send. */
const text = fc.string({ maxLength: 3000, unit: 'grapheme' });
const word = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme-ascii' });
const several = <Value>(value: fc.Arbitrary<Value>, maxLength = 14) => fc.array(value, { maxLength });
const option = fc.record({ id: word, title: text });
const attached = {
  kind: fc.constantFrom(...SentKind.options),
  file: fc.uuid().map((id) => FileId.parse(id)),
  name: word,
};
const place = {
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  name: word,
  address: word,
};
const kinds: { readonly [Kind in Content['type']]: fc.Arbitrary<Extract<Content, { type: Kind }>> } = {
  text: fc.record({ type: fc.constant('text'), text }),
  buttons: fc.record({ type: fc.constant('buttons'), text, buttons: several(option) }),
  list: fc.record({
    type: fc.constant('list'),
    text,
    label: text,
    rows: several(fc.record({ id: word, title: text, description: text })),
  }),
  link: fc.record({ type: fc.constant('link'), text, label: text, url: fc.webUrl() }),
  file: fc.record({ type: fc.constant('file'), ...attached, text }),
  location: fc.record({ type: fc.constant('location'), ...place }),
  contacts: fc.record({
    type: fc.constant('contacts'),
    cards: fc.array(fc.record({ name: text, phone: fc.stringMatching(/^\+55\d{11}$/), company: word }), {
      minLength: 1,
      maxLength: 12,
    }),
  }),
  reaction: fc.record({ type: fc.constant('reaction'), to: fc.stringMatching(/^wamid\.[A-Z]{10}$/), emoji: text }),
  askLocation: fc.record({ type: fc.constant('askLocation'), text }),
  flow: fc.record({ type: fc.constant('flow'), text, label: text, flow: word, token: word, screen: word }),
  template: fc.record({
    type: fc.constant('template'),
    name: fc.stringMatching(/^[a-z_]{3,30}$/),
    language: fc.constantFrom('pt_BR', 'es', 'en'),
    header: fc.oneof(fc.record(attached), fc.record(place), fc.record({ text })),
    body: several(text, 4),
    buttons: fc.array(option, { maxLength: 3 }),
    others: several(
      fc.record({
        index: fc.integer({ min: 3, max: 9 }),
        kind: fc.constantFrom('url', 'copy_code', 'flow'),
        value: word,
      }),
      3,
    ),
    text,
  }),
};
const to = fc.oneof(
  fc.record({ userId: fc.constant(null), waId: fc.stringMatching(/^55119\d{8}$/) }),
  fc.record({ userId: fc.stringMatching(/^BR\.[A-Za-z0-9]{10,30}$/), waId: fc.constant(null) }),
);

const head = { id: crypto.randomUUID(), phoneNumberId: '1', mediaId: '1' };

/** The row of Meta's table that limits each kind. */
const rows: Readonly<Record<Content['type'], string>> = {
  text: 'text',
  buttons: 'interactive button',
  list: 'interactive list',
  link: 'cta_url',
  file: 'caption',
  location: 'location',
  contacts: 'contacts',
  reaction: 'reaction',
  askLocation: 'location_request_message',
  flow: 'flow',
  template: 'template',
};
const types = Content.options.map(({ shape }) => shape.type.value);

/** Every body that is made of what may be said of this kind. */
function everyBody(type: Content['type'], holds: (body: unknown, bytes: string) => void): void {
  fc.assert(
    fc.property(kinds[type], to, (said, address) => {
      for (const content of fitted(said)) {
        const bytes = JSON.stringify(bodyOf({ ...head, to: address, content }));
        holds(JSON.parse(bytes), bytes);
      }
    }),
    { numRuns: 60 },
  );
}

for (const type of types)
  it(
    `limits: ${rows[type]}: makes only bodies that Meta’s own schema accepts, of whatever it is given`,
    { skip },
    async () => {
      const [ajv, valid] = await schema();
      everyBody(type, (body, bytes) => assert(valid(body), `${ajv.errorsText(valid.errors)}\n${bytes}`));
    },
  );

let loaded: Promise<[Ajv2020, ValidateFunction]> | null = null;
const schema = () => (loaded ??= load());

async function load(): Promise<[Ajv2020, ValidateFunction]> {
  const { repair } = await import(pathToFileURL(join(folder, 'spec-overlay.mjs')).href);
  const spec = repair(YAML.parse(readFileSync(join(folder, 'business-messaging-api_v23.0.yaml'), 'utf8')));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'meta', ...spec });
  const valid = ajv.getSchema('meta#/components/schemas/AnySend');
  assert(valid);
  return [ajv, valid];
}

for (const type of types.filter((each) => each !== 'template'))
  it(`limits: ${rows[type]}: makes only bodies within the limits that Meta’s schema leaves out`, () =>
    everyBody(type, (body, bytes) => {
      const read = readBody(body, new Templates());
      assert(read.kind === 'send', `${JSON.stringify(read)}\n${bytes}`);
    }));

it('limits: others: what nobody here says is no content of ours', () => {
  const others = ['address_message', 'product', 'product_list', 'catalog_message', 'carousel', 'voice_call'];
  for (const type of [...others, 'call_permission_request', 'order_details', 'order_status', 'request_contact_info'])
    assert.equal(Content.safeParse({ type, text: 'oi' }).success, false, type);
});

it('limits: biz_opaque_callback_data: our id travels in it, and nothing longer', () => {
  const body = bodyOf({ ...head, to: { userId: 'BR.1', waId: null }, content: { type: 'text', text: 'oi' } });
  assert.equal(body['biz_opaque_callback_data'], head.id);
  const long = { ...body, biz_opaque_callback_data: 'a'.repeat(513) };
  assert.equal(readBody(long, new Templates()).kind, 'refused');
});

it('addresses a phone in `to` with +, and a business-scoped id in `recipient`, never in `to`', () => {
  const said: Content = { type: 'text', text: 'oi' };
  const phone = bodyOf({
    id: '1',
    phoneNumberId: '1',
    to: { userId: 'BR.1', waId: '5511912345678' },
    content: said,
    mediaId: null,
  });
  assert.deepEqual([phone['to'], phone['recipient']], ['+5511912345678', undefined]);
  const scoped = bodyOf({
    id: '1',
    phoneNumberId: '1',
    to: { userId: 'BR.1', waId: null },
    content: said,
    mediaId: null,
  });
  assert.deepEqual([scoped['to'], scoped['recipient']], [undefined, 'BR.1']);
});
