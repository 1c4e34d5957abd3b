import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { hashPassword } from '../src/accounts/password.ts';
import { putMember, putUser } from '../src/accounts/join.store.ts';
import { password } from './dashboard.ts';
import { runDemo } from './running.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const missing = [executablePath, 'dashboard/dist/index.html'].find((path) => !existsSync(path));
/** Why nothing can be tested in a browser here; `false`: it can. */
export const skip = missing === undefined ? false : `no ${missing}: the dashboard was not tested in a browser`;

/** A demo of the test file's own, with somebody of each of these roles. */
export const { db, config, business } = await runDemo();
export const url = `http://127.0.0.1:${config.PORT}`;
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

type Opened = { readonly page: Page; readonly complaints: string[] };

/** A browser that knows nobody; what it complains of is collected. */
export async function openFresh(): Promise<Opened> {
  assert(browser);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('401')) complaints.push(message.text());
  });
  return { page, complaints };
}

/** Somebody of this role, signed in by the form. */
export async function openAs(role: string): Promise<Opened> {
  const { page, complaints } = await openFresh();
  await page.goto(url);
  await page.getByLabel('E-mail').fill(`${role}@equipe.example`);
  await page.locator('input[type=password]').fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.getByRole('button', { name: 'Sair' }).waitFor();
  return { page, complaints };
}

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');

/** Colours on their way to others are nobody's. */
const settled = `new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))
  .then(() => Promise.allSettled(
    document.getAnimations().filter((each) => each instanceof CSSTransition).map(({ finished }) => finished)))
  .then(() => null)`;

/** What keeps somebody from using the page that is open, each as `screen: rule element`; by these rules, or by all. */
export async function barriers(page: Page, where: string, rules: readonly string[] = []): Promise<string[]> {
  const options = rules.length === 0 ? '' : `, { runOnly: ${JSON.stringify(rules)} }`;
  const isThere = await page.evaluate('typeof axe === "object"');
  if (isThere !== true) await page.evaluate(`(() => { const module = undefined, define = undefined; ${axe} })()`);
  await page.evaluate(settled);
  const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
    `axe.run(document${options}).then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${where}: ${id} ${html.slice(0, 160)}`));
}
