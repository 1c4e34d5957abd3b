import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { barriers, business, db, openAs, skip, url } from './browsing.ts';
import { eventually } from './stack.ts';

const priceOf = async () =>
  (
    await db
      .selectFrom('services')
      .select('price_cents')
      .where('business_id', '=', business)
      .where('key', '=', 'corte')
      .executeTakeFirstOrThrow()
  ).price_cents;

/** What axe finds on the page as it stands, in both themes. */
async function barriersInBoth(page: Page, where: string): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).waitFor();
    found.push(...(await barriers(page, `${where} ${colorScheme}`)));
  }
  return found;
}

it(
  'tries a price before it is saved, and is warned of the example that it alters',
  { skip, timeout: 120_000 },
  async () => {
    const { page, complaints } = await openAs('owner');
    await page.goto(`${url}/services`);
    const panel = page.getByRole('complementary', { name: 'Experimentar' });
    await panel.getByRole('button', { name: 'Quanto custa Corte Feminino?' }).click();
    const reply = panel.getByTestId('trial-reply');
    await reply.filter({ hasText: 'R$ 80,00' }).waitFor();
    await panel.getByText('entendeu: pergunta: preço (Corte Feminino)').click();
    await panel.getByText('fez: informou').waitFor();
    await panel.getByRole('button', { name: 'Guardar como exemplo' }).click();
    await page.getByText('Exemplo guardado.').waitFor();

    const form = page.locator('form').first();
    const price = form.getByLabel('Preço (R$)');
    await price.fill('95');
    await reply.filter({ hasText: 'R$ 95,00' }).waitFor();
    await panel.getByText('Inclui o que você ainda não salvou').waitFor();
    assert.equal(await priceOf(), 8_000);

    await form.getByRole('button', { name: 'Salvar' }).click();
    const warning = page.getByRole('dialog', { name: 'Esta mudança altera 1 exemplo' });
    await warning.getByText('R$ 80,00').waitFor();
    await warning.getByText('R$ 95,00').waitFor();
    const found = await barriersInBoth(page, 'warning');
    // Enter goes back, for that is where the focus is; nothing is saved.
    await page.keyboard.press('Enter');
    await warning.waitFor({ state: 'detached' });
    assert.equal(await priceOf(), 8_000);
    await form.getByRole('button', { name: 'Salvar' }).click();
    await warning.getByRole('button', { name: 'Salvar assim mesmo' }).click();
    await eventually('the price', async () => (await priceOf()) === 9_500);

    await panel.getByRole('button', { name: 'Exemplos' }).click();
    const listed = page.getByRole('dialog', { name: 'Exemplos' });
    await listed.getByText('Termina de outro jeito').waitFor();
    await listed.getByText('Agendar Corte Feminino no primeiro horário livre').waitFor();
    found.push(...(await barriersInBoth(page, 'examples')));
    await listed.getByRole('button', { name: 'Aceitar como está' }).click();
    await listed.getByText('Termina de outro jeito').waitFor({ state: 'detached' });
    await listed.getByRole('button', { name: 'Esquecer' }).click();
    await listed.getByText('Nenhum exemplo guardado.').waitFor();
    await page.keyboard.press('Escape');
    await listed.waitFor({ state: 'detached' });
    assert.deepEqual([found, complaints], [[], []]);
    await page.context().close();
  },
);

it(
  'books by the options of the replies, by keys alone, and nothing is booked',
  { skip, timeout: 120_000 },
  async () => {
    const { page, complaints } = await openAs('owner');
    await page.goto(`${url}/hours`);
    const panel = page.getByRole('complementary', { name: 'Experimentar' });
    await panel.getByLabel('Mensagem de um cliente').fill('Quero agendar manicure');
    await page.keyboard.press('Enter');
    for (let taps = 0; taps < 2; taps++) {
      const option = panel.locator('button.option:enabled').first();
      await option.focus();
      await page.keyboard.press('Enter');
      await panel.getByText('O agente está respondendo').waitFor({ state: 'detached' });
    }
    await panel.getByLabel('Mensagem de um cliente').fill('Carla Dias');
    await page.keyboard.press('Enter');
    await panel.getByRole('button', { name: /confirmar/i }).press('Enter');
    await panel.getByText('Ficaria agendado').waitFor();
    const rows = await db.selectFrom('bookings').select('id').execute();
    assert.equal(rows.length, 0);
    assert.deepEqual(await barriersInBoth(page, 'trial'), []);
    assert.deepEqual(complaints, []);
    await page.context().close();
  },
);

it('lies over the form on a phone, and says what fails', { skip, timeout: 120_000 }, async () => {
  const { page } = await openAs('owner');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${url}/knowledge`);
  await page.getByRole('button', { name: 'Experimentar' }).click();
  const drawer = page.getByRole('dialog', { name: 'Experimentar' });
  await page.route('**/api/v1/try', (route) => route.fulfill({ status: 500, body: '{}' }));
  await drawer.getByRole('button', { name: 'Onde fica?' }).click();
  await drawer.getByText('Não foi possível carregar').waitFor();
  await page.unroute('**/api/v1/try');
  await drawer.getByRole('button', { name: 'Tentar de novo' }).click();
  await drawer.getByText('Rua das Flores').waitFor();
  const found = await barriersInBoth(page, 'drawer');
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'detached' });

  // What cannot be checked is said, and can be saved all the same.
  await page.route('**/api/v1/examples/check', (route) => route.fulfill({ status: 500, body: '{}' }));
  await page.getByLabel('Tom').selectOption('formal');
  const warning = page.getByRole('dialog', { name: 'Não foi possível conferir os exemplos' });
  await warning.getByRole('button', { name: 'Salvar assim mesmo' }).click();
  await page.getByText('Salvo.').waitFor();
  assert.equal(await page.getByLabel('Tom').inputValue(), 'formal');
  assert.deepEqual(found, []);
  await page.context().close();

  const { page: other } = await openAs('attendant');
  await other.goto(`${url}/knowledge`);
  await other.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await other.getByRole('complementary', { name: 'Experimentar' }).count(), 0);
  await other.context().close();
});
