import { z } from 'zod';
import { userIdShape } from './contact.ts';
import { type GraphRefusal, refusal } from './graph.ts';
import { filled, TemplateBody, type Template } from './template.ts';

/** A quick reply under a message. */
export type Button = { readonly id: string; readonly title: string };
/** A line of a list message. `section` is the heading that it stands under. */
export type Row = Button & { readonly description?: string | undefined; readonly section?: string | undefined };

/** What the business says, as the phone shows it. */
type Content = {
  readonly type: 'text' | 'button' | 'list' | 'template';
  readonly text: string;
  readonly header?: string | undefined;
  readonly footer?: string | undefined;
  readonly buttons?: readonly Button[] | undefined;
  /** What opens the list. */
  readonly label?: string | undefined;
  readonly rows?: readonly Row[] | undefined;
};

export type Send = {
  readonly kind: 'send';
  /** As given, for the answer repeats it. */
  readonly input: string;
  /** Where it goes: digits or a user id. A user id in `to` is taken and goes nowhere, as at Meta. [3] */
  readonly address: { readonly field: 'to' | 'recipient'; readonly key: string };
  readonly content: Content;
  readonly callbackData?: string | undefined;
};

/** "I have read up to this message", and perhaps "I am typing". */
export type Receipt = { readonly kind: 'read'; readonly messageId: string; readonly typing: boolean };

const text = (max: number) => z.string().min(1, 'must not be empty').max(max, `at most ${max} characters`);

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

const around = {
  header: z.object({ type: z.literal('text'), text: text(60) }).optional(),
  footer: z.object({ text: text(60) }).optional(),
};

const Buttons = z.object({
  type: z.literal('button'),
  ...around,
  body: z.object({ text: text(1024) }),
  action: z.object({
    buttons: z
      .array(Reply)
      .min(1, '1 to 3 buttons')
      .max(3, '1 to 3 buttons')
      .refine((buttons) => unique<Button>('id')(buttons.map(({ reply }) => reply)), 'the ids must be unique')
      .refine((buttons) => unique<Button>('title')(buttons.map(({ reply }) => reply)), 'the titles must be unique'),
  }),
});

const List = z.object({
  type: z.literal('list'),
  ...around,
  // Meta's OpenAPI file says 1024 characters and 10 rows a section. Its prose, and its servers, do not.
  body: z.object({ text: text(4096) }),
  action: z.object({
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

const Addressed = z.object({
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z.string().optional(),
  recipient: z.string().regex(userIdShape, 'must be a business-scoped user id such as BR.1349').optional(),
  context: z.object({ message_id: z.string() }).optional(),
  biz_opaque_callback_data: z.string().max(512, 'at most 512 characters').optional(),
});

const SendBody = z.discriminatedUnion('type', [
  Addressed.extend({
    type: z.literal('text'),
    text: z.object({ body: text(4096), preview_url: z.boolean().optional() }),
  }),
  Addressed.extend({ type: z.literal('interactive'), interactive: z.discriminatedUnion('type', [Buttons, List]) }),
  Addressed.extend({ type: z.literal('template'), template: TemplateBody }),
]);
type SendBody = z.output<typeof SendBody>;

const ReadBody = z.object({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: text(512),
  typing_indicator: z.object({ type: z.literal('text') }).optional(),
});

/**
 * What the body of `POST /{PHONE_ID}/messages` asks for, or why Meta would not have it.
 *
 * @param templates those that were approved
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages
 */
export function readBody(body: unknown, templates: readonly Template[]): Send | Receipt | GraphRefusal {
  if (typeof body === 'object' && body !== null && 'status' in body) {
    const { data, error } = ReadBody.safeParse(body, { reportInput: true });
    if (error) return complaint(error.issues);
    return { kind: 'read', messageId: data.message_id, typing: data.typing_indicator !== undefined };
  }
  const { data, error } = SendBody.safeParse(body, { reportInput: true });
  return error ? complaint(error.issues) : sendOf(data, templates);
}

function sendOf(body: SendBody, templates: readonly Template[]): Send | GraphRefusal {
  const { to, recipient, biz_opaque_callback_data: callbackData } = body;
  const content = body.type === 'template' ? filled(body.template, templates) : contentOf(body);
  if ('kind' in content) return content;
  // Both: `to` wins.
  if (to === undefined) {
    if (recipient === undefined) return refusal(100, 'to: the parameter to or recipient is required');
    return { kind: 'send', input: recipient, address: { field: 'recipient', key: recipient }, content, callbackData };
  }
  const isUserId = userIdShape.test(to);
  const key = isUserId ? to : to.replaceAll(/[\s()+-]/g, '');
  if (!isUserId && !/^\d{6,15}$/.test(key)) return refusal(131009, 'to: must be a phone number');
  return { kind: 'send', input: to, address: { field: 'to', key }, content, callbackData };
}

function contentOf(body: Exclude<SendBody, { type: 'template' }>): Content {
  if (body.type === 'text') return { type: 'text', text: body.text.body };
  const { interactive } = body;
  const said = { text: interactive.body.text, header: interactive.header?.text, footer: interactive.footer?.text };
  if (interactive.type === 'button') {
    return { type: 'button', ...said, buttons: interactive.action.buttons.map(({ reply }) => reply) };
  }
  return { type: 'list', ...said, label: interactive.action.button, rows: rowsOf(interactive.action.sections) };
}

/** Parameters that Meta checks before it looks at the message. */
const outer = new Set(['messaging_product', 'recipient_type', 'to', 'type', 'status', '']);

function complaint([issue]: readonly z.core.$ZodIssue[]): GraphRefusal {
  const where = (issue?.path ?? []).reduce<string>((path, part) => {
    if (typeof part === 'number') return `${path}[${part}]`;
    return path ? `${path}.${String(part)}` : String(part);
  }, '');
  const missing = issue?.code === 'invalid_type' && issue.input === undefined;
  const code = outer.has(where) ? 100 : missing ? 131008 : 131009;
  const rule = missing ? 'is required' : (issue?.message ?? 'is not valid');
  return refusal(code, `${where || 'body'}: ${rule}`);
}
