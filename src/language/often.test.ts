import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { oftenIn } from './often.ts';

describe('oftenIn', () => {
  const examples: readonly (readonly [text: string, pace: string])[] = [
    ['toda quinta às 10h', '7'],
    ['todas as quintas de manhã', '7'],
    ['quero toda semana', '7'],
    ['todo sábado, por 4 semanas', '7 x 4'],
    ['uma vez por semana durante dois meses', '7 x 8'],
    ['quinzenal, por 2 meses', '14 x 4'],
    ['de 15 em 15 dias', '14'],
    ['a cada duas semanas', '14'],
    ['uma vez por mês', '28'],
    ['mensalmente por 6 meses', '28 x 6'],
    ['toda semana, 5 sessões', '7 x 5'],
    ['todos los viernes', '7'],
    ['cada dos semanas', '14'],
    ['every Friday at 10', '7'],
    ['every other week for two months', '14 x 4'],
    ['toda hora me mandam mensagem', '-'],
    ['quinta às 10h', '-'],
    ['semana que vem', '-'],
    ['o dia todo', '-'],
  ];
  for (const [text, pace] of examples)
    it(`${text} → ${pace}`, () => {
      const often = oftenIn(text);
      assert.equal(often ? `${often.everyDays}${often.times === null ? '' : ` x ${often.times}`}` : '-', pace);
      assert(!often || (often.span.start < often.span.end && often.span.end <= text.length));
    });
});
