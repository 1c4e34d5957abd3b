import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { it } from 'node:test';
import { pathToFileURL } from 'node:url';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import YAML from 'yaml';
import type { Content } from '../conversations/content.ts';
import { bodyOf } from './body.ts';

const folder = join(process.env['SHARED_DIR'] ?? resolve('../shared'), 'meta');
const skip = existsSync(folder)
  ? false
  : `Meta's OpenAPI file is not at ${folder} (SHARED_DIR): bodies were not checked against it`;

const text = (max: number) =>
  fc.string({ minLength: 1, maxLength: max, unit: 'grapheme-ascii' }).filter((value) => value.trim() !== '');
const options = (max: number, titleMax: number) =>
  fc.uniqueArray(fc.record({ id: text(50), title: text(titleMax) }), {
    minLength: 1,
    maxLength: max,
    selector: ({ id }) => id,
  });
const content: fc.Arbitrary<Content> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text: text(4096) }),
  fc.record({ type: fc.constant('buttons' as const), text: text(1024), buttons: options(3, 20) }),
  fc.record({ type: fc.constant('list' as const), text: text(1024), label: text(20), rows: options(10, 24) }),
  fc.record({
    type: fc.constant('template' as const),
    name: fc.stringMatching(/^[a-z_]{3,30}$/),
    language: fc.constantFrom('pt_BR', 'es', 'en'),
    body: fc.array(text(200), { maxLength: 4 }),
    buttons: fc.oneof(fc.constant([]), options(10, 25)),
    text: text(1024),
  }),
);
const to = fc.oneof(
  fc.record({ userId: fc.constant(null), waId: fc.stringMatching(/^55119\d{8}$/) }),
  fc.record({ userId: fc.stringMatching(/^BR\.[A-Za-z0-9]{10,30}$/), waId: fc.constant(null) }),
);

it('makes only bodies that Meta’s own schema accepts', { skip }, async () => {
  const { repair } = await import(pathToFileURL(join(folder, 'spec-overlay.mjs')).href);
  const spec = repair(YAML.parse(readFileSync(join(folder, 'business-messaging-api_v23.0.yaml'), 'utf8')));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: 'meta', ...spec });
  const valid = ajv.getSchema('meta#/components/schemas/AnySend');
  assert(valid);
  fc.assert(
    fc.property(content, to, (said, address) => {
      const body = bodyOf({ id: crypto.randomUUID(), phoneNumberId: '1', to: address, content: said });
      assert(valid(body), `${ajv.errorsText(valid.errors)}\n${JSON.stringify(body)}`);
    }),
    { numRuns: 300 },
  );
});

it('addresses a phone in `to` with +, and a business-scoped id in `recipient`, never in `to`', () => {
  const said: Content = { type: 'text', text: 'oi' };
  const phone = bodyOf({ id: '1', phoneNumberId: '1', to: { userId: 'BR.1', waId: '5511912345678' }, content: said });
  assert.deepEqual([phone['to'], phone['recipient']], ['+5511912345678', undefined]);
  const scoped = bodyOf({ id: '1', phoneNumberId: '1', to: { userId: 'BR.1', waId: null }, content: said });
  assert.deepEqual([scoped['to'], scoped['recipient']], [undefined, 'BR.1']);
});
