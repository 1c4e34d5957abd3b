import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { optionId, optionOf, type Option } from './option.ts';
import { barber } from './testing.ts';

const [service, professional] = [barber.services[0]?.id ?? assert.fail(), barber.professionals[0]?.id ?? assert.fail()];
const options: readonly Option[] = [
  { kind: 'confirm', proposal: 'a1b2' },
  { kind: 'change', proposal: 'a1b2' },
  { kind: 'cancel', proposal: 'a1b2' },
  { kind: 'service', service },
  { kind: 'about', topic: 'price', service },
  { kind: 'slot', start: Temporal.Instant.from('2026-11-27T19:00:00Z'), professional },
  { kind: 'day', day: Temporal.PlainDate.from('2026-11-27') },
  { kind: 'time', time: Temporal.PlainTime.from('16:00') },
  { kind: 'edit', slot: 'when' },
  { kind: 'page', page: 2 },
  { kind: 'menu', entry: 'book' },
];

it('reads back every id it has written, and none is longer than a row may carry', () => {
  for (const option of options) {
    const id = optionId(option);
    const read = optionOf(id, barber);
    assert(read, id);
    assert.equal(optionId(read), id);
    assert(id.length <= 200);
  }
});

it('knows no service and no professional of another business', () => {
  for (const id of ['service', 'about:price'])
    assert.equal(optionOf(`${id}:00000003-0000-4000-8000-000000000099`, barber), null);
  assert.equal(optionOf('slot:2026-11-27T19:00:00Z|00000002-0000-4000-8000-000000000099', barber), null);
});

it('survives any text, and what it reads it can write', () => {
  const kinds = [
    'confirm',
    'service',
    'about',
    'slot',
    'day',
    'time',
    'edit',
    'page',
    'menu',
    'constructor',
    '__proto__',
    '',
  ];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.string(), (kind, rest) => {
      const option = optionOf(`${kind}:${rest}`, barber);
      return option === null || optionOf(optionId(option), barber) !== null;
    }),
  );
  for (const id of ['day:2026-02-31', 'time:25:00', 'page:services:0', 'slot:yesterday|x', 'day:', ':', ''])
    assert.equal(optionOf(id, barber), null, id);
});
