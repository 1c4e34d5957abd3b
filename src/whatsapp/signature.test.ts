import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { it } from 'node:test';
import fc from 'fast-check';
import { Secret } from '../platform/secret.ts';
import { isSigned } from './signature.ts';

const secret = new Secret('s3cret');
const sign = (body: Uint8Array, key: string) => `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

it('accepts these bytes under this secret, and nothing else', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), fc.nat(), fc.string(), (body, at, header) => {
      assert(isSigned(body, sign(body, 's3cret'), secret));
      assert(!isSigned(body, sign(body, 'other'), secret));
      assert(!isSigned(body, header, secret));
      const changed = Uint8Array.from([...body, 0]);
      changed[at % changed.length] = (changed[at % changed.length] ?? 0) ^ 1;
      assert(!isSigned(changed, sign(body, 's3cret'), secret));
    }),
  );
});
