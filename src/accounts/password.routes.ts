import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem, problemOf } from '../platform/problem.ts';
import { Email, Password } from './account.ts';
import { headersOf, passCookies, type GuardDeps } from './guard.routes.ts';
import { endTries } from './lock-out.store.ts';
import { hashPassword } from './password.ts';
import { askReset, resetPassword } from './password-reset.store.ts';
import { wrongPassword } from './try.routes.ts';

export type PasswordDeps = GuardDeps & {
  /** Whether anybody sends mails here. */ readonly hasMail: boolean;
};

const anybody = { access: 'anybody' } as const;
const nothing = z.null();

/** Another password: for who knows theirs, and for who has forgotten it. */
export async function passwordRoutes(app: FastifyInstance, deps: PasswordDeps): Promise<void> {
  await app.register(forgottenRoutes, deps);
  await app.register(changeRoutes, deps);
}

async function forgottenRoutes(app: FastifyInstance, deps: PasswordDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { db, clock, log, hasMail } = deps;

  api.post(
    '/password/forgotten',
    {
      config: anybody,
      schema: {
        summary: 'Have a link to a new password sent; the answer is the same whether there is an account or not',
        body: z.object({ email: Email, language: z.enum(['pt-BR', 'en']).default('pt-BR') }),
        response: { 202: nothing, '4xx': Problem },
      },
    },
    async ({ body }, reply) => {
      if (!hasMail) return reply.code(409).send(problemOf(409, 'no_mail'));
      await askReset(db, body, clock());
      return reply.code(202).send(null);
    },
  );

  api.post(
    '/password',
    {
      config: anybody,
      schema: {
        summary: 'The new password, with the token of the link; signs out everywhere',
        body: z.object({ token: z.string().min(20).max(100), password: Password }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ body: { token, password }, ip }, reply) => {
      const reset = await resetPassword(db, { token, passwordHash: await hashPassword(password) }, clock());
      if (!reset) return reply.code(404).send(problemOf(404, 'link_used'));
      await endTries(db, reset.email);
      log.warn({ status: 204, ip, user: reset.user }, 'security.password_reset');
      return reply.code(204).send(null);
    },
  );
}

async function changeRoutes(app: FastifyInstance, deps: GuardDeps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().put(
    '/password',
    {
      config: { access: 'signed-in' },
      schema: {
        summary: 'Another password; signs out everywhere else',
        body: z.object({ current: z.string().min(1).max(128), password: Password }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { current, password } = request.body;
      const refused = await wrongPassword(request, reply, deps, current);
      if (refused) return reply.code(refused.status).send(refused);
      const answer = await deps.auth.api.changePassword({
        body: { currentPassword: current, newPassword: password, revokeOtherSessions: true },
        headers: headersOf(request),
        asResponse: true,
      });
      if (passCookies(answer, reply)) return reply.code(204).send(null);
      return reply.code(403).send(problemOf(403, 'password_refused'));
    },
  );
}
