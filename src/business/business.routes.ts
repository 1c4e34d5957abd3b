import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Db } from '../platform/db.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { ProfessionalId, ServiceId, type Business } from './business.ts';
import { loadBusiness } from './business.store.ts';
import { BusinessView } from './business.view.ts';
import {
  dropKnowledge,
  putHours,
  putKnowledge,
  putProfessional,
  putService,
  putStyle,
  retireService,
} from './edit.store.ts';
import { Week } from './week.ts';

type Deps = { readonly db: Db };

const nothing = z.null();
const writes = { access: 'business.write' } as const;
const Text = z.string().trim().min(1, 'must not be empty');
const Made = z.object({ id: z.string() });

const ServiceEdit = z.object({
  name: Text.max(80),
  minutes: z.int().min(5, 'must be 5 to 1440 minutes').max(1440, 'must be 5 to 1440 minutes'),
  priceCents: z.int().min(0, 'must be at least 0').max(100_000_000),
  description: z.string().trim().max(1000).default(''),
  synonyms: z.array(Text.max(80)).max(50).default([]),
  professionals: z.array(ProfessionalId).min(1, 'must name at least one'),
});
const KnowledgeEdit = z.object({ question: Text.max(300), answer: Text.max(2000) });

/** What the agent knows of the business and may state: a change counts from the next message on. */
export async function businessRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(factRoutes, deps);
  await app.register(serviceRoutes, deps);
  await app.register(professionalRoutes, deps);
  await app.register(knowledgeRoutes, deps);
}

async function factRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/business',
    {
      config: { access: 'business.read' },
      schema: { summary: 'What the agent knows of the business', response: { 200: BusinessView, '4xx': Problem } },
    },
    async ({ actor }) => {
      const { business, revision } = await loadBusiness(db, actor.business);
      return businessView(business, revision);
    },
  );

  api.put(
    '/business/hours',
    {
      config: writes,
      schema: {
        summary: 'The opening hours of the business, or of a professional: {"mon-fri": "09:00-18:00"}',
        body: z.object({ professional: ProfessionalId.nullable().default(null), week: Week }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, body: { professional, week } }, reply) =>
      (await putHours(db, actor.business, professional, week))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );

  api.put(
    '/business/style',
    {
      config: writes,
      schema: {
        summary: 'How replies sound',
        body: BusinessView.shape.style,
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, body }, reply) => {
      await putStyle(db, actor.business, body);
      return reply.code(204).send(null);
    },
  );
}

async function serviceRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const params = z.object({ service: ServiceId });

  api.post(
    '/services',
    {
      config: writes,
      schema: { summary: 'A new service', body: ServiceEdit, response: { 201: Made, '4xx': Problem } },
    },
    async ({ actor, body }, reply) => {
      const id = await putService(db, actor.business, null, body);
      return id === null ? reply.code(422).send(problemOf(422, 'unknown_professional')) : reply.code(201).send({ id });
    },
  );

  api.put(
    '/services/:service',
    {
      config: writes,
      schema: { summary: 'Change a service', params, body: ServiceEdit, response: { 204: nothing, '4xx': Problem } },
    },
    async ({ actor, params: { service }, body }, reply) =>
      (await putService(db, actor.business, service, body)) === null
        ? reply.code(404).send(problemOf(404, 'unknown'))
        : reply.code(204).send(null),
  );

  api.delete(
    '/services/:service',
    {
      config: writes,
      schema: {
        summary: 'Take a service off the list; what is booked of it stays',
        params,
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params: { service } }, reply) =>
      (await retireService(db, actor.business, service))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );
}

async function professionalRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const body = z.object({ name: Text.max(80) });

  api.post(
    '/professionals',
    { config: writes, schema: { summary: 'A new professional', body, response: { 201: Made, '4xx': Problem } } },
    async ({ actor, body: { name } }, reply) => {
      const id = await putProfessional(db, actor.business, null, name);
      return id === null ? reply.code(404).send(problemOf(404, 'unknown')) : reply.code(201).send({ id });
    },
  );

  api.put(
    '/professionals/:professional',
    {
      config: writes,
      schema: {
        summary: 'What a professional is called',
        params: z.object({ professional: ProfessionalId }),
        body,
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params: { professional }, body: { name } }, reply) =>
      (await putProfessional(db, actor.business, professional, name)) === null
        ? reply.code(404).send(problemOf(404, 'unknown'))
        : reply.code(204).send(null),
  );
}

async function knowledgeRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const params = z.object({ key: z.string().max(300) });

  api.post(
    '/knowledge',
    {
      config: writes,
      schema: { summary: 'A question and its answer', body: KnowledgeEdit, response: { 201: Made, '4xx': Problem } },
    },
    async ({ actor, body }, reply) => {
      const id = await putKnowledge(db, actor.business, { key: null, ...body });
      return id === null ? reply.code(404).send(problemOf(404, 'unknown')) : reply.code(201).send({ id });
    },
  );

  api.put(
    '/knowledge/:key',
    {
      config: writes,
      schema: { summary: 'Change an answer', params, body: KnowledgeEdit, response: { 204: nothing, '4xx': Problem } },
    },
    async ({ actor, params: { key }, body }, reply) =>
      (await putKnowledge(db, actor.business, { key, ...body })) === null
        ? reply.code(404).send(problemOf(404, 'unknown'))
        : reply.code(204).send(null),
  );

  api.delete(
    '/knowledge/:key',
    {
      config: writes,
      schema: { summary: 'Forget an answer', params, response: { 204: nothing, '4xx': Problem } },
    },
    async ({ actor, params: { key } }, reply) =>
      (await dropKnowledge(db, actor.business, key))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );
}

const wallClock = (time: Temporal.PlainTime) => time.toString({ smallestUnit: 'minute' });

function businessView(business: Business, revision: number): BusinessView {
  return {
    id: business.id,
    name: business.name,
    timeZone: business.timeZone,
    revision,
    services: business.services.map((service) => ({
      id: service.id,
      name: service.name,
      minutes: service.minutes,
      priceCents: service.priceCents,
      description: service.description,
      synonyms: [...service.synonyms],
      professionals: [...service.professionals],
    })),
    professionals: business.professionals.map(({ id, name }) => ({ id, name })),
    hours: business.hours.map(({ opens, closes, ...span }) => ({
      ...span,
      opens: wallClock(opens),
      closes: wallClock(closes),
    })),
    knowledge: business.knowledge.map(({ key, question, answer }) => ({ key, question, answer })),
    style: { ...business.style },
    rules: { ...business.rules },
    policies: { ...business.policies },
    notices: { ...business.notices, reminderHours: [...business.notices.reminderHours] },
    models: modelsView(business),
  };
}

function modelsView({
  models: { understand, fluid, summarise, dayTokens, remember },
}: Business): BusinessView['models'] {
  return { understand, fluid: [...fluid], summarise, dayTokens, remember };
}
