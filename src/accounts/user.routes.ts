import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem, problemOf } from '../platform/problem.ts';
import type { Db } from '../platform/db.ts';
import { ApiKeyId, Email, UserId, type Actor } from './account.ts';
import { ApiKeyView, MadeKeyView, MemberView } from './account.view.ts';
import { apiKeysOf, makeApiKey, revokeApiKey } from './api-key.store.ts';
import type { GuardDeps } from './guard.routes.ts';
import { invite } from './join.store.ts';
import { changeRole, membersOf } from './member.store.ts';
import { mayGrant, Permission, Role } from './permission.ts';

const nothing = z.null();

/** Who works here, by which role, and the keys of programs. */
export async function userRoutes(app: FastifyInstance, deps: GuardDeps): Promise<void> {
  await app.register(memberRoutes, deps);
  await app.register(roleRoutes, deps);
  await app.register(keyRoutes, deps);
  await app.register(revocationRoutes, deps);
}

async function memberRoutes(app: FastifyInstance, { db, clock }: GuardDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/users',
    {
      config: { access: 'users.read' },
      schema: { summary: 'Who works here', response: { 200: z.array(MemberView), '4xx': Problem } },
    },
    async ({ actor }) =>
      (await membersOf(db, actor.business)).map(({ since, seenAt, ...member }) => ({
        ...member,
        since: since.toString(),
        seenAt: seenAt?.toString() ?? null,
      })),
  );

  api.post(
    '/users/invitations',
    {
      config: { access: 'users.write', secret: true },
      schema: {
        summary: 'Invite somebody: the token of a link that works once, for three days',
        body: z.object({ email: Email, role: Role }),
        response: { 201: z.object({ token: z.string() }), '4xx': Problem },
      },
    },
    async ({ actor, body }, reply) => {
      if (!mayGrant(actor.may, body.role)) return reply.code(403).send(problemOf(403, 'role_above_yours'));
      const token = await invite(db, actor.business, { ...body, by: actor.user }, clock());
      return reply.code(201).send({ token });
    },
  );
}

const memberParams = z.object({ user: UserId });

async function roleRoutes(app: FastifyInstance, { db }: GuardDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.put(
    '/users/:user',
    {
      config: { access: 'users.write' },
      schema: {
        summary: 'Give somebody another role',
        params: memberParams,
        body: z.object({ role: Role }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params, body }, reply) => {
      const refusal = await setRole(db, actor, params.user, body.role);
      return refusal
        ? reply.code(statuses[refusal]).send(problemOf(statuses[refusal], refusal))
        : reply.code(204).send(null);
    },
  );

  api.delete(
    '/users/:user',
    {
      config: { access: 'users.write' },
      schema: {
        summary: 'Let somebody work here no more',
        params: memberParams,
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params }, reply) => {
      const refusal = await setRole(db, actor, params.user, null);
      return refusal
        ? reply.code(statuses[refusal]).send(problemOf(statuses[refusal], refusal))
        : reply.code(204).send(null);
    },
  );
}

const statuses = { unknown: 404, role_above_yours: 403, own_role: 403, last_owner: 409 } as const;

/** Nobody gives a role that is above their own, takes one from somebody above them, or lifts themselves. */
async function setRole(
  db: Db,
  { business, may, user: self }: Actor,
  user: UserId,
  role: Role | null,
): Promise<keyof typeof statuses | null> {
  const theirs = (await membersOf(db, business)).find(({ id }) => id === user);
  if (!theirs) return 'unknown';
  if (!mayGrant(may, theirs.role) || (role !== null && !mayGrant(may, role))) return 'role_above_yours';
  if (user === self && theirs.role !== 'owner') return 'own_role';
  const outcome = await changeRole(db, business, user, role);
  return outcome === 'changed' ? null : outcome;
}

async function keyRoutes(app: FastifyInstance, { db, clock }: GuardDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/api-keys',
    {
      config: { access: 'keys.write' },
      schema: { summary: 'The keys of programs', response: { 200: z.array(ApiKeyView), '4xx': Problem } },
    },
    async ({ actor }) =>
      (await apiKeysOf(db, actor.business, clock())).map(({ scopes, madeAt, expiresAt, usedAt, ...key }) => ({
        ...key,
        scopes: [...scopes],
        madeAt: madeAt.toString(),
        expiresAt: expiresAt?.toString() ?? null,
        usedAt: usedAt?.toString() ?? null,
      })),
  );

  api.post(
    '/api-keys',
    {
      config: { access: 'keys.write', secret: true },
      schema: {
        summary: 'Make a key; it is shown this once',
        body: z.object({
          name: z.string().trim().min(1, 'must not be empty').max(80),
          scopes: z.array(Permission).min(1, 'must name at least one'),
          days: z.int().min(1).max(730).nullable().default(null),
        }),
        response: { 201: MadeKeyView, '4xx': Problem },
      },
    },
    async ({ actor, body: { name, scopes, days } }, reply) => {
      if (!scopes.every((scope) => actor.may.has(scope)))
        return reply.code(403).send(problemOf(403, 'scope_above_yours'));
      const expiresAt = days === null ? null : clock().add({ hours: 24 * days });
      const made = await makeApiKey(db, actor.business, { name, scopes, expiresAt, by: actor.user }, clock());
      return reply.code(201).send(made);
    },
  );
}

async function revocationRoutes(app: FastifyInstance, { db, clock }: GuardDeps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().delete(
    '/api-keys/:key',
    {
      config: { access: 'keys.write' },
      schema: {
        summary: 'Make a key worthless',
        params: z.object({ key: ApiKeyId }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params }, reply) => {
      const isRevoked = await revokeApiKey(db, actor.business, params.key, clock());
      return isRevoked ? reply.code(204).send(null) : reply.code(404).send(problemOf(404, 'unknown'));
    },
  );
}
