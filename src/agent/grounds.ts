import type { OwnBooking } from '../bookings/booking.ts';
import { minuteMs } from '../bookings/calendar.ts';
import type { Visit } from '../bookings/visits.ts';
import type { Business, Policies, Service } from '../business/business.ts';
import { openIntervals, weekOf } from '../business/hours.ts';
import { forAct, forTopic, type Act, type ByAct, type ByTopic, type Wished } from './act.ts';
import type { Fact } from './facts.ts';
import { localOf } from './local.ts';
import { serviceOf } from './lookup.ts';
import { optionOf } from './option.ts';
import { pagesOf } from './page.ts';
import type { OpenProposal, ProposedItem } from './state.ts';
import { wordsPt as words } from './words-pt.ts';

/** What a reply with these acts may state: what the business says of itself, and what this turn looked up. Nothing else. */
export function groundsOf(acts: readonly Act[], business: Business): Fact[] {
  return [text(business.name), ...acts.flatMap((act) => forAct(grounds, act, business))];
}

const nothing = () => [];

const grounds: ByAct<Fact[]> = {
  smallTalk: ({ name }) => (name === null ? [] : [named(name)]),
  inform: ({ about }, business) => forTopic(answers, about, business),
  ask: ({ wish, options, about }, business) => [
    ...ofWish(wish, business),
    ...ofOptions(options, business),
    ...about.flatMap((booking) => ofBooking(booking, business)),
    // Titles that would be alike are numbered.
    ...options.map((_, index) => text(String(index + 1))),
  ],
  clarify: ({ options }, business) => ofOptions(options, business),
  offer: ({ wish, visits }, business) => [
    ...ofWish(wish, business),
    ...visits.flatMap((visit) => ofVisit(visit, business)),
  ],
  refuse: ({ wish, booking }, business) => [
    ...ofWish(wish, business),
    ...ofLimits(wish, business),
    ...ofRules(business.policies),
    ...(booking ? ofBooking(booking, business) : []),
  ],
  skipped: ({ starts }, business) => starts.flatMap((start) => ofMoment(localOf(start, business), 'slot')),
  confirm: ({ proposal }, business) => ofProposal(proposal, business),
  done: ({ proposal, protocols, link }, business) => [
    ...ofProposal(proposal, business),
    ...protocols.map(text),
    text(link ?? ''),
    text(business.address ?? ''),
  ],
  bookings: ({ bookings }, business) => bookings.flatMap((booking) => ofBooking(booking, business)),
  late: ({ booking, minutes }, business) => [
    ...ofBooking(booking, business),
    ...ofRules(business.policies),
    ...(minutes === null ? [] : [text(words.minutes(minutes))]),
  ],
  waiting: ({ wish, from, to }, business) => [...ofWish(wish, business), date(from), date(to)],
  attended: ({ booking }, business) => ofBooking(booking, business),
  data: ({ name, bookings }, business) => [
    ...(name === null ? [] : [named(name)]),
    ...bookings.flatMap((booking) => ofBooking(booking, business)),
    text(String(bookings.length)),
  ],
  remind: ({ booking }, business) => [...ofBooking(booking, business), text(business.address ?? ''), text('1, 2, 3')],
  followUp: ({ booking }, business) => [...ofBooking(booking, business), text('1, 2, 3, 4, 5')],
  freed: ({ service, visit }, business) => [...ofService(serviceOf(business, service)), ...ofVisit(visit, business)],
  handoff: ({ reopens }) => (reopens ? ofMoment(reopens, 'business') : []),
  menu: nothing,
  missing: nothing,
  lost: nothing,
  unreadable: nothing,
  seen: ({ service }, business) => ofService(serviceOf(business, service)),
};

const answers: ByTopic<Fact[]> = {
  price: ({ service }, business) => ofService(serviceOf(business, service)),
  duration: ({ service }, business) => ofService(serviceOf(business, service)),
  detail: ({ service }, business) => ofService(serviceOf(business, service)),
  compare: ({ services }, business) => services.flatMap((id) => ofService(serviceOf(business, id))),
  prices: (_, { services }) => services.flatMap(ofService),
  services: ({ page }, business) => (pagesOf(business)[page - 1] ?? []).flatMap(ofService),
  hours: ({ day }, business) => [...ofWeek(business), ...(day ? ofDay(day, business) : [])],
  today: ({ at }) => ofMoment(at, 'business'),
  knowledge: ({ key }, { knowledge }) =>
    knowledge.filter((entry) => entry.key === key).map(({ answer }) => text(answer)),
  payment: (_, { payment }) => payment.map(text),
  policy: (_, { policies }) => ofRules(policies),
  professionals: (_, { professionals }) => professionals.flatMap(({ id }) => ofProfessional(id, { professionals })),
  address: (_, { address }) => [text(address ?? '')],
  phone: (_, { phone }) => [text(phone ?? '')],
  email: (_, { email }) => [text(email ?? '')],
  instagram: (_, { instagram }) => [text(instagram ?? '')],
  identity: nothing,
  others: nothing,
};

function ofRules({ cancelNoticeHours, rescheduleNoticeHours, ...others }: Policies): Fact[] {
  const { reschedulesMax, noShowFeePercent, lateToleranceMinutes } = others;
  const hours = [cancelNoticeHours, rescheduleNoticeHours].filter((each) => each !== null).map(words.hours);
  const rest = [
    reschedulesMax === null ? '' : String(reschedulesMax),
    noShowFeePercent === null ? '' : words.percent(noShowFeePercent),
    lateToleranceMinutes === null ? '' : words.minutes(lateToleranceMinutes),
  ];
  return [...hours, ...rest].map(text);
}

function ofService(service: Service | null): Fact[] {
  if (!service) return [];
  return [
    { kind: 'service', text: service.name, source: 'business' },
    { kind: 'money', text: words.money(service.priceCents), source: 'business' },
    { kind: 'duration', text: words.minutes(service.minutes), source: 'business' },
    text(service.description),
  ];
}

function ofWeek(business: Business): Fact[] {
  return weekOf(business).flatMap(({ weekdays, spans }) => [
    text(words.weekdays(weekdays)),
    ...spans.flatMap(({ opens, closes }) => [ofTime(opens), ofTime(closes)]),
  ]);
}

function ofDay(day: Temporal.PlainDate, business: Business): Fact[] {
  const edges = openIntervals(business, null, day).flatMap(({ start, end }) => [start, end]);
  return [date(day), ...edges.map((edge) => ofTime(localOf(edge, business).toPlainTime()))];
}

function ofWish({ service, more, professional, day, time }: Wished, business: Business): Fact[] {
  return [
    ...[service, ...more].flatMap((id) => ofService(serviceOf(business, id))),
    ...ofProfessional(professional, business),
    ...(day ? [date(day)] : []),
    ...(time ? [ofTime(time)] : []),
  ];
}

/** What a refusal refers to: the day's hours, and how far ahead bookings are taken. */
function ofLimits({ day }: Wished, business: Business): Fact[] {
  const { noticeMinutes, horizonDays } = business.rules;
  return [text(words.minutes(noticeMinutes)), text(words.days(horizonDays)), ...(day ? ofDay(day, business) : [])];
}

function ofOptions(ids: readonly string[], business: Business): Fact[] {
  return ids.flatMap((id) => {
    const option = optionOf(id, business);
    if (option?.kind === 'day') return [date(option.day)];
    if (option?.kind === 'time') return [ofTime(option.time)];
    return option?.kind === 'service' || option?.kind === 'about' ? ofService(serviceOf(business, option.service)) : [];
  });
}

/** All its items, their sum, and when the booking was to be that moves or goes. */
function ofProposal({ items, booking }: OpenProposal, business: Business): Fact[] {
  const sum = items.reduce((cents, { priceCents }) => cents + priceCents, 0);
  return [
    ...items.flatMap((item) => ofItem(item, business, 'proposal')),
    { kind: 'money', text: words.money(sum), source: 'proposal' },
    text(String(items.length)),
    ...(booking ? [...ofMoment(localOf(booking.start, business), 'booking'), text(booking.protocol)] : []),
  ];
}

function ofBooking(booking: OwnBooking, business: Business): Fact[] {
  return [...ofItem(booking, business, 'booking'), text(booking.protocol)];
}

function ofItem(item: ProposedItem, business: Business, source: Fact['source']): Fact[] {
  const { service, professional, start, end, priceCents, name } = item;
  const minutes = (end.epochMilliseconds - start.epochMilliseconds) / minuteMs;
  return [
    ...ofService(serviceOf(business, service)),
    ...ofProfessional(professional, business),
    ...ofMoment(localOf(start, business), source),
    ...ofMoment(localOf(end, business), source),
    { kind: 'duration', text: words.minutes(minutes), source },
    { kind: 'money', text: words.money(priceCents), source },
    named(name),
  ];
}

function ofVisit({ items }: Visit, business: Business): Fact[] {
  return items.flatMap(({ start, professional }) => [
    ...ofMoment(localOf(start, business), 'slot'),
    ...ofProfessional(professional, business),
  ]);
}

function ofProfessional(id: Wished['professional'], { professionals }: Pick<Business, 'professionals'>): Fact[] {
  const names = professionals.filter((professional) => professional.id === id);
  return names.map(({ name }): Fact => ({ kind: 'professional', text: name, source: 'business' }));
}

function ofMoment(at: Temporal.ZonedDateTime, source: Fact['source']): Fact[] {
  return [date(at.toPlainDate(), source), ofTime(at.toPlainTime(), source)];
}

/** With its weekday, as it is said and as a button shows it. */
function date(day: Temporal.PlainDate, source: Fact['source'] = 'business'): Fact {
  return { kind: 'date', text: words.day(day), source };
}

function ofTime(time: Temporal.PlainTime, source: Fact['source'] = 'business'): Fact {
  return { kind: 'time', text: words.time(time), source };
}

function text(value: string): Fact {
  return { kind: 'text', text: value, source: 'business' };
}

function named(name: string): Fact {
  return { kind: 'name', text: name, source: 'contact' };
}
