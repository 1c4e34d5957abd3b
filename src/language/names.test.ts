import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { namesIn, type Vocabulary } from './names.ts';

function vocabularyOf(...names: readonly string[]): Vocabulary<string> {
  return names.map((name) => ({ value: name, names: [name] }));
}

const clinic = vocabularyOf(
  'Limpeza de Pele Profunda',
  'Massagem Relaxante',
  'Massagem Modeladora',
  'Criolipólise',
  'Hidrofacial',
  'Radiofrequência Facial',
  'Radiofrequência Corporal',
  'Depilação a Laser',
  'Design de Sobrancelhas',
);
const barber: Vocabulary<string> = [
  { value: 'corte', names: ['Corte', 'corte de cabelo', 'cabelo'] },
  { value: 'barba', names: ['Barba'] },
  { value: 'combo', names: ['Corte + barba'] },
  { value: 'mani', names: ['Manicure', 'unha'] },
  { value: 'prog', names: ['Progressiva', 'escova progressiva'] },
];
const people = vocabularyOf('João', 'Ana', 'Bia', 'Carla Souza');

/** The values found, a choice between several written `a/b`. */
function said(text: string, vocabulary: Vocabulary<string>): string {
  return namesIn(text, vocabulary)
    .map(({ values }) => values.join('/'))
    .join(', ');
}

describe('namesIn', () => {
  const examples: readonly (readonly [text: string, vocabulary: Vocabulary<string>, values: string])[] = [
    ['quero uma limpeza de pele', clinic, 'Limpeza de Pele Profunda'],
    ['limpeza', clinic, 'Limpeza de Pele Profunda'],
    ['limpesa de pele', clinic, 'Limpeza de Pele Profunda'],
    ['massagem', clinic, 'Massagem Relaxante/Massagem Modeladora'],
    ['massagens', clinic, 'Massagem Relaxante/Massagem Modeladora'],
    ['massagem relaxante', clinic, 'Massagem Relaxante'],
    ['a relaxante', clinic, 'Massagem Relaxante'],
    ['masagem relachante', clinic, 'Massagem Relaxante'],
    ['criolipolise', clinic, 'Criolipólise'],
    ['crilipólise', clinic, 'Criolipólise'],
    ['CRIOLIPÓLISE', clinic, 'Criolipólise'],
    ['hidro facial', clinic, 'Radiofrequência Facial'],
    ['hidrofacial e radiofrequência corporal', clinic, 'Hidrofacial, Radiofrequência Corporal'],
    ['radiofrequencia', clinic, 'Radiofrequência Facial/Radiofrequência Corporal'],
    ['depilaçao', clinic, 'Depilação a Laser'],
    ['sobrancelha', clinic, 'Design de Sobrancelhas'],
    ['Oi, quero saber sobre massagem relaxante', clinic, 'Massagem Relaxante'],
    ['Qual a diferença entre limpeza simples e profunda?', clinic, 'Limpeza de Pele Profunda'],
    ['corte', barber, 'corte'],
    ['2 cortes', barber, 'corte'],
    ['corte e barba', barber, 'combo'],
    ['barba e corte', barber, 'combo'],
    ['corte, depois barba', barber, 'corte, barba'],
    ['quero fazer as unhas', barber, 'mani'],
    ['cabelo e unha', barber, 'corte, mani'],
    ['barba ou progressiva?', barber, 'barba, prog'],
    ['progresiva', barber, 'prog'],
    ['quero com a Ana', people, 'Ana'],
    ['com o joao', people, 'João'],
    ['tem horário com a carla?', people, 'Carla Souza'],
    ['Tenho pele sensível, que tratamento recomendam?', clinic, ''],
    ['vou mandar mensagem', clinic, ''],
    ['um forte abraço', barber, ''],
    ['boa sorte', barber, ''],
    ['bom dia', people, ''],
    ['quero marcar um horário', barber, ''],
    ['quanto custa?', clinic, ''],
    ['completa', clinic, ''],
    ['o dia todo', barber, ''],
    ['meu filho vai na escola', barber, ''],
    ['', clinic, ''],
  ];
  for (const [text, vocabulary, values] of examples)
    it(`${JSON.stringify(text)}: ${values || 'nothing'}`, () => assert.equal(said(text, vocabulary), values));

  it('finds nothing in an empty vocabulary', () => assert.deepEqual(namesIn('corte', []), []));

  it('is exact only for the whole name without a slip', () => {
    const exact = ['corte', 'Cortes', 'cortw', 'corte + barba'].map((text) => namesIn(text, barber)[0]?.exact);
    assert.deepEqual(exact, [true, true, false, true]);
  });

  it('gives spans in order, inside the text, none over another', () => {
    const words = fc.array(fc.constantFrom('corte', 'e', 'barba', 'unha', 'quero', '!', 'progresiva', 'cabelo'));
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      words.map((each) => each.join(' ')),
    );
    fc.assert(
      fc.property(text, (each) => {
        let end = 0;
        for (const { span, score } of namesIn(each, barber)) {
          assert(span.start >= end && span.start < span.end && span.end <= each.length && score > 0 && score <= 1);
          end = span.end;
        }
      }),
    );
  });
});
