import type { FastifyInstance } from 'fastify';
import { hasZodFastifySchemaValidationErrors, validatorCompiler } from 'fastify-type-provider-zod';
import { contactRoutes } from './contact.routes.ts';
import { emitRoutes } from './emit.routes.ts';
import { faultRoutes } from './fault.routes.ts';
import { graphRoutes } from './graph.routes.ts';
import { mediaRoutes } from './media.routes.ts';
import { standingRoutes } from './standing.routes.ts';
import { templateRoutes } from './template.routes.ts';
import { managementRoutes } from './management.routes.ts';
import { phoneRoutes } from './phone.routes.ts';
import type { Simulator } from './simulator.ts';

/** The whole simulator on HTTP. Closing the server stops it: no retry, timer or open line holds it up. */
export async function simulatorRoutes(app: FastifyInstance, simulator: Simulator): Promise<void> {
  app.addHook('preClose', () => simulator.close());
  app.register(graphRoutes, { simulator });
  app.register(managementRoutes, { simulator });
  app.register(mediaRoutes, { simulator });
  app.register(control, { simulator });
}

/** What Meta does not have. */
async function control(app: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  app.setValidatorCompiler(validatorCompiler);
  app.setErrorHandler((error, _, reply) => {
    if (!hasZodFastifySchemaValidationErrors(error)) return reply.send(error);
    const rules = error.validation.map(({ instancePath, message = 'is not valid' }) => {
      return `${instancePath.slice(1).replaceAll('/', '.') || error.validationContext}: ${message}`;
    });
    return reply.code(400).send({ error: rules.join('; ') });
  });
  app.register(contactRoutes, { simulator });
  app.register(emitRoutes, { simulator });
  app.register(faultRoutes, { simulator });
  app.register(templateRoutes, { simulator });
  app.register(standingRoutes, { simulator });
  app.register(phoneRoutes, { simulator });
}
