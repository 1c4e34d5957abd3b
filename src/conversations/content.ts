/** A quick reply under a message. Meta allows three; `title` holds 20 characters, `id` 256. */
export type Button = { readonly id: string; readonly title: string };

/** A line of a list message. Meta allows ten in all; `title` holds 24 characters, `description` 72, `id` 200. */
export type Row = { readonly id: string; readonly title: string; readonly description?: string };

/** A text that the channel has approved before: all that it lets out once a contact has been silent for a day. */
export type Template = {
  readonly type: 'template';
  readonly name: string;
  /** As the channel writes it: `pt_BR`. */
  readonly language: string;
  /** What stands for `{{1}}`, `{{2}}` … of the body. */
  readonly body: readonly string[];
  /** The ids go along; the titles are what was approved. */
  readonly buttons: readonly Button[];
  /** What it reads like, for the transcript. */
  readonly text: string;
};

/** What we say: one message, in a form any channel can show. */
export type Content =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'buttons'; readonly text: string; readonly buttons: readonly Button[] }
  | { readonly type: 'list'; readonly text: string; readonly label: string; readonly rows: readonly Row[] }
  | Template;

/** What came along with what was said, for the person who reads it: the ids of a file, the place of a location, an ad. */
export type Beside = Readonly<Record<string, unknown>>;

/** What a contact said: typed, tapped (the id of a button or row of ours), or something we cannot read. */
export type Said = (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tap'; readonly option: string; readonly title: string }
  | { readonly kind: 'unreadable'; readonly what: string }
) & { readonly beside?: Beside | undefined };
