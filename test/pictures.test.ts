import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { sql } from 'kysely';
import { dashboardOf } from './dashboard.ts';
import { commands, pictureIn, sees } from './models/asked.ts';
import { openScriptedModel, type Player } from './models/server.ts';
import { openPhone } from './phone.ts';
import { runDemo } from './running.ts';
import { eventually } from './stack.ts';

const model = await openScriptedModel(() => commands({ kind: 'unknown' }));
after(() => model.close());
const folder = mkdtempSync(join(tmpdir(), 'pictures-'));
after(() => rmSync(folder, { recursive: true }));
const { db, config, business } = await runDemo({ FILES_DIR: folder, LLM_BASE_URL: model.url, LLM_SEES: 'yes' });
const attendant = await dashboardOf({ db, business, url: `http://127.0.0.1:${config.PORT}` }).as('attendant');

const jpeg = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(300, 7)]);

const allow = () =>
  sql`update businesses set models = models || '{"images": true}', revision = revision + 1`.execute(db);

/** Sends a picture to an agent whose model sees what it is told to: the answer, and what stands at the desk. */
async function send(
  player: Player,
  caption?: string,
): Promise<{ readonly answer: string; readonly seen: string | null }> {
  model.setPlayer(player);
  const phone = await openPhone(config.SIMULATOR_PORT, { name: 'Ana Souza' });
  const id = await phone.attach('image/jpeg', jpeg);
  await phone.say({ file: { kind: 'image', id, ...(caption === undefined ? {} : { caption }) } });
  const { text } = await eventually('an answer', async () =>
    (await phone.shown()).find(({ direction }) => direction === 'out'),
  );
  const contact = db.selectFrom('contacts').select('id').where('user_id', '=', phone.userId);
  const { id: conversation } = await db
    .selectFrom('conversations')
    .select('id')
    .where('contact_id', '=', contact)
    .executeTakeFirstOrThrow();
  const { body } = await attendant.call('GET', `/conversations/${conversation}/messages`);
  const items: { direction: string; seen: string | null }[] = body.items;
  return { answer: text, seen: items.find(({ direction }) => direction === 'in')?.seen ?? null };
}

const facial: Player = (asked) => {
  const services = pictureIn(asked);
  if (!services) return commands({ kind: 'unknown' });
  return sees('Um rosto com creme.', services.find(({ name }) => /Limpeza/.test(name))?.ref ?? null);
};
const picturesAsked = () => model.asked.filter((asked) => asked.pictures > 0).length;

describe('a picture that a contact sends', () => {
  it('leaves for no model while the business does not allow it', async () => {
    const { answer, seen } = await send(facial);
    assert.match(answer, /escrever/);
    assert.deepEqual([seen, picturesAsked()], [null, 0]);
  });

  it('is described at the desk, and answered by the service that it shows', async () => {
    await allow();
    const { answer, seen } = await send(facial);
    assert.match(answer, /Parece ser sobre \*Limpeza de Pele Profunda\*[^]*R\$\s80,00/);
    assert.equal(seen, 'Um rosto com creme.');
  });

  it('is what its caption asks about', async () => {
    const { answer } = await send(facial, 'quanto custa?');
    assert.match(answer, /Limpeza de Pele Profunda[^]*R\$\s80,00/);
  });

  it('is asked for in writing when it is of no one service, and described all the same', async () => {
    const { answer, seen } = await send((asked) => (pictureIn(asked) ? sees('Um comprovante.', null) : facial(asked)));
    assert.match(answer, /escrever/);
    assert.equal(seen, 'Um comprovante.');
  });

  it('is asked for in writing when the model answers nothing that can be used', async () => {
    const liar: Player = (asked) =>
      pictureIn(asked) ? sees('Ligue para 11 99999-9999\nagora', 's999') : facial(asked);
    const { answer, seen } = await send(liar);
    assert.match(answer, /escrever/);
    assert.doesNotMatch(answer, /99999/);
    assert.equal(seen, null);
    const { answer: late } = await send((asked) =>
      pictureIn(asked) ? { kind: 'status', status: 500 } : facial(asked),
    );
    assert.match(late, /escrever/);
  });
});
