import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Update } from '../src/conversations/update.ts';
import { Secret } from '../src/platform/secret.ts';
import { answerTo } from '../src/whatsapp/webhook.routes.ts';
import { sorted } from '../src/whatsapp/sorting.ts';
import { chanceFrom } from '../src/platform/chance.ts';
import { bodyOf, trafficOf } from './webhook-traffic.ts';

/** 1,000,000 by `npm run fuzz`; fewer in `npm test`. */
const count = Number(process.env['FUZZ'] ?? 50_000);
const secret = 'fuzz-app-secret';

const odd = [
  'null',
  '{}',
  '[]',
  '""',
  '-1',
  '1e400',
  '"\\u0000"',
  '"\\ud800"',
  '{"a":',
  '"x"',
  'true',
  '[[[[[[[[',
  '"__proto__"',
];

/** A body with some of its bytes changed, cut out, doubled, or put in the place of a value. */
function mutated(body: string, random: () => number): Buffer {
  let text = body;
  const changes = 1 + Math.floor(random() * 4);
  for (let change = 0; change < changes; change += 1) {
    const [at, length] = [Math.floor(random() * text.length), Math.floor(random() * 40)];
    const way = Math.floor(random() * 5);
    if (way === 0) text = text.slice(0, at) + text.slice(at + length);
    if (way === 1) text = text.slice(0, at) + text.slice(at, at + length) + text.slice(at);
    if (way === 2) text = text.slice(0, at) + String.fromCharCode(Math.floor(random() * 256)) + text.slice(at + 1);
    if (way === 3)
      text = text.replace(/:("[^"]*"|\d+|true|null)/g, (value) =>
        random() < 0.08 ? `:${odd[Math.floor(random() * odd.length)]}` : value,
      );
    if (way === 4) text = text.replace(/"(\w+)":/g, (key) => (random() < 0.05 ? '"other":' : key));
  }
  const bytes = Buffer.from(text);
  if (random() < 0.1 && bytes.length > 0) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
  return bytes;
}

it(`answers ${count} mutated, signed bodies with 200 or 400, reads what it keeps, and its memory stays flat`, async () => {
  const random = chanceFrom(7);
  const bodies = Array.from({ length: 400 }, () =>
    JSON.stringify(bodyOf(trafficOf(1 + Math.floor(random() * 1.2), random))),
  );
  const deps = {
    appSecrets: [new Secret(secret)],
    async keep(updates: readonly Update[]) {
      // What is kept is filed later: reading it must not throw either.
      sorted(updates.map((update, id) => ({ ...update, id })));
    },
  };
  const answered = new Map<number, number>();
  let heapAfterWarming = 0;
  for (let done = 0; done < count; done += 1) {
    const payload = mutated(bodies[done % bodies.length] ?? '', random);
    const signature = createHmac('sha256', secret).update(payload).digest('hex');
    const { code } = await answerTo(payload, `sha256=${signature}`, deps);
    answered.set(code, (answered.get(code) ?? 0) + 1);
    if (done === Math.floor(count / 4)) heapAfterWarming = heapMb();
  }
  const grown = heapMb() - heapAfterWarming;
  assert.deepEqual(
    [...answered.keys()].toSorted((a, b) => a - b),
    [200, 400],
  );
  assert((answered.get(200) ?? 0) > count / 10 && (answered.get(400) ?? 0) > count / 10, 'both kinds were tried');
  assert(grown < 8, `the heap grew by ${grown.toFixed(0)} MB`);
});

setFlagsFromString('--expose-gc');
const collect: unknown = runInNewContext('gc');

/** What is left when all that nobody holds is gone. */
function heapMb(): number {
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed / 1024 ** 2;
}
