import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { cursorIn, cursorOf, pageLimit } from '../platform/cursor.ts';
import type { Db } from '../platform/db.ts';
import { shownPhone } from '../platform/phone.ts';
import { Problem, problemOf } from '../platform/problem.ts';
import type { Clock } from '../platform/time.ts';
import { ContactId } from './contact.ts';
import { contactById, contactList, type ContactRow } from './contact-list.store.ts';
import { contactCalled, nameContact } from './contact.store.ts';
import { ContactsPageView, ContactView } from './contact.view.ts';
import { exportContact } from './export.store.ts';
import { recordConsent, requestPrivacy } from './privacy.store.ts';

type Deps = { readonly db: Db; readonly clock: Clock };

const nothing = z.null();
const contactParams = z.object({ contact: ContactId });
const Name = z.string().trim().min(1, 'must not be empty').max(80);

const Phone = z
  .string()
  .transform((text) => text.replaceAll(/[\s()+.-]/g, ''))
  .pipe(z.string().regex(/^\d{8,15}$/, 'must be a phone number with country code, such as +55 11 91234-5678'));

/** Who writes to the business; and what the law lets them ask of their data. */
export async function contactRoutes(app: FastifyInstance, deps: Deps): Promise<void> {
  await app.register(contactListRoutes, deps);
  await app.register(contactChangeRoutes, deps);
  await app.register(privacyRoutes, deps);
  await app.register(consentRoutes, deps);
}

async function contactListRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const reads = { access: 'contacts.read', shows: 'personal data' } as const;

  api.get(
    '/contacts',
    {
      config: reads,
      schema: {
        summary: 'Contacts, the newest first',
        querystring: z.object({
          search: z.string().trim().max(80).default(''),
          limit: pageLimit,
          cursor: cursorIn(z.object({ at: z.iso.datetime(), id: z.uuid() })).optional(),
        }),
        response: { 200: ContactsPageView, '4xx': Problem },
      },
    },
    async ({ actor, query: { cursor, ...filter } }) => {
      const rows = await contactList(db, actor.business, { ...filter, before: cursor ?? null });
      const last = rows.length === filter.limit ? rows.at(-1) : undefined;
      return {
        items: rows.map(contactView),
        nextCursor: last ? cursorOf({ at: last.since.toString(), id: last.id }) : null,
      };
    },
  );

  api.get(
    '/contacts/:contact',
    {
      config: reads,
      schema: { summary: 'A contact', params: contactParams, response: { 200: ContactView, '4xx': Problem } },
    },
    async ({ actor, params }, reply) => {
      const row = await contactById(db, actor.business, params.contact);
      return row ? contactView(row) : reply.code(404).send(problemOf(404, 'unknown'));
    },
  );
}

async function contactChangeRoutes(app: FastifyInstance, { db }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const config = { access: 'contacts.write' } as const;

  api.post(
    '/contacts',
    {
      config,
      schema: {
        summary: 'Somebody who called or came in: known by their phone from now on',
        body: z.object({
          name: Name,
          phone: Phone,
        }),
        response: { 201: z.object({ id: z.string() }), '4xx': Problem },
      },
    },
    async ({ actor, body: { name, phone } }, reply) => {
      const id = await db.transaction().execute(async (tx) => {
        const contact = await contactCalled(tx, actor.business, phone);
        if (contact) await nameContact(tx, actor.business, contact, name);
        return contact;
      });
      return id ? reply.code(201).send({ id }) : reply.code(409).send(problemOf(409, 'phone_taken'));
    },
  );

  api.put(
    '/contacts/:contact/name',
    {
      config,
      schema: {
        summary: 'What a contact is called',
        params: contactParams,
        body: z.object({ name: Name }),
        response: { 204: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params, body }, reply) => {
      const known = await contactById(db, actor.business, params.contact);
      if (!known || known.erasedAt) return reply.code(404).send(problemOf(404, 'unknown'));
      await nameContact(db, actor.business, params.contact, body.name);
      return reply.code(204).send(null);
    },
  );
}

async function privacyRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();

  api.get(
    '/contacts/:contact/export',
    {
      config: { access: 'contacts.export', shows: 'personal data' },
      schema: {
        summary: 'All that is held of a contact, and of nobody else',
        params: contactParams,
        response: { 200: z.unknown(), '4xx': Problem },
      },
    },
    async ({ actor, params }, reply) => {
      const known = await contactById(db, actor.business, params.contact);
      const key = known?.userId ?? known?.phone;
      const held = key ? await exportContact(db, actor.business, key, clock()) : null;
      if (held === null) return reply.code(404).send(problemOf(404, 'unknown'));
      return reply.header('content-disposition', `attachment; filename="contact-${params.contact}.json"`).send(held);
    },
  );

  api.post(
    '/contacts/:contact/erase',
    {
      config: { access: 'contacts.erase' },
      schema: {
        summary: 'Forget a contact, as soon as nothing is on its way to them',
        params: contactParams,
        response: { 202: nothing, '4xx': Problem },
      },
    },
    async ({ actor, params: { contact } }, reply) => {
      const known = await contactById(db, actor.business, contact);
      if (!known || known.erasedAt) return reply.code(404).send(problemOf(404, 'unknown'));
      if (!known.isErasing) await requestPrivacy(db, actor.business, { contact, kind: 'erase' }, clock());
      return reply.code(202).send(null);
    },
  );
}

/** Whether they may be written to with news: nobody is who did not agree. */
async function consentRoutes(app: FastifyInstance, { db, clock }: Deps): Promise<void> {
  const api = app.withTypeProvider<ZodTypeProvider>();
  const config = { access: 'contacts.write' } as const;
  const response = { 204: nothing, '4xx': Problem };

  api.post(
    '/contacts/:contact/news',
    {
      config,
      schema: {
        summary: 'Record that a contact agreed to get news, and how; whoever said stop has to say so themselves',
        params: contactParams,
        body: z.object({ source: z.string().trim().min(1, 'must not be empty').max(120) }),
        response,
      },
    },
    async ({ actor, params: { contact }, body: { source } }, reply) => {
      const done = await recordConsent(db, actor.business, { contact, source }, clock());
      if (done === 'recorded') return reply.code(204).send(null);
      const status = done === 'unknown' ? 404 : 409;
      return reply.code(status).send(problemOf(status, done));
    },
  );

  api.delete(
    '/contacts/:contact/news',
    { config, schema: { summary: 'Record that a contact wants no more news', params: contactParams, response } },
    async ({ actor, params: { contact } }, reply) => {
      if (!(await contactById(db, actor.business, contact))) return reply.code(404).send(problemOf(404, 'unknown'));
      await requestPrivacy(db, actor.business, { contact, kind: 'noNews', by: 'desk' }, clock());
      return reply.code(204).send(null);
    },
  );
}

function contactView(contact: ContactRow): ContactView {
  const { id, name, phone, isErasing, since, optedOutAt, newsSince, blockedAt, erasedAt } = contact;
  return {
    id,
    name,
    phone,
    shownPhone: phone === null ? null : shownPhone(phone),
    isErasing,
    since: since.toString(),
    optedOutAt: optedOutAt?.toString() ?? null,
    newsSince: newsSince?.toString() ?? null,
    blockedAt: blockedAt?.toString() ?? null,
    erasedAt: erasedAt?.toString() ?? null,
  };
}
