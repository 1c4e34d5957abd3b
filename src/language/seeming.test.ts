import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seemingCues } from './seeming.ts';

describe('seemingCues', () => {
  const examples: readonly (readonly [plain: string, cues: string])[] = [
    ['pode ser com qualquer pessoa da equipe', 'human'],
    ['quem e a dona do salao', 'human'],
    ['shampoo da marca lumini', 'book'],
    ['a gerente falou que abre as 9', 'human'],
    ['alguem desistiu de amanha', 'human'],
    ['nao tenho do que reclamar', 'complaint'],
    ['sou advogada e saio as 18', 'legal, health, complaint'],
    ['trabalho no hospital ao lado', 'legal, health, complaint'],
    ['estou com dor na lombar', 'health'],
    ['quero falar com uma pessoa', ''],
    ['chama a dona', ''],
    ['quero fazer uma reclamacao', ''],
    ['vou procurar um advogado', ''],
    ['estou com dor depois do procedimento', ''],
  ];
  for (const [plain, cues] of examples)
    it(`${plain} → ${cues || 'none'}`, () => assert.equal([...seemingCues(plain)].join(', '), cues));
});
