import assert from 'node:assert/strict';
import { it } from 'node:test';
import { readBody } from './send.ts';
import { Templates } from './template.ts';

const head = { messaging_product: 'whatsapp', to: '+55 11 99999-0001' };
const text = (body: unknown) => ({ ...head, type: 'text', text: { body } });
const interactive = (content: object) => ({ ...head, type: 'interactive', interactive: content });
const reply = (id: string, title = `Title ${id}`) => ({ type: 'reply', reply: { id, title } });
const buttons = (all: unknown[], body = 'Which?') =>
  interactive({ type: 'button', body: { text: body }, action: { buttons: all } });
const row = (id: number) => ({ id: `row ${id}`, title: `Row ${id}` });
const rows = (count: number) => Array.from({ length: count }, (_, id) => row(id));
const list = (sections: object[], { button = 'See', body = 'Which?' } = {}) =>
  interactive({ type: 'list', body: { text: body }, action: { button, sections } });

/** What Meta would complain about, `code details`, or 'taken'. */
function verdict(body: unknown): string {
  const read = readBody(body, new Templates());
  return read.kind === 'refused' ? `${read.error.code} ${read.error.error_data?.details}` : 'taken';
}

it('limits: takes everything that is just within them', () => {
  const bodies = [
    text('a'.repeat(4096)),
    buttons([reply('1', 'a'.repeat(20)), reply('i'.repeat(256), 'Two'), reply('3')], 'a'.repeat(1024)),
    list([{ rows: rows(10) }], { button: 'a'.repeat(20), body: 'a'.repeat(4096) }),
    list([{ rows: [{ id: 'i'.repeat(200), title: 'a'.repeat(24), description: 'a'.repeat(72) }] }]),
    { ...text('hi'), biz_opaque_callback_data: 'a'.repeat(512) },
  ];
  assert.deepEqual(
    bodies.map(verdict),
    bodies.map(() => 'taken'),
  );
});

it('limits: refuses what is just beyond them, and names the parameter', () => {
  const cases: [body: unknown, said: RegExp][] = [
    [text('a'.repeat(4097)), /^131009 text\.body: at most 4096/],
    [text(''), /^131009 text\.body: must not be empty/],
    [text(undefined), /^131008 text\.body: is required/],
    [{ ...head, type: 'text' }, /^131008 text: is required/],
    [buttons([]), /^131009 interactive\.action\.buttons: 1 to 3/],
    [buttons(['1', '2', '3', '4'].map((id) => reply(id))), /^131009 interactive\.action\.buttons: 1 to 3/],
    [buttons([reply('1', 'a'.repeat(21))]), /^131009 interactive\.action\.buttons\[0\]\.reply\.title: at most 20/],
    [buttons([reply('i'.repeat(257), 'Two')]), /buttons\[0\]\.reply\.id: at most 256/],
    [buttons([reply('1', 'Yes'), reply('2', 'Yes')]), /buttons: the titles must be unique/],
    [buttons([reply('1', 'Yes'), reply('1', 'No')]), /buttons: the ids must be unique/],
    [buttons([reply('1')], 'a'.repeat(1025)), /interactive\.body\.text: at most 1024/],
    [list([{ rows: rows(11) }]), /sections: at most 10 rows/],
    [
      list([
        { title: 'A', rows: rows(6) },
        { title: 'B', rows: rows(6) },
      ]),
      /sections: at most 10 rows/,
    ],
    [
      list([
        { title: 'A', rows: rows(1) },
        { title: 'B', rows: rows(1) },
      ]),
      /sections: the row ids must be unique/,
    ],
    [list([{ title: 'A', rows: [row(1)] }, { rows: [row(2)] }]), /sections: each section needs a title/],
    [list([{ rows: [{ ...row(1), description: 'a'.repeat(73) }] }]), /rows\[0\]\.description: at most 72/],
    [list([{ rows: rows(1) }], { button: 'a'.repeat(21) }), /interactive\.action\.button: at most 20/],
    [list([{ rows: rows(1) }], { body: 'a'.repeat(4097) }), /interactive\.body\.text: at most 4096/],
    [{ ...text('hi'), biz_opaque_callback_data: 'a'.repeat(513) }, /^131009 biz_opaque_callback_data: at most 512/],
    [{ ...text('hi'), messaging_product: undefined }, /^100 messaging_product:/],
    [{ ...text('hi'), to: undefined }, /^100 to: .* is required/],
    [{ ...text('hi'), to: 'Ana' }, /^131009 to: must be a phone number/],
    [{ ...text('hi'), to: undefined, recipient: '5511999990001' }, /^131009 recipient: must be a business-scoped/],
    [{ ...text('hi'), type: 'carrier pigeon' }, /^100 type:/],
    [{ messaging_product: 'whatsapp', status: 'read' }, /^131008 message_id: is required/],
    ['text', /^100 body:/],
  ];
  for (const [body, said] of cases) assert.match(verdict(body), said);
});

it('reads an address however it is written, and `to` wins over `recipient`', () => {
  const address = (to?: string, recipient?: string) => {
    const read = readBody({ ...text('hi'), to, recipient }, new Templates());
    return read.kind === 'send' ? read.address : read;
  };
  assert.deepEqual(address('+55 (11) 99999-0001'), { field: 'to', key: '5511999990001' });
  assert.deepEqual(address('5511999990001', 'BR.1'), { field: 'to', key: '5511999990001' });
  assert.deepEqual(address(undefined, 'BR.ENT.1a'), { field: 'recipient', key: 'BR.ENT.1a' });
});

const reminder = { name: 'visit', language: 'pt_BR', body: 'Lembrete: {{1}}. Até {{2}}!', buttons: ['Vou', 'Não vou'] };
const texts = (...given: string[]) => ({
  type: 'body',
  parameters: given.map((each) => ({ type: 'text', text: each })),
});
const quickReply = (index: string, payload: string) => ({
  type: 'button',
  sub_type: 'quick_reply',
  index,
  parameters: [{ type: 'payload', payload }],
});
const template = (components: object[], name = 'visit', code = 'pt_BR') =>
  readBody(
    {
      messaging_product: 'whatsapp',
      to: '+5511912345678',
      type: 'template',
      template: { name, language: { code, policy: 'deterministic' }, components },
    },
    new Templates([reminder]),
  );

it('fills a template that was registered, and gives its quick replies the payloads of this message', () => {
  const read = template([texts('Corte', 'logo'), quickReply('1', 'drop:7')]);
  assert(read.kind === 'send', JSON.stringify(read));
  assert.deepEqual(read.content, {
    type: 'template',
    category: 'utility',
    text: 'Lembrete: Corte. Até logo!',
    header: undefined,
    buttons: [
      { id: 'Vou', title: 'Vou' },
      { id: 'drop:7', title: 'Não vou' },
    ],
  });
});

it('refuses a template as Meta does: unknown, in a language it lacks, with too few texts, with lines in them', () => {
  const codeOf = (read: ReturnType<typeof template>) => (read.kind === 'refused' ? read.error.code : read.kind);
  assert.equal(codeOf(template([texts('a', 'b')], 'other')), 132001);
  assert.equal(codeOf(template([texts('a', 'b')], 'visit', 'en')), 132001);
  assert.equal(codeOf(template([texts('a')])), 132000);
  assert.equal(codeOf(template([])), 132000);
  assert.equal(codeOf(template([texts('a', 'b\nc')])), 132018);
  assert.equal(codeOf(template([texts('a', 'b'), quickReply('2', 'x')])), 132018);
});

const file = (kind: string, content: object) => ({ ...head, type: kind, [kind]: content });
const link = (parameters: object) =>
  interactive({ type: 'cta_url', body: { text: 'Veja' }, action: { name: 'cta_url', parameters } });
const card = { name: { formatted_name: 'Bia', first_name: 'Bia' }, phones: [{ phone: '+551130000000' }] };

it('limits: refuses every other kind of message just beyond its own', () => {
  const place = { latitude: -23.5, longitude: -46.6 };
  const taken = [
    file('image', { id: '1', caption: 'a'.repeat(1024) }),
    file('document', { link: 'https://a.b/c.pdf', filename: 'c.pdf' }),
    file('audio', { id: '1', voice: true }),
    file('sticker', { id: '1' }),
    file('location', place),
    { ...head, type: 'contacts', contacts: Array.from({ length: 5 }, () => card) },
    file('reaction', { message_id: 'wamid.1', emoji: '👩🏽‍🦰' }),
    file('reaction', { message_id: 'wamid.1', emoji: '' }),
    link({ display_text: 'a'.repeat(20), url: 'https://a.b' }),
  ];
  assert.deepEqual(
    taken.map(verdict),
    taken.map(() => 'taken'),
  );
  const cases: [body: unknown, said: RegExp][] = [
    [file('image', { id: '1', caption: 'a'.repeat(1025) }), /image\.caption: at most 1024/],
    [file('image', { id: '1', link: 'https://a.b' }), /image: either id or link/],
    [file('image', {}), /image: either id or link/],
    [file('audio', { id: '1', caption: 'no' }), /audio: /],
    [file('sticker', { id: '1', caption: 'no' }), /sticker: /],
    [file('location', { ...place, latitude: 91 }), /location\.latitude/],
    [{ ...head, type: 'contacts', contacts: Array.from({ length: 6 }, () => card) }, /contacts: 1 to 5/],
    [{ ...head, type: 'contacts', contacts: [{ name: { formatted_name: 'B' } }] }, /one more part of the name/],
    [file('reaction', { message_id: 'wamid.1', emoji: '👍👍' }), /reaction\.emoji: must be one emoji/],
    [link({ display_text: 'a'.repeat(21), url: 'https://a.b' }), /display_text: at most 20/],
    [link({ display_text: 'x', url: 'javascript:1' }), /url: must be a URL/],
    [
      interactive({
        type: 'list',
        header: { type: 'image', image: { id: '1' } },
        body: { text: 'x' },
        action: { button: 'x', sections: [{ rows: rows(1) }] },
      }),
      /interactive\.header/,
    ],
  ];
  for (const [body, said] of cases) assert.match(verdict(body), said);
});

it('refuses a template that Meta has paused, disabled or rejected', () => {
  const codes = (['PAUSED', 'DISABLED', 'REJECTED'] as const).map((status) => {
    const templates = new Templates([reminder]);
    templates.judge('visit', status);
    const read = readBody(
      { ...head, type: 'template', template: { name: 'visit', language: { code: 'pt_BR' } } },
      templates,
    );
    return read.kind === 'refused' ? read.error.code : read.kind;
  });
  assert.deepEqual(codes, [132015, 132016, 132001]);
});

it('holds a template to its header, its names and its buttons', () => {
  const templates = new Templates([
    {
      name: 'named',
      language: 'pt_BR',
      body: 'Oi, {{first_name}}',
      buttons: [],
      header: { format: 'IMAGE' },
      others: ['url'],
    },
  ]);
  const code = (...components: object[]) => {
    const read = readBody(
      { ...head, type: 'template', template: { name: 'named', language: { code: 'pt_BR' }, components } },
      templates,
    );
    return read.kind === 'refused' ? read.error.code : read.kind === 'send' && read.content.text;
  };
  const named = { type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Ana' }] };
  const picture = { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] };
  const url = { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'x' }] };
  assert.equal(code(named, picture, url), 'Oi, Ana');
  assert.deepEqual([code(texts('Ana'), picture, url), code(named, url), code(named, picture)], [100, 132012, 131008]);
});
