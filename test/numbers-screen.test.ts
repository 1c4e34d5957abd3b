import assert from 'node:assert/strict';
import { it } from 'node:test';
import { sql } from 'kysely';
import { putMember, putUser } from '../src/accounts/join.store.ts';
import { hashPassword } from '../src/accounts/password.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { barriers, config, db, openAs, skip, url } from './browsing.ts';
import { password } from './dashboard.ts';

const simulate = (body: object) =>
  fetch(`http://127.0.0.1:${config.SIMULATOR_PORT}/simulator/number`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

it('shows an owner that a number is well, then what is wrong and the way out', { skip, timeout: 90_000 }, async () => {
  const { page, complaints } = await openAs('owner');
  await page.getByRole('link', { name: 'Números' }).click();
  await page.getByRole('heading', { name: '(11) 5550-0100' }).waitFor();
  await page.getByText('Bem', { exact: true }).waitFor();
  // By keys alone: the check, its findings, and what to do about each.
  await simulate({ quality_rating: 'YELLOW', name_status: 'DECLINED', is_subscribed: false });
  await page.getByRole('button', { name: /^Conferir agora/ }).focus();
  await page.keyboard.press('Enter');
  await page.getByText('pedem atenção').waitFor();
  await page.getByText('→ Rode `whats-agent numbers add`').waitFor();
  // What was found is kept: the card says it, too.
  await page.getByText('A qualidade caiu para média.').waitFor();
  await page.getByText('Como a qualidade mudou').waitFor();
  await sql`update numbers set held_since = now(), held_fault = 'whatsapp.131042', held_by = 'answer',
    rests_until = now() + interval '1 minute'`.execute(db);
  await page.reload();
  await page.getByText('Com problema', { exact: true }).waitFor();
  await page.getByText(/Forma de pagamento: cadastre/).waitFor();
  await page.getByText(/Nada se perde: o que vier espera na fila. Uma por vez tenta de novo, a próxima às/).waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    assert.deepEqual(await barriers(page, colorScheme), []);
  }
  assert.deepEqual(complaints, []);
  await sql`update numbers set held_since = null, held_fault = null, held_by = null, rests_until = null`.execute(db);
  await page.context().close();
});

it('fails and tries again, and keeps the check from who may not', { skip, timeout: 60_000 }, async () => {
  const { page } = await openAs('attendant');
  await page.goto(`${url}/numbers`);
  await page.getByRole('heading', { name: '(11) 5550-0100' }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^Conferir agora/ }).count(), 0);
  await page.route('**/api/v1/numbers', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.reload();
  await page.getByText('Não foi possível carregar').waitFor();
  await page.unroute('**/api/v1/numbers');
  await page.getByRole('button', { name: 'Tentar de novo' }).click();
  await page.getByRole('heading', { name: '(11) 5550-0100' }).waitFor();
  await page.context().close();
});

it('shows who has no number the way to the first', { skip, timeout: 60_000 }, async () => {
  const passwordHash = await hashPassword(password);
  const user = await putUser(db, { name: 'Nova', email: 'newcomer@equipe.example', passwordHash });
  assert(user);
  await putMember(db, await putBusiness(db, demoBusiness), { user, role: 'owner' });
  const { page, complaints } = await openAs('newcomer');
  await page.goto(`${url}/numbers`);
  await page.getByText('Nenhum número ligado ainda').waitFor();
  await page.getByText('whats-agent numbers add').waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});
