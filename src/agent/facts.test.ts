import assert from 'node:assert/strict';
import { it } from 'node:test';
import { factsMissed, type Fact } from './facts.ts';

const fact = (text: string): Fact => ({ kind: 'text', text, source: 'business' });
const missed = (text: string, facts: readonly string[] = [], names: readonly string[] = []) =>
  factsMissed(text, facts.map(fact), [], names);

it('finds each kind of statement that nothing proves', () => {
  assert.deepEqual(missed('Custa R$ 80,00.'), ['money:80,00']);
  assert.deepEqual(missed('São 80 reais'), ['money:80,00']);
  assert.deepEqual(missed('na sexta-feira, 27/11, às 16:00'), ['date:27/11', 'time:16:00', 'weekday:sex']);
  assert.deepEqual(missed('abrimos às 9h'), ['time:09:00']);
  assert.deepEqual(missed('leva 1 h 30 min'), ['duration:90']);
  assert.deepEqual(missed('taxa de 50%'), ['percent:50']);
  assert.deepEqual(missed('ligue +55 11 5550-0100'), ['phone:551155500100']);
  assert.deepEqual(missed('veja https://example.com/x e a@b.co'), ['url:https://example.com/x', 'email:a@b.co']);
  assert.deepEqual(missed('são 16 serviços'), ['number:16']);
  assert.deepEqual(missed('com Ana', [], ['Ana', 'João']), ['name:Ana']);
});

it('takes two ways of writing one thing for the same thing', () => {
  assert.deepEqual(missed('R$ 1.200,00', ['R$1200']), []);
  assert.deepEqual(missed('às 09:00', ['9h']), []);
  assert.deepEqual(missed('90 min', ['1 h 30 min']), []);
  assert.deepEqual(missed('sex 27/11', ['sexta-feira, 27/11']), []);
});

it('tells near values apart', () => {
  assert.deepEqual(missed('R$ 80,50', ['R$ 80,00']), ['money:80,50']);
  assert.deepEqual(missed('às 16:30', ['16:00']), ['time:16:30']);
  assert.deepEqual(missed('quinta-feira, 27/11', ['sexta-feira, 27/11']), ['weekday:qui']);
  assert.deepEqual(missed('R$ 80,00', ['80']), ['money:80,00']);
  assert.deepEqual(missed('às 16:00: livre, 27/11.', ['16:00', '27/11']), []);
});

it('takes what the contact said for proven', () => {
  assert.deepEqual(factsMissed('Você disse 15h', [], ['pode ser 15h?'], []), []);
});

it('takes a name only in its own spelling and whole', () => {
  assert.deepEqual(missed('um corte, Cortesia', [], ['Corte']), []);
  assert.deepEqual(missed('*Corte*', [], ['Corte']), ['name:Corte']);
  assert.deepEqual(missed('Corte + barba', ['Corte + barba'], ['Corte', 'Corte + barba']), []);
});

it('finds a wrong weekday, time or length of time in Spanish and English too', () => {
  const facts = ['sexta-feira, 27/11', '16:00', '1 hora', 'R$ 80,00'].map((text): Fact => ({
    kind: 'text',
    text,
    source: 'business',
  }));
  for (const right of [
    'el viernes 27/11, a las 16:00: 1 hora, R$ 80,00',
    'on Friday 27/11, at 16:00 (4:00 pm): 1 hour, R$ 80,00',
  ])
    assert.deepEqual(factsMissed(right, facts, [], []), [], right);
  for (const wrong of ['el jueves 27/11', 'on Thursday 27/11', 'at 16:00 (4:00 am)', '2 hours', 'R$ 90,00'])
    assert.equal(factsMissed(wrong, facts, [], []).length, 1, wrong);
});
