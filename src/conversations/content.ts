/** A quick reply under a message. Meta allows three; `title` holds 20 characters, `id` 256. */
export type Button = { readonly id: string; readonly title: string };

/** A line of a list message. Meta allows ten in all; `title` holds 24 characters, `description` 72, `id` 200. */
export type Row = { readonly id: string; readonly title: string; readonly description?: string };

/** What we say: one message, in a form any channel can show. */
export type Content =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'buttons'; readonly text: string; readonly buttons: readonly Button[] }
  | { readonly type: 'list'; readonly text: string; readonly label: string; readonly rows: readonly Row[] };

/** What a contact said: typed, tapped (the id of a button or row of ours), or something we cannot read. */
export type Said =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tap'; readonly option: string; readonly title: string }
  | { readonly kind: 'unreadable'; readonly what: string };
