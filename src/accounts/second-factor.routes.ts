import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { Problem, problemOf } from '../platform/problem.ts';
import { EnrolmentView, RecoveryCodesView } from './account.view.ts';
import { headersOf, passCookies, type GuardDeps } from './guard.routes.ts';
import { wrongPassword } from './try.routes.ts';

const signedIn = { access: 'signed-in' } as const;
const secret = { ...signedIn, secret: true } as const;
const nothing = z.null();
const WithPassword = z.object({ password: z.string().min(1).max(128) });

/** The code of an app as a second factor, and recovery codes for who has lost the app. The password is asked for again each time. */
export async function secondFactorRoutes(app: FastifyInstance, deps: GuardDeps): Promise<void> {
  await app.register(enrolmentRoutes, deps);
  await app.register(keepingRoutes, deps);
}

async function enrolmentRoutes(app: FastifyInstance, deps: GuardDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { auth } = deps;

  api.post(
    '/second-factor',
    {
      config: secret,
      schema: {
        summary: 'A secret for the app and recovery codes; in force once a code is confirmed',
        body: WithPassword,
        response: { 200: EnrolmentView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const refused = await wrongPassword(request, reply, deps, request.body.password);
      if (refused) return reply.code(refused.status).send(refused);
      const answer = await auth.api.enableTwoFactor({
        body: request.body,
        headers: headersOf(request),
        asResponse: true,
      });
      if (!answer.ok) return reply.code(409).send(problemOf(409, 'second_factor_on'));
      const { totpURI, backupCodes } = Enabled.parse(await answer.json());
      return { uri: totpURI, recoveryCodes: backupCodes };
    },
  );

  api.post(
    '/second-factor/confirm',
    {
      config: signedIn,
      schema: {
        summary: 'Confirm with a code that the app shows: from now on it is asked for',
        body: z.object({
          code: z
            .string()
            .trim()
            .regex(/^\d{6}$/, 'must be six digits'),
        }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const answer = await auth.api.verifyTOTP({ body: request.body, headers: headersOf(request), asResponse: true });
      if (passCookies(answer, reply)) return reply.code(204).send(null);
      return reply.code(422).send(problemOf(422, 'wrong_code'));
    },
  );
}

const Enabled = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) });

async function keepingRoutes(app: FastifyInstance, deps: GuardDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { auth } = deps;

  api.post(
    '/second-factor/recovery-codes',
    {
      config: secret,
      schema: {
        summary: 'New recovery codes; the old ones work no more',
        body: WithPassword,
        response: { 200: RecoveryCodesView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const refused = await wrongPassword(request, reply, deps, request.body.password);
      if (refused) return reply.code(refused.status).send(refused);
      const answer = await auth.api.generateBackupCodes({
        body: request.body,
        headers: headersOf(request),
        asResponse: true,
      });
      if (!answer.ok) return reply.code(409).send(problemOf(409, 'second_factor_off'));
      return { recoveryCodes: Renewed.parse(await answer.json()).backupCodes };
    },
  );

  api.post(
    '/second-factor/disable',
    {
      config: signedIn,
      schema: { summary: 'No second factor any more', body: WithPassword, response: { 204: nothing, '4xx': Problem } },
    },
    async (request, reply) => {
      const refused = await wrongPassword(request, reply, deps, request.body.password);
      if (refused) return reply.code(refused.status).send(refused);
      const answer = await auth.api.disableTwoFactor({
        body: request.body,
        headers: headersOf(request),
        asResponse: true,
      });
      passCookies(answer, reply);
      return reply.code(204).send(null);
    },
  );
}

const Renewed = Enabled.pick({ backupCodes: true });
