import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, it } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { hashPassword } from '../src/accounts/password.ts';
import { putMember, putUser } from '../src/accounts/join.store.ts';
import { codeOf, password } from './dashboard.ts';
import { openPhone } from './phone.ts';
import { runDemo } from './running.ts';
import { eventually } from './stack.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const missing = [executablePath, 'dashboard/dist/index.html'].find((path) => !existsSync(path));
const skip = missing === undefined ? false : `no ${missing}: the dashboard was not tested in a browser`;

const { db, config, business } = await runDemo();
const url = `http://127.0.0.1:${config.PORT}`;
const passwordHash = await hashPassword(password);
for (const role of ['owner', 'operator', 'attendant'] as const) {
  const user = await putUser(db, { name: role, email: `${role}@equipe.example`, passwordHash });
  if (user) await putMember(db, business, { user, role });
}

const browser = skip
  ? null
  : await chromium.launch({
      executablePath,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
after(() => browser?.close());

/** Somebody of this role, signed in by the form; what the browser complains of is collected. */
async function openAs(role: string): Promise<{ page: Page; complaints: string[] }> {
  assert(browser);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  await page.goto(url);
  await page.getByLabel('E-mail').fill(`${role}@equipe.example`);
  await page.locator('input[type=password]').fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.getByRole('button', { name: 'Sair' }).waitFor();
  return { page, complaints };
}

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
  await eventually('the price', async () => (await form.getByLabel('Preço (R$)').inputValue()).includes('123,45'));
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
  // The next day on which the business is open.
  for (let ahead = 1; (await time.locator('option').count()) < 10 && ahead < 8; ahead++) {
    await day.fill(Temporal.Now.plainDateISO('America/Sao_Paulo').add({ days: ahead }).toString());
    await page.waitForTimeout(500);
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
  'opens every screen without a complaint, and shows who may not what they may not',
  { skip, timeout: 120_000 },
  async () => {
    const { page, complaints } = await openAs('owner');
    for (const name of [
      'Agenda',
      'Contatos',
      'Serviços',
      'Horários',
      'Conhecimento e tom',
      'Equipe',
      'Chaves de API',
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
