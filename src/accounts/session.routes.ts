import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { loadBusiness } from '../business/business.store.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import { Email, Password, UserId } from './account.ts';
import { InvitationView, SessionRowView, SessionView, SignedInView } from './account.view.ts';
import { headersOf, passCookies, type GuardDeps } from './guard.routes.ts';
import { invitationOf, join } from './join.store.ts';
import { endTries } from './lock-out.store.ts';
import { membershipsOf } from './member.store.ts';
import { hashPassword } from './password.ts';
import { takeCode } from './second-factor.store.ts';
import { endOtherSessions, endSession, sessionsOf } from './session.store.ts';
import { mayTry } from './try.routes.ts';

/** The cookie that says in which time zone somebody works. */
export const zoneCookie = 'zone';

const anybody = { access: 'anybody' } as const;
const signedIn = { access: 'signed-in' } as const;
const nothing = z.null();

/** Coming in and going out: the password, the second factor, the link of an invitation, the open sessions. */
export async function sessionRoutes(app: FastifyInstance, deps: GuardDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.post(
    '/session',
    {
      config: anybody,
      schema: {
        summary: 'Sign in',
        body: z.object({ email: Email, password: z.string().min(1).max(128) }),
        response: { 200: SignedInView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { email } = request.body;
      if (!(await mayTry(request, reply, deps, email))) return reply.code(429).send(problemOf(429, 'locked_out'));
      return signIn(request, reply, { ...deps, ...request.body });
    },
  );

  await app.register(secondFactorRoutes, deps);
  await app.register(ownSessionRoutes, deps);
  await app.register(invitedRoutes, deps);
  await app.register(sessionListRoutes, deps);
}

async function secondFactorRoutes(app: FastifyInstance, { db, auth, clock, log }: GuardDeps): Promise<void> {
  app.withTypeProvider<ZodTypeProvider>().post(
    '/session/second-factor',
    {
      config: anybody,
      schema: {
        summary: 'Finish signing in with a code of the app, or a recovery code',
        body: z.object({ code: z.string().trim().min(6).max(20) }),
        response: { 200: SignedInView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { code } = request.body;
      const headers = headersOf(request);
      const answer = /^\d{6}$/.test(code)
        ? await auth.api.verifyTOTP({ body: { code }, headers, asResponse: true })
        : await auth.api.verifyBackupCode({ body: { code }, headers, asResponse: true });
      const isGood = answer.ok && (await takeCode(db, Opened.parse(await answer.clone().json()).token, code, clock()));
      if (isGood && passCookies(answer, reply)) return { secondFactor: false };
      log.warn({ status: 401, ip: request.ip }, 'security.sign_in_failed');
      return reply.code(401).send(problemOf(401, 'wrong_code'));
    },
  );
}

const Opened = z.object({ token: z.string() });

async function ownSessionRoutes(app: FastifyInstance, deps: GuardDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { auth } = deps;

  api.delete(
    '/session',
    { config: signedIn, schema: { summary: 'Sign out', response: { 204: nothing, '4xx': Problem } } },
    async (request, reply) => {
      passCookies(await auth.api.signOut({ headers: headersOf(request), asResponse: true }), reply);
      return reply.code(204).send(null);
    },
  );

  api.get(
    '/session',
    { config: signedIn, schema: { summary: 'Who is signed in', response: { 200: SessionView, '4xx': Problem } } },
    async (request, reply) => {
      const view = await viewOf(request, deps);
      // No secret: by it a page that is asked for later knows which day it is there.
      const secure = auth.options.advanced.useSecureCookies ? '; Secure' : '';
      reply.header('set-cookie', `${zoneCookie}=${view.business.timeZone}; Path=/; HttpOnly; SameSite=Lax${secure}`);
      return view;
    },
  );
}

async function signIn(
  request: FastifyRequest,
  reply: FastifyReply,
  { db, auth, log, email, password }: GuardDeps & { readonly email: string; readonly password: string },
) {
  const answer = await auth.api.signInEmail({
    body: { email, password },
    headers: headersOf(request),
    asResponse: true,
  });
  if (passCookies(answer, reply)) {
    await endTries(db, email);
    const { twoFactorRedirect = false } = Answer.parse(await answer.json());
    return { secondFactor: twoFactorRedirect };
  }
  log.warn({ status: 401, ip: request.ip }, 'security.sign_in_failed');
  return reply.code(401).send(problemOf(401, 'wrong_password'));
}

const Answer = z.object({ twoFactorRedirect: z.boolean().optional() });

async function viewOf(request: FastifyRequest, { db, auth }: GuardDeps): Promise<SessionView> {
  const { actor } = request;
  const session = await auth.api.getSession({ headers: headersOf(request) });
  const id = UserId.parse(actor.user);
  const memberships = await membershipsOf(db, id);
  const { business } = await loadBusiness(db, actor.business);
  return {
    user: {
      id,
      name: actor.name,
      email: session?.user.email ?? '',
      hasSecondFactor: session?.user.twoFactorEnabled ?? false,
    },
    business: { id: business.id, name: business.name, timeZone: business.timeZone },
    role: memberships.find((membership) => membership.business === actor.business)?.role ?? '',
    permissions: [...actor.may],
    businesses: memberships.map((each) => ({ id: each.business, name: each.businessName, role: each.role })),
  };
}

const Token = z.string().min(20).max(100);

async function invitedRoutes(app: FastifyInstance, deps: GuardDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const { db, clock } = deps;

  api.post(
    '/invitation',
    {
      config: anybody,
      schema: {
        summary: 'What the link of an invitation is for',
        body: z.object({ token: Token }),
        response: { 200: InvitationView, '4xx': Problem },
      },
    },
    async (request, reply) =>
      (await invitationOf(db, request.body.token, clock())) ?? reply.code(404).send(problemOf(404, 'not_invited')),
  );

  api.post(
    '/join',
    {
      config: anybody,
      schema: {
        summary: 'Make the account that a link invites to, and sign in',
        body: z.object({
          token: Token,
          name: z.string().trim().min(1, 'must not be empty').max(80),
          email: Email,
          password: Password,
        }),
        response: { 200: SignedInView, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const { token, name, email, password } = request.body;
      const invitation = await invitationOf(db, token, clock());
      if (!invitation) return reply.code(404).send(problemOf(404, 'not_invited'));
      const outcome = await join(db, { token, name, email, passwordHash: await hashPassword(password) }, clock());
      if (outcome === 'not_invited') return reply.code(404).send(problemOf(404, outcome));
      if (outcome === 'email_taken') return reply.code(409).send(problemOf(409, outcome));
      return signIn(request, reply, { ...deps, email, password });
    },
  );
}

async function sessionListRoutes(app: FastifyInstance, { db, auth }: GuardDeps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/sessions',
    {
      config: signedIn,
      schema: { summary: 'Where you are signed in', response: { 200: z.array(SessionRowView), '4xx': Problem } },
    },
    async (request) => {
      const session = await auth.api.getSession({ headers: headersOf(request) });
      const rows = await sessionsOf(db, UserId.parse(request.actor.user));
      return rows.map(({ since, seenAt, ...row }) => ({
        ...row,
        since: since.toString(),
        seenAt: seenAt.toString(),
        isThis: row.id === session?.session.id,
      }));
    },
  );

  api.delete(
    '/sessions/:session',
    {
      config: signedIn,
      schema: {
        summary: 'Sign out elsewhere',
        params: z.object({ session: z.uuid() }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async (request, reply) => {
      const ended = await endSession(db, UserId.parse(request.actor.user), request.params.session);
      return ended ? reply.code(204).send(null) : reply.code(404).send(problemOf(404, 'unknown'));
    },
  );

  api.delete(
    '/sessions',
    {
      config: signedIn,
      schema: { summary: 'Sign out everywhere else', response: { 204: nothing, '4xx': Problem } },
    },
    async (request, reply) => {
      const session = await auth.api.getSession({ headers: headersOf(request) });
      if (session) await endOtherSessions(db, UserId.parse(request.actor.user), session.session.id);
      return reply.code(204).send(null);
    },
  );
}
