import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { FluidKind } from '../business/business.ts';
import type { Act } from './act.ts';
import { noWish } from './draft.ts';
import { isFluid } from './fluid.ts';
import { flawIn, type Written } from './reworded.ts';
import { barber } from './testing.ts';

const pets: Written = {
  text: 'Não aceitamos pets.',
  facts: [{ kind: 'text', text: 'Não aceitamos pets.', source: 'business' }],
  language: 'pt-BR',
  contactName: 'Carla',
};
const package4: Written = {
  ...pets,
  text: 'O pacote 4 cortes custa R$ 160,00.',
  facts: [{ kind: 'text', text: 'O pacote 4 cortes custa R$ 160,00.', source: 'business' }],
};
const flaw = (text: string, written = pets) => flawIn(text, written, barber);

describe('other words for a reply', () => {
  it('may greet, thank and join', () => {
    assert.equal(flaw('Oi, Carla! Obrigada por perguntar: não aceitamos pets.'.replace('perguntar', 'chamar')), null);
    assert.equal(flaw('Claro, Carla! O pacote 4 cortes custa R$ 160,00. Qualquer coisa, me chame!', package4), null);
  });

  it('are refused where they state something else, whatever the facts say', () => {
    const wrong = [
      'Aceitamos pets.',
      'Não aceitamos pets, mas abrimos exceção.',
      'Não aceitamos pets grandes.',
      'Não, aceitamos pets.'.replace('Não,', ''),
      'Oi! Não aceitamos pets. Está confirmado.',
      'Sim! Não aceitamos pets.',
      'Não aceitamos pets. Hoje é grátis.',
      'Não aceitamos pets. Veja https://x.example',
      'Não aceitamos pets. Quer marcar?',
      'Oi! Tudo bem. Olá. Bom dia. Não aceitamos pets.',
      '',
      `Não aceitamos pets. ${'Olá '.repeat(400)}`,
    ];
    for (const text of wrong) assert.notEqual(flaw(text), null, text);
    for (const text of [
      'O pacote 4 cortes custa R$ 150,00.',
      'O pacote 160 cortes custa R$ 4,00.',
      'O pacote custa R$ 160,00.',
    ])
      assert.notEqual(flaw(text, package4), null, text);
  });

  it('never lose, move or add a word that states something', () => {
    const stating = ['não', 'aceitamos', 'pets', 'sim', 'grátis', '10', 'amanhã', 'sem', 'só'];
    const courtesies = ['oi', 'claro', 'por favor', 'obrigada', 'Carla'];
    const word = fc.constantFrom(...stating, ...courtesies);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const stated = words.filter((each) => stating.includes(each)).join(' ');
        assert.equal(flaw(words.join(' ')) === null, stated === 'não aceitamos pets', words.join(' '));
      }),
    );
  });
});

it('never lets a proposal, an offer, a refusal, a deed or personal data be said in other words', () => {
  const all: FluidKind[] = ['talk', 'knowledge', 'services', 'prices', 'hours', 'place', 'policies', 'questions'];
  const proposal = {
    id: 'x',
    act: 'book' as const,
    items: [],
    booking: null,
    at: Temporal.Instant.from('2026-11-24T10:00Z'),
  };
  const strict: Act[] = [
    { act: 'offer', wish: noWish, visits: [], near: false, waits: false },
    { act: 'refuse', why: 'closed', wish: noWish, booking: null },
    { act: 'confirm', proposal, again: false },
    { act: 'done', proposal, protocols: [], again: false, link: null },
    { act: 'bookings', bookings: [] },
    { act: 'data', name: null, bookings: [] },
    { act: 'handoff', reason: 'asked', reopens: null },
    { act: 'inform', about: { topic: 'identity' } },
  ];
  const told: Act = { act: 'inform', about: { topic: 'knowledge', key: 'x' } };
  assert(isFluid([told], all) && !isFluid([told], []) && !isFluid([], all));
  for (const act of strict) assert(!isFluid([told, act], all), act.act);
});
