import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Simulator } from './simulator.ts';
import { TemplateStatus } from './template.ts';

const params = z.object({ name: z.string() });
const body = z.object({ status: TemplateStatus, reason: z.string().default('NONE') });

/** What Meta thinks of the templates: changed here, told by webhook, and obeyed from then on. */
export async function templateRoutes(plain: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const app = plain.withTypeProvider<ZodTypeProvider>();
  const { templates } = simulator;

  app.get('/simulator/templates', async () => ({ templates: templates.all() }));

  app.post('/simulator/templates/:name', { schema: { params, body } }, async (request, reply) => {
    const { name } = request.params;
    const { status: event, reason } = request.body;
    if (!templates.judge(name, event)) return reply.code(404).send({ error: 'name: no such template' });
    const changes = templates
      .all()
      .filter((each) => each.name === name)
      .map(({ language }) => ({
        field: 'message_template_status_update',
        value: {
          event,
          message_template_id: 1,
          message_template_name: name,
          message_template_language: language,
          reason,
        },
      }));
    return { acknowledged: await simulator.emit(changes) };
  });
}
