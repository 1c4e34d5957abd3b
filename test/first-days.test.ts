import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { inviteFirstOwner } from '../src/accounts/join.store.ts';
import { demoBusiness } from '../src/business/demo.ts';
import { putBusiness } from '../src/business/file.store.ts';
import { business, config, db, openAs, openFresh, skip, url } from './browsing.ts';
import { openPhone } from './phone.ts';
import { eventually } from './stack.ts';

it('opens by the link of the first run, and blocks an afternoon', { skip, timeout: 60_000 }, async () => {
  const token = await inviteFirstOwner(db, await putBusiness(db, demoBusiness), Temporal.Now.instant());
  const { page, complaints } = await openFresh();
  await page.goto(`${url}/join#${token}`);
  await page.getByLabel('Seu nome').fill('Helena Prado');
  await page.getByLabel('E-mail').fill('helena@salao.example');
  await page.locator('input[type=password]').fill('uma senha comprida');
  await page.getByRole('button', { name: 'Criar conta' }).click();
  await page.getByRole('button', { name: 'Sair' }).waitFor();
  await page.getByRole('link', { name: 'Agenda' }).click();
  await page.getByRole('button', { name: 'Bloquear horário' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Motivo').fill('Dentista');
  await form.getByRole('button', { name: 'Bloquear horário' }).click();
  await form.waitFor({ state: 'detached' });
  const off = await db.selectFrom('time_off').select(['reason']).execute();
  assert(off.some(({ reason }) => reason === 'Dentista'));
  // The link works once.
  const { page: late } = await openFresh();
  await late.goto(`${url}/join#${token}`);
  await late.getByRole('alert').waitFor();
  assert.deepEqual(complaints, []);
  await Promise.all([page.context().close(), late.context().close()]);
});

/** A contact who has asked what a manicure costs, and knows. */
async function answered(name: string) {
  const phone = await openPhone(config.SIMULATOR_PORT, { name });
  await phone.say({ text: 'quanto custa a manicure?' });
  await eventually('an answer', async () => (await phone.shown()).some(({ direction }) => direction === 'out'));
  return phone;
}

it('exports what is known of a contact, and erases it', { skip, timeout: 60_000 }, async () => {
  await answered('Zuleica Nunes');
  const { page, complaints } = await openAs('owner');
  await page.goto(`${url}/contacts`);
  const row = page.locator('.mantine-Card-root', { hasText: 'Zuleica Nunes' });
  const download = page.waitForEvent('download');
  await row.getByRole('link', { name: 'Exportar dados' }).click();
  assert.match(readFileSync(await (await download).path(), 'utf8'), /quanto custa a manicure\?/);
  await row.getByRole('button', { name: 'Apagar dados' }).click();
  await row.getByRole('button', { name: 'Apagar para sempre?' }).click();
  await eventually('nothing is left', async () => {
    const named = db.selectFrom('contacts').select('id').where('business_id', '=', business);
    return (await named.where('profile_name', 'like', 'Zuleica%').execute()).length === 0;
  });
  assert.deepEqual(complaints, []);
  await page.context().close();
});

it('blocks a contact from the list, and takes it back', { skip, timeout: 60_000 }, async () => {
  const phone = await answered('Quirino Sales');
  const { page, complaints } = await openAs('attendant');
  await page.goto(`${url}/contacts`);
  const row = page.locator('.mantine-Card-root', { hasText: 'Quirino Sales' });
  await row.getByRole('button', { name: 'Bloquear' }).click();
  await row.getByText('bloqueado', { exact: true }).waitFor();
  const open = db.selectFrom('conversations as k').innerJoin('contacts as c', 'c.id', 'k.contact_id');
  const { status } = await open.select('k.status').where('c.user_id', '=', phone.userId).executeTakeFirstOrThrow();
  assert.equal(status, 'closed');
  await page.getByRole('button', { name: 'Desfazer' }).click();
  await row.getByRole('button', { name: 'Bloquear' }).waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});
