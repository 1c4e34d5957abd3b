import { minuteMs } from '../bookings/calendar.ts';
import type { Business, Policies, Service } from '../business/business.ts';
import { openIntervals, weekOf } from '../business/hours.ts';
import { forAct, forTopic, type Act, type ByAct, type ByTopic, type Wished } from './act.ts';
import type { Fact } from './facts.ts';
import { localOf } from './local.ts';
import { serviceOf } from './lookup.ts';
import { optionOf } from './option.ts';
import { pagesOf } from './page.ts';
import type { OpenProposal } from './state.ts';
import { wordsPt as words } from './words-pt.ts';

/** What a reply with these acts may state: what the business says of itself, and what this turn looked up. Nothing else. */
export function groundsOf(acts: readonly Act[], business: Business): Fact[] {
  return [text(business.name), ...acts.flatMap((act) => forAct(grounds, act, business))];
}

const nothing = () => [];

const grounds: ByAct<Fact[]> = {
  smallTalk: ({ name }) => (name === null ? [] : [named(name)]),
  inform: ({ about }, business) => forTopic(answers, about, business),
  ask: ({ wish, options }, business) => [...ofWish(wish, business), ...ofOptions(options, business)],
  clarify: ({ options }, business) => ofOptions(options, business),
  offer: ({ wish, slots }, business) => [
    ...ofWish(wish, business),
    ...slots.flatMap((slot) => [
      ...ofMoment(localOf(slot.start, business), 'slot'),
      ...ofProfessional(slot.professional, business),
    ]),
  ],
  refuse: ({ wish }, business) => [...ofWish(wish, business), ...ofLimits(wish, business)],
  confirm: ({ proposal }, business) => ofProposal(proposal, business),
  done: ({ proposal, protocol }, business) => [
    ...ofProposal(proposal, business),
    text(protocol),
    text(business.address ?? ''),
  ],
  handoff: ({ reopens }) => (reopens ? ofMoment(reopens, 'business') : []),
  menu: nothing,
  missing: nothing,
  lost: nothing,
  unreadable: nothing,
};

const answers: ByTopic<Fact[]> = {
  price: ({ service }, business) => ofService(serviceOf(business, service)),
  duration: ({ service }, business) => ofService(serviceOf(business, service)),
  detail: ({ service }, business) => ofService(serviceOf(business, service)),
  prices: (_, { services }) => services.flatMap(ofService),
  services: ({ page }, business) => (pagesOf(business)[page - 1] ?? []).flatMap(ofService),
  hours: ({ day }, business) => [...ofWeek(business), ...(day ? ofDay(day, business) : [])],
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

function ofWish({ service, professional, day, time }: Wished, business: Business): Fact[] {
  return [
    ...ofService(serviceOf(business, service)),
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

function ofProposal(proposal: OpenProposal, business: Business): Fact[] {
  const { service, professional, start, end, priceCents, name } = proposal;
  return [
    ...ofService(serviceOf(business, service)),
    ...ofProfessional(professional, business),
    ...ofMoment(localOf(start, business), 'proposal'),
    {
      kind: 'duration',
      text: words.minutes((end.epochMilliseconds - start.epochMilliseconds) / minuteMs),
      source: 'proposal',
    },
    { kind: 'money', text: words.money(priceCents), source: 'proposal' },
    named(name),
  ];
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
