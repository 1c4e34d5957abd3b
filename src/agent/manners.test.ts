import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mannered } from './manners.ts';

const style = (tone: 'formal' | 'informal', emoji: boolean) => ({ style: { tone, emoji, language: 'auto' as const } });

describe('mannered', () => {
  it('leaves an easy-going business its words', () => {
    assert.equal(mannered('Oi, Bia! 😊', 'pt-BR', style('informal', true)), 'Oi, Bia! 😊');
  });

  it('speaks formally', () => {
    assert.equal(
      mannered('Oi de novo, Bia! O que deseja?', 'pt-BR', style('formal', true)),
      'Olá novamente, Bia! O que deseja?',
    );
    assert.equal(mannered('¿En qué puedo ayudarte?', 'es', style('formal', true)), '¿En qué puedo ayudarle?');
    assert.equal(mannered('Hi, Bia!', 'en', style('formal', true)), 'Hello, Bia!');
  });

  it('takes every picture out and nothing else', () => {
    assert.equal(
      mannered('Pronto! ✅\n📅 quinta, 26/11\n💰 R$ 80,00 👩‍🦰', 'pt-BR', style('informal', false)),
      'Pronto!\nquinta, 26/11\nR$ 80,00',
    );
  });
});
