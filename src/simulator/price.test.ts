import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Prices } from './price.ts';

const start = Temporal.Instant.from('2026-11-20T12:00:00Z');
const after = (hours: number) => start.add({ hours });

it('bills replies beyond the free ones of the month, and templates', () => {
  const prices = new Prices(1);
  const types = [
    prices.of(undefined, 'ana', start),
    prices.of(undefined, 'ana', start),
    prices.of('utility', 'ana', start),
  ];
  assert.deepEqual(
    types.map(({ type, category }) => `${category} ${type}`),
    ['service free_customer_service', 'service regular', 'utility regular'],
  );
  assert.equal(prices.of(undefined, 'ana', start.add({ hours: 24 * 20 })).type, 'free_customer_service');
});

it('bills nothing for 72 hours of who came from an ad and was answered within 24', () => {
  const prices = new Prices(0);
  prices.enter('ana', start);
  assert.equal(prices.of(undefined, 'ana', after(23)).type, 'free_entry_point');
  assert.equal(prices.of('marketing', 'ana', after(71)).type, 'free_entry_point');
  assert.equal(prices.of(undefined, 'ana', after(72)).type, 'regular');
  assert.equal(prices.of(undefined, 'bia', start).type, 'regular');
  prices.enter('caio', start);
  assert.equal(prices.of(undefined, 'caio', after(24)).type, 'regular', 'answered too late');
});
