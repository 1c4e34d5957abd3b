import { z } from 'zod';
import { Files, PlaceBody, text, type Button, type Content, type Row } from './content.ts';

const unique =
  <Item>(field: keyof Item & string) =>
  (items: readonly Item[]) =>
    new Set(items.map((item) => item[field])).size === items.length;

const Reply = z.object({
  type: z.literal('reply'),
  reply: z.object({ id: text(256), title: text(20) }),
});

const Section = z.object({
  title: text(24).optional(),
  rows: z
    .array(z.object({ id: text(200), title: text(24), description: text(72).optional() }))
    .min(1, 'at least 1 row'),
});
type Section = z.output<typeof Section>;

const rowsOf = (sections: readonly Section[]): Row[] =>
  sections.flatMap(({ title, rows }) => rows.map((row) => (title === undefined ? row : { ...row, section: title })));

const Words = z.object({ type: z.literal('text'), text: text(60) });
const Header = z.discriminatedUnion('type', [
  Words,
  z.object({ type: z.literal('image'), image: Files.image }),
  z.object({ type: z.literal('video'), video: Files.video }),
  z.object({ type: z.literal('document'), document: Files.document }),
]);
const footer = z.object({ text: text(60) }).optional();
const around = { header: Header.optional(), footer, body: z.object({ text: text(1024) }) };

const Buttons = z.strictObject({
  type: z.literal('button'),
  ...around,
  action: z.strictObject({
    buttons: z
      .array(Reply)
      .min(1, '1 to 3 buttons')
      .max(3, '1 to 3 buttons')
      .refine((buttons) => unique<Button>('id')(buttons.map(({ reply }) => reply)), 'the ids must be unique')
      .refine((buttons) => unique<Button>('title')(buttons.map(({ reply }) => reply)), 'the titles must be unique'),
  }),
});

const List = z.strictObject({
  type: z.literal('list'),
  // A list has no picture above it.
  header: Words.optional(),
  footer,
  // Meta's OpenAPI file says 1024 characters and 10 rows a section. Its prose, and its servers, do not.
  body: z.object({ text: text(4096) }),
  action: z.strictObject({
    button: text(20),
    sections: z
      .array(Section)
      .min(1, '1 to 10 sections')
      .max(10, '1 to 10 sections')
      .refine((sections) => rowsOf(sections).length <= 10, 'at most 10 rows in all sections together')
      .refine((sections) => unique<Row>('id')(rowsOf(sections)), 'the row ids must be unique')
      .refine((all) => all.length === 1 || all.every(({ title }) => title !== undefined), 'each section needs a title'),
  }),
});

const Link = z.strictObject({
  type: z.literal('cta_url'),
  ...around,
  action: z.strictObject({
    name: z.literal('cta_url'),
    parameters: z.strictObject({
      display_text: text(20),
      url: z.url({ protocol: /^https?$/, message: 'must be a URL' }),
    }),
  }),
});

const AskLocation = z.strictObject({
  type: z.literal('location_request_message'),
  body: z.object({ text: text(1024) }),
  action: z.strictObject({ name: z.literal('send_location') }),
});

const Flow = z.strictObject({
  type: z.literal('flow'),
  ...around,
  action: z.strictObject({
    name: z.literal('flow'),
    parameters: z
      .strictObject({
        flow_message_version: z.literal('3'),
        flow_id: z.string().min(1).optional(),
        flow_name: z.string().min(1).optional(),
        flow_token: z.string().optional(),
        flow_cta: text(30),
        mode: z.enum(['draft', 'published']).optional(),
        flow_action: z.enum(['navigate', 'data_exchange']).optional(),
        flow_action_payload: z.object({ screen: text(200) }).optional(),
      })
      .refine((flow) => (flow.flow_id === undefined) !== (flow.flow_name === undefined), 'either flow_id or flow_name')
      .refine(
        (flow) => flow.flow_action !== 'data_exchange' || flow.flow_action_payload === undefined,
        'flow_action_payload goes with navigate only',
      ),
  }),
});

export const Interactive = z.discriminatedUnion('type', [Buttons, List, Link, AskLocation, Flow]);
type Interactive = z.output<typeof Interactive>;

/** What the phone shows of it. */
export function shownOf(interactive: Interactive): Content {
  const said = { text: interactive.body.text, ...aroundOf(interactive) };
  switch (interactive.type) {
    case 'button':
      return { type: 'button', ...said, buttons: interactive.action.buttons.map(({ reply }) => reply) };
    case 'list':
      return { type: 'list', ...said, label: interactive.action.button, rows: rowsOf(interactive.action.sections) };
    case 'cta_url': {
      const { display_text, url } = interactive.action.parameters;
      return { type: 'cta_url', ...said, label: display_text, url };
    }
    case 'location_request_message':
      return { type: 'location_request', ...said };
    case 'flow':
      return { type: 'flow', ...said, label: interactive.action.parameters.flow_cta };
  }
}

function aroundOf(interactive: Interactive): Pick<Content, 'header' | 'footer' | 'file'> {
  if (interactive.type === 'location_request_message') return {};
  const { header } = interactive;
  return { footer: interactive.footer?.text, ...(header ? headOf(header) : {}) };
}

function headOf(header: z.output<typeof Header>): Pick<Content, 'header' | 'file'> {
  switch (header.type) {
    case 'text':
      return { header: header.text };
    case 'image':
      return { file: { kind: 'image', ...header.image } };
    case 'video':
      return { file: { kind: 'video', ...header.video } };
    case 'document':
      return { file: { kind: 'document', ...header.document, name: header.document.filename } };
  }
}

/** What a template's header may hold. */
export const HeaderParameter = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: text(60), parameter_name: z.string().optional() }),
  z.object({ type: z.literal('image'), image: Files.image }),
  z.object({ type: z.literal('video'), video: Files.video }),
  z.object({ type: z.literal('document'), document: Files.document }),
  z.object({ type: z.literal('location'), location: PlaceBody }),
]);
