import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BookingId, type OwnBooking } from '../bookings/booking.ts';
import type { Visit } from '../bookings/visits.ts';
import type { Business } from '../business/business.ts';
import { Fault } from '../platform/fault.ts';
import type { Act, Asked, Inform, Obstacle, SmallTalk, Wished } from './act.ts';
import { HandoffReason, Language, Topic } from './command.ts';
import { noWish } from './draft.ts';
import { groundsOf } from './grounds.ts';
import { optionId } from './option.ts';
import { phrase } from './replies.ts';
import type { OpenProposal } from './state.ts';
import { barber, checkLimits, studio, textOf } from './testing.ts';

const day = Temporal.PlainDate.from('2026-11-27');
const start = Temporal.Instant.from('2026-11-27T19:00:00Z');

function visitsOf({ professionals, services }: Business, count: number): Visit[] {
  return Array.from({ length: count }, (_, index) => {
    const span = { start: start.add({ minutes: index * 30 }), end: start.add({ minutes: index * 30 + 60 }) };
    const professional = professionals[index % professionals.length]?.id ?? assert.fail();
    return { ...span, items: [{ ...span, professional, service: services[0]?.id ?? assert.fail() }] };
  });
}

/** Every act in every form it can have, for a business and one of its services. */
function actsOf(business: Business): Act[] {
  const services = business.services.map(({ id }) => id);
  const wishes: Wished[] = services.flatMap((service) => [
    { ...noWish, service },
    {
      ...noWish,
      service,
      more: services.slice(0, 2),
      professional: business.professionals.at(-1)?.id ?? null,
      day,
      time: Temporal.PlainTime.from('16:00'),
    },
  ]);
  const empty: Wished = noWish;
  const talks: Readonly<Record<SmallTalk, SmallTalk>> = {
    welcome: 'welcome',
    welcomeBack: 'welcomeBack',
    hello: 'hello',
    met: 'met',
    thanks: 'thanks',
    bye: 'bye',
    praise: 'praise',
    boundary: 'boundary',
    fine: 'fine',
    ended: 'ended',
    kept: 'kept',
    resumed: 'resumed',
    expired: 'expired',
    nextSession: 'nextSession',
    rated: 'rated',
    ratedLow: 'ratedLow',
    optedOut: 'optedOut',
    optedIn: 'optedIn',
    newsOn: 'newsOn',
    erasing: 'erasing',
    notErased: 'notErased',
  };
  const obstacles: Readonly<Record<Obstacle, Obstacle>> = {
    closed: 'closed',
    too_soon: 'too_soon',
    too_far: 'too_far',
    past: 'past',
    slot_taken: 'slot_taken',
    day_full: 'day_full',
    too_late: 'too_late',
    moved_too_often: 'moved_too_often',
    gone: 'gone',
    outside_hours: 'outside_hours',
    no_slots: 'no_slots',
    impossible: 'impossible',
    not_performed: 'not_performed',
    yours: 'yours',
    no_booking: 'no_booking',
  };
  const items = business.services.map(({ id, minutes, priceCents }) => ({
    service: id,
    professional: business.professionals[0]?.id ?? assert.fail(),
    start,
    end: start.add({ minutes }),
    priceCents,
    name: 'Ana Maria de Souza 2',
  }));
  const own = items.slice(0, 3).map((item, index): OwnBooking => ({
    ...item,
    id: BookingId.parse(`00000004-0000-4000-8000-00000000000${index}`),
    protocol: `7K2M4${index}`,
    status: 'booked',
    moves: 0,
    confirmed: false,
  }));
  const [booking] = own;
  assert(booking);
  const asked: readonly (readonly [Asked, readonly string[]])[] = [
    ['date', [0, 1, 2].map((days) => optionId({ kind: 'day', day: day.add({ days }) }))],
    ['half', ['07:00', '19:00'].map((time) => optionId({ kind: 'time', time: Temporal.PlainTime.from(time) }))],
    ['conflict', [0, 1].map((days) => optionId({ kind: 'day', day: day.add({ days }) }))],
    ['name', []],
    ['change', ['edit:when', 'edit:service', 'edit:name']],
    ['booking', services.slice(0, 1).map((service) => optionId({ kind: 'service', service }))],
    ['person', ['menu:human']],
    ['exception', ['menu:exception']],
    ['which', own.map(({ id }) => optionId({ kind: 'own', verb: 'pick', booking: id }))],
    ['newDate', [0, 1].map((days) => optionId({ kind: 'day', day: day.add({ days }) }))],
    ['erase', ['erase:yes', 'erase:no']],
  ];
  const plain = [
    'prices',
    'payment',
    'policy',
    'professionals',
    'identity',
    'others',
    'address',
    'phone',
    'email',
    'instagram',
  ] as const;
  const informs: Inform[] = [
    ...services.flatMap((service) => (['price', 'duration', 'detail'] as const).map((topic) => ({ topic, service }))),
    ...plain.map((topic) => ({ topic })),
    { topic: 'compare', services: services.slice(0, 2) },
    { topic: 'today', at: start.toZonedDateTimeISO(business.timeZone) },
    { topic: 'services', page: 1 },
    { topic: 'services', page: 2 },
    { topic: 'hours', day: null, closed: false },
    ...[0, 1, 2].flatMap((days) =>
      [true, false].map((closed) => ({ topic: 'hours' as const, day: day.add({ days }), closed })),
    ),
    ...business.knowledge.map(({ key }) => ({ topic: 'knowledge' as const, key })),
  ];
  const proposals: OpenProposal[] = [...items.map((item) => [item]), items.slice(0, 3)].flatMap((each) =>
    (['book', 'move', 'cancel'] as const).map((act) => ({
      id: 'a1b2',
      act,
      items: each,
      booking: act === 'book' ? null : { id: booking.id, protocol: booking.protocol, start: booking.start },
      at: start,
    })),
  );
  const pages = [services.slice(0, 9), services.slice(9), services.slice(0, 3), services.slice(0, 2)].filter(
    (page) => page.length > 0,
  );
  return [
    ...Object.values(talks).flatMap((kind) => [null, 'Carla'].map((name): Act => ({ act: 'smallTalk', kind, name }))),
    { act: 'menu' },
    { act: 'lost' },
    ...['audio', 'image', 'unheard-of'].map((what): Act => ({ act: 'unreadable', what })),
    ...informs.map((about): Act => ({ act: 'inform', about })),
    ...Topic.options.map((topic): Act => ({ act: 'missing', topic })),
    ...[empty, ...wishes].flatMap((wish) =>
      pages.map((page): Act => ({
        act: 'ask',
        slot: 'service',
        wish,
        about: [],
        options: [...page.map((service) => optionId({ kind: 'service', service })), 'page:services:2'].slice(0, 10),
      })),
    ),
    ...[empty, ...wishes].flatMap((wish) =>
      asked.map(([slot, options]): Act => ({ act: 'ask', slot, options, wish, about: own })),
    ),
    ...wishes.flatMap((wish) =>
      [1, 2, 3, 4, 10].flatMap((count) =>
        [true, false].map((near): Act => ({
          act: 'offer',
          wish,
          near,
          waits: near && count < 10,
          visits: visitsOf(business, count),
        })),
      ),
    ),
    ...[empty, ...wishes].flatMap((wish) =>
      Object.values(obstacles).flatMap((why) =>
        [null, booking].map((each): Act => ({ act: 'refuse', why, wish, booking: each })),
      ),
    ),
    ...proposals.flatMap((proposal) =>
      [true, false].flatMap((again): Act[] => [
        { act: 'confirm', proposal, again },
        { act: 'done', proposal, again, protocols: ['7K2M41'], link: again ? null : 'https://example.org/b/1.ics' },
      ]),
    ),
    ...pages.map((page): Act => ({
      act: 'clarify',
      topic: 'price',
      options: page.map((service) => optionId({ kind: 'about', topic: 'price', service })),
    })),
    { act: 'skipped', starts: [start, start.add({ hours: 24 })] },
    ...[[], own.slice(0, 1), own].flatMap((bookings): Act[] => [
      { act: 'bookings', bookings },
      { act: 'data', name: bookings.length > 0 ? 'Carla' : null, bookings },
    ]),
    ...[null, 5, 60].map((minutes): Act => ({ act: 'late', booking, minutes })),
    ...wishes.map((wish): Act => ({ act: 'waiting', wish, from: day, to: day.add({ days: wish.day ? 0 : 7 }) })),
    { act: 'attended', booking },
    { act: 'remind', booking },
    { act: 'followUp', booking },
    ...visitsOf(business, 2).map((visit): Act => ({ act: 'freed', service: booking.service, visit })),
    ...HandoffReason.options.flatMap((reason) =>
      [null, start.toZonedDateTimeISO('America/Sao_Paulo')].map((reopens): Act => ({
        act: 'handoff',
        reason,
        reopens,
      })),
    ),
  ];
}

/** Names longer than any title, and two that begin alike. */
const long: Business = {
  ...studio,
  name: 'Instituto Internacional de Estética Avançada e Bem-Estar Integral de São Paulo 24 Horas',
  services: studio.services.map((service, index) => ({
    ...service,
    name: `Tratamento Regenerador Profundo ${index} com Extratos Naturais da Amazônia e Massagem`,
    description: 'Uma descrição. '.repeat(40),
  })),
};

describe('a reply', () => {
  for (const business of [barber, studio, long])
    it(`keeps Meta's limits and states nothing unproven, whatever it does, for ${business.name.slice(0, 24)}`, () => {
      let count = 0;
      for (const act of actsOf(business))
        for (const [seed, language] of [0, 1, 2, 3].flatMap((each) =>
          Language.options.map((other) => [each, other] as const),
        )) {
          const replies = phrase({ acts: [act], facts: groundsOf([act], business), language }, business, seed);
          checkLimits(replies);
          assert.doesNotMatch(replies.map(textOf).join('\n'), /undefined|null|NaN|\[object|&amp;|\$\{| {2}|\s[,.]/);
          count++;
        }
      assert(count > 500, `only ${count}`);
    });

  it('joins everything into one message, and into two only where a list cannot hold the text', () => {
    const ask: Act = {
      act: 'ask',
      slot: 'booking',
      options: ['menu:book'],
      wish: noWish,
      about: [],
    };
    const acts: Act[] = [{ act: 'inform', about: { topic: 'prices' } }, ask];
    assert.equal(phrase({ acts, facts: groundsOf(acts, studio), language: 'pt-BR' }, studio, 0).length, 1);
    const two = phrase({ acts, facts: groundsOf(acts, long), language: 'pt-BR' }, long, 0);
    assert.deepEqual(
      two.map(({ type }) => type),
      ['text', 'buttons'],
    );
    checkLimits(two);
  });

  it('is not sent when a sentence states what the plan does not prove', () => {
    const acts: Act[] = [
      { act: 'inform', about: { topic: 'price', service: studio.services[0]?.id ?? assert.fail() } },
    ];
    assert.throws(
      () => phrase({ acts, facts: [], language: 'pt-BR' }, studio, 0),
      (thrown) => thrown instanceof Fault && thrown.code === 'agent.ungrounded' && thrown.kind === 'bug',
    );
  });

  it('says it another way the next time', () => {
    const lost = [0, 1, 2, 3].map((seed) =>
      phrase({ acts: [{ act: 'lost' }], facts: [], language: 'pt-BR' }, studio, seed)
        .map(textOf)
        .join(),
    );
    assert.equal(new Set(lost).size, 4);
  });
});
