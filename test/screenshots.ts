import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { demo } from '../src/demo.ts';
import { configOf } from '../src/platform/config.ts';
import { start } from '../src/start.ts';
import { freePort } from './stack.ts';

/**
 * Pictures of every page of the dashboard, on a demo that was filled for it: `npm run screenshots [folder]`. Each page on
 * a desk and on a phone, one in the light and one in the dark.
 */
const [folder = 'docs/screenshots', only = ''] = process.argv.slice(2);
const pages = {
  overview: '/overview',
  reports: '/reports?period=last-30',
  inbox: '/inbox',
  calendar: '/calendar',
  contacts: '/contacts',
  campaigns: '/campaigns',
  services: '/services',
  hours: '/hours',
  rules: '/rules',
  knowledge: '/knowledge',
  team: '/team',
  keys: '/keys',
  webhooks: '/webhooks',
  numbers: '/numbers',
  operations: '/operations',
  audit: '/audit',
  security: '/security',
} as const;

const shapes = {
  desk: { viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  'desk-dark': { viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', isMobile: true },
} as const;

const data = mkdtempSync(join(tmpdir(), 'whats-agent-screens-'));
const config = configOf({
  ENVIRONMENT: 'demo',
  DATA_DIR: process.env['SCREENS_DATA'] ?? data,
  LOG_DIR: join(data, 'logs'),
  PORT: String(await freePort()),
  SIMULATOR_PORT: String(await freePort()),
});
if (!process.env['SCREENS_DATA']) console.log(await demo(config, { days: '90', seed: '1' }));
const started = await start(config);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
for (const [shape, look] of Object.entries(shapes)) await pictures(browser, shape, look);
await browser.close();
await started.close();
rmSync(data, { recursive: true, force: true });

async function pictures(from: Browser, shape: string, look: (typeof shapes)[keyof typeof shapes]): Promise<void> {
  const context = await from.newContext({ ...look, locale: 'pt-BR' });
  const page = await context.newPage();
  page.on('pageerror', (error) => console.log(shape, error.message));
  await signIn(page);
  for (const [name, path] of Object.entries(pages)) {
    if (only !== '' && !only.split(',').includes(name)) continue;
    await page.goto(`http://127.0.0.1:${config.PORT}${path}`);
    await page.locator('h1, a.row').first().waitFor();
    if (name === 'inbox' && shape !== 'phone') await page.locator('a.row').first().click();
    await page.waitForTimeout(700);
    await page.screenshot({ path: join(folder, `${name}-${shape}.jpg`), type: 'jpeg', quality: 72 });
  }
  await context.close();
}

async function signIn(page: Page): Promise<void> {
  if (started.entrance.kind !== 'login') throw new Error('no demo login');
  await page.goto(`http://127.0.0.1:${config.PORT}`);
  await page.getByLabel('E-mail').fill(started.entrance.email);
  await page.locator('input[type=password]').fill(started.entrance.password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.getByRole('button', { name: 'Sair' }).waitFor();
}
