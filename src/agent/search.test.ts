import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KnowledgeEntry } from '../business/business.ts';
import { entryFor } from './search.ts';

const knowledge: readonly KnowledgeEntry[] = [
  { key: 'parking', question: 'Tem estacionamento?', answer: 'Sim, na rua de trás.' },
  { key: 'pets', question: 'Posso levar meu cachorro?', answer: 'Sim, na coleira.' },
  { key: 'kids', question: 'Posso levar criança?', answer: 'Temos um cantinho com brinquedos.' },
  { key: 'gift', question: 'Vocês vendem vale-presente?', answer: 'Sim, de qualquer valor.' },
  { key: 'lamp', question: 'A cabine usa lâmpada UV ou LED?', answer: 'Usamos LED.' },
];

const house = { services: [], knowledge };

describe('entryFor', () => {
  const asked: readonly (readonly [question: string, key: string | null])[] = [
    ['tem estacionamento?', 'parking'],
    ['onde posso parar o carro?', 'parking'],
    ['is there parking?', 'parking'],
    ['puedo dejar el coche?', 'parking'],
    ['meu doguinho pode ir junto?', 'pets'],
    ['aceitam bicho de estimação', 'pets'],
    ['tem gift card?', 'gift'],
    ['quero presentear minha mãe', 'gift'],
    ['a lâmpada é de led?', 'lamp'],
    ['tem piscina?', null],
    ['vocês consertam celular?', null],
    ['', null],
    ['?', null],
  ];
  for (const [question, key] of asked)
    it(`${question || '(nothing)'} → ${key ?? 'nothing'}`, () =>
      assert.equal(entryFor(question, house)?.entry.key ?? null, key));

  it('answers nothing where two entries fit alike', () => {
    const twice = [...knowledge, { key: 'garage', question: 'Tem estacionamento?', answer: 'Sim, na rua de trás.' }];
    assert.equal(entryFor('e pra estacionar?', { services: [], knowledge: twice }), null);
  });

  it('finds nothing where nothing is known', () =>
    assert.equal(entryFor('tem wifi?', { services: [], knowledge: [] }), null));
});
