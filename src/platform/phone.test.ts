import assert from 'node:assert/strict';
import { it } from 'node:test';
import { countryOf, shownPhone } from './phone.ts';

it('shows numbers as people at home write them, others with their country, and corrects none', () => {
  const shown = {
    '5511912345678': '(11) 91234-5678',
    '+55 11 91234-5678': '(11) 91234-5678',
    // Meta's wa_id of an older account: the ninth digit is not put back.
    '551187654321': '(11) 8765-4321',
    '551130000000': '(11) 3000-0000',
    '5491187654321': '+54 9 11 8765 4321',
    '12125550123': '+1 212 555 0123',
    '999999999999999': '+999999999999999',
    '': '',
  };
  for (const [phone, expected] of Object.entries(shown)) assert.equal(shownPhone(phone), expected);
});

it('knows the country of a number, and of what is none nothing', () => {
  assert.deepEqual(['5511912345678', '+351912345678', '14165550123', '999', ''].map(countryOf), [
    'BR',
    'PT',
    'CA',
    null,
    null,
  ]);
});
