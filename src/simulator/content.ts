import { z } from 'zod';

/** A quick reply under a message. */
export type Button = { readonly id: string; readonly title: string };
/** A line of a list message. `section` is the heading that it stands under. */
export type Row = Button & { readonly description?: string | undefined; readonly section?: string | undefined };

export const fileKinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type FileKind = (typeof fileKinds)[number];

/** A file that stands in a message: by its id here, or by a link that nobody follows. */
export type File = {
  readonly kind: FileKind;
  readonly id?: string | undefined;
  readonly link?: string | undefined;
  readonly name?: string | undefined;
  readonly isVoice?: boolean | undefined;
};

export type Place = {
  readonly latitude: number;
  readonly longitude: number;
  readonly name?: string | undefined;
  readonly address?: string | undefined;
};

export type Card = { readonly name: string; readonly phones: readonly string[] };

/** What somebody says, as the phone shows it. */
export type Content = {
  readonly type: string;
  /** Of a picture, what stands beneath. */
  readonly text: string;
  readonly header?: string | undefined;
  readonly footer?: string | undefined;
  readonly buttons?: readonly Button[] | undefined;
  /** What opens the list, the page or the form. */
  readonly label?: string | undefined;
  readonly rows?: readonly Row[] | undefined;
  readonly url?: string | undefined;
  readonly file?: File | undefined;
  readonly place?: Place | undefined;
  readonly cards?: readonly Card[] | undefined;
  /** Of a template: Meta's category, in small letters. */
  readonly category?: string | undefined;
  /** The message that a reaction is to; `text` is the emoji. */
  readonly to?: string | undefined;
};

export const text = (max: number) => z.string().min(1, 'must not be empty').max(max, `at most ${max} characters`);

/** One file: by id, or by link, and not by both. */
const one = {
  id: z.string().min(1).optional(),
  link: z.url({ protocol: /^https?$/, message: 'must be a URL' }).optional(),
};
const isOne = ({ id, link }: { id?: string | undefined; link?: string | undefined }) =>
  (id === undefined) !== (link === undefined);
const either = 'either id or link';

/** What Meta takes of each kind of file. A caption stands under neither voice nor sticker. */
export const Files = {
  image: z.strictObject({ ...one, caption: text(1024).optional() }).refine(isOne, either),
  video: z.strictObject({ ...one, caption: text(1024).optional() }).refine(isOne, either),
  document: z
    .strictObject({ ...one, caption: text(1024).optional(), filename: text(240).optional() })
    .refine(isOne, either),
  audio: z.strictObject({ ...one, voice: z.boolean().optional() }).refine(isOne, either),
  sticker: z.strictObject(one).refine(isOne, either),
};

export const PlaceBody = z.strictObject({
  latitude: z.coerce.number().min(-90).max(90),
  longitude: z.coerce.number().min(-180).max(180),
  name: z.string().optional(),
  address: z.string().optional(),
});

export const CardBody = z.looseObject({
  name: z
    .looseObject({ formatted_name: text(512) })
    .refine(
      (name) => ['first_name', 'last_name', 'middle_name', 'prefix', 'suffix'].some((part) => part in name),
      'one more part of the name is required',
    ),
  phones: z.array(z.looseObject({ phone: text(64) })).optional(),
});
