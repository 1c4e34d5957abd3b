import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { z } from 'zod';
import { Fault } from '../platform/fault.ts';
import { demoBusiness } from './demo.ts';
import { FileShape } from './file-shape.ts';
import { parseBusinessFile, type BusinessFile } from './file.ts';

const least = { name: 'Salão', hours: { mon: '9-18' }, services: [{ name: 'Corte', minutes: 30, price: 45 }] };

const documentation = readFileSync('docs/business-file.md', 'utf8');
const example: unknown = JSON.parse(readFileSync('docs/examples/barbershop.json', 'utf8'));

it('reads the example file', () => {
  const file = parseBusinessFile(example);
  assert.equal(file.name, 'Barbearia do Bairro');
  assert.equal(file.services[2]?.priceCents, 7050);
  assert.deepEqual(file.services[0]?.professionals, ['joao', 'ana']);
  assert.deepEqual(
    file.bookings.map(({ start, professional }) => `${start.toString()} ${professional}`),
    ['2026-11-25T13:00:00Z joao', '2026-11-26T17:00:00Z joao'],
  );
});

it('shows the same example in the documentation, which explains every field that there is', () => {
  const [, shown = ''] = /```json\n([^]*?)```/.exec(documentation) ?? [];
  assert.deepEqual(JSON.parse(shown), example);
  const fields = new Set<string>();
  JSON.stringify(z.toJSONSchema(FileShape, { io: 'input' }), (key, value: unknown) => {
    if (key === 'properties') for (const field of Object.keys(Object(value))) fields.add(field);
    return value;
  });
  assert(fields.size >= 40, `only ${fields.size} fields`);
  for (const field of fields) assert(documentation.includes(`\`${field}\``), field);
});

it('needs a name, hours and a service, and fills in the rest', () => {
  const file = parseBusinessFile(least);
  assert.equal(file.timeZone, 'America/Sao_Paulo');
  assert.deepEqual(file.professionals, [{ key: 'equipe', name: 'Equipe', hours: [] }]);
  assert.deepEqual(file.services, [
    {
      key: 'corte',
      name: 'Corte',
      minutes: 30,
      priceCents: 4500,
      description: '',
      synonyms: [],
      professionals: ['equipe'],
      resources: [],
      bufferMinutes: null,
    },
  ]);
  assert.deepEqual(file.rules, {
    noticeMinutes: 0,
    horizonDays: 60,
    stepMinutes: 30,
    bufferMinutes: 0,
    perDayMax: null,
  });
  assert.deepEqual(new Set(Object.values(file.policies)), new Set([null]));
});

it('reads a week however it is written', () => {
  const week = { 'seg–sex': '9h-12h, 14:00-18:30', Sáb: ['09:00 - 13:00'], domingo: 'fechado' };
  assert.deepEqual(hoursOf(week), [
    ...[1, 2, 3, 4, 5].flatMap((day) => [`${day} 09:00-12:00`, `${day} 14:00-18:30`]),
    '6 09:00-13:00',
  ]);
  assert.deepEqual(hoursOf({ 'sat-mon': '00:00-24:00' }), ['6 00:00-00:00', '7 00:00-00:00', '1 00:00-00:00']);
  assert.deepEqual(hoursOf({ 'sun, tue-wed': '9-10' }), ['7 09:00-10:00', '2 09:00-10:00', '3 09:00-10:00']);
});

it('reads prices to the cent, also as text with a comma', () => {
  const priced = (price: unknown) => parseBusinessFile({ ...least, services: [{ ...least.services[0], price }] });
  for (const [price, cents] of [
    [80, 8000],
    [0.29, 29],
    [1.1, 110],
    ['80,50', 8050],
    ['45', 4500],
    [0, 0],
  ] as const)
    assert.equal(priced(price).services[0]?.priceCents, cents);
});

it('names the field and the rule of everything that is wrong, all at once', () => {
  const service = { name: 'Corte', minutes: 30, price: 45 };
  refuses({ services: [service, { ...service, name: 'B' }, { ...service, name: 'C', price: -1 }] }, [
    'services[2].price must be a number of reais, at least 0',
  ]);
  refuses(
    {
      name: ' ',
      timeZone: 'Brasilia',
      email: 'x',
      nmae: 'Salão',
      services: [{ name: 'Corte', price: 1.005, minutes: '30.5', colour: 'blue' }],
      rules: { stepMinutes: 0 },
      policies: { noShowFeePercent: 101 },
      bookings: [{ service: 'corte', start: '2026-11-24T10:00Z' }],
    },
    [
      'name must not be empty',
      'timeZone must be an IANA time zone such as America/Sao_Paulo',
      'email must be an e-mail address',
      'services[0].minutes must be a whole number of minutes, 5 to 1440',
      'services[0].price must have at most two decimals',
      'services[0] has an unknown field "colour"',
      'rules.stepMinutes must be a whole number of minutes, 5 to 240',
      'policies.noShowFeePercent must be a whole number of percent, 0 to 100',
      'bookings[0].start must be a local date and time such as 2026-11-26T14:00',
      'the file has an unknown field "nmae"',
    ],
  );
});

it('says what is missing', () => {
  assert.deepEqual(problems({}), ['name is missing', 'hours is missing', 'services is missing']);
  assert.deepEqual(problems(null), ['the file must be an object']);
  refuses({ services: [] }, ['services must hold at least one service']);
  refuses({ services: [{ name: 'Corte' }] }, ['services[0].minutes is missing', 'services[0].price is missing']);
});

it('refuses hours that no door keeps', () => {
  const span = 'must be "closed", a span such as "09:00-18:00", or a list of spans';
  const sound = `${span}: each opens before it closes, and none overlaps another`;
  refuses({ hours: { 'mon-fri': '18:00-09:00' } }, [`hours["mon-fri"] ${sound}`]);
  refuses({ hours: { mon: ['09:00-12:00', '11:00-18:00'] } }, [`hours.mon ${sound}`]);
  refuses({ hours: { mon: '09:00-25:00' } }, [`hours.mon ${sound}`]);
  refuses({ hours: { mon: '' } }, [`hours.mon ${sound}`]);
  refuses({ hours: { mon: 9 } }, [`hours.mon ${span}`]);
  refuses({ hours: { 'mon-fri': '9-18', fri: '9-12' } }, ['hours.fri names a weekday that has its hours already']);
  refuses({ hours: { mon: 'closed' } }, ['hours must open on at least one weekday']);
  refuses({ hours: { funday: '9-18' } }, [
    'hours.funday must be a weekday (mon to sun, or seg to dom), a range such as mon-fri, or a list such as sun,mon',
  ]);
  refuses({ professionals: [{ id: 'ana', name: 'Ana', hours: { mon: '9-8' } }] }, [
    `professionals[0].hours.mon ${sound}`,
  ]);
});

it('refuses names for what is not there, and two things of one name', () => {
  const team = [
    { id: 'ana', name: 'Ana' },
    { id: 'ana', name: 'Ana Paula' },
  ];
  refuses({ professionals: team }, ['professionals[1].id is "ana" for the second time']);
  const corte = { name: 'Corte', minutes: 30, price: 45 };
  refuses({ services: [corte, { ...corte, name: 'CORTE!' }] }, [
    'services[1].id is "corte" for the second time (where it is not written it comes from the name)',
  ]);
  refuses({ services: [{ ...corte, professionals: ['bia'] }] }, [
    'services[0].professionals[0] is "bia", but no professional has this id',
  ]);
  refuses({ services: [{ ...corte, resources: ['sala'] }] }, [
    'services[0].resources[0] is "sala", but no resource has this id',
  ]);
  const sala = { id: 'sala', name: 'Sala' };
  refuses({ resources: [sala, { ...sala, count: 0 }] }, [
    'resources[1].count must be a whole number of units, 1 to 100',
  ]);
  refuses({ resources: [sala, sala] }, ['resources[1].id is "sala" for the second time']);
  refuses({ timeOff: [{ professional: 'bia', from: '2026-12-24' }] }, [
    'timeOff[0].professional is "bia", but no professional has this id',
  ]);
  refuses({ bookings: [{ service: 'barba', start: '2026-11-24T10:00' }] }, [
    'bookings[0].service is "barba", but no service has this id',
  ]);
  const knowledge = [
    { question: 'Tem wifi?', answer: 'Sim.' },
    { question: 'tem WiFi', answer: 'Não.' },
  ];
  refuses({ knowledge }, ['knowledge[1].question is asked by an entry above already']);
});

it('gives a booking to the first professional who is free, and refuses one that nobody is free for', () => {
  const file = {
    ...least,
    rules: { bufferMinutes: 10 },
    professionals: [
      { id: 'ana', name: 'Ana' },
      { id: 'joao', name: 'João' },
    ],
  };
  const at = (...starts: string[]) => starts.map((time) => ({ service: 'corte', start: `2026-11-23T${time}` }));
  const placed = parseBusinessFile({ ...file, bookings: at('10:00', '10:30', '10:40') }).bookings;
  assert.deepEqual(
    placed.map(({ professional }) => professional),
    ['ana', 'joao', 'ana'],
  );
  refuses({ ...file, bookings: at('10:00', '10:00', '10:15') }, [
    'bookings[2].start overlaps a booking above, or its buffer',
  ]);
  refuses({ bookings: [{ service: 'corte', start: '2026-11-23T10:00', professional: 'bia' }] }, [
    'bookings[0].professional does not perform "corte"',
  ]);
});

it('lets no more bookings of a file use a room at a time than there are rooms', () => {
  const file = {
    ...least,
    professionals: ['ana', 'bia', 'caio'].map((id) => ({ id, name: id })),
    resources: [{ id: 'sala', name: 'Sala', count: 2 }],
    services: [{ ...least.services[0], resources: ['sala'], bufferMinutes: 10 }],
  };
  const at = (...starts: string[]) => starts.map((time) => ({ service: 'corte', start: `2026-11-23T${time}` }));
  const placed = parseBusinessFile({ ...file, bookings: at('10:00', '10:30', '10:40') }).bookings;
  assert.deepEqual(
    placed.map(({ busyUntil }) => busyUntil.toString()),
    ['2026-11-23T13:40:00Z', '2026-11-23T14:10:00Z', '2026-11-23T14:20:00Z'],
  );
  refuses({ ...file, bookings: at('10:00', '10:30', '10:35') }, [
    'bookings[2].start needs "sala", which bookings above use then',
  ]);
});

it('takes whole days and local times for time off', () => {
  const off = (timeOff: object) =>
    parseBusinessFile({ ...least, timeOff: [timeOff] }).timeOff.map(
      ({ start, end }) => `${start.toString()} ${end.toString()}`,
    );
  assert.deepEqual(off({ from: '2026-12-24' }), ['2026-12-24T03:00:00Z 2026-12-25T03:00:00Z']);
  assert.deepEqual(off({ from: '2026-12-24', to: '2026-12-25' }), ['2026-12-24T03:00:00Z 2026-12-26T03:00:00Z']);
  assert.deepEqual(off({ from: '2026-12-24T12:00', to: '2026-12-24T13:30' }), [
    '2026-12-24T15:00:00Z 2026-12-24T16:30:00Z',
  ]);
  refuses({ timeOff: [{ from: '2026-12-24T12:00' }] }, ['timeOff[0].to must be after from']);
  refuses({ timeOff: [{ from: '2026-12-25', to: '2026-12-24' }] }, ['timeOff[0].to must be after from']);
});

it('says what of state, style, notices and holidays cannot be', () => {
  refuses(
    {
      state: 'XX',
      style: { tone: 'rude', emoji: 'yes', language: 'fr' },
      notices: { reminderHours: [24, 24], followUpMinutes: -1 },
      holidays: { local: [{ day: '02-30', name: 'Nunca' }] },
      weeklyTimeOff: [{ hours: { mon: '9-8' } }],
    },
    [
      'state must be the two letters of a Brazilian state such as SP',
      'style.tone must be "formal" or "informal"',
      'style.emoji must be true or false',
      'style.language must be "auto", "pt-BR", "es" or "en"',
      'notices.reminderHours names an hour twice',
      'notices.followUpMinutes must be a whole number of minutes, 0 to 10080',
      'holidays.local[0].day must be a date such as 2026-01-25, or 01-25 for every year',
      'weeklyTimeOff[0].hours.mon must be "closed", a span such as "09:00-18:00", or a list of spans: each opens before it closes, and none overlaps another',
    ],
  );
  refuses({ holidays: 'sometimes' }, ['holidays must be "closed", "open", or an object']);
  refuses({ city: 'Campinas' }, ['state is missing: there are cities of one name in several']);
  refuses({ weeklyTimeOff: [{ professional: 'bia', hours: { mon: '9-10' }, from: '2026-12-02', to: '2026-12-01' }] }, [
    'weeklyTimeOff[0].professional is "bia", but no professional has this id',
    'weeklyTimeOff[0].to must not be before from',
  ]);
});

it('brings the demo business as its facts are written, in the order of the alphabet', () => {
  const table = `Corte Feminino 60 80 | Criolipólise 60 300 | Day Spa Relax 300 280 | Depilação Pernas Completas 45 60 |
    Depilação Virilha Completa 30 45 | Drenagem Linfática 60 90 | Escova Progressiva 180 250 |
    Hidrofacial Diamante 60 150 | Limpeza de Pele Profunda 90 80 | Manicure Completa 45 35 | Massagem Modeladora 75 120 |
    Massagem Relaxante 60 100 | Pacote Noiva 240 450 | Pedicure Spa 60 45 | Peeling Químico 45 120 |
    Radiofrequência 45 180`;
  assert.deepEqual(
    demoBusiness.services.map(({ name, minutes, priceCents }) => `${name} ${minutes} ${priceCents / 100}`),
    table.split('|').map((line) => line.trim()),
  );
  assert.deepEqual(
    demoBusiness.hours.map(({ weekday, opens, closes }) => `${weekday} ${opens.toString()} ${closes.toString()}`),
    [...[1, 2, 3, 4, 5].map((weekday) => `${weekday} 09:00:00 18:00:00`), '6 09:00:00 16:00:00'],
  );
  const synonyms = demoBusiness.services.flatMap((service) => [service.name, ...service.synonyms]);
  assert.equal(new Set(synonyms.map((word) => word.toLowerCase())).size, synonyms.length, 'no word means two services');
});

function hoursOf(hours: object): string[] {
  return parseBusinessFile({ ...least, hours }).hours.map(
    ({ weekday, opens, closes }) => `${weekday} ${opens.toString().slice(0, 5)}-${closes.toString().slice(0, 5)}`,
  );
}

function refuses(changed: object, expected: string[]): void {
  assert.deepEqual(problems({ ...least, ...changed }), expected);
}

function problems(value: unknown): string[] {
  let file: BusinessFile | undefined;
  try {
    file = parseBusinessFile(value);
  } catch (thrown) {
    assert(thrown instanceof Fault && thrown.code === 'business_file.invalid');
    return String(thrown.context['sentence']).replace(/\.$/, '').split('; ');
  }
  return assert.fail(`${file.name} was read`);
}
