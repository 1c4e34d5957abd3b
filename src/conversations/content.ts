import { z } from 'zod';
import { FileId, SentKind } from './file.ts';

/** A quick reply under a message. Meta allows three; `title` holds 20 characters, `id` 256. */
const Button = z.object({ id: z.string(), title: z.string() });
export type Button = Readonly<z.output<typeof Button>>;

/** A line of a list message. Meta allows ten in all; `title` holds 24 characters, `description` 72, `id` 200. */
const Row = Button.extend({ description: z.string().exactOptional() });
export type Row = Readonly<z.output<typeof Row>>;

const Place = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().exactOptional(),
  address: z.string().exactOptional(),
});

/** A file of ours that goes along: which, and what it is called on their phone. */
const Attached = z.object({ kind: SentKind, file: FileId, name: z.string().exactOptional() });

const several = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();

/** A text that the channel has approved before: all that it lets out once a contact has been silent for a day. */
const Approved = z.object({
  type: z.literal('template'),
  name: z.string().min(1),
  /** As the channel writes it: `pt_BR`. */
  language: z.string().min(2),
  /** What stands above the body: a file, a place, or what stands for `{{1}}`. */
  header: z.union([Attached, Place, z.object({ text: z.string() })]).exactOptional(),
  /** What stands for `{{1}}`, `{{2}}` … of the body. */
  body: several(z.string()),
  /** How the body calls them, in the same order, where it does not count them. */
  names: several(z.string()).exactOptional(),
  /** The ids of its quick replies go along; the titles are what was approved. */
  buttons: several(Button),
  /** What its other buttons need, by their place among all: the end of a link, a coupon, a flow's token. */
  others: several(
    z.object({ index: z.int().min(0).max(9), kind: z.enum(['url', 'copy_code', 'flow']), value: z.string() }),
  ).exactOptional(),
  /** What it reads like, for the transcript. */
  text: z.string(),
});
const Template = Approved.extend({
  /** What serves the same purpose, best first, where the channel does not let this one out any more. */
  instead: several(Approved).exactOptional(),
});
export type Template = Readonly<z.output<typeof Template>>;

/** What we say: one message, in a form any channel can show. What is too much of it: see `fitting.ts`. */
export const Content = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('buttons'), text: z.string(), buttons: several(Button) }),
  z.object({ type: z.literal('list'), text: z.string(), label: z.string(), rows: several(Row) }),
  /** A button that opens a page. */
  z.object({ type: z.literal('link'), text: z.string(), label: z.string(), url: z.url({ protocol: /^https?$/ }) }),
  /** `text`: what stands beneath; may be empty. */
  Attached.extend({ type: z.literal('file'), text: z.string() }),
  Place.extend({ type: z.literal('location') }),
  /** Cards of people. The phone begins with + and its country. */
  z.object({
    type: z.literal('contacts'),
    cards: several(z.object({ name: z.string(), phone: z.string(), company: z.string().exactOptional() })),
  }),
  /** To a message of theirs; an empty emoji takes it back. */
  z.object({ type: z.literal('reaction'), to: z.string(), emoji: z.string() }),
  /** A button that sends us where they are. */
  z.object({ type: z.literal('askLocation'), text: z.string() }),
  /** A form that was made at Meta. `token` comes back with what they fill in. */
  z.object({
    type: z.literal('flow'),
    text: z.string(),
    label: z.string(),
    flow: z.string(),
    token: z.string(),
    screen: z.string().exactOptional(),
  }),
  Template,
]);
export type Content = Readonly<z.output<typeof Content>>;

/** What can be tapped under a message so that its id comes back. */
export function tapsIn(content: Content): readonly Row[] {
  if (content.type === 'list') return content.rows;
  return content.type === 'buttons' || content.type === 'template' ? content.buttons : [];
}

/** What a message says in words. */
export const wordsIn = (content: Content): string => ('text' in content ? content.text : '');

/** The file that a message takes along. */
export function fileIn(content: Content): z.output<typeof Attached> | null {
  if (content.type === 'file') return content;
  return content.type === 'template' && content.header && 'file' in content.header ? content.header : null;
}

/** What came along with what was said, for the person who reads it: the ids of a file, the place of a location, an ad. */
export type Beside = Readonly<Record<string, unknown>>;

/** What a contact said: typed, tapped (the id of a button or row of ours), or something we cannot read. */
export type Said = (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tap'; readonly option: string; readonly title: string }
  | { readonly kind: 'unreadable'; readonly what: string }
) & { readonly beside?: Beside | undefined };
