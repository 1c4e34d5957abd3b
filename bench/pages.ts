import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { putMember, putUser } from '../src/accounts/join.store.ts';
import { hashPassword } from '../src/accounts/password.ts';
import { BusinessId } from '../src/business/business.ts';
import { openDb } from '../src/platform/db.ts';
import { median, percentile } from './load.ts';
import { conversations, million } from './million.ts';
import { openBench } from './servers.ts';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const [email, password] = ['owner@bench.example', 'uma senha comprida'];
const lighthouse = 'lighthouse@13.5.0';
const opens = 5;
const scrollMs = 4000;

/** `npm run bench -- pages`: how the dashboard feels over a hundred thousand conversations, and what Lighthouse says of its pages. */
export async function pages(): Promise<void> {
  const bench = await openBench();
  const { db, close } = openDb(bench.database, 2);
  const browser = await chromium.launch({ executablePath, args: flags });
  try {
    await bench.query(million);
    await bench.query('vacuum analyze');
    const [row] = await bench.query<{ id: string }>('select id from businesses');
    const user = await putUser(db, { name: 'Bench', email, passwordHash: await hashPassword(password) });
    if (user) await putMember(db, BusinessId.parse(row?.id), { user, role: 'owner' });
    const { port } = await bench.spawn(['src/cli.ts', 'api']);
    const url = `http://127.0.0.1:${port}`;
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'pt-BR' });
    const page = await context.newPage();
    await signIn(page, url);
    const opened = [];
    for (let time = 0; time < opens; time += 1) opened.push(await openMs(page, url));
    console.log(
      `pages: the inbox over ${conversations} conversations, ${opens} times (goal: opens < 1 s, 60 frames/s)`,
    );
    console.log(
      `  opens, to its first row              median ${median(opened).toFixed(0)} ms, longest ${Math.max(...opened).toFixed(0)} ms`,
    );
    const frames = await framesMs(page);
    const perSecond = 1000 / (frames.reduce((sum, each) => sum + each, 0) / frames.length);
    console.log(
      `  scrolled, a page a frame             ${perSecond.toFixed(0)} frames/s, p95 of a frame ${percentile(frames, 0.95).toFixed(1)} ms`,
    );
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    console.log(`  ${lighthouse}: performance (goal: >= 95), accessibility (goal: 100)`);
    for (const path of await screens(page)) {
      const [phone, desk] = [
        await scoresOf(`${url}${path}`, cookie, []),
        await scoresOf(`${url}${path}`, cookie, ['--preset=desktop']),
      ];
      console.log(`    ${path.padEnd(14)} slow phone ${phone.join(', ').padEnd(10)} desk ${desk.join(', ')}`);
    }
  } finally {
    await browser.close();
    await close();
    await bench.close();
  }
}

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByLabel('E-mail').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.getByRole('button', { name: 'Entrar' }).click();
  await page.getByRole('button', { name: 'Sair' }).waitFor();
}

async function openMs(page: Page, url: string): Promise<number> {
  const began = performance.now();
  await page.goto(`${url}/inbox`);
  await page.locator('a.row').first().waitFor();
  return performance.now() - began;
}

/** How long each frame took, in milliseconds, while the list was scrolled by half its height a frame and read on the way. */
async function framesMs(page: Page): Promise<number[]> {
  return z.array(z.number()).parse(await page.evaluate(scrolled));
}

const scrolled = `new Promise((done) => {
  const list = document.querySelector('a.row').closest('.grow');
  const [frames, began] = [[], performance.now()];
  let before = began;
  const step = (now) => {
    frames.push(now - before);
    before = now;
    list.scrollBy(0, list.clientHeight / 2);
    if (now - began < ${scrollMs}) requestAnimationFrame(step);
    else done(frames.slice(2));
  };
  requestAnimationFrame(step);
})`;

/** The pages that the frame leads to. */
async function screens(page: Page): Promise<string[]> {
  const hrefs = await page
    .locator('nav a')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '/'));
  return [...new Set(hrefs)];
}

const Category = z.object({ score: z.number().nullable() });
const Report = z.object({ categories: z.object({ performance: Category, accessibility: Category }) });

/** Fetched when it is asked for: it is as large as all the rest. It sometimes misses the beginning of a load, and looks again. */
async function scoresOf(url: string, cookie: string, more: readonly string[], tries = 2): Promise<string[]> {
  const asked = ['lighthouse', url, '--quiet', '--output=json', '--only-categories=performance,accessibility'];
  const chrome = `--chrome-flags=--headless ${flags.join(' ')}`;
  const headers = `--extra-headers=${JSON.stringify({ Cookie: cookie })}`;
  try {
    const { stdout } = await promisify(execFile)(
      'npm',
      ['exec', '--yes', `--package=${lighthouse}`, '--', ...asked, chrome, headers, ...more],
      { env: { ...process.env, CHROME_PATH: executablePath }, maxBuffer: 64 * 1024 * 1024 },
    );
    const { performance: speed, accessibility } = Report.parse(JSON.parse(stdout)).categories;
    return [speed, accessibility].map(({ score }) => (score === null ? 'unknown' : String(Math.round(score * 100))));
  } catch {
    return tries > 1 ? scoresOf(url, cookie, more, tries - 1) : ['unknown', 'unknown'];
  }
}
