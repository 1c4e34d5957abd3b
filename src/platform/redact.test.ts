import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { redacted } from './redact.ts';

it('lets no text of an unlisted field through, however deep it lies', () => {
  const sayings = fc.string({ minLength: 1 }).map((text) => `§${text}§`);
  fc.assert(
    fc.property(sayings, fc.constantFrom('text', 'name', 'body', 'contact', 'profileName'), (said, name) => {
      for (const value of [said, [said], { [name]: said }, { reply: { [name]: [said] } }, { [said]: 1 }])
        assert.doesNotMatch(JSON.stringify(redacted(name, value)), /§/);
    }),
  );
});

it('lets no phone through in the fields that may hold words, however it is written', () => {
  for (const phone of ['5511987654321', '+55 11 98765-4321', '(11) 98765-4321', '11.98765.4321'])
    assert.match(String(redacted('sentence', `no ${phone} here`)), /^no \[digits\] here$/);
  assert.equal(redacted('contact', 5_511_987_654_321), '[number]');
});

it('keeps ids, times, codes, numbers of Meta’s and figures', () => {
  const fields = {
    conversation: '0196f0a0-7c1e-7d2b-8a3c-5f6e7d8c9b0a',
    turn: '0196f0a0-7c1e-7d2b-8a3c-5f6e7d8c9b0a/12',
    code: 'whatsapp.131047',
    phoneNumberId: '100000000000001',
    at: '2026-11-26T09:00:00Z',
    ip: '203.0.113.7',
    tookMs: 12.5,
    ended: true,
  };
  for (const [name, value] of Object.entries(fields)) assert.equal(redacted(name, value), value);
});
