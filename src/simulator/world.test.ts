import { createHmac } from 'node:crypto';
import type { TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import fastify from 'fastify';
import { z } from 'zod';
import { openSimulator } from './simulator.job.ts';
import { simulatorRoutes } from './simulator.routes.ts';

// What the tests beside this file share. It holds no test itself.

const Update = z.object({
  entry: z.array(z.object({ id: z.string(), changes: z.array(z.object({ value: z.looseObject({}) })) })),
});
const StatusUpdates = z.object({ statuses: z.array(z.looseObject({ id: z.string(), status: z.string() })) });
const MessageUpdates = z.object({
  contacts: z.array(z.looseObject({})),
  messages: z.array(z.looseObject({ id: z.string(), text: z.object({ body: z.string() }).optional() })),
});
const Person = z.object({ name: z.string(), waId: z.string(), userId: z.string() });
export const Sent = z.object({
  contacts: z.tuple([z.looseObject({})]),
  messages: z.tuple([z.object({ id: z.string() })]),
});
export const Refused = z.object({
  error: z.looseObject({ code: z.int(), error_data: z.object({ details: z.string() }).optional() }),
});
const Chat = z.object({
  messages: z.array(
    z.looseObject({
      id: z.string(),
      direction: z.enum(['in', 'out']),
      text: z.string(),
      status: z.string(),
      acknowledged: z.boolean().optional(),
    }),
  ),
});

export const secret = 'app secret';

type Answer = (post: { bytes: Buffer; signature: string }) => number;
const okay: Answer = () => 200;

/** A simulator, and a business that notes what comes and answers with `answer`. */
export async function open(t: TestContext) {
  const business = fastify();
  const posts: { bytes: Buffer; signature: string; value: unknown }[] = [];
  const world = { posts, answer: okay };
  business.addContentTypeParser('application/json', { parseAs: 'buffer' }, async (_: unknown, body: Buffer) => body);
  business.post<{ Body: Buffer }>('/webhook', async ({ body: bytes, headers }, reply) => {
    const signature = String(headers['x-hub-signature-256']);
    const { entry } = Update.parse(JSON.parse(String(bytes)));
    for (const { changes } of entry) for (const { value } of changes) posts.push({ bytes, signature, value });
    return reply.code(world.answer({ bytes, signature })).send();
  });
  const webhookUrl = `${await business.listen({ port: 0, host: '127.0.0.1' })}/webhook`;

  let seed = 1;
  const simulator = openSimulator({
    webhookUrl,
    appSecret: secret,
    accessToken: 'token',
    phoneNumberId: '1001',
    displayPhoneNumber: '+55 11 3000-0000',
    businessAccountId: '2002',
    businessName: 'Studio Bela Vista',
    clock: () => Temporal.Now.instant(),
    random: () => (seed = (seed * 48271) % 2147483647) / 2147483647,
    statusDelaysMs: { sent: 1, delivered: 10, read: 20 },
  });
  const app = fastify();
  await app.register(simulatorRoutes, simulator);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  t.after(async () => {
    await app.close();
    await business.close();
  });

  const call = async (path: string, body?: unknown, token = 'token') => {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
    const answer = await fetch(
      url + path,
      body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) },
    );
    return { status: answer.status, body: await answer.json() };
  };
  const person = async (about: object = {}) =>
    Person.parse((await call('/simulator/contacts', { name: 'Ana', ...about })).body);
  const says = (who: string, what: object) => call(`/simulator/contacts/${who}/messages?wait=acknowledged`, what);
  const send = (body: object) => call('/v25.0/1001/messages', { messaging_product: 'whatsapp', ...body });
  const write = async (address: object, body: string, more: object = {}) =>
    Sent.parse((await send({ ...address, type: 'text', text: { body }, ...more })).body);
  const chat = async (who: string) => Chat.parse((await call(`/simulator/contacts/${who}/messages`)).body).messages;
  const statuses = () => posts.flatMap(({ value }) => StatusUpdates.safeParse(value).data?.statuses ?? []);
  const messages = () => posts.flatMap(({ value }) => MessageUpdates.safeParse(value).data?.messages ?? []);
  return Object.assign(world, { app, url, call, person, says, send, write, chat, statuses, messages });
}

/** Waits until it holds, at most 2 s. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const signal = AbortSignal.timeout(2000);
  while (!(await holds())) await wait(5, undefined, { signal });
}

export const sign = (bytes: Buffer, key: string) => `sha256=${createHmac('sha256', key).update(bytes).digest('hex')}`;
