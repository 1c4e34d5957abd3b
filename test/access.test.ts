import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { makeApiKey } from '../src/accounts/api-key.store.ts';
import { granted, roles, type Permission, type Role } from '../src/accounts/permission.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { openDashboard } from './dashboard.ts';

const { db, url, as, browser } = await openDashboard();

type Operation = { readonly method: string; readonly path: string; readonly access: string; readonly shows: boolean };

/** Every route as the API's own description lists it, with who may call it. */
const Description = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ 'x-access': z.string(), 'x-shows': z.string().optional() })),
  ),
});
const description = Description.parse(await (await fetch(`${url}/api/docs/openapi.json`)).json());
const operations: Operation[] = Object.entries(description.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { 'x-access': access, 'x-shows': shows }]) => ({
    method: method.toUpperCase(),
    path,
    access,
    shows: shows !== undefined,
  })),
);

/** An id that nothing has: whoever is let in finds nothing, or is told what is wrong with the body. */
const nowhere = (path: string) => path.replaceAll(/\{\w+\}/g, '00000000-0000-4000-8000-000000000000');

const expected = (role: Role, access: string) =>
  access === 'signed-in' || new Set<string>(granted[role] satisfies readonly Permission[]).has(access);

describe('who may call what', () => {
  it('lists every route, each with a description and who may call it', () => {
    assert(operations.length > 15, `only ${operations.length} routes`);
    for (const { path, access } of operations) assert(access, `${path} does not say who may call it`);
  });

  it('writes down every sight of what contacts say or who they are', () => {
    // Ids of conversations that change without a word of them, times that are free, and what the business itself wrote.
    const harmless = new Set(
      ['events', 'slots', 'labels', 'colleagues', 'canned-answers', 'conversations/{conversation}/templates'].map(
        (path) => `/api/v1/${path}`,
      ),
    );
    for (const { method, path, access, shows } of operations)
      if (method === 'GET' && /^(conversations|contacts|bookings)\./.test(access))
        assert(shows || harmless.has(path), `${path} shows personal data and does not say so`);
  });

  for (const role of roles)
    it(`is kept for the ${role}`, async () => {
      for (const { method, path, access } of operations) {
        // Signing out would end the matrix.
        if (access === 'anybody' || (method === 'DELETE' && path === '/api/v1/session')) continue;
        const person = people.get(role) ?? (await as(role));
        people.set(role, person);
        const { status } = await person.fetch(method, nowhere(path), method === 'GET' ? undefined : {});
        const isLetIn = status !== 401 && status !== 403;
        assert.equal(isLetIn, expected(role, access), `${role} ${method} ${path} (${access}): ${status}`);
      }
    });

  it('is nothing of the machine for the owner of another business, nor for a key of theirs', async () => {
    const second = await putBusiness(db, demoBusiness);
    const owner = await as('owner', second);
    for (const { method, path, access } of operations) {
      if (method !== 'GET' || access === 'anybody') continue;
      const { status } = await owner.fetch(method, nowhere(path));
      assert.equal(status === 403, /^(operations|releases)\./.test(access), `${path} (${access}): ${status}`);
    }
    const wish = { name: 'old', scopes: ['operations.read' as const], expiresAt: null, by: null };
    const { key } = await makeApiKey(db, second, wish, Temporal.Now.instant());
    const { status } = await fetch(`${url}/api/v1/alerts`, { headers: { authorization: `Bearer ${key}` } });
    assert.equal(status, 403);
  });

  it('is nothing for strangers', async () => {
    for (const { method, path, access } of operations) {
      if (access === 'anybody') continue;
      const { status } = await browser().fetch(method, nowhere(path), method === 'GET' ? undefined : {});
      assert.equal(status, 401, `${method} ${path}`);
    }
  });
});

const people = new Map<Role, Awaited<ReturnType<typeof as>>>();
