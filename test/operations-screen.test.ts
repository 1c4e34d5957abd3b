import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { it } from 'node:test';
import { sql } from 'kysely';
import { keepChecklist } from '../src/ops/checklist.store.ts';
import { db, openAs, skip, url } from './browsing.ts';

it('shows an operator what is wrong and lets them take it', { skip, timeout: 60_000 }, async () => {
  const id = randomUUID();
  await sql`
    insert into alerts (id, rule, severity, category, state, value, threshold, since, fired_at)
    values (${id}, 'certificate_soon', 'high', 'security', 'firing', 1, 7, now(), now())`.execute(db);
  const at = Temporal.Now.instant().toString();
  const item = {
    item: 'disk',
    level: 'error',
    says: '97 % in use',
    fix: 'Move old backups away.',
    note: null,
  } as const;
  await keepChecklist(db, { id, name: 'morning', doneBy: 'maria', startedAt: at, endedAt: at, items: [item] });
  const { page, complaints } = await openAs('operator');
  await page.goto(`${url}/operations`);
  await page.getByRole('button', { name: /^Assumir: / }).click();
  await page.getByText('com operator').waitFor();
  await page.getByRole('button', { name: /^Resolver: / }).click();
  await page.getByText('Nenhum alerta aberto.').waitFor();
  // By keys alone: what failed, and what to do about it.
  await page.locator('summary').filter({ hasText: 'maria' }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('→ Move old backups away.').waitFor();
  assert.deepEqual(complaints, []);
  // What cannot be read is not taken for good, and hides nothing else.
  await page.route('**/api/v1/operations/health', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.reload();
  await page.getByText('Não foi possível carregar').waitFor();
  await page.getByText('Quem está de plantão').waitFor();
  await page.context().close();
});
