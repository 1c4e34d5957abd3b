import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parseBillPrices } from '../whatsapp/bill.ts';
import { estimateOf, isRefused, isSendable, isUsable, isWithin, messageFor } from './campaign.ts';

const zone = 'America/Sao_Paulo';
const hours = { from: '09:00', to: '20:00', weekdays: [1, 2, 3, 4, 5, 6] };
const local = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();

it('sends from the first minute to the last of its hours, by the clock of the business, and not on its day off', () => {
  const may = (text: string) => isWithin(hours, zone, local(text));
  // The 28th of November 2026 is a Saturday.
  assert.deepEqual(
    ['2026-11-28T08:59', '2026-11-28T09:00', '2026-11-28T19:59', '2026-11-28T20:00', '2026-11-29T12:00'].map(may),
    [false, true, true, false, false],
  );
});

const words = { header: null, body: 'Oi, {{1}}! Até {{2}}: {{1}}.', footer: null, buttons: [], gaps: ['1', '2'] };
const said = {
  template: { name: 'offer', language: 'pt_BR' },
  fills: [
    { kind: 'firstName', otherwise: 'tudo bem' },
    { kind: 'text', text: 'sexta' },
  ] as const,
};

it('calls people by the first name that can be used, and others as they were told to be called', () => {
  const texts = ['Maria da Silva', '💅💅', null].map((name) => messageFor(said, words, name).text);
  assert.deepEqual(texts, [
    'Oi, Maria! Até sexta: Maria.',
    'Oi, tudo bem! Até sexta: tudo bem.',
    'Oi, tudo bem! Até sexta: tudo bem.',
  ]);
});

it('names what stands in gaps that have names, as Meta wants it', () => {
  const named = { ...words, body: 'Oi, {{who}}, até {{when}}!', gaps: ['who', 'when'] };
  const { body, names, text } = messageFor(said, named, 'Ana');
  assert.deepEqual([body, names, text], [['Ana', 'sexta'], ['who', 'when'], 'Oi, Ana, até sexta!']);
});

it('uses an approved template with a gap for each fill, and none that wants a picture', () => {
  const body = { type: 'BODY', text: words.body };
  const definition = { status: 'APPROVED', parameterFormat: 'POSITIONAL', components: [body] };
  assert.equal(isSendable(said, definition), true);
  assert.equal(isSendable({ ...said, fills: said.fills.slice(1) }, definition), false);
  assert.equal(isSendable(said, { ...definition, status: 'PAUSED' }), false);
  assert.equal(isSendable(said, undefined), false);
  const pictured = { ...definition, components: [{ type: 'HEADER', format: 'IMAGE' }, body] };
  assert.deepEqual(
    [definition, pictured].map((each) => isUsable('offer', 'pt_BR', each)),
    [true, false],
  );
});

it('stops for what Meta will say of everybody, and not for what it says of one contact', () => {
  assert.equal(isRefused(['131026', 'whatsapp.131049', '131050', 'outbox.lease']), false);
  for (const code of ['131048', 'whatsapp.132015', '132000']) assert.equal(isRefused(['131026', code]), true);
});

it('adds up what each country costs, and says of how many it does not know', () => {
  const prices = parseBillPrices({ currency: 'USD', freeReplies: 0, markets: { BR: { marketing: 0.06 } } });
  const { amount, unpriced } = estimateOf(prices, 'MARKETING', ['BR', 'BR', 'PT', 'BR']);
  assert.deepEqual([amount.toFixed(2), unpriced], ['0.18', 1]);
});
