import type { Contact } from './contact.ts';
import type { Content, Row } from './content.ts';

/** `in`: from the contact to the business. `out`: from the business to the contact. */
type Direction = 'in' | 'out';

/**
 * How far a message came.
 *
 * In: `sending`, `retrying` (the webhook got no 200 yet), `lost` (gave up), `delivered` (200), `read` (read receipt).
 * Out: `accepted`, `sent`, `delivered`, `read`.
 */
export type Progress = 'sending' | 'retrying' | 'lost' | 'accepted' | 'sent' | 'delivered' | 'read';

export type Message = Content & {
  readonly id: string;
  readonly direction: Direction;
  /** The message that it answers. */
  readonly replyTo?: string | undefined;
  /** What the other side thinks of it; absent: nothing. */
  readonly reaction?: string | undefined;
  /** Of a tap: the id of the button or row. */
  readonly option?: string | undefined;
  readonly at: string;
  readonly status: Progress;
  /** Of a message in: the business has answered its webhook with 200. */
  readonly acknowledged?: boolean | undefined;
};

/** What a contact was offered to tap, and by which message; `quick_reply`: by a template. */
export type Offer = {
  readonly type: 'button_reply' | 'list_reply' | 'quick_reply';
  readonly option: Row;
  readonly from: string;
};

/** What a phone page hears about. */
export type ChatEvent =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'typing'; readonly forMs: number };
type Listener = (contact: Contact, event: ChatEvent) => void;

/** Messages kept for each contact. Older ones are forgotten, or a load test would fill the memory. */
const keptMax = 1000;

/** What each phone shows, both directions, in order. */
export class Chats {
  readonly #messages = new Map<string, Message[]>();
  readonly #writers = new Map<string, Contact>();
  readonly #listeners = new Set<Listener>();

  of(contact: Contact): readonly Message[] {
    return this.#messages.get(contact.userId) ?? [];
  }

  /** Who sent the business the message with this id. */
  writer(id: string): Contact | undefined {
    return this.#writers.get(id);
  }

  add(contact: Contact, message: Message): void {
    const chat = this.#messages.get(contact.userId) ?? [];
    this.#messages.set(contact.userId, chat);
    if (message.direction === 'in') this.#writers.set(message.id, contact);
    if (chat.push(message) > keptMax) this.#writers.delete(chat.shift()?.id ?? '');
    this.#tell(contact, { kind: 'message', message });
  }

  /** Moves a message on. A message that was read stays read; a forgotten one stays forgotten. */
  progress(contact: Contact, id: string, status: Progress): void {
    const chat = this.#messages.get(contact.userId) ?? [];
    const index = chat.findLastIndex((message) => message.id === id);
    const message = chat[index];
    if (!message) return;
    const acknowledged = message.direction === 'in' ? message.acknowledged || status === 'delivered' : undefined;
    const next = { ...message, status: message.status === 'read' ? message.status : status, acknowledged };
    chat[index] = next;
    this.#tell(contact, { kind: 'message', message: next });
  }

  /** One side reacts to a message; an empty emoji takes it back. `false`: there is no such message. */
  react(contact: Contact, to: string, emoji: string): boolean {
    const chat = this.#messages.get(contact.userId) ?? [];
    const index = chat.findLastIndex(({ id }) => id === to);
    const message = chat[index];
    if (!message || message.type === 'reaction') return false;
    const next = { ...message, reaction: emoji || undefined };
    chat[index] = next;
    this.#tell(contact, { kind: 'message', message: next });
    return true;
  }

  /** The business has read `id` and all before it. */
  read(contact: Contact, id: string): void {
    const chat = this.of(contact);
    const seen = chat.slice(0, chat.findLastIndex((message) => message.id === id) + 1);
    for (const { id: each, direction, status } of seen) {
      if (direction === 'in' && status !== 'read') this.progress(contact, each, 'read');
    }
  }

  typing(contact: Contact, forMs: number): void {
    this.#tell(contact, { kind: 'typing', forMs });
  }

  /** The button or row with this id that the contact saw last. */
  offer(contact: Contact, kind: 'button' | 'row', option: string): Offer | undefined {
    for (const message of this.of(contact).toReversed()) {
      const options: readonly Row[] = (kind === 'button' ? message.buttons : message.rows) ?? [];
      const found = options.find(({ id }) => id === option);
      if (!found) continue;
      const ofButton = message.type === 'template' ? 'quick_reply' : 'button_reply';
      return { type: kind === 'button' ? ofButton : 'list_reply', option: found, from: message.id };
    }
    return undefined;
  }

  /** @returns what stops it */
  listen(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(contact: Contact, event: ChatEvent): void {
    for (const listener of this.#listeners) listener(contact, event);
  }
}
