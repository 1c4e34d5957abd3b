import { loadBusiness } from '../business/business.store.ts';
import type { Business, BusinessId } from '../business/business.ts';
import type { Db } from '../platform/db.ts';
import type { BillPrices } from '../whatsapp/bill.ts';
import {
  busyOf,
  figuresOf,
  messageCostOf,
  modelDollarsOf,
  presentMinutes,
  type BusinessReport,
  type Funnel,
  type ProfessionalShare,
} from './business-report.ts';
import { countedDays } from './business-metrics.store.ts';
import { funnelOf } from './funnel.store.ts';
import {
  busyHours,
  commentsIn,
  handoffReasons,
  ratingsIn,
  timeOffIn,
  unansweredQuestions,
  visitsByProfessional,
  visitsByService,
  type Stretch,
} from './report.store.ts';
import { spendingIn } from './spending.store.ts';

/** Local days, both included. */
export type Days = { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate };

type Known = {
  /** What Meta charges; `null`: nobody has said. */ readonly prices: BillPrices | null;
  readonly now: Temporal.Instant;
};

/** All that the page of reports shows of these days, those that have begun, against as many days before. */
export async function businessReport(db: Db, id: BusinessId, asked: Days, known: Known): Promise<BusinessReport> {
  const { prices, now } = known;
  const { business } = await loadBusiness(db, id);
  const dates = begunDays(asked, now.toZonedDateTimeISO(business.timeZone).toPlainDate());
  const first = asked.first.subtract({ days: dates.length });
  const [stretch, before] = [stretchAt(business, asked.first, dates.length), stretchAt(business, first, dates.length)];
  const [counted, funnels, shares, opinions, handoffs, unanswered, spent, spentBefore] = await Promise.all([
    countedDays(db, {
      days: dates.length,
      timeZone: business.timeZone,
      now: stretch.end.subtract({ seconds: 1 }),
      business: id,
    }),
    Promise.all([funnelOf(db, stretch, now), funnelOf(db, before, now)]),
    sharesOf(db, business, stretch, dates),
    opinionsOf(db, stretch),
    handoffReasons(db, stretch),
    unansweredQuestions(db, stretch),
    spendingIn(db, stretch, prices),
    spendingIn(db, before, prices),
  ]);
  const figures = figuresOf(counted.days.slice(dates.length), counted.days.slice(0, dates.length));
  const { now: started, before: startedBefore } = figures.conversations;
  return {
    business: business.name,
    timeZone: business.timeZone,
    madeAt: now.toString({ smallestUnit: 'second' }),
    days: dates.map((date) => date.toString()),
    before: { first: first.toString(), last: asked.first.subtract({ days: 1 }).toString() },
    countedUntil: counted.doneUntil?.toString() ?? null,
    figures,
    funnel: { now: begun(funnels[0], started), before: begun(funnels[1], startedBefore) },
    ...shares,
    ...opinions,
    handoffs,
    unanswered: unanswered.map(({ lastAt, ...question }) => ({ ...question, lastAt: lastAt.toString() })),
    spending: {
      ...spent,
      messageCost: { now: messageCostOf(spent), before: messageCostOf(spentBefore) },
      modelDollars: { now: modelDollarsOf(spent), before: modelDollarsOf(spentBefore) },
    },
  };
}

/** The days up to today; of a stretch that is all ahead, its first. */
function begunDays({ first, last }: Days, today: Temporal.PlainDate): Temporal.PlainDate[] {
  const end = Temporal.PlainDate.compare(today, last) < 0 ? today : last;
  const count = Math.max(1, first.until(end).total('days') + 1);
  return Array.from({ length: count }, (_, index) => first.add({ days: index }));
}

function stretchAt({ id, timeZone }: Business, first: Temporal.PlainDate, days: number): Stretch {
  const instant = (date: Temporal.PlainDate) => date.toZonedDateTime(timeZone).toInstant();
  return { business: id, timeZone, start: instant(first), end: instant(first.add({ days })) };
}

const begun = (funnel: Omit<Funnel, 'started'>, started: number | null): Funnel => ({
  ...funnel,
  started: started ?? 0,
});

type Shares = Pick<BusinessReport, 'services' | 'professionals' | 'busy'>;

async function sharesOf(
  db: Db,
  business: Business,
  stretch: Stretch,
  dates: readonly Temporal.PlainDate[],
): Promise<Shares> {
  const [services, people, off, week] = await Promise.all([
    visitsByService(db, stretch),
    visitsByProfessional(db, stretch),
    timeOffIn(db, stretch),
    busyHours(db, stretch),
  ]);
  const idle = business.professionals.filter(({ id }) => people.every((each) => each.id !== id));
  const everybody = [
    ...people,
    ...idle.map(({ id, name }) => ({ id, name, bookings: 0, cents: 0, noShows: 0, minutes: 0 })),
  ];
  const professionals = everybody.map(({ id, name, bookings, cents, noShows, minutes }): ProfessionalShare => {
    const present = presentMinutes(business, id, dates, off);
    const occupancyPercent = present <= 0 ? null : Math.round((1000 * minutes) / present) / 10;
    return { name, bookings, cents, noShows, occupancyPercent };
  });
  return {
    busy: busyOf(week),
    services: services.map(({ name, bookings, cents, noShows }) => ({ name, bookings, cents, noShows })),
    professionals,
  };
}

async function opinionsOf(db: Db, stretch: Stretch): Promise<Pick<BusinessReport, 'ratings' | 'comments'>> {
  const [ratings, comments] = await Promise.all([ratingsIn(db, stretch), commentsIn(db, stretch)]);
  return {
    ratings: [5, 4, 3, 2, 1].map((stars) => ({ stars, times: ratings.get(stars) ?? 0 })),
    comments: comments.map(({ at, ...comment }) => ({ ...comment, at: at.toString() })),
  };
}
