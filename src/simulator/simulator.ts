import type { Chats } from './chats.ts';
import type { Contact, Contacts } from './contact.ts';
import type { Faults } from './faults.ts';
import type { Receipt, Send } from './send.ts';
import type { Media } from './media.ts';
import type { Standing } from './standing.ts';
import type { Template, Templates } from './template.ts';
import type { FileKind, Place } from './content.ts';

export type SimulatorSettings = {
  /** Where the signed webhooks go. */
  readonly webhookUrl: string;
  readonly appSecret: string;
  /** The one before it, with which a fault may sign. */
  readonly appSecretOld?: string | undefined;
  /** What `Authorization: Bearer` must carry. */
  readonly accessToken: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
  readonly businessAccountId: string;
  /** What the business has registered, and Meta approved. */
  readonly templates?: readonly Template[];
  /** What stands at the top of the phone page. */
  readonly businessName?: string;
  /** Replies that are free in a month; 1,000 as at Meta, unless a test wants to see the end of it. */
  readonly freeReplies?: number;
  readonly clock: () => Temporal.Instant;
  /** In [0, 1). */
  readonly random: () => number;
  /** How long after a send each status comes. */
  readonly statusDelaysMs?: { readonly sent: number; readonly delivered: number; readonly read: number };
  /** Told of what goes wrong between here and the business. */
  readonly log?: (event: string, fields: Record<string, unknown>) => void;
};

/** What a contact does: types, taps a button or a row by its id, sends a file that is held already or a place, reacts. */
export type Utterance = {
  readonly does:
    | { readonly kind: 'type'; readonly text: string }
    | { readonly kind: 'button' | 'row'; readonly option: string }
    | { readonly kind: 'file'; readonly file: FileSaid }
    | { readonly kind: 'place'; readonly place: Place }
    | { readonly kind: 'react'; readonly to: string; readonly emoji: string };
  /** The message that it answers. */
  readonly replyTo?: string | undefined;
  /** The wamid, to deliver one message twice. */
  readonly id?: string | undefined;
  readonly at?: Temporal.Instant | undefined;
};

/** A file that a contact sends. */
export type FileSaid = {
  readonly kind: FileKind;
  readonly id: string;
  readonly caption?: string | undefined;
  readonly name?: string | undefined;
  readonly isVoice?: boolean | undefined;
};

export type Said =
  | { readonly kind: 'said'; readonly id: string; readonly acknowledged: Promise<boolean> }
  /** Nobody offered this contact such a button or row. */
  | { readonly kind: 'refused'; readonly why: 'not_offered' };

export type Statistics = {
  readonly sendsAccepted: number;
  readonly webhooksDelivered: number;
  readonly webhooksRetried: number;
  readonly webhooksAbandoned: number;
  /** Webhooks of messages and batches of statuses that wait for their 200. */
  readonly webhooksPending: number;
  /** Statuses that are not due yet, or wait for their 200. */
  readonly statusesPending: number;
};

/** A false Cloud API with false contacts, all in memory. */
export type Simulator = {
  readonly settings: SimulatorSettings;
  readonly contacts: Contacts;
  readonly chats: Chats;
  readonly faults: Faults;
  readonly media: Media;
  readonly templates: Templates;
  readonly standing: Standing;
  /** User ids of whom the business holds off: what they write stays on their phones. */
  readonly blocked: Set<string>;
  readonly wroteToday: (contact: Contact) => boolean;
  /** Takes a send: it shows on the contact's phone, and its statuses follow. @returns the wamid, and who it reached */
  readonly accept: (send: Send) => { readonly id: string; readonly contact: Contact | undefined };
  /** `false`: there is no such message of a contact. */
  readonly read: (receipt: Receipt) => boolean;
  /** A contact says something: `acknowledged` resolves when the business answered 200 (`true`) or never will. */
  readonly say: (contact: Contact, utterance: Utterance) => Said;
  /** A contact comes from an ad: what is sent to them is free for a while. */
  readonly enter: (contact: Contact) => void;
  /** Tells the business anything that Meta can: these changes in one webhook. `true`: it answered 200. */
  readonly emit: (changes: readonly object[]) => Promise<boolean>;
  /** The id of a message from this contact. */
  readonly newId: (address: string) => string;
  readonly statistics: () => Statistics;
  /** Resolves with `true` when the time has passed, with `false` at once when the simulator closes. */
  readonly pause: (ms: number) => Promise<boolean>;
  /** Stops all retries and timers. What was not delivered is lost. */
  readonly close: () => Promise<void>;
};
