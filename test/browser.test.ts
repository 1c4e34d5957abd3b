import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, it } from 'node:test';
import { chromium, type Page } from 'playwright-core';
import { runDemo } from './running.ts';
import { eventually } from './stack.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const skip = existsSync(executablePath)
  ? false
  : `no Chromium at ${executablePath} (set CHROMIUM): the phone page was not tested in a browser`;

const { db, config } = await runDemo();

/** The last bubble from the business, once there are so many of them. */
async function reply(page: Page, count: number) {
  const bubbles = page.getByTestId('message-out');
  await bubbles.nth(count - 1).waitFor({ timeout: 10_000 });
  return bubbles.nth(count - 1);
}

async function write(page: Page, text: string): Promise<void> {
  await page.getByTestId('composer').fill(text);
  await page.getByTestId('send').click();
}

it(
  'books a manicure on the phone page, by typing and tapping as a person does',
  { skip, timeout: 60_000 },
  async () => {
    const browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    after(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 390, height: 844 }, locale: 'pt-BR' });
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    await page.goto(`http://127.0.0.1:${config.SIMULATOR_PORT}/`);
    await page.getByTestId('start-name').fill('Carla Dias');
    await page.getByTestId('start').click();

    await write(page, 'oi');
    const welcome = await reply(page, 1);
    assert.match(await welcome.innerText(), /Studio Beleza & Bem-Estar/);
    await welcome.getByRole('button', { name: /Agendar/ }).click();
    await reply(page, 2);
    await write(page, 'manicure completa');
    await reply(page, 3);
    // The next open day: a weekday by name is understood whatever day it is today.
    await write(page, 'próxima quarta às 10h');
    let count = 4;
    let last = await reply(page, count);
    for (; !/Confirma|confirmar/i.test(await last.innerText()) && count < 8; count += 1) {
      const [first] = await last.getByRole('button').all();
      assert(first, `no way on from: ${await last.innerText()}`);
      await first.click();
      last = await reply(page, count + 1);
    }
    assert.match(await last.innerText(), /Manicure Completa/);
    assert.match(await last.innerText(), /R\$ 35,00/);
    await last
      .getByRole('button', { name: /confirm|sim/i })
      .first()
      .click();
    await reply(page, count + 1);

    const booking = await eventually('the booking', () => db.selectFrom('bookings').selectAll().executeTakeFirst());
    assert.equal(booking.price_cents, 3500);
    assert.equal(booking.name.split(' ')[0], 'Carla');
    assert.match(await (await reply(page, count + 1)).innerText(), new RegExp(booking.protocol));

    const picture = await page.screenshot({ clip: { x: 0, y: 0, width: 60, height: 40 } });
    await write(page, 'posso mandar uma foto?');
    await page.getByTestId('file').setInputFiles({ name: 'foto.png', mimeType: 'image/png', buffer: picture });
    await page.getByRole('img', { name: 'Foto' }).waitFor();
    const answer = page.getByTestId('message-out').nth(0);
    await answer.getByRole('button', { name: 'Reagir', exact: true }).click({ force: true });
    await answer.getByRole('button', { name: 'Reagir ❤️' }).click({ force: true });
    await answer.getByTitle('Reação').waitFor();
    await answer.getByRole('button', { name: 'Responder' }).click({ force: true });
    await write(page, 'era isso');
    const mine = page.getByTestId('message-in').last();
    await mine.getByText('Studio Beleza & Bem-Estar').waitFor();
    assert.match(await mine.innerText(), /era isso/);
    await page.goto(`http://127.0.0.1:${config.SIMULATOR_PORT}/phones`);
    await page.getByRole('button', { name: 'Mais um telefone' }).click();
    const third = page.frameLocator('iframe').nth(2);
    await third.getByTestId('start').waitFor();
    assert.deepEqual(errors, []);
  },
);
