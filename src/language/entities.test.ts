import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { durationIn, moneyIn, nameIn, phoneIn, quantityIn } from './entities.ts';

function table<T>(examples: Readonly<Record<string, T>>, read: (text: string) => T): void {
  for (const [text, expected] of Object.entries(examples))
    it(`${JSON.stringify(text)} holds ${JSON.stringify(expected)}`, () => assert.deepEqual(read(text), expected));
}

describe('moneyIn', () => {
  table(
    {
      'R$ 80,00': [8000],
      R$80: [8000],
      'r$ 1.200,50': [120050],
      '80 reais': [8000],
      'oitenta reais': [8000],
      'cento e vinte reais': [12000],
      'R$ 45 ou R$ 70': [4500, 7000],
      '30 conto': [3000],
      '2 mil reais': [200000],
      'faz por 30?': [],
      '14h20': [],
      'quanto custa?': [],
    },
    (text) => moneyIn(text).map(({ cents }) => cents),
  );
});

describe('phoneIn', () => {
  table(
    {
      '11 98888-7777': ['+5511988887777'],
      '(11) 98888-7777': ['+5511988887777'],
      '+55 11 98888 7777': ['+5511988887777'],
      '5511988887777': ['+5511988887777'],
      '011 3888-7777': ['+551138887777'],
      '+351 912 345 678': ['+351912345678'],
      'meu cpf é 123.456.789-09': [],
      '123.456.789-09': [],
      '12.345.678/0001-90': [],
      '98888-7777': [],
      'R$ 1.200,00': [],
      '10/12/2026': [],
    },
    (text) => phoneIn(text).map(({ phone }) => phone),
  );
});

describe('durationIn', () => {
  table(
    {
      '1h30': [90],
      '1h 30min': [90],
      '90 min': [90],
      '90 minutos': [90],
      '2 horas': [120],
      'duas horas e meia': [150],
      'meia hora': [30],
      'uma hora e meia': [90],
      'hora e meia': [90],
      'dura 50min': [50],
      '2 horas e 15 minutos': [135],
      'às 14h': [],
      'das 9h às 18h': [],
      'sexta às 10h30': [],
      amanhã: [],
    },
    (text) => durationIn(text).map(({ minutes }) => minutes),
  );
});

describe('quantityIn', () => {
  table(
    {
      'duas sessões': '2 times',
      '2 pessoas': '2 people',
      'somos três': '3 people',
      'eu e minha mãe': '2 people',
      'pra mim e pra minha mãe': '2 people',
      'pra mim e minha irmã': '2 people',
      'eu e mais 3 amigas': '4 people',
      'para mí y mi hermana': '2 people',
      'tres personas': '3 people',
      'for me and my sister': '2 people',
      'there are three of us': '3 people',
      'two sessions': '2 times',
      'vamos 15h': null,
      'mais 3 amigas': '4 people',
      'um casal': '2 people',
      'às 14h': null,
      'R$ 80': null,
      corte: null,
    },
    (text) => {
      const found = quantityIn(text);
      return found ? `${found.count} ${found.of}` : null;
    },
  );
});

describe('nameIn, unasked', () => {
  table(
    {
      'meu nome é Carla': 'Carla',
      'quero marcar pro meu filho tiago sexta': 'Tiago',
      'pro meu filho sexta': null,
      'pra minha mãe corte amanhã': null,
      'Hola, me llamo Lucía': 'Lucía',
      'soy Pedro Ruiz': 'Pedro Ruiz',
      'soy alérgica': null,
      'my name is john smith': 'John Smith',
      "I'm Kate": 'Kate',
      "I'm running late": null,
      'meu nome é carla souza e quero marcar': 'Carla Souza',
      'Oi, sou a Bruna': 'Bruna',
      'aqui é o João Pedro': 'João Pedro',
      'me chamo josé da silva': 'José da Silva',
      'Oi, sou Bruna e quero marcar': 'Bruna',
      'pode me chamar de Léo': 'Léo',
      'em nome de Maria Clara, por favor': 'Maria Clara',
      'sou cliente nova': null,
      'Oi! Sou nova aqui': null,
      'Já sou cliente, quero agendar mais uma sessão': null,
      'sou a nova cliente': null,
      'Carla Souza': null,
      'quero marcar com a Ana': null,
      'qual o nome do produto?': null,
    },
    (text) => nameIn(text, { asked: false })?.name ?? null,
  );
});

describe('nameIn, asked', () => {
  table(
    {
      'Carla Souza': 'Carla Souza',
      'é Carla': 'Carla',
      carla: 'Carla',
      CARLA: 'Carla',
      'Maria Aparecida dos Santos Silva': 'Maria Aparecida dos Santos Silva',
      'pode colocar no nome da Ana': 'Ana',
      'oi, Carla': 'Carla',
      'Carla, obrigada': 'Carla',
      'Carla por favor': 'Carla',
      'Ana 🥰': 'Ana',
      'meu nome é Igor': 'Igor',
      Rosa: 'Rosa',
      McDonald: 'McDonald',
      "Joana D'Arc": "Joana D'Arc",
      'Por quê?': null,
      'qual o preço': null,
      'bom dia': null,
      oi: null,
      sim: null,
      não: null,
      'não quero dizer': null,
      'prefiro não falar': null,
      'pra que você quer saber': null,
      'amanhã às 15h': null,
      'sexta de manhã': null,
      'quero marcar um corte': null,
      esquece: null,
      '11 98888-7777': null,
      '👍': null,
      "' OR '1'='1": null,
      "<script>alert('x')</script>": null,
      'eu queria saber o preço da limpeza de pele': null,
      'falar com atendente': null,
    },
    (text) => nameIn(text, { asked: true })?.name ?? null,
  );

  it('points into any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const all = [
          nameIn(text, { asked: true }),
          quantityIn(text),
          ...moneyIn(text),
          ...phoneIn(text),
          ...durationIn(text),
        ];
        return all.every((each) => each === null || (each.span.start >= 0 && each.span.end <= text.length));
      }),
    );
  });
});
