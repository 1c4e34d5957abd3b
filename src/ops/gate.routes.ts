import type { FastifyInstance } from 'fastify';
import { isRefused, type ActiveSlots, type Colour } from './slots.ts';

type Slot = {
  readonly colour: Colour;
  readonly release: string;
  readonly active: () => ActiveSlots | null;
};

/**
 * Gives the application to a slot: while its colour does not serve, every request is answered 503 unread, and nginx
 * passes it on. To be called on the application itself, before its routes are registered.
 */
export function gate(app: FastifyInstance, { colour, release, active }: Slot): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!isRefused(colour, active(), request.url)) return;
    return reply.code(503).header('x-standby', '1').send({ error: 'this slot stands by' });
  });
  app.get('/slot', async () => {
    const slots = active();
    const isActive = slots?.colours.includes(colour) ?? false;
    return { slot: colour, active: isActive, colours: slots?.colours ?? [], revision: slots?.revision ?? 0, release };
  });
}
