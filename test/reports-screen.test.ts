import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import type { Page } from 'playwright-core';
import { rollUp } from '../src/insight/rollup.store.ts';
import { barriers, business, config, db, openAs, skip, url } from './browsing.ts';
import { openPhone } from './phone.ts';
import { askedUnanswered, visited } from './reported.ts';
import { eventually } from './stack.ts';

/** Clicks what exports, and reads what the browser keeps. */
async function exported(page: Page, format: string): Promise<Buffer> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: `Exportar em ${format}` }).click(),
  ]);
  return readFileSync(await download.path());
}

it(
  'shows an owner the period they choose, gives it as files, and leads from a question to its answer',
  { skip, timeout: 120_000 },
  async () => {
    const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Vera Lima' });
    await phone.say({ text: 'quero marcar um corte amanhã' });
    await eventually('an answer', async () => (await phone.shown()).some(({ direction }) => direction === 'out'));
    await askedUnanswered(db, business, ['Vocês vendem vale-presente?']);
    await visited(db, business, { status: 'done', comment: '4, gostei muito do corte' });
    await rollUp(db, Temporal.Now.instant());
    const { page, complaints } = await openAs('owner');
    await page.getByRole('link', { name: 'Relatórios', exact: true }).click();
    await page.getByRole('row', { name: /^Conversas iniciadas 1/ }).waitFor();
    const period = page.getByLabel('Período');
    await period.selectOption('Últimos 30 dias');
    await page.getByText('“4, gostei muito do corte”').waitFor();
    // What is drawn is a table, too.
    await page.getByRole('table', { name: 'Dia a dia' }).waitFor();

    const csv = await exported(page, 'CSV');
    assert.deepEqual([...csv.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
    assert.match(csv.toString(), /"Vocês vendem vale-presente\?";1;/);
    assert.equal((await exported(page, 'Excel')).subarray(0, 2).toString(), 'PK');
    assert.equal((await exported(page, 'PDF')).subarray(0, 5).toString(), '%PDF-');

    await period.selectOption('Mês passado');
    await page.getByText('Nada aconteceu nestes dias.').waitFor();
    assert.match(page.url(), /period=last-month/);
    await period.selectOption('De – até');
    await page.getByLabel('De', { exact: true }).fill('2026-01-31');
    await page.getByLabel('Até', { exact: true }).fill('2026-01-01');
    await page.getByText('O fim precisa vir depois do início.').waitFor();
    await page.getByLabel('Até', { exact: true }).fill('2026-02-01');
    await page.getByText('Nada aconteceu nestes dias.').waitFor();
    // What stands in the address is what opens again.
    await page.reload();
    await page.getByText('Nada aconteceu nestes dias.').waitFor();
    assert.equal(await page.getByLabel('Até', { exact: true }).inputValue(), '2026-02-01');
    await period.selectOption('Este mês');

    // By keys alone: from the question to where it is answered.
    await page.getByRole('link', { name: 'Responder: Vocês vendem vale-presente?' }).focus();
    await page.keyboard.press('Enter');
    await eventually(
      'the question',
      async () => (await page.getByLabel('Pergunta').first().inputValue()) === 'Vocês vendem vale-presente?',
    );
    assert.deepEqual(
      complaints.filter((text) => !text.includes('400')),
      [],
    );
    await page.context().close();
  },
);

it(
  'shows today against last week, fits a phone, says what failed, and shows nothing to who may not',
  { skip, timeout: 60_000 },
  async () => {
    const { page, complaints } = await openAs('owner');
    await page.goto(`${url}/overview`);
    await page.getByText(/^Comparado com a semana passada/).waitFor();
    await page.getByText('preços não informados').waitFor();
    await page.getByText('7 dias', { exact: true }).click();
    await page.setViewportSize({ width: 390, height: 844 });
    for (const path of ['/overview', '/reports']) {
      await page.goto(`${url}${path}`);
      await page.getByText('Vocês vendem vale-presente?').waitFor();
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 390, path);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`[data-mantine-color-scheme=${colorScheme}]`).waitFor();
        assert.deepEqual(await barriers(page, `${path} ${colorScheme}`), []);
      }
    }
    assert.deepEqual(complaints, []);
    await page.route('**/api/v1/reports/business?*', (route) => route.fulfill({ status: 500, body: '{}' }));
    await page.reload();
    await page.getByText('Não foi possível carregar').waitFor();
    await page.getByLabel('Período').waitFor();
    const { page: other } = await openAs('operator');
    assert.equal(await other.getByRole('link', { name: 'Relatórios' }).count(), 0);
    await other.goto(`${url}/reports`);
    await other.getByText('Sem permissão').waitFor();
    await Promise.all([page.context().close(), other.context().close()]);
  },
);
