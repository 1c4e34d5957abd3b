import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { type GraphRefusal, refusal, unknownObject } from './graph.ts';
import { kindOf } from './media.ts';
import type { Simulator } from './simulator.ts';

const refuse = (reply: FastifyReply, { status, error }: GraphRefusal) => reply.code(status).send({ error });

const Id = z.object({ id: z.string() });
const Name = z.object({ name: z.string() });
const Form = z.object({ messaging_product: z.literal('whatsapp'), type: z.string().min(1), file: z.instanceof(File) });

/** The largest document. */
const bodyLimit = 101 * 1024 * 1024;

/**
 * What Meta does with files: takes ours, tells where theirs are, and gives them out.
 *
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media
 */
export async function mediaRoutes(app: FastifyInstance, { simulator }: { simulator: Simulator }): Promise<void> {
  const { media, settings } = simulator;

  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit },
    async (_: unknown, body: Buffer) => body,
  );
  app.addHook('onRequest', async (request, reply) =>
    request.headers.authorization === `Bearer ${settings.accessToken}`
      ? undefined
      : refuse(reply, refusal(190, 'The access token is missing, wrong or has expired')),
  );

  app.post<{ Body: Buffer }>('/:version(^v\\d+\\.\\d+$)/:id/media', { bodyLimit }, async (request, reply) => {
    const { id } = Id.parse(request.params);
    if (id !== settings.phoneNumberId) return refuse(reply, unknownObject(id));
    const trouble = simulator.faults.strike(['upload'], []);
    if (trouble) return refuse(reply, refusal(trouble.code, 'Asked for by a fault of the simulator', trouble.status));
    const form = Form.safeParse(await formOf(request.body, request.headers['content-type'] ?? ''));
    if (!form.success) return refuse(reply, refusal(100, `${form.error.issues[0]?.path.join('.')}: is required`));
    const { type, file } = form.data;
    const kind = kindOf(type);
    if (!kind) return refuse(reply, refusal(100, `file: ${type} is not a type that is taken`));
    if (file.size > kind.bytesMax) return refuse(reply, refusal(100, `file: at most ${kind.bytesMax} bytes`));
    return { id: media.put({ type, bytes: Buffer.from(await file.arrayBuffer()), from: 'business' }).id };
  });

  app.get('/:version(^v\\d+\\.\\d+$)/media/:name', async (request, reply) => {
    const medium = media.open(Name.parse(request.params).name);
    return medium ? reply.type(medium.type).send(medium.bytes) : reply.code(404).send();
  });
}

/** Its fields, as the web's own parser reads them. */
async function formOf(body: Buffer, contentType: string): Promise<Record<string, unknown>> {
  const form = new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData();
  return Object.fromEntries((await form).entries());
}
