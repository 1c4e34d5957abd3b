import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkLimits, studio, talkWith, type Talk } from './testing.ts';

/** Tuesday morning: the studio is open. */
const now = '2026-11-24T10:20:00-03:00';

type Line = readonly [said: string, must: RegExp, mustNot?: RegExp];

/** Each line in a conversation of its own, the way somebody writes who begins with it. */
function alone(lines: readonly Line[]): void {
  for (const [said, must, mustNot] of lines) checkTurn(talkWith(studio, now), [said, must, mustNot ?? /^$/]);
}

/** The lines one after another in one conversation. */
function together(lines: readonly Line[]): Talk {
  const talk = talkWith(studio, now);
  for (const line of lines) checkTurn(talk, line);
  return talk;
}

function checkTurn(talk: Talk, [said, must, mustNot = /^$/]: Line): void {
  const { text, replies } = talk.say(said);
  assert.match(text, must, `"${said}" was answered with: ${text}`);
  assert.doesNotMatch(text, mustNot, `"${said}" was answered with: ${text}`);
  assert.doesNotMatch(text, /&\w+;|undefined|null|NaN|\[object/, text);
  assert.equal(replies.length, 1, `"${said}" got ${replies.length} messages`);
  checkLimits(replies);
}

const welcome =
  /Olá, Carla!.*Studio Beleza & Bem-Estar[\s\S]*Como posso ajudar\?[\s\S]*Agendar[\s\S]*Serviços[\s\S]*Atendente/;
const menu = /Studio Beleza|Posso ajudar[\s\S]*Agendar[\s\S]*Serviços[\s\S]*Atendente/;
const list =
  /Corte Feminino: R\$ 80,00 \(1 hora\)[\s\S]*Limpeza de Pele Profunda: R\$ 80,00 \(1 h 30 min\)[\s\S]*\[Mais serviços\]/;
const rest = /Massagem Relaxante: R\$ 100,00[\s\S]*Radiofrequência: R\$ 180,00[\s\S]*todos/;
const prices = /Limpeza de Pele Profunda: R\$ 80,00[\s\S]*Radiofrequência: R\$ 180,00/;
const payment = /Dinheiro, PIX, Cartão de Débito e Cartão de Crédito/;
const address = /Rua das Flores, 123 – Centro, São Paulo – SP, CEP 01234-567/;
const week = /segunda a sexta: 09:00–18:00\n• sábado: 09:00–16:00\n• domingo: fechado/;
const handedOver = /atendente humano/;
const lost = /não entendi|Não consegui entender|não é para nós|foge do que eu faço/i;

describe('the conversations that the system before this one failed', () => {
  it('1: greetings', () => {
    alone([
      ['Oi', welcome],
      ['Olá', welcome],
      ['Bom dia', welcome],
      ['Boa tarde', welcome],
      ['Oi, tudo bem?', welcome],
      ['Olá, como funciona aqui?', menu],
      ['Primeira vez aqui', menu],
    ]);
    const talk = together([['Oi', welcome]]);
    checkTurn(talk, ['Boa tarde', /Carla[\s\S]*\?/, /Bem-vindo/]);
  });

  it('2: the services, with price and duration', () => {
    alone([
      ['Quais serviços vocês oferecem?', list],
      ['O que vocês fazem?', list],
      ['Menu de serviços', list],
      ['Lista de tratamentos', list],
      ['Serviços disponíveis', list],
      ['O que tem para hoje?', list],
    ]);
  });

  it('3: the rest of the services', () => {
    together([
      ['Serviços', list],
      ['mais serviços', rest],
      ['Quero ver o restante', rest],
      ['Tem mais opções?', rest],
      ['restante dos serviços', rest],
    ]);
    const talk = together([['Serviços', list]]);
    assert.match(talk.tap('Mais serviços').text, rest);
    assert.match(talk.tap('Radiofrequência').text, /R\$ 180,00, 45 min[\s\S]*Agendar/);
  });

  it('4: prices', () => {
    alone([
      ['Quanto custa limpeza de pele?', /Limpeza de Pele Profunda.*R\$ 80,00/],
      ['Preço do hidrofacial', /Hidrofacial Diamante.*R\$ 150,00/],
      ['Valor da massagem relaxante', /Massagem Relaxante.*R\$ 100,00/],
      ['Criolipólise custa quanto?', /Criolipólise.*R\$ 300,00/],
      ['clipolise quanto é', /Criolipólise.*R\$ 300,00/],
      ['Tabela de preços', prices],
      ['Valores dos tratamentos', prices],
      ['quanto custa a massagem?', /Massagem Modeladora\* ou \*Massagem Relaxante/],
      ['quanto custa botox?', /não encontrei na nossa lista|Não temos esse serviço/, /R\$ 0/],
    ]);
    const talk = talkWith(studio, now);
    talk.say('quanto custa a massagem?');
    assert.match(talk.say('a relaxante').text, /R\$ 100,00/);
  });

  it('5: a simple booking', () => {
    alone([
      ['Quero agendar uma limpeza de pele', /Limpeza de Pele Profunda[\s\S]*dia/],
      ['Gostaria de marcar um hidrofacial', /Hidrofacial Diamante[\s\S]*dia/],
      ['Preciso agendar', /serviço/i],
      ['Como faço para marcar horário?', /serviço/i],
      ['Tem vaga para amanhã?', /quarta-feira, 25\/11[\s\S]*serviço/, /que dia/],
      ['Quero agendar massagem', /Massagem Modeladora\* ou \*Massagem Relaxante/],
    ]);
    const talk = together([['Preço do hidrofacial', /150,00/]]);
    checkTurn(talk, ['Preciso agendar', /Hidrofacial Diamante/, /serviço/]);
    checkTurn(talk, ['Tem vaga para amanhã?', /Hidrofacial Diamante.*25\/11: 09:00/, /que dia/]);
  });

  it('6: a booking with a day, a part of the day or a time', () => {
    alone([
      ['Quero agendar criolipólise para quinta-feira', /Criolipólise.*quinta-feira, 26\/11: 09:00.*17:00/],
      ['Preciso de um horário na próxima semana', /serviço/i],
      ['Posso marcar duas sessões de radiofrequência?', /Radiofrequência/, /atendente/],
      ['Quero agendar para sexta de manhã', /sexta-feira, 27\/11[\s\S]*serviço/],
      ['Tem horário às 14h na segunda?', /segunda-feira, 30\/11, às 14:00[\s\S]*serviço/],
      ['Quero reagendar meu horário', /não tem|[Nn]ão encontrei/],
    ]);
  });

  it('7: the business itself', () => {
    alone([
      ['Qual o horário de funcionamento?', week],
      ['Onde vocês ficam?', address],
      ['Endereço do studio', address],
      ['Telefone para contato', /\+55 11 5550-0100/],
      ['Como chegar aí?', address],
      ['Funcionam no sábado?', /sábado, 28\/11, abrimos das 09:00 às 16:00/],
      ['Vocês abrem domingo?', /domingo, 29\/11, estamos fechados/],
      ['E-mail de contato', /contato@studiobeleza\.com\.br/],
      ['qual o instagram de vocês?', /@studiobelezasp/],
    ]);
  });

  it('8: payment, and what is not in the data', () => {
    const unknown = /[Nn]ão tenho informação|não tenho informação|Não posso negociar/;
    alone([
      ['Quais formas de pagamento aceitam?', payment],
      ['Posso pagar com cartão?', payment],
      ['Aceitam PIX?', payment],
      ['Tem desconto à vista?', unknown, /%/],
      ['Parcelam?', unknown],
      ['Pagamento no débito?', payment],
      ['Tem estacionamento?', /não tenho/i],
    ]);
    const talk = together([['Parcelam?', unknown]]);
    assert.match(talk.say('quero sim').text, handedOver);
  });

  it('9: commands', () => {
    alone([
      ['menu', menu],
      ['ajuda', menu],
      ['comandos', menu],
      ['opções', menu],
      ['falar com atendente', handedOver],
      ['suporte', handedOver],
      ['reclamação', /Sinto muito[\s\S]*atendente humano/],
    ]);
  });

  it('10: one topic after another', () => {
    together([
      ['Oi, quero saber sobre massagem relaxante', /Massagem Relaxante.*R\$ 100,00/],
      ['Na verdade, quanto custa limpeza de pele?', /Limpeza de Pele Profunda.*R\$ 80,00/],
      ['Aliás, vocês fazem radiofrequência?', /Radiofrequência.*R\$ 180,00/],
      ['Voltando à massagem, quanto tempo demora?', /Massagem Relaxante.*1 hora/, /Modeladora/],
      ['Posso agendar as duas coisas no mesmo dia?', /Massagem Relaxante/],
      ['Esqueci, qual o horário de funcionamento mesmo?', week],
    ]);
  });

  it('11: what is not simple', () => {
    alone([
      ['Sou cliente novo, como funciona?', menu],
      ['Primeira vez fazendo estética', menu],
      ['Tenho pele sensível, que tratamento recomendam?', /saúde[\s\S]*atendente humano/],
      ['Qual a diferença entre limpeza simples e profunda?', /Limpeza de Pele Profunda.*R\$ 80,00/],
      ['Preciso de orçamento personalizado', prices],
      ['Muito obrigada pelas informações!', /nada|agradeço|Imagina/],
    ]);
  });

  it('12: code and symbols are text that is not understood', () => {
    for (const line of [
      "' OR '1'='1",
      "<script>alert('test')</script>",
      'SELECT * FROM users WHERE',
      "javascript:alert('xss')",
      '../../../etc/passwd',
      '{{7*7}}',
    ])
      alone([[line, lost, /49|script|SELECT/]]);
  });

  it('13: the same question twice gets the same facts', () => {
    together([
      ['Quais serviços vocês oferecem?', list],
      ['Quais serviços vocês oferecem?', list],
      ['Lista de serviços', list],
      ['Lista de serviços', list],
      ['Horário de funcionamento', week],
      ['Horário de funcionamento', week],
    ]);
  });

  it('14: people in a hurry and people who look around', () => {
    alone([
      ['Preciso urgente de um tratamento hoje!', /terça-feira, 24\/11[\s\S]*serviço/],
      ['Quanto custa? Estou interessada', prices],
      ['Já sou cliente, quero agendar mais uma sessão', /serviço/],
      ['Só quero dar uma olhada nos preços', prices],
      ['Minha amiga recomendou vocês, quero conhecer', /Agendar|Corte Feminino/],
      ['Tenho pressa, preciso resolver hoje', /terça-feira, 24\/11[\s\S]*serviço/],
    ]);
  });

  it('15: a whole visit: the service asked about last carries over', () => {
    const talk = together([
      ['Oi! Sou nova aqui', menu],
      ['Quero conhecer os serviços', list],
      ['mais serviços', rest],
      ['Criolipólise custa quanto?', /R\$ 300,00/],
      [
        'Quero agendar para sexta às 10h',
        /Criolipólise[\s\S]*sexta-feira, 27\/11, às 10:00[\s\S]*R\$ 300,00/,
        /serviço/,
      ],
      ['Posso pagar com cartão?', payment],
      ['Qual o endereço de vocês?', address],
    ]);
    assert.equal(talk.bookings.length, 0);
    talk.say('sim, pode confirmar');
    assert.equal(talk.bookings[0]?.slot.start.toString(), '2026-11-27T13:00:00Z');
    assert.equal(talk.bookings[0].priceCents, 30_000);
  });
});
