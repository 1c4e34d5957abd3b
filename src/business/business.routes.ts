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
import { HoursEdit, KnowledgeEdit, ServiceEdit } from './edits.ts';
import { unlessChanged } from './unchanged.store.ts';
import { part, versionIn, versionOf } from './version.ts';

type Deps = { readonly db: Db };

const nothing = z.null();
const writes = { access: 'business.write' } as const;
const Text = z.string().trim().min(1, 'must not be empty');
const Made = z.object({ id: z.string() });

/** What the agent knows of the business and may state: a change counts from the next message on. */
export async function businessRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(factRoutes, deps);
  await app.register(mannerRoutes, deps);
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
}

async function mannerRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.put(
    '/business/hours',
    {
      config: writes,
      schema: {
        summary: 'The opening hours of the business, or of a professional: {"mon-fri": "09:00-18:00"}',
        body: HoursEdit,
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, body: { professional, week }, headers }, reply) => {
      const seen = { version: versionIn(headers['if-match']), of: part.hours(professional) };
      const edit = await unlessChanged(db, actor.business, seen, (tx) =>
        putHours(tx, actor.business, professional, week),
      );
      const { status, body: said } = answerTo(edit);
      return reply.code(status).send(said);
    },
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
    async ({ actor, body, headers }, reply) => {
      const seen = { version: versionIn(headers['if-match']), of: part.style };
      const edit = await unlessChanged(db, actor.business, seen, (tx) => putStyle(tx, actor.business, body));
      const { status, body: said } = answerTo(edit);
      return reply.code(status).send(said);
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
    async ({ actor, params: { service }, body, headers }, reply) => {
      const seen = { version: versionIn(headers['if-match']), of: part.service(service) };
      const edit = await unlessChanged(db, actor.business, seen, (tx) => putService(tx, actor.business, service, body));
      const { status, body: said } = answerTo(edit);
      return reply.code(status).send(said);
    },
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
    async ({ actor, params: { service }, headers }, reply) => {
      const seen = { version: versionIn(headers['if-match']), of: part.service(service) };
      const edit = await unlessChanged(db, actor.business, seen, (tx) => retireService(tx, actor.business, service));
      const { status, body: said } = answerTo(edit);
      return reply.code(status).send(said);
    },
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
    async ({ actor, params: { professional }, body: { name }, headers }, reply) => {
      const seen = { version: versionIn(headers['if-match']), of: part.professional(professional) };
      const edit = await unlessChanged(db, actor.business, seen, (tx) =>
        putProfessional(tx, actor.business, professional, name),
      );
      const { status, body: said } = answerTo(edit);
      return reply.code(status).send(said);
    },
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
    async ({ actor, params: { key }, body, headers }, reply) => {
      const seen = { version: versionIn(headers['if-match']), of: part.knowledge(key) };
      const edit = await unlessChanged(db, actor.business, seen, (tx) =>
        putKnowledge(tx, actor.business, { key, ...body }),
      );
      const { status, body: said } = answerTo(edit);
      return reply.code(status).send(said);
    },
  );

  api.delete(
    '/knowledge/:key',
    {
      config: writes,
      schema: { summary: 'Forget an answer', params, response: { 204: nothing, '4xx': Problem } },
    },
    async ({ actor, params: { key }, headers }, reply) => {
      const seen = { version: versionIn(headers['if-match']), of: part.knowledge(key) };
      const edit = await unlessChanged(db, actor.business, seen, (tx) => dropKnowledge(tx, actor.business, key));
      const { status, body: said } = answerTo(edit);
      return reply.code(status).send(said);
    },
  );
}

/** 204 when it is done, 404 when there is no such part, 412 when somebody else edited it meanwhile. */
function answerTo(edit: { readonly isChanged: true } | { readonly isChanged: false; readonly done: unknown }) {
  if (edit.isChanged) return { status: 412, body: problemOf(412, 'changed_meanwhile') } as const;
  if (edit.done === null || edit.done === false) return { status: 404, body: problemOf(404, 'unknown') } as const;
  return { status: 204, body: null } as const;
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
      version: versionOf(service),
    })),
    professionals: business.professionals.map((person) => ({
      id: person.id,
      name: person.name,
      version: versionOf(person),
    })),
    hours: business.hours.map(({ opens, closes, ...span }) => ({
      ...span,
      opens: wallClock(opens),
      closes: wallClock(closes),
    })),
    knowledge: business.knowledge.map((entry) => ({
      key: entry.key,
      question: entry.question,
      answer: entry.answer,
      version: versionOf(entry),
    })),
    style: { ...business.style },
    rules: { ...business.rules },
    policies: { ...business.policies },
    notices: { ...business.notices, reminderHours: [...business.notices.reminderHours] },
    models: modelsView(business),
    versions: {
      style: versionOf(part.style(business)),
      rules: versionOf(part.rules(business)),
      models: versionOf(part.models(business)),
      hours: Object.fromEntries(
        [null, ...business.professionals.map(({ id }) => id)].map((id) => [
          id ?? 'business',
          versionOf(part.hours(id)(business)),
        ]),
      ),
    },
  };
}

function modelsView({
  models: { understand, fluid, summarise, images, dayTokens, remember },
}: Business): BusinessView['models'] {
  return { understand, fluid: [...fluid], summarise, images, dayTokens, remember };
}
