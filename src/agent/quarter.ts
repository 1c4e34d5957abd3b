import type { Business, Professional, ProfessionalId, Service, ServiceId } from '../business/business.ts';
import { openIntervals } from '../business/hours.ts';
import { oneOf } from '../platform/chance.ts';
import { isBefore, type Interval } from '../platform/time.ts';
import { aboutVisit, anyTalk, type Talk } from './quarter-talks.ts';

/** Somebody invented. Their place in the list is who they are. */
export type Person = { readonly name: string; readonly waId: string };

/** A booking from its making to its end. */
export type Stay = {
  readonly person: number;
  readonly service: ServiceId;
  readonly professional: ProfessionalId;
  readonly start: Temporal.Instant;
  readonly end: Temporal.Instant;
  readonly busyUntil: Temporal.Instant;
  readonly priceCents: number;
  readonly bookedAt: Temporal.Instant;
  readonly by: 'contact' | 'person';
  readonly status: 'booked' | 'cancelled' | 'done' | 'no_show';
  /** When it came to that; `null`: it is still booked. */
  readonly endedAt: Temporal.Instant | null;
  readonly stars: number | null;
};

export type Quarter = {
  readonly people: readonly Person[];
  readonly stays: readonly Stay[];
  /** In order of their beginning. */
  readonly talks: readonly (Talk & { readonly person: number })[];
};

/** What is filled: so many days before now, and what is booked ahead of it. */
export type Stretch = { readonly days: number; readonly now: Temporal.Instant };

type Chance = () => number;

const daysAhead = 14;
/** Of a professional's time, how much is taken on a day of the week; Friday and Saturday are full. */
const busyness = [0.42, 0.45, 0.5, 0.55, 0.68, 0.74, 0.4];

/** Days of a business with people who never lived: seeded by its chance, so that the same seed fills the same days. */
export function quarterOf(business: Business, { days, now }: Stretch, chance: Chance): Quarter {
  const people = peopleOf(Math.ceil(days * 5), chance);
  const today = now.toZonedDateTimeISO(business.timeZone).toPlainDate();
  const from = today.subtract({ days }).toZonedDateTime(business.timeZone).toInstant();
  const stays = Array.from({ length: days + daysAhead + 1 }, (_, index) => today.add({ days: index - days })).flatMap(
    (date) => dayOf(business, date, { from, now }, { people: people.length, chance }),
  );
  const talks = [
    ...stays
      .filter(({ by }) => by === 'contact')
      .map((stay) => ({ ...aboutVisit(business, stay, chance), person: stay.person })),
    ...Array.from({ length: Math.round(days * 9) }, () => ({
      ...anyTalk(business, wakingMoment(business, { from, to: now }, chance), chance),
      person: Math.floor(chance() * people.length),
    })),
  ];
  return { people, stays, talks: talks.toSorted((a, b) => Temporal.Instant.compare(a.at, b.at)) };
}

type Era = { readonly from: Temporal.Instant; readonly now: Temporal.Instant };
type Lot = { readonly people: number; readonly chance: Chance };

/** The bookings of one day: a professional after the other walks through their open hours. */
function dayOf(business: Business, date: Temporal.PlainDate, era: Era, lot: Lot): Stay[] {
  const stays = business.professionals.flatMap((professional) =>
    openIntervals(business, professional.id, date).flatMap((open) => walk(business, professional, open, { era, lot })),
  );
  return stays.toSorted(() => lot.chance() - 0.5).slice(0, business.rules.perDayMax ?? stays.length);
}

type Setting = { readonly era: Era; readonly lot: Lot };

function walk(business: Business, { id }: Professional, open: Interval, { era, lot }: Setting): Stay[] {
  const { chance } = lot;
  const own = business.services.filter(
    ({ professionals, resources }) => professionals.includes(id) && resources.length === 0,
  );
  if (own.length === 0) return [];
  const stays: Stay[] = [];
  const step = { minutes: business.rules.stepMinutes };
  for (let at = open.start; isBefore(at, open.end);) {
    const weekday = at.toZonedDateTimeISO(business.timeZone).dayOfWeek;
    const ahead = Math.max(0, era.now.until(at).total('hours') / 24);
    const isTaken = chance() < (busyness[weekday - 1] ?? 0.5) / (1 + ahead * 0.35);
    const service = oneOf(own, chance);
    const stay = isTaken ? stayOf(business, { service, professional: id, start: at }, { era, lot }) : null;
    if (!stay || isBefore(open.end, stay.end)) {
      at = at.add(step);
      continue;
    }
    stays.push(stay);
    while (isBefore(at, stay.busyUntil)) at = at.add(step);
  }
  return stays;
}

type Place = { readonly service: Service; readonly professional: ProfessionalId; readonly start: Temporal.Instant };

/** `null`: nobody could have booked it by now. */
function stayOf(business: Business, { service, professional, start }: Place, { era, lot }: Setting): Stay | null {
  const { chance, people } = lot;
  const end = start.add({ minutes: service.minutes });
  const latest = isBefore(era.now, start) ? era.now : start.subtract({ hours: 3 });
  const bookedAt = wakingMoment(
    business,
    { from: latest.subtract({ hours: Math.ceil(chance() * 9 * 24) }), to: latest },
    chance,
  );
  if (isBefore(bookedAt, era.from) || isBefore(era.now, bookedAt)) return null;
  return {
    person: personAt(start, era, lot),
    service: service.id,
    professional,
    start,
    end,
    busyUntil: end.add({ minutes: service.bufferMinutes ?? business.rules.bufferMinutes }),
    priceCents: service.priceCents,
    bookedAt,
    by: chance() < 0.78 && people > 0 ? 'contact' : 'person',
    ...becomes({ bookedAt, start, end }, era, chance),
  };
}

/** The later, the more people are known: who comes is somebody of those, and newer ones come more often. */
function personAt(start: Temporal.Instant, { from, now }: Era, { people, chance }: Lot): number {
  const share = Math.min(
    1,
    Math.max(0.04, from.until(start).total('hours') / Math.max(1, from.until(now).total('hours'))),
  );
  return Math.min(people - 1, Math.floor(chance() ** 0.8 * share * people));
}

type Times = Readonly<Record<'bookedAt' | 'start' | 'end', Temporal.Instant>>;

function becomes(
  { bookedAt, start, end }: Times,
  { now }: Era,
  chance: Chance,
): Pick<Stay, 'status' | 'endedAt' | 'stars'> {
  const lot = chance();
  const cancelledAt = bookedAt.add({ minutes: Math.floor(bookedAt.until(start).total('minutes') * chance() * 0.8) });
  if (lot < 0.09 && isBefore(cancelledAt, now)) return { status: 'cancelled', endedAt: cancelledAt, stars: null };
  if (!isBefore(end, now)) return { status: 'booked', endedAt: null, stars: null };
  if (lot > 0.96) return { status: 'no_show', endedAt: end, stars: null };
  const stars = chance() < 0.4 ? oneOf([5, 5, 5, 5, 5, 4, 4, 4, 3, 2], chance) : null;
  return { status: 'done', endedAt: end, stars };
}

/** How many of a day's messages come in each hour from midnight on. */
const hours = [1, 0, 0, 0, 0, 0, 1, 4, 8, 11, 12, 10, 9, 7, 8, 8, 8, 9, 11, 12, 10, 7, 4, 2];

/** A moment of the stretch at which people write. */
function wakingMoment(
  { timeZone }: Business,
  { from, to }: { from: Temporal.Instant; to: Temporal.Instant },
  chance: Chance,
): Temporal.Instant {
  const lengthMs = Math.max(1, to.epochMilliseconds - from.epochMilliseconds);
  for (let tries = 0; tries < 60; tries++) {
    const at = from.add({ milliseconds: Math.floor(chance() * lengthMs) });
    if (chance() * 12 < (hours[at.toZonedDateTimeISO(timeZone).hour] ?? 0)) return at;
  }
  return from.add({ milliseconds: Math.floor(lengthMs / 2) });
}

const firstNames =
  'Adriana Aline Amanda Ana Beatriz Bianca Bruna Camila Carla Carolina Cíntia Clara Cláudia Cristiane Daniela Débora Eduarda Elaine Eliane Fabiana Fernanda Flávia Gabriela Giovana Helena Isabela Jéssica Joana Juliana Karina Larissa Letícia Lívia Luana Lúcia Luciana Marcela Mariana Marina Michele Mônica Natália Patrícia Paula Priscila Rafaela Renata Roberta Sabrina Sandra Silvia Simone Sofia Tatiana Teresa Vanessa Vitória Yasmin André Bruno Carlos Diego Eduardo Felipe Gustavo João Lucas Marcelo Paulo Rafael Ricardo Thiago'.split(
    ' ',
  );
const lastNames =
  'Almeida Alves Andrade Araújo Barbosa Barros Batista Braga Cardoso Carvalho Castro Cavalcanti Costa Cunha Dias Duarte Esteves Fernandes Ferreira Fonseca Freitas Garcia Gomes Gonçalves Leite Lima Lopes Machado Marques Martins Medeiros Melo Mendes Miranda Monteiro Moraes Moreira Nascimento Nogueira Nunes Oliveira Pacheco Pereira Pinto Prado Queiroz Ramos Reis Ribeiro Rocha Santana Santos Silva Soares Souza Tavares Teixeira Vasconcelos Vieira'.split(
    ' ',
  );

/** Numbers of the range that no operator gives out: 55 11 5550-xxxx. */
function peopleOf(count: number, chance: Chance): Person[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${oneOf(firstNames, chance)} ${oneOf(lastNames, chance)}`,
    waId: `5511555${String(10_000 + index).padStart(5, '0')}`,
  }));
}
