import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Business } from '../business/business.ts';
import { loadBusiness } from '../business/business.store.ts';
import { edited, Edits } from '../business/edits.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { basicEndings, endingOf, isSameEnding, type Ending } from './example.ts';
import { dropExample, examplesOf, keepExample, putEnding, type Example } from './example.store.ts';
import { atMost, businessWith, editsBytesMax, saidMax, tries, When, type TrialDeps } from './trial.routes.ts';
import { ChangedView, ExamplesView, SaidView, type EndingView, type ExampleView } from './trial.view.ts';

const writes = { access: 'business.write' } as const;

/** Conversations that are kept, and played again whenever somebody is about to change the business. */
export async function exampleRoutes(app: FastifyInstance, deps: TrialDeps): Promise<void> {
  await app.register(keepingRoutes, deps);
  await app.register(changingRoutes, deps);
  await app.register(playingRoutes, deps);
}

async function keepingRoutes(app: FastifyInstance, { db, clock, trials }: TrialDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.post(
    '/examples',
    {
      config: writes,
      preHandler: atMost(trials),
      bodyLimit: editsBytesMax,
      schema: {
        summary: 'Keep a conversation that was tried as an example, as it ends with what is edited',
        body: z.object({
          name: z.string().trim().min(1, 'must not be empty').max(80),
          messages: z.array(SaidView).min(1).max(saidMax),
          draft: Edits.prefault({}),
          now: When,
        }),
        response: { 201: z.object({ id: z.string() }), '4xx': Problem },
      },
    },
    async ({ actor, body: { name, messages: said, draft, now: at } }, reply) => {
      const business = await businessWith(db, actor.business, draft);
      if (typeof business === 'string') return reply.code(422).send(problemOf(422, business));
      const ending = await endingOf(business, { said, at });
      const id = await keepExample(db, actor.business, { name, said, at, ending }, clock());
      return id === null ? reply.code(409).send(problemOf(409, 'too_many_examples')) : reply.code(201).send({ id });
    },
  );
}

async function changingRoutes(app: FastifyInstance, { db, trials }: TrialDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const params = z.object({ example: z.uuid() });
  const nothing = { 204: z.null(), '4xx': Problem };

  api.post(
    '/examples/:example/accept',
    {
      config: writes,
      preHandler: atMost(trials),
      schema: { summary: 'As an example ends now is how it must end from now on', params, response: nothing },
    },
    async ({ actor, params: { example: id } }, reply) => {
      const example = (await examplesOf(db, actor.business)).find((each) => each.id === id);
      if (!example) return reply.code(404).send(problemOf(404, 'unknown'));
      const { business } = await loadBusiness(db, actor.business);
      await putEnding(db, actor.business, id, await endingOf(business, example));
      return reply.code(204).send(null);
    },
  );

  api.delete(
    '/examples/:example',
    { config: writes, schema: { summary: 'Forget an example', params, response: nothing } },
    async ({ actor, params: { example } }, reply) =>
      (await dropExample(db, actor.business, example))
        ? reply.code(204).send(null)
        : reply.code(404).send(problemOf(404, 'unknown')),
  );
}

async function playingRoutes(app: FastifyInstance, { db, clock, trials }: TrialDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/examples',
    {
      config: writes,
      preHandler: atMost(trials),
      schema: {
        summary: 'The examples that are kept, and how each ends now',
        response: { 200: ExamplesView, '4xx': Problem },
      },
    },
    async ({ actor }) => {
      const { business } = await loadBusiness(db, actor.business);
      const examples: ExampleView[] = [];
      for (const example of await examplesOf(db, actor.business)) {
        const now = view(await endingOf(business, example));
        examples.push({ ...example, at: example.at.toString(), now, holds: isSameEnding(now, example.ending) });
      }
      const basics = await basicEndings(business, clock());
      return { examples, basics: basics.map(({ basic, name, holds }) => ({ basic, name, holds })) };
    },
  );

  api.post(
    '/examples/check',
    {
      config: tries,
      preHandler: atMost(trials),
      bodyLimit: editsBytesMax,
      schema: {
        summary: 'The examples that would turn out otherwise once these edits are saved',
        body: z.object({ draft: Edits }),
        response: { 200: z.array(ChangedView), '4xx': Problem },
      },
    },
    async ({ actor, body: { draft } }, reply) => {
      const { business } = await loadBusiness(db, actor.business);
      const after = edited(business, draft);
      if (typeof after === 'string') return reply.code(422).send(problemOf(422, after));
      const examples = await examplesOf(db, actor.business);
      return [...(await basicsLost(business, after, clock())), ...(await changed(examples, business, after))];
    },
  );
}

/** Of what holds for every business, what holds now and would not any more. */
async function basicsLost(before: Business, after: Business, now: Temporal.Instant): Promise<ChangedView[]> {
  const held = await basicEndings(before, now);
  const then = await basicEndings(after, now);
  return held.flatMap(({ basic, name, ending, holds }) => {
    const later = then.find((each) => each.basic === basic);
    if (!holds || !later || later.holds) return [];
    return [{ id: null, basic, name, before: view(ending), after: view(later.ending) }];
  });
}

/** Examples that would neither end as they were kept nor as they end now: what changed before is nobody's change. */
async function changed(examples: readonly Example[], before: Business, after: Business): Promise<ChangedView[]> {
  const found: ChangedView[] = [];
  for (const example of examples) {
    const then = await endingOf(after, example);
    if (isSameEnding(then, example.ending)) continue;
    const now = await endingOf(before, example);
    if (!isSameEnding(then, now))
      found.push({ id: example.id, basic: null, name: example.name, before: view(now), after: view(then) });
  }
  return found;
}

function view({ says, books, ...ending }: Ending): EndingView {
  return { says: [...says], books: [...books], ...ending };
}
