import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { barriers, config, openAs, skip, url } from './browsing.ts';
import { codeOf, password } from './dashboard.ts';
import { openPhone } from './phone.ts';
import { eventually } from './stack.ts';

it(
  'takes over and gives back while a customer writes, whose words are never markup',
  { skip, timeout: 120_000 },
  async () => {
    const name = '<img src=x onerror=alert(1)>';
    const phone = await openPhone(config.SIMULATOR_PORT, { name });
    await phone.say({ text: '<script>alert(1)</script> bom dia' });
    const { page, complaints } = await openAs('owner');
    let dialogs = 0;
    page.on('dialog', () => (dialogs += 1));
    await page.getByText('bom dia').or(page.getByText(name)).first().click();
    await page.getByTestId('message-out').first().waitFor();
    await page.getByTestId('take').click();
    await page.getByTestId('composer').fill('Oi! Aqui é a Ana.');
    await page.getByTestId('send').click();
    await eventually('the person’s answer', async () =>
      (await phone.shown()).some(({ text }) => text === 'Oi! Aqui é a Ana.'),
    );
    const replies = async () => (await phone.shown()).filter(({ direction }) => direction === 'out').length;
    const repliesBefore = await replies();
    await phone.say({ text: 'quero marcar um corte' });
    await page.getByText('quero marcar um corte').first().waitFor();
    assert.equal(await replies(), repliesBefore, 'the agent spoke over a person');
    await page.getByTestId('give-back').click();
    await page.getByTestId('take').waitFor();
    await phone.say({ text: 'quanto custa a manicure?' });
    await eventually('the agent answers again', async () => (await replies()) > repliesBefore);
    assert.equal(dialogs, 0);
    assert.deepEqual(complaints, []);
    await page.context().close();
  },
);

it('changes a price, and the agent states it', { skip, timeout: 120_000 }, async () => {
  const { page, complaints } = await openAs('owner');
  await page.getByRole('link', { name: 'Serviços' }).click();
  const form = page.locator('form').first();
  await form.getByLabel('Preço (R$)').fill('123,45');
  await form.getByRole('button', { name: 'Salvar' }).click();
  await page.getByText('Salvo.').waitFor();
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Bruna Reis' });
  await phone.say({ text: 'quanto custa o corte feminino?' });
  await eventually('the new price', async () => (await phone.shown()).some(({ text }) => text.includes('123,45')));
  assert.deepEqual(complaints, []);
  await page.context().close();
});

it('books by the form, and moves the booking by hand and back', { skip, timeout: 120_000 }, async () => {
  const { page, complaints } = await openAs('owner');
  await page.getByRole('link', { name: 'Agenda' }).click();
  await page.getByRole('button', { name: 'Novo agendamento' }).click();
  const form = page.getByRole('dialog');
  await form.getByPlaceholder('Busque pelo nome ou telefone').fill('Zélia Prado');
  await form.getByLabel('Telefone com código do país').fill('+55 11 98888-7777');
  await form.getByRole('button', { name: 'Novo contato' }).click();
  const day = form.getByLabel('Dia');
  const time = form.getByLabel('Horário');
  // The next day on which the business is open: of today, noon may be the first that is left.
  for (let ahead = 1; ahead < 8; ahead++) {
    await day.fill(Temporal.Now.plainDateISO('America/Sao_Paulo').add({ days: ahead }).toString());
    await page.waitForTimeout(500);
    if ((await time.locator('option').count()) >= 10) break;
  }
  const booked = await day.inputValue();
  await time.selectOption({ index: 1 });
  await form.getByRole('button', { name: 'Agendar', exact: true }).click();
  await form.waitFor({ state: 'detached' });
  await page.locator('input[type=date]').fill(booked);
  const booking = page.getByTestId('booking').first();
  await booking.waitFor();
  const before = await booking.innerText();
  await booking.dragTo(page.locator('.column').first(), {
    sourcePosition: { x: 20, y: 5 },
    targetPosition: { x: 20, y: 56 * 4 + 5 },
  });
  await page.getByText('Agendamento movido.').waitFor();
  await page
    .getByText(/^12:00/)
    .last()
    .waitFor();
  await page.getByRole('button', { name: 'Desfazer' }).click();
  await eventually('the booking where it was', async () => (await booking.innerText()) === before);
  assert.deepEqual(complaints, []);
  await page.context().close();
});

it('turns the second factor on, and is asked for its code from then on', { skip, timeout: 60_000 }, async () => {
  const { page, complaints } = await openAs('attendant');
  await page.getByRole('link', { name: 'Minha segurança' }).click();
  const form = page.locator('form').first();
  await form.getByLabel('Senha atual').fill(password);
  await form.getByRole('button', { name: 'Ativar' }).click();
  await page.getByRole('img', { name: 'Código QR' }).waitFor();
  const key = (await form.locator('pre').first().innerText()).replaceAll(/\s/g, '');
  const code = () => codeOf(`otpauth://totp/x?secret=${key}`);
  await form.getByLabel('Código de seis dígitos').fill(code());
  await form.getByRole('button', { name: 'Confirmar e ativar' }).click();
  await page.getByRole('button', { name: 'Desativar' }).waitFor();
  await page.getByRole('button', { name: 'Sair' }).click();
  await page.getByLabel('E-mail').fill('attendant@equipe.example');
  await page.locator('input[type=password]').fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.getByLabel('Código do aplicativo').fill(code());
  await page.getByRole('button', { name: 'Confirmar' }).click();
  await page.getByRole('button', { name: 'Sair' }).waitFor();
  await page.getByRole('link', { name: 'Minha segurança' }).click();
  await page.locator('form').first().getByLabel('Senha atual').fill(password);
  await page.getByRole('button', { name: 'Desativar' }).click();
  await page.getByRole('button', { name: 'Ativar' }).waitFor();
  assert.deepEqual(complaints, []);
  await page.context().close();
});

it(
  'sends the day of the zone that the browser names along with the calendar, and none where there is no such zone',
  {
    skip,
  },
  async () => {
    const asksFor = async (zone: string) => {
      const page = await fetch(`${url}/calendar`, { headers: { cookie: `session=x; zone=${zone}` } });
      assert.equal(page.status, 200);
      return (await page.text()).includes('/api/v1/bookings?from=');
    };
    assert.equal(await asksFor('America/Manaus'), true);
    assert.equal(await asksFor('Nowhere/Never'), false);
    assert.equal(await asksFor('"><script>'), false);
  },
);

const screens = [
  'overview',
  'reports',
  'inbox',
  'calendar',
  'contacts',
  'campaigns',
  'services',
  'hours',
  'rules',
  'knowledge',
  'team',
  'security',
  'keys',
  'webhooks',
  'numbers',
  'operations',
  'audit',
];

/** Opens a screen without loading the page anew, and waits until it has its data. */
async function turnTo(page: Page, screen: string): Promise<void> {
  const before = (await page.locator('h1').first().textContent()) ?? '';
  await page.evaluate(`history.pushState({}, "", "/${screen}")`);
  await page.locator('h1').filter({ hasNotText: before }).first().waitFor({ state: 'attached' });
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
}

it(
  'keeps nobody out: no screen has a barrier that axe finds, in both themes and languages',
  { skip, timeout: 170_000 },
  async () => {
    await openPhone(config.SIMULATOR_PORT, { name: 'Rui Alves' }).then((phone) => phone.say({ text: 'oi' }));
    const { page } = await openAs('owner');
    const found: string[] = [];
    for (const [language, width] of [
      ['pt-BR', 1280],
      ['en', 390],
    ] as const) {
      await page.evaluate((chosen) => localStorage.setItem('language', chosen), language);
      await page.setViewportSize({ width, height: 844 });
      await page.reload();
      for (const screen of screens) {
        await turnTo(page, screen);
        if (screen === 'inbox') {
          await page.locator('a.row').first().click();
          await page.getByRole('log').waitFor();
        }
        await page.emulateMedia({ colorScheme: 'light' });
        await page.locator('[data-mantine-color-scheme=light]').waitFor();
        found.push(...(await barriers(page, `${screen} ${language} light`)));
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.locator('[data-mantine-color-scheme=dark]').waitFor();
        // The theme changes colours and nothing else.
        found.push(...(await barriers(page, `${screen} ${language} dark`, ['color-contrast'])));
      }
    }
    await page.context().close();
    assert.deepEqual(found, []);
  },
);

it('loads at most 250 kB of JavaScript before somebody can work', { skip, timeout: 60_000 }, async () => {
  // A page of its own: what the way in still loads would be counted, too.
  const page = await (await openAs('owner')).page.context().newPage();
  const sizes: number[] = [];
  page.on('response', (response) => {
    if (response.url().endsWith('.js')) sizes.push(Number(response.headers()['content-length']));
  });
  // A new context has nothing kept; this one is asked to forget.
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(`${url}/inbox`);
  await page.locator('h1').first().waitFor({ state: 'attached' });
  await page.waitForLoadState('networkidle');
  const total = sizes.reduce((sum, size) => sum + size, 0);
  assert(sizes.length > 3, `only ${sizes.length} files`);
  // What is no number is not below anything either, and the library alone is half of it.
  assert(total > 100_000 && total <= 250_000, `${total} bytes`);
  await page.context().close();
});

it('has on the way, as a page opens, what its screen asks first', { skip, timeout: 120_000 }, async () => {
  const page = await (await openAs('owner')).page.context().newPage();
  await page.addInitScript(`{
    const ask = fetch;
    globalThis.asked = [];
    globalThis.fetch = (path, ...more) => (asked.push(path), ask(path, ...more));
  }`);
  for (const screen of ['', ...screens, 'webhooks', 'campaigns/new']) {
    await page.goto(`${url}/${screen}`);
    const early = await page
      .locator('link[rel=preload][as=fetch]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    await eventually(`${screen} asks for ${early.join(', ')}`, async () =>
      page.evaluate<boolean>(`${JSON.stringify(early)}.every((path) => asked.includes(path))`),
    );
    assert(early.includes('/api/v1/session'), `${screen} has nothing on the way`);
    const own = { calendar: '/api/v1/bookings?', reports: '/api/v1/reports/business?' }[screen] ?? '';
    assert(
      early.some((path) => path?.startsWith(own)),
      `${screen} has not on the way what depends on the day`,
    );
  }
  await page.context().close();
});

it(
  'opens every screen without a complaint, and shows who may not what they may not',
  { skip, timeout: 120_000 },
  async () => {
    const { page, complaints } = await openAs('owner');
    for (const name of [
      'Agenda',
      'Contatos',
      'Relatórios',
      'Campanhas',
      'Serviços',
      'Horários',
      'Conhecimento e tom',
      'Equipe',
      'Chaves de API',
      'Números',
      'Operações',
      'Auditoria',
    ]) {
      await page.getByRole('link', { name, exact: true }).click();
      await page.getByRole('heading', { level: 1 }).waitFor();
    }
    await page.getByRole('button', { name: 'Escuro' }).click();
    await page.locator('[data-mantine-color-scheme=dark]').waitFor();
    assert.deepEqual(complaints, []);
    const { page: other } = await openAs('operator');
    assert.equal(await other.getByRole('link', { name: 'Contatos' }).count(), 0);
    await other.goto(`${url}/contacts`);
    await other.getByText('Sem permissão').waitFor();
    await Promise.all([page.context().close(), other.context().close()]);
  },
);
