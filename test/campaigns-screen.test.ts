import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { numbers } from '../src/numbers.ts';
import { barriers, business, config, db, openAs, skip, url } from './browsing.ts';
import { openPhone } from './phone.ts';
import { eventually } from './stack.ts';

/** Where to keep pictures of what was seen; nowhere unless told. */
const pictures = process.env['PICTURES'];
if (pictures) mkdirSync(pictures, { recursive: true });

/** Both themes on a desk and on a phone, without a barrier. */
async function isOpenToAll(page: Page, name: string): Promise<void> {
  for (const [shape, width, colorScheme] of [
    ['desk', 1280, 'light'],
    ['desk-dark', 1280, 'dark'],
    ['phone', 390, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ colorScheme });
    await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    const found = await barriers(page, `${name} ${shape}`);
    if (pictures) await page.screenshot({ path: join(pictures, `${name}-${shape}.png`), fullPage: true });
    assert.deepEqual(found, []);
  }
  await page.setViewportSize({ width: 1280, height: 844 });
  await page.emulateMedia({ colorScheme: 'light' });
}

it('makes a campaign, shows what it will be, sends it and holds it back', { skip, timeout: 120_000 }, async () => {
  const { page, complaints } = await openAs('owner');
  await page.goto(`${url}/campaigns`);
  await page.getByText('Só recebe quem aceitou receber novidades').waitFor();
  await isOpenToAll(page, 'empty');
  await page.getByRole('link', { name: 'Nova campanha' }).click();
  await page.getByText('Nenhum modelo aprovado serve ainda').waitFor();

  await numbers(db, config, 'add');
  await sql`update businesses set time_zone = ${zoneAtNoon()} where id = ${business}`.execute(db);
  const phones = await Promise.all(
    ['Ana Lima', 'Bia Reis', 'Caio Dias'].map((name) => openPhone(config.SIMULATOR_PORT, { name })),
  );
  for (const phone of phones) await phone.say({ text: 'oi' });
  await eventually('they are known', async () => {
    const known = await db.selectFrom('conversations').select('id').execute();
    return known.length >= phones.length;
  });
  await page.goto(`${url}/contacts`);
  for (const name of ['Ana Lima', 'Bia Reis']) {
    const row = page.locator('.mantine-Card-root').filter({ hasText: name });
    await row.getByRole('button', { name: 'Registrar consentimento' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Como ele disse/).fill('ficha de cadastro');
    if (name === 'Ana Lima') await isOpenToAll(page, 'consent');
    await dialog.getByRole('button', { name: 'Registrar' }).click();
    await dialog.waitFor({ state: 'detached' });
    await row.getByText('aceita novidades').waitFor();
  }
  await page.goto(`${url}/inbox`);
  await page.locator('a.row').filter({ hasText: 'Bia Reis' }).click();
  await page.getByRole('complementary').getByText('Aceita receber desde').waitFor();
  await isOpenToAll(page, 'beside');
  await sql`update conversations set last_inbound_at = now() - interval '2 days'`.execute(db);

  await page.goto(`${url}/campaigns/new`);
  await page.getByLabel(/^Nome da campanha/).fill('Dezembro');
  await page.getByLabel('Campo {{2}}').fill('dezembro');
  await page.getByRole('figure').getByText('Oi, Maria! Em dezembro').waitFor();
  await page.getByLabel('dom.').check();
  await isOpenToAll(page, 'form');
  await page.getByRole('button', { name: 'Salvar rascunho' }).click();
  await page.getByText('2 contatos recebem').waitFor();
  await page.getByText('1 sem ter aceitado novidades').waitFor();
  await page.getByText('Oi, Ana! Em dezembro').waitFor();
  await isOpenToAll(page, 'draft');
  await page.getByText('Testar com um contato').click();
  await page.getByRole('dialog').getByPlaceholder('Busque pelo nome').fill('Caio');
  // Only they are left to choose.
  await page.getByRole('dialog').locator('option').nth(2).waitFor({ state: 'detached' });
  await page.getByRole('dialog').getByRole('combobox').selectOption({ index: 1 });
  await page.getByRole('dialog').getByRole('button', { name: 'Enviar' }).click();
  await page.getByText('não aceitou receber novidades. Registre').waitFor();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Enviar a 2 contatos' }).click();
  await page.getByText('a campanha está a caminho').waitFor();
  await page.getByText('2 de 2 enviadas').waitFor();
  await page.getByText('terminada').waitFor();
  await isOpenToAll(page, 'sent');
  for (const phone of phones.slice(0, 2))
    assert((await phone.shown()).some(({ text }) => text.includes('Em dezembro, quem marcar')));

  await sql`
    with more as (
      insert into campaigns (business_id, phone_number_id, plan, state, paused_for, begins_at, begun_at, resumed_at, created_at)
      select business_id, phone_number_id, jsonb_set(plan, '{name}', '"Volte"'), 'paused', 'template', now(), now(), now(), now()
      from campaigns returning id)
    insert into campaign_recipients (business_id, campaign_id, contact_id, state, reason, at)
    select c.business_id, more.id, c.id, case when c.news_since is null then 'skipped' else 'waiting' end,
      case when c.news_since is null then 'no_consent' end, now() from contacts c, more where c.business_id = ${business}`.execute(
    db,
  );
  await page.getByRole('link', { name: 'Campanhas', exact: true }).click();
  await page.getByText('a Meta não aceita mais este modelo').waitFor();
  await isOpenToAll(page, 'list');
  await page.getByRole('button', { name: 'Cancelar: Volte' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Cancelar de vez?: Volte' }).press('Enter');
  await page.getByText('cancelada').waitFor();
  await remindedOnce();
  await page.getByRole('tab', { name: 'Lembretes e retornos' }).click();
  await page.getByRole('row', { name: '24 h antes 1 1 0' }).waitFor();
  await isOpenToAll(page, 'notices');
  // The browser writes down that the test was refused; nothing else.
  assert.deepEqual(
    complaints.filter((each) => !each.includes('409')),
    [],
  );

  // What cannot be read says so, and can be tried again.
  await page.route('**/api/v1/campaigns', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.goto(`${url}/campaigns`);
  await page.getByText('Não foi possível carregar').waitFor();
  await page.unroute('**/api/v1/campaigns');
  await page.getByRole('button', { name: 'Tentar de novo' }).click();
  await page.getByRole('link', { name: 'Dezembro', exact: true }).waitFor();
  await page.context().close();
});

it(
  'shows an attendant how it goes, and nothing to press; an operator not even that',
  { skip, timeout: 60_000 },
  async () => {
    const { page } = await openAs('attendant');
    await page.getByRole('link', { name: 'Campanhas', exact: true }).click();
    await page.getByRole('link', { name: 'Dezembro', exact: true }).waitFor();
    assert.equal(await page.getByRole('link', { name: 'Nova campanha' }).count(), 0);
    assert.equal(await page.getByRole('button', { name: /Pausar|Cancelar/ }).count(), 0);
    await page.context().close();
    const operator = await openAs('operator');
    await operator.page.goto(`${url}/campaigns`);
    await operator.page.getByText('Sem permissão').first().waitFor();
    await operator.page.context().close();
  },
);

/** A time zone where it is about noon: a campaign sends by day. */
function zoneAtNoon(): string {
  const ahead = 12 - Temporal.Now.zonedDateTimeISO('UTC').hour;
  return `Etc/GMT${ahead < 0 ? '+' : '-'}${Math.abs(ahead)}`;
}

/** Somebody was reminded, and confirmed. */
async function remindedOnce(): Promise<void> {
  await sql`
    with k as (select business_id, id, contact_id from conversations limit 1),
    said as (
      insert into messages (business_id, conversation_id, direction, content, status, at)
      select business_id, id, 'out', '{"type":"text","text":"Lembrete"}', 'read', now() - interval '1 hour' from k returning id),
    visit as (
      insert into bookings (business_id, protocol, contact_id, professional_id, service_id, name, starts_at, ends_at, busy_until,
        price_cents, booked_at, booked_by, confirmed_at)
      select k.business_id, 'LEMBRA', k.contact_id, p.professional_id, p.service_id, 'Ana', now() + interval '1 day',
        now() + interval '25 hours', now() + interval '25 hours', 8000, now() - interval '9 days', 'contact', now()
      from k join lateral (select * from professional_services s where s.business_id = k.business_id limit 1) p on true
      returning business_id, id, starts_at)
    insert into notices (business_id, booking_id, kind, starts_at, at, message_id)
    select business_id, visit.id, 'reminder_24', starts_at, now() - interval '1 hour', said.id from visit, said`.execute(
    db,
  );
}
