import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Template } from '../conversations/content.ts';
import { FileId } from '../conversations/file.ts';
import { problemOfTemplate, type Definition } from './template.ts';

const body = { type: 'BODY', text: 'Lembrete: {{1}} às {{2}}. Até logo!' };
const replies = { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Vou' }] };
const defined = (more: Partial<Definition> = {}): Definition => ({
  status: 'APPROVED',
  parameterFormat: 'POSITIONAL',
  components: [body, replies],
  ...more,
});
const said = (more: Partial<Template> = {}): Template => ({
  type: 'template',
  name: 'visit',
  language: 'pt_BR',
  body: ['Corte', '16:00'],
  buttons: [{ id: 'go', title: 'Vou' }],
  text: '',
  ...more,
});
const withButton = (button: object) => ({ components: [body, { type: 'BUTTONS', buttons: [button] }] });
const header = (format: string, text = '') => ({ components: [{ type: 'HEADER', format, text }, body, replies] });
const named = {
  parameterFormat: 'NAMED',
  components: [{ ...body, text: 'Lembrete: {{what}} às {{at}}.' }, replies],
};
const picture = { kind: 'image' as const, file: FileId.parse('7f1f6a5e-1d1b-4a8e-9a55-000000000001') };

const rows: readonly [
  what: string,
  template: Partial<Template>,
  definition: Partial<Definition> | null,
  code: number | null,
][] = [
  ['fits', {}, {}, null],
  ['is not registered in this language', {}, null, 132001],
  ['waits for approval', {}, { status: 'PENDING' }, 132001],
  ['was rejected', {}, { status: 'REJECTED' }, 132001],
  ['is paused', {}, { status: 'PAUSED' }, 132015],
  ['is disabled', {}, { status: 'DISABLED' }, 132016],
  ['was approved a moment ago and not read yet', { body: [] }, { components: null }, null],
  ['has a text too few', { body: ['Corte'] }, {}, 132000],
  ['has a text too many', { body: ['a', 'b', 'c'] }, {}, 132000],
  ['has a line break in a text', { body: ['a\nb', 'c'] }, {}, 132018],
  ['names its texts as the template does', { names: ['what', 'at'] }, named, null],
  ['names its texts otherwise', { names: ['who', 'at'] }, named, 132012],
  ['counts where the template names', {}, named, 132012],
  ['names where the template counts', { names: ['what', 'at'] }, {}, 132012],
  ['lacks the picture above', {}, header('IMAGE'), 132012],
  ['has the picture above', { header: picture }, header('IMAGE'), null],
  ['has a picture where a document belongs', { header: picture }, header('DOCUMENT'), 132012],
  ['fills a gap above', { header: { text: 'Ana' } }, header('TEXT', 'Olá, {{1}}'), null],
  ['needs nothing above when that has no gap', {}, header('TEXT', 'Olá'), null],
  ['taps a button that is none', {}, withButton({ type: 'PHONE_NUMBER' }), 132018],
  ['lacks the end of its link', { buttons: [] }, withButton({ type: 'URL', url: 'https://a.b/{{1}}' }), 132018],
  ['needs no end of a whole link', { buttons: [] }, withButton({ type: 'URL', url: 'https://a.b' }), null],
  [
    'has the end of its link',
    { buttons: [], others: [{ index: 0, kind: 'url', value: 'x' }] },
    withButton({ type: 'URL', url: 'https://a.b/{{1}}' }),
    null,
  ],
  ['lacks its coupon', { buttons: [] }, withButton({ type: 'COPY_CODE' }), 132018],
  ['has components that nobody knows', { body: [], buttons: [] }, { components: 'odd' }, null],
];

for (const [what, template, definition, code] of rows)
  it(`a template that ${what}: ${code ?? 'goes out'}`, () => {
    const problem = problemOfTemplate(said(template), definition && defined(definition));
    assert.equal(problem?.code ?? null, code, problem?.details ?? what);
  });
