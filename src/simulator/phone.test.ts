import assert from 'node:assert/strict';
import { it } from 'node:test';
import { z } from 'zod';
import { open } from './world.test.ts';

/** The page's own script: it runs here as it does in the browser. */
const { piecesOf, isEmoji } = z
  .object({
    piecesOf: z.custom<(text: string) => unknown>((value) => typeof value === 'function'),
    isEmoji: z.custom<(text: string) => boolean>((value) => typeof value === 'function'),
  })
  .parse(await import(new URL('phone-text.js', import.meta.url).href));

const marked = (element: string, ...parts: unknown[]) => ({ element, parts });

it('reads the marks of WhatsApp, nested too, and leaves all else as it was written', () => {
  const cases: [text: string, pieces: unknown[]][] = [
    ['um *negrito*, sim', ['um ', marked('strong', 'negrito'), ', sim']],
    ['*a _b_ c*', [marked('strong', 'a ', marked('em', 'b'), ' c')]],
    ['~9h~ `10h`', [marked('s', '9h'), ' ', marked('code', '10h')]],
    ['```a *b*\nc```', [marked('pre', 'a *b*\nc')]],
    ['2*3*4 e um_nome_longo', ['2*3*4 e um_nome_longo']],
    ['* não * e **', ['* não * e **']],
    ['<b>oi</b>', ['<b>oi</b>']],
    [
      'em https://a.example/x_y_z.',
      ['em ', { ...marked('a', 'https://a.example/x_y_z'), href: 'https://a.example/x_y_z' }, '.'],
    ],
    ['javascript:alert(1)', ['javascript:alert(1)']],
  ];
  for (const [text, pieces] of cases) assert.deepEqual(piecesOf(text), pieces);
});

it('shows up to three emoji large', () => {
  assert.deepEqual(['👍', '👩‍👩‍👧 ❤️ 🇧🇷', '👍 ok', '1', '👍👍👍👍'].map(isEmoji), [true, true, false, false, false]);
});

it('serves the page and all that it asks for, and nothing inline runs', async (t) => {
  const { url } = await open(t);
  const wanted = new Set<string>();
  for (const path of ['/', '/phones']) {
    const page = await fetch(url + path);
    const html = await page.text();
    assert.equal(page.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'; script-src 'self'/);
    assert.doesNotMatch(html, /<script(?![^>]* src=)|\son\w+=|style=/);
    for (const [, asked = ''] of html.matchAll(/(?:src|href)="(\/[\w.-]+)"/g)) wanted.add(asked);
  }
  assert.deepEqual([...wanted].toSorted(), ['/phone.css', '/phone.js', '/phones', '/phones.js']);
  wanted.delete('/phones');
  const queue = [...wanted];
  for (const path of queue) {
    const answer = await fetch(url + path);
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers.get('content-type') ?? '', /^text\/(css|javascript); charset=utf-8$/);
    for (const [, file] of (await answer.text()).matchAll(/from '\.(\/[^']+)'/g)) if (file) queue.push(file);
  }
});

it('tells a page that listens of each message of its contact, and of no other', async (t) => {
  const world = await open(t);
  const [ana, bia] = [await world.person(), await world.person({ name: 'Bia' })];
  const events = await fetch(`${world.url}/simulator/events?contact=${ana.waId}`);
  await world.says(bia.waId, { text: 'da Bia' });
  await world.says(ana.waId, { text: 'da Ana' });
  let heard = '';
  const decoder = new TextDecoder();
  for await (const chunk of events.body ?? []) {
    heard += decoder.decode(chunk, { stream: true });
    if (heard.includes('"status":"delivered"')) break;
  }
  assert.match(heard, /event: message\ndata: \{.*"text":"da Ana"/);
  assert.doesNotMatch(heard, /da Bia/);
});
