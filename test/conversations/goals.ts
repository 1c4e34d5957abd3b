import type { Agenda } from '../../src/bookings/agenda.ts';
import { slotsOf } from '../../src/bookings/slots.ts';
import { unstored } from '../../src/business/unstored.ts';
import { overlaps } from '../../src/platform/time.ts';
import type { Business, Service } from '../../src/business/business.ts';
import type { BusinessFile } from '../../src/business/file.ts';
import { chanceOf, pick, type Chance } from './chance.ts';
import { businessOfFixture, type Fixture, type GivenBooking } from './fixture.ts';
import type { Language } from './forms.ts';
import { localStart } from './want.ts';

export type GoalKind = 'book' | 'two' | 'move' | 'cancel' | 'wait' | 'price' | 'hours' | 'address';

/** What a random customer wants, and who they are. The same goal is tried with several wordings. */
export type Goal = {
  readonly id: string;
  readonly kind: GoalKind;
  readonly file: BusinessFile;
  readonly now: Temporal.Instant;
  readonly service: Service;
  readonly second: Service | null;
  /** Keys of services, sorted: all that is to be booked. */
  readonly services: readonly string[];
  readonly professional: { readonly key: string; readonly name: string } | null;
  readonly day: Temporal.PlainDate;
  /** An exact time, or a part of the day in which any will do; `day`: any at all. */
  readonly window:
    | { readonly at: string }
    | { readonly part: 'morning' | 'afternoon' | 'evening' }
    | { readonly part: 'day' };
  readonly existing: string | null;
  readonly name: string;
  readonly language: Language;
  readonly noise: string;
};

const emptyAgenda: Agenda = { busy: new Map(), timeOff: new Map(), closed: [], units: [], perDay: new Map() };

export const self = '5511955588800';
const names = [
  'Carla',
  'Marcos',
  'Dona Neide',
  'Rafael',
  'Priscila',
  'Antônio',
  'Bia',
  'João Pedro',
  'Luana',
  'Sílvia',
];

/** How much of each kind there is. */
const kinds: readonly GoalKind[] = [
  'book',
  'book',
  'book',
  'book',
  'book',
  'book',
  'two',
  'two',
  'move',
  'move',
  'cancel',
  'cancel',
  'wait',
  'price',
  'hours',
  'address',
];
const languages: readonly Language[] = ['pt', 'pt', 'pt', 'pt', 'pt', 'pt', 'pt', 'pt', 'es', 'en'];
const noiseNames = ['none', 'std', 'std', 'std', 'voice', 'burst', 'twice', 'reversed'];
const parts = {
  morning: ['00:00', '12:00'],
  afternoon: ['12:00', '18:00'],
  evening: ['18:00', '24:00'],
  day: ['00:00', '24:00'],
};

/** So many goals over these businesses; each can be reached, or it would not measure the agent. */
export function goalsOver(fixtures: readonly Fixture[], count: number, seed: number): Goal[] {
  return Array.from({ length: count }, (_, index) => {
    const chance = chanceOf(seed, `goal ${index}`);
    for (;;) {
      const goal = goalFrom(pick(fixtures, chance), `R${index}`, chance);
      if (goal) return goal;
    }
  });
}

const changing: ReadonlySet<GoalKind> = new Set(['move', 'cancel']);

function goalFrom(fixture: Fixture, id: string, chance: Chance): Goal | null {
  const kind = pick(kinds, chance);
  const now = Temporal.Instant.from(fixture.now);
  const business = unstored(businessOfFixture(fixture, [])).business;
  const today = now.toZonedDateTimeISO(business.timeZone).toPlainDate();
  const day = today.add({ days: 2 + Math.floor(chance() * 10) });
  const service = pick(business.services, chance);
  const second = kind === 'two' ? pick(business.services, chance) : null;
  const starts = freeStarts(business, service, day, now);
  if (!isPossible(service, second, starts) || (kind === 'wait' && !canBeFull(business, service))) return null;
  const window = windowIn(starts, second !== null, chance);
  const changes = changing.has(kind);
  const own = changes ? ownBooking(business, service, { today, now, not: day }, chance) : null;
  if (changes && !own) return null;
  const name = pick(names, chance);
  const busy = kind === 'wait' ? allOf(business, service, day) : [];
  const given = [own].flatMap((each) => (each ? { ...each, contact: self, name } : []));
  const file = businessOfFixture(fixture, [...busy, ...given]);
  const existing = given[0]?.start ?? null;
  const services = [service, second].flatMap((each) => each?.key ?? []).toSorted();
  const professional = kind === 'book' ? professionalFor(business, service, chance) : null;
  const manner = { name, language: pick(languages, chance), noise: pick(noiseNames, chance) };
  return {
    id,
    kind,
    file,
    now,
    service,
    second,
    services,
    professional,
    day,
    window,
    existing,
    ...manner,
  };
}

/** Enough free starts, and no visit longer than half a day. */
function isPossible(service: Service, second: Service | null, starts: readonly string[]): boolean {
  if (!second) return starts.length >= 4;
  return starts.length >= 8 && second.key !== service.key && service.minutes + second.minutes <= 200;
}

/** Can everybody who performs it be busy with it at once? Not where they share too few rooms. */
function canBeFull({ resources }: Business, service: Service): boolean {
  const needed = resources.filter(({ id }) => service.resources.includes(id));
  return needed.every(({ count }) => count >= service.professionals.length);
}

/** Two services begin early and at an exact time, so that both fit. */
function windowIn(starts: readonly string[], isTwo: boolean, chance: Chance): Goal['window'] {
  const time = pick(isTwo ? starts.slice(0, 2) : starts, chance);
  if (isTwo || chance() < 0.5) return { at: time };
  return { part: chance() < 0.25 ? 'day' : partOf(time) };
}

function professionalFor({ professionals }: Business, service: Service, chance: Chance): Goal['professional'] {
  const performers = professionals.filter(({ id }) => service.professionals.includes(id));
  return professionals.length > 1 && chance() < 0.25 ? pick(performers, chance) : null;
}

function freeStarts(business: Business, { id }: Service, day: Temporal.PlainDate, now: Temporal.Instant): string[] {
  const slots = slotsOf(business, emptyAgenda, { service: id, professional: null, days: { from: day, to: day } }, now);
  return [...new Set(slots.map(({ start }) => localStart(start.toString(), business).slice(11)))].filter((time) =>
    /:(00|30)$/.test(time),
  );
}

function partOf(time: string): 'morning' | 'afternoon' | 'evening' {
  return time < '12:00' ? 'morning' : time < '18:00' ? 'afternoon' : 'evening';
}

/** A booking of the customer's own, far enough ahead for any policy. */
function ownBooking(
  business: Business,
  service: Service,
  {
    today,
    now,
    not,
  }: { readonly today: Temporal.PlainDate; readonly now: Temporal.Instant; readonly not: Temporal.PlainDate },
  chance: Chance,
): Omit<GivenBooking, 'contact' | 'name'> | null {
  const day = today.add({ days: 3 + Math.floor(chance() * 8) });
  const [start] = day.equals(not) ? [] : freeStarts(business, service, day, now).slice(1);
  return start ? { service: service.key, start: `${day.toString()}T${start}` } : null;
}

/** Bookings of others that leave the service no slot on that day. */
function allOf(business: Business, service: Service, day: Temporal.PlainDate): GivenBooking[] {
  const dawn = day.toZonedDateTime(business.timeZone).toInstant();
  return service.professionals.flatMap((id) => {
    const slots = slotsOf(
      business,
      emptyAgenda,
      { service: service.id, professional: id, days: { from: day, to: day } },
      dawn,
    );
    const kept = slots.reduce<typeof slots>((all, slot) => {
      const last = all.at(-1);
      const until = last && { start: last.start, end: last.end.add({ minutes: business.rules.bufferMinutes }) };
      return until && overlaps(until, slot) ? all : [...all, slot];
    }, []);
    const key = business.professionals.find((each) => each.id === id)?.key ?? '';
    return kept.map(({ start }, index) => ({
      service: service.key,
      start: localStart(start.toString(), business),
      professional: key,
      contact: `55119666${String(index).padStart(4, '0')}${String(service.professionals.indexOf(id))}`,
      name: 'Outra Pessoa',
    }));
  });
}

/** Is a start such as `2026-11-27T16:00` one that will do? */
export function isInWindow({ day, window }: Goal, start: string): boolean {
  if (!start.startsWith(day.toString())) return false;
  const time = start.slice(11);
  if ('at' in window) return time === window.at;
  const [from = '', to = ''] = parts[window.part];
  return from <= time && time < to;
}
