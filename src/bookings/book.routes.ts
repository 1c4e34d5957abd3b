import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ProfessionalId, ServiceId, type Business } from '../business/business.ts';
import { loadBusiness } from '../business/business.store.ts';
import { ContactId } from '../contacts/contact.ts';
import { contactById } from '../contacts/contact-list.store.ts';
import type { Db } from '../platform/db.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { isBefore, type Clock, type Interval } from '../platform/time.ts';
import { agendaOf, freshAgenda } from './agenda.store.ts';
import { withoutBooking } from './calendar.ts';
import {
  blockTime,
  bookedById,
  bookingsBetween,
  bookingsOfContact,
  freeTime,
  moveForContact,
  timeOffBetween,
  type BookedRow,
} from './book.store.ts';
import { BookingView, CalendarView } from './book.view.ts';
import { BookingId, type Slot } from './booking.ts';
import { book } from './booking.store.ts';
import { cancelForContact, markDone, markNoShow } from './person.store.ts';
import { slotsOf, whyNot } from './slots.ts';

type Deps = { readonly db: Db; readonly clock: Clock };

const nothing = z.null();
const reads = { access: 'bookings.read', shows: 'personal data' } as const;
const writes = { access: 'bookings.write' } as const;
const Moment = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-11-26T14:00:00Z' });
const bookingParams = z.object({ booking: BookingId });
const daysMax = 62;

/** The calendar: what is booked and blocked, and what a person of the business does with it. */
export async function bookRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(calendarListRoutes, deps);
  await app.register(historyRoutes, deps);
  await app.register(newBookingRoutes, deps);
  await app.register(moveRoutes, deps);
  await app.register(markRoutes, deps);
  await app.register(timeOffRoutes, deps);
}

async function calendarListRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/bookings',
    {
      config: reads,
      schema: {
        summary: 'What is booked and blocked between two moments, at most 62 days apart',
        querystring: z.object({ from: Moment, to: Moment }),
        response: { 200: CalendarView, '4xx': Problem },
      },
    },
    async ({ actor, query }, reply) => {
      const span = spanOf(query.from, query.to);
      if (span === null) return reply.code(400).send(problemOf(400, 'invalid_span'));
      const bookings = await bookingsBetween(db, actor.business, span);
      const timeOff = await timeOffBetween(db, actor.business, span);
      return { bookings: bookings.map(bookingView), timeOff: timeOff.map(isoSpan) };
    },
  );

  api.get(
    '/slots',
    {
      config: { access: 'bookings.read' },
      schema: {
        summary: 'When a service can be had on a day',
        querystring: z.object({ service: ServiceId, professional: ProfessionalId.optional(), day: z.iso.date() }),
        response: {
          200: z.array(z.object({ start: z.string(), end: z.string(), professional: z.string() })),
          '4xx': Problem,
        },
      },
    },
    async ({ actor, query: { service, professional = null, day } }) => {
      const { business } = await loadBusiness(db, actor.business);
      const agenda = await freshAgenda(db, business, clock());
      const date = Temporal.PlainDate.from(day);
      return slotsOf(business, agenda, { service, professional, days: { from: date, to: date } }, clock()).map(isoSpan);
    },
  );
}

async function historyRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().get(
    '/contacts/:contact/bookings',
    {
      config: reads,
      schema: {
        summary: 'The last bookings of a contact, the latest first',
        params: z.object({ contact: ContactId }),
        response: { 200: z.array(BookingView), '4xx': Problem },
      },
    },
    async ({ actor, params }) => (await bookingsOfContact(db, actor.business, params.contact)).map(bookingView),
  );
}

async function newBookingRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/bookings',
    {
      config: writes,
      schema: {
        summary: 'Book for a contact, at a time that is free',
        body: z.object({
          contact: ContactId,
          service: ServiceId,
          professional: ProfessionalId,
          start: Moment,
          name: z.string().trim().max(80).default(''),
        }),
        response: { 201: z.object({ id: z.string(), protocol: z.string() }), '4xx': Problem },
      },
    },
    async ({ actor, body: { contact, service: wished, professional, start, name } }, reply) => {
      const { business } = await loadBusiness(db, actor.business);
      const service = business.services.find(({ id }) => id === wished);
      if (!(await contactById(db, actor.business, contact))) return reply.code(404).send(problemOf(404, 'unknown'));
      if (!service?.professionals.includes(professional)) return reply.code(422).send(problemOf(422, 'not_performed'));
      const slot = slotAt(Temporal.Instant.from(start), service.minutes, professional);
      const agenda = await freshAgenda(db, business, clock());
      const refusal = whyNot(unhurried(business), agenda, { ...slot, service: wished }, clock());
      if (refusal !== null) return reply.code(409).send(problemOf(409, refusal));
      const proposal = { service: wished, slot, priceCents: service.priceCents, name };
      const outcome = await book(db, business, { contact, items: [proposal], by: 'person' }, clock());
      if (outcome.kind === 'refused') return reply.code(409).send(problemOf(409, outcome.why));
      const [made] = outcome.bookings;
      return made ? reply.code(201).send(made) : reply.code(409).send(problemOf(409, 'slot_taken'));
    },
  );
}

async function moveRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().put(
    '/bookings/:booking/time',
    {
      config: writes,
      schema: {
        summary: 'Move a booking to another time or professional',
        params: bookingParams,
        body: z.object({ start: Moment, professional: ProfessionalId }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params: { booking }, body }, reply) => {
      const { business } = await loadBusiness(db, actor.business);
      const found = await bookedById(db, actor.business, booking);
      const service = business.services.find(({ id }) => id === found?.service.id);
      if (!found || !service) return reply.code(404).send(problemOf(404, 'unknown'));
      if (!service.professionals.includes(body.professional))
        return reply.code(422).send(problemOf(422, 'not_performed'));
      const minutes = found.start.until(found.end).total('minutes');
      const slot = slotAt(Temporal.Instant.from(body.start), minutes, body.professional);
      const refusal = await closedAt(business, found, { ...slot, service: service.id });
      if (refusal !== null) return reply.code(409).send(problemOf(409, refusal));
      const outcome = await moveForContact(db, business, { booking, service: service.id, slot }, clock());
      if (outcome.kind === 'refused') return reply.code(409).send(problemOf(409, outcome.why));
      return reply.code(204).send(null);
    },
  );

  /** Is the business open then, and the professional free but for this very booking? */
  async function closedAt(business: Business, found: BookedRow, wish: Slot & { readonly service: ServiceId }) {
    const agenda = await agendaOf(db, business.id, clock(), wish.end.add({ hours: 24 }));
    const own = { professional: ProfessionalId.parse(found.professional), start: found.start };
    return whyNot(unhurried(business), withoutBooking(business, agenda, own), wish, clock());
  }
}

async function markRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const deeds = { cancel: cancelForContact, 'no-show': markNoShow, done: markDone } as const;
  const summaries = {
    cancel: 'Cancel a booking; policies bind contacts, not the business',
    'no-show': 'Nobody came',
    done: 'The visit took place',
  } as const;

  for (const verb of ['cancel', 'no-show', 'done'] as const)
    api.post(
      `/bookings/:booking/${verb}`,
      {
        config: writes,
        schema: { summary: summaries[verb], params: bookingParams, response: { 204: nothing, '4xx': Problem } },
      },
      async ({ actor, params }, reply) => {
        const found = await bookedById(db, actor.business, params.booking);
        if (!found) return reply.code(404).send(problemOf(404, 'unknown'));
        const outcome = await deeds[verb](db, actor.business, found.protocol, clock());
        if (outcome.kind === 'marked') return reply.code(204).send(null);
        return reply.code(409).send(problemOf(409, found.status === 'booked' ? 'not_begun' : `is_${found.status}`));
      },
    );
}

async function timeOffRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.post(
    '/time-off',
    {
      config: writes,
      schema: {
        summary: 'Block time of a professional, or of the whole business',
        body: z.object({
          professional: ProfessionalId.nullable(),
          start: Moment,
          end: Moment,
          reason: z.string().trim().max(200).default(''),
        }),
        response: { 201: z.object({ id: z.string() }), '4xx': Problem },
      },
    },
    async ({ actor, body: { start, end, professional, reason } }, reply) => {
      const span = spanOf(start, end, 366);
      if (span === null) return reply.code(400).send(problemOf(400, 'invalid_span'));
      const { business } = await loadBusiness(db, actor.business);
      if (professional !== null && !business.professionals.some(({ id }) => id === professional))
        return reply.code(404).send(problemOf(404, 'unknown'));
      const id = await blockTime(db, actor.business, { ...span, professional, reason });
      return reply.code(201).send({ id });
    },
  );

  api.delete(
    '/time-off/:timeOff',
    {
      config: writes,
      schema: {
        summary: 'Open the time again',
        params: z.object({ timeOff: z.uuid() }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params }, reply) =>
      (await freeTime(db, actor.business, params.timeOff))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );
}

/** The notice that contacts give does not bind the business. */
function unhurried(business: Business): Business {
  return { ...business, rules: { ...business.rules, noticeMinutes: 0 } };
}

function spanOf(from: string, to: string, days = daysMax): Interval | null {
  const span = { start: Temporal.Instant.from(from), end: Temporal.Instant.from(to) };
  const isSound = isBefore(span.start, span.end) && !isBefore(span.start.add({ hours: 24 * days }), span.end);
  return isSound ? span : null;
}

function slotAt(start: Temporal.Instant, minutes: number, professional: ProfessionalId): Slot {
  return { start, end: start.add({ minutes }), professional };
}

function isoSpan<Row extends Interval>({ start, end, ...row }: Row) {
  return { ...row, start: start.toString(), end: end.toString() };
}

function bookingView(row: BookedRow): BookingView {
  return isoSpan(row);
}
