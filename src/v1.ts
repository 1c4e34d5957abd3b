import type { FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { auditRoutes } from './accounts/audit.routes.ts';
import { guard, type GuardDeps } from './accounts/guard.routes.ts';
import { passwordRoutes, type PasswordDeps } from './accounts/password.routes.ts';
import { secondFactorRoutes } from './accounts/second-factor.routes.ts';
import { sessionRoutes } from './accounts/session.routes.ts';
import { subscriptionRoutes, type SubscriptionDeps } from './accounts/subscription.routes.ts';
import { userRoutes } from './accounts/user.routes.ts';
import { exampleRoutes } from './agent/example.routes.ts';
import { trialRoutes, type TrialDeps } from './agent/trial.routes.ts';
import { bookRoutes } from './bookings/book.routes.ts';
import { habitRoutes } from './bookings/habit.routes.ts';
import { waitlistRoutes } from './bookings/waitlist.routes.ts';
import { businessRoutes } from './business/business.routes.ts';
import { ruleRoutes } from './business/rule.routes.ts';
import { campaignRoutes, type CampaignRoutesDeps } from './campaigns/campaign.routes.ts';
import { contactRoutes } from './contacts/contact.routes.ts';
import { fileRoutes } from './conversations/file.routes.ts';
import { deadLetterRoutes } from './conversations/dead-letter.routes.ts';
import { blockRoutes } from './conversations/block.routes.ts';
import { deskRoutes } from './conversations/desk.routes.ts';
import { deskWorkRoutes } from './conversations/desk-work.routes.ts';
import { liveFeed } from './conversations/live.job.ts';
import { liveRoutes } from './conversations/live.routes.ts';
import { alertRoutes } from './insight/alert.routes.ts';
import { dutyRoutes, type DutyDeps } from './insight/duty.routes.ts';
import { operationsRoutes, type OperationsDeps } from './insight/operations.routes.ts';
import { overviewRoutes } from './insight/overview.routes.ts';
import { reportRoutes, type ReportDeps } from './insight/report.routes.ts';
import { checklistHistoryRoutes } from './ops/checklist.routes.ts';
import { historyRoutes, type HistoryDeps } from './ops/history.routes.ts';
import { describe, showDescription } from './described.ts';
import { compress } from './platform/compress.ts';
import { asFault } from './platform/fault.ts';
import type { Files } from './platform/files.ts';
import { problemOf, sendProblem } from './platform/problem.ts';
import { numberRoutes, type NumberDeps } from './whatsapp/number.routes.ts';

type Deps = PasswordDeps &
  SubscriptionDeps &
  CampaignRoutesDeps &
  DutyDeps &
  OperationsDeps &
  HistoryDeps &
  NumberDeps &
  ReportDeps &
  TrialDeps & { readonly files: Files };

/** The API of the dashboard and of integrators, and its description at /api/docs. */
export async function openV1(app: FastifyInstance, deps: Deps): Promise<void> {
  const live = liveFeed(deps.db, deps.log);
  app.addHook('preClose', live.stop);
  await app.register(async (scope) => {
    scope.setValidatorCompiler(validatorCompiler);
    scope.setSerializerCompiler(serializerCompiler);
    answerProblems(scope, deps);
    await describe(scope);
    await scope.register(
      async (api) => {
        guard(api, deps);
        compress(api);
        await ofAccounts(api, deps);
        await ofBusiness(api, deps);
        await ofContacts(api, deps);
        await api.register(liveRoutes, live);
        await ofOperators(api, deps);
      },
      { prefix: '/api/v1' },
    );
    await showDescription(scope);
  });
}

/** Who comes in, and what they may. */
async function ofAccounts(api: FastifyInstance, deps: Deps): Promise<void> {
  await api.register(sessionRoutes, deps);
  await api.register(passwordRoutes, deps);
  await api.register(secondFactorRoutes, deps);
  await api.register(userRoutes, deps);
  await api.register(subscriptionRoutes, deps);
  await api.register(auditRoutes, deps);
}

/** What the business is, says and does, and how it fares. */
async function ofBusiness(api: FastifyInstance, deps: Deps): Promise<void> {
  await api.register(businessRoutes, deps);
  await api.register(ruleRoutes, deps);
  await api.register(trialRoutes, deps);
  await api.register(exampleRoutes, deps);
  await api.register(numberRoutes, deps);
  await api.register(overviewRoutes, deps);
  await api.register(reportRoutes, deps);
  await api.register(campaignRoutes, deps);
}

/** Who writes, what is said and what is booked. */
async function ofContacts(api: FastifyInstance, deps: Deps): Promise<void> {
  await api.register(contactRoutes, deps);
  await api.register(bookRoutes, deps);
  await api.register(habitRoutes, deps);
  await api.register(waitlistRoutes, deps);
  await api.register(deskRoutes, deps);
  await api.register(blockRoutes, deps);
  await api.register(deskWorkRoutes, deps);
  await api.register(fileRoutes, deps);
}

/** What operators see. */
async function ofOperators(api: FastifyInstance, deps: Deps): Promise<void> {
  await api.register(dutyRoutes, deps);
  await api.register(checklistHistoryRoutes, deps);
  await api.register(operationsRoutes, deps);
  await api.register(alertRoutes, deps);
  await api.register(deadLetterRoutes, deps);
  await api.register(historyRoutes, deps);
}

function answerProblems(scope: FastifyInstance, { log }: GuardDeps): void {
  scope.setErrorHandler(async (thrown, request, reply) => {
    if (hasZodFastifySchemaValidationErrors(thrown)) {
      const errors = thrown.validation.map(({ instancePath, message = 'is wrong' }) => ({
        field: [thrown.validationContext, ...instancePath.split('/').filter(Boolean)].join('.'),
        message,
      }));
      return sendProblem(reply, problemOf(400, 'invalid', { errors }));
    }
    const status = typeof thrown === 'object' && thrown !== null && 'statusCode' in thrown ? thrown.statusCode : 500;
    if (typeof status === 'number' && status >= 400 && status < 500)
      return sendProblem(
        reply,
        problemOf(status, 'bad_request', { detail: thrown instanceof Error ? thrown.message : '' }),
      );
    const { kind, code, context, cause } = asFault(thrown);
    log.error({ kind, code, ...context, err: cause, path: request.routeOptions.url }, 'http.failed');
    return sendProblem(reply, problemOf(500, 'internal'));
  });
}
