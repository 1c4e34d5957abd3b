import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { housesIn, learnMeanings } from './learn-meaning.ts';
import { directionsMax, likeness, meaningIn } from './meaning.ts';
import { readRows, writtenRows } from './rows.ts';

const file = `# A comment of the file
# House
## Tem estacionamento?
= Sim, na rua de trás.
onde deixo o carro?
vou de carro, tem vaga?
onde posso parar o carro?

## Posso levar meu cachorro?
= Sim, na coleira.
meu cachorro pode ir junto?
aceitam bichos?
posso ir com meu bicho, um cachorro?

# House
## Tem wifi?
qual a senha da internet?
a internet é liberada?

## Aceitam criança?
posso levar meu filho?
meu filho pode ficar comigo?

# Others
bom dia
quanto custa o corte?
`;

describe('learnMeanings', () => {
  const { houses, others } = housesIn(file);

  it('reads houses, entries with and without an answer, and what stands alone', () => {
    assert.deepEqual(
      houses.map((house) => house.map(({ texts, owners }) => [texts.length, owners])),
      [
        [
          [5, 2],
          [5, 2],
        ],
        [
          [3, 1],
          [3, 1],
        ],
      ],
    );
    assert.equal(houses[0]?.[0]?.texts[1], 'Tem estacionamento? Sim, na rua de trás.');
    assert.deepEqual(
      others.map(({ texts }) => texts),
      [['bom dia'], ['quanto custa o corte?']],
    );
  });

  it('brings together what is asked alike, in words that were not learnt together', () => {
    const { rows } = learnMeanings(houses, [others]);
    const near = (one: string, other: string) => likeness(meaningIn(one, rows), meaningIn(other, rows));
    assert(near('onde paro o carro?', 'Tem estacionamento?') > near('onde paro o carro?', 'Posso levar meu cachorro?'));
    assert(near('e o meu bicho?', 'Posso levar meu cachorro?') > near('e o meu bicho?', 'Tem estacionamento?'));
    const again = learnMeanings(houses, [others]).rows;
    assert.deepEqual(meaningIn('meu bicho', again), meaningIn('meu bicho', rows));
  });

  it('is written and read with hardly a loss', () => {
    const { rows, features } = learnMeanings(houses, [others]);
    const read = readRows(writtenRows(features, rows, directionsMax));
    for (const { texts } of houses.flat())
      for (const text of texts) assert(likeness(meaningIn(text, rows), meaningIn(text, read)) > 0.99, text);
  });
});
