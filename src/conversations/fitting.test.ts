import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { tapsIn, wordsIn, type Content } from './content.ts';
import { FileId } from './file.ts';
import { fitted } from './fitting.ts';

const text = (max: number) => fc.string({ maxLength: max, unit: 'grapheme' });
const options = (titleMax: number) => fc.array(fc.record({ id: text(12), title: text(titleMax) }), { maxLength: 30 });
const anything: fc.Arbitrary<Content> = fc.oneof(
  fc.record({ type: fc.constant('text' as const), text: text(12_000) }),
  fc.record({ type: fc.constant('buttons' as const), text: text(5000), buttons: options(60) }),
  fc.record({
    type: fc.constant('list' as const),
    text: text(9000),
    label: text(60),
    rows: fc.array(fc.record({ id: text(12), title: text(60), description: text(200) }), { maxLength: 40 }),
  }),
);

const differ = (values: readonly string[]) => new Set(values).size === values.length;

const fits = (value: string, max: number) => assert(value.trim() !== '' && value.length <= max, `${value.length}`);

function assertFits(content: Content): void {
  fits(wordsIn(content), content.type === 'buttons' ? 1024 : 4096);
  if (content.type === 'buttons') assertDiffer(content.buttons, { count: 3, title: 20 });
  if (content.type !== 'list') return;
  assertDiffer(content.rows, { count: 10, title: 24 });
  fits(content.label, 20);
  for (const { description } of content.rows) if (description !== undefined) fits(description, 72);
}

function assertDiffer(given: readonly { id: string; title: string }[], max: { count: number; title: number }): void {
  assert(given.length >= 1 && given.length <= max.count);
  for (const { title } of given) fits(title, max.title);
  assert(differ(given.map(({ id }) => id)) && differ(given.map(({ title }) => title)));
}

it('makes what Meta takes of whatever it is given, with every option in it and every word of a text', () => {
  fc.assert(
    fc.property(anything, (content) => {
      const parts = fitted(content);
      assert(parts.length > 0);
      parts.forEach(assertFits);
      const ids = parts.flatMap((part) => tapsIn(part).map(({ id }) => id));
      assert.deepEqual(ids, [
        ...new Set(
          tapsIn(content)
            .map(({ id }) => id)
            .filter((id) => id !== ''),
        ),
      ]);
      const squeezed = (value: string) => value.replaceAll(/\s/g, '');
      if (content.type === 'text' && content.text.trim() !== '')
        assert.equal(squeezed(parts.map(wordsIn).join('')), squeezed(content.text));
    }),
    { numRuns: 300 },
  );
});

it('leaves alone what fits', () => {
  const content: Content = {
    type: 'buttons',
    text: 'Confirma?',
    buttons: [
      { id: 'sim', title: 'Sim' },
      { id: 'nao', title: 'Não' },
    ],
  };
  assert.deepEqual(fitted(content), [content]);
});

it('limits: interactive list: shows 16 services as two lists that say which of how many they are', () => {
  const rows = Array.from({ length: 16 }, (_, index) => ({ id: `s${index}`, title: `Serviço ${index}` }));
  const lists = fitted({ type: 'list', text: 'Nossos serviços:', label: 'Ver serviços', rows });
  assert.deepEqual(
    lists.map((list) => (list.type === 'list' ? [list.rows.length, list.label, list.text] : [])),
    [
      [10, 'Ver serviços (1/2)', 'Nossos serviços:'],
      [6, 'Ver serviços (2/2)', '(2/2)'],
    ],
  );
});

it('limits: text: splits a long one where a sentence ends', () => {
  const sentence = 'Esta é uma frase que conta algo do salão e termina com um ponto.';
  const parts = fitted({ type: 'text', text: Array.from({ length: 100 }, () => sentence).join(' ') });
  assert(parts.length === 2 && parts.every((part) => wordsIn(part).endsWith('.')));
});

it('limits: interactive button: makes a list of four buttons, and of one whose title is too long for a button', () => {
  const four = ['a', 'b', 'c', 'd'].map((id) => ({ id, title: id }));
  assert.equal(fitted({ type: 'buttons', text: 'Qual?', buttons: four })[0]?.type, 'list');
  const [long] = fitted({
    type: 'buttons',
    text: 'Qual?',
    buttons: [{ id: 'a', title: 'Sexta-feira às 15:30 com Carla' }],
  });
  assert.deepEqual(long?.type === 'list' && long.rows, [
    { id: 'a', title: 'Sexta-feira às 15:30 co…', description: 'Sexta-feira às 15:30 com Carla' },
  ]);
});

const file = { type: 'file', file: FileId.parse(crypto.randomUUID()) } as const;

it('limits: caption: puts what is too long for one after the picture, and all of it before no voice message', () => {
  const long = `${'Uma frase. '.repeat(150)}Fim.`;
  const [picture, ...rest] = fitted({ ...file, kind: 'image', text: long });
  assert(picture?.type === 'file' && picture.text.length <= 1024 && rest.length > 0);
  const [voice, said] = fitted({ ...file, kind: 'audio', text: 'ouça' });
  assert(voice?.type === 'file' && voice.text === '' && said && wordsIn(said) === 'ouça');
  assert.equal(fitted({ ...file, kind: 'audio', text: '' }).length, 1);
});

it('limits: cta_url: cuts the label of a link and says a long text ahead of it', () => {
  const parts = fitted({
    type: 'link',
    text: 'a '.repeat(900),
    label: 'Ver o mapa da nossa unidade',
    url: 'https://a.b',
  });
  assert.deepEqual(
    parts.map(({ type }) => type),
    ['text', 'link'],
  );
  const [, link] = parts;
  assert(link?.type === 'link' && link.label.length <= 20 && link.text.length <= 1024);
});

it('limits: contacts, reaction: deals cards in fives, and keeps one character of a reaction', () => {
  const cards = Array.from({ length: 7 }, (_, index) => ({ name: `P ${index}`, phone: '+551130000000' }));
  assert.deepEqual(
    fitted({ type: 'contacts', cards }).map((part) => part.type === 'contacts' && part.cards.length),
    [5, 2],
  );
  assert.deepEqual(fitted({ type: 'reaction', to: 'wamid.1', emoji: '👩🏽‍🦰👍' }), [
    { type: 'reaction', to: 'wamid.1', emoji: '👩🏽‍🦰' },
  ]);
});

it('limits: template: makes one line of every parameter, and none empty', () => {
  const [template] = fitted({
    type: 'template',
    name: 'x',
    language: 'pt_BR',
    header: { text: 'a\nb' },
    body: ['', 'um\n\n  dois'],
    buttons: [],
    text: '',
  });
  assert(template?.type === 'template');
  assert.deepEqual([template.header, template.body], [{ text: 'a b' }, ['–', 'um dois']]);
});
