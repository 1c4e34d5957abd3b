import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { statedIn } from '../src/agent/facts.ts';
import { beginTrial, play } from '../src/agent/trial.ts';
import { freshAgenda } from '../src/bookings/agenda.store.ts';
import { loadBusiness } from '../src/business/business.store.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { contactsFor } from '../src/contacts/contact.store.ts';
import { tapsIn, wordsIn, type Content, type Said } from '../src/conversations/content.ts';
import { fileMessages } from '../src/conversations/message.store.ts';
import { engineOn } from '../src/engine.ts';
import { testDatabase } from '../src/platform/testing.ts';

const now = Temporal.Instant.from('2026-11-24T13:20:00Z');
const phoneNumberId = '100000000000001';
const { db } = await testDatabase();
const id = await putBusiness(db, demoBusiness, { phoneNumberId, displayPhoneNumber: '' });
const { business } = await loadBusiness(db, id);
const engine = engineOn(db, now);

/** What somebody says, typed or, as `#Agendar`, tapped by a part of its title. */
const conversations = [
  ['Oi', 'Quanto custa a manicure?', 'Abrem domingo?', 'Se eu cancelar, recebo o dinheiro de volta?', 'obrigada'],
  ['Quero agendar um Corte Feminino amanhã às 10:00', 'Carla Dias', '#Confirmar', 'quais são meus agendamentos?'],
  [
    'Quero marcar manicure sexta às 14:00',
    'Bia Reis',
    'sim',
    'e um corte feminino sexta às 14:30',
    '#15:00',
    '#Confirmar',
    'quero remarcar a manicure para sábado às 10:00',
    'sim',
    'quero cancelar o corte',
    'sim',
  ],
  ['corte e manicure para duas pessoas quinta de manhã', '#1', 'Ana Luz', '#Confirmar'],
  ['quero falar com uma pessoa', 'quanto custa o corte?'],
];

/** Of a reply what does not depend on chance: which of several wordings it has, and the letters of a protocol. */
function matterOf(replies: readonly Content[]): object {
  const names = [...business.services, ...business.professionals].map(({ name }) => name);
  const stated = replies.flatMap((reply) => statedIn(wordsIn(reply), names));
  return {
    states: stated.filter((each) => !each.startsWith('number:')).toSorted(),
    options: replies.flatMap(tapsIn).map(({ title }) => title),
  };
}

function saidAs(text: string, shown: readonly Content[]): Said {
  const option = shown.flatMap(tapsIn).find(({ title }) => text.startsWith('#') && title.includes(text.slice(1)));
  assert(option || !text.startsWith('#'), `${text} is not among ${JSON.stringify(shown)}`);
  return option ? { kind: 'tap', option: option.id, title: option.title } : { kind: 'text', text };
}

for (const [index, texts] of conversations.entries())
  it(`answers a trial as it answers a customer: ${texts[0]}`, async () => {
    const agenda = await freshAgenda(db, business, now);
    const trial = beginTrial({ business, agenda, now });
    const waId = `551190000000${index}`;
    let shown: readonly Content[] = [];
    for (const text of texts) {
      const said = saidAs(text, shown);
      const [contact] = await contactsFor(db, id, [{ userId: null, waId, profileName: null }]);
      assert(contact);
      const none = new Temporal.Duration();
      const message = { contact, phoneNumberId, wamid: randomUUID(), said, at: now };
      await fileMessages(db, id, [message], { quiet: none, waitMax: none });
      const taken = await engine.takeTurns();
      shown = (await engine.deliver()).map(({ content }) => content);
      await play(trial, [saidAs(text, trial.exchanges.at(-1)?.replies ?? [])]);
      const exchange = trial.exchanges.at(-1);
      assert.deepEqual(matterOf(exchange?.replies ?? []), matterOf(shown), text);
      assert.equal(
        JSON.stringify(exchange?.commands.map(({ kind }) => kind)),
        JSON.stringify(taken.flatMap(({ commands }) => commands).map(({ kind }) => kind)),
        text,
      );
    }
  });
