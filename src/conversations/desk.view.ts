import { z } from 'zod';

/** A conversation in the list of the desk. Times are ISO 8601. */
export const ConversationRowView = z.object({
  id: z.string(),
  contact: z.object({
    id: z.string(),
    name: z.string().nullable(),
    /** Digits with country code, as Meta knows it. */
    phone: z.string().nullable(),
    /** The same as people write it: `(11) 91234-5678`. */
    shownPhone: z.string().nullable(),
  }),
  /** active: the agent has it. human: a person has it. closed: it is over. */
  status: z.enum(['active', 'human', 'closed']),
  reason: z.string().nullable(),
  /** Since when a person has it, or is waited for. */
  since: z.string().nullable(),
  assignedTo: z.object({ id: z.string(), name: z.string() }).nullable(),
  lastAt: z.string(),
  lastDirection: z.enum(['in', 'out']),
  preview: z.string(),
  isUnread: z.boolean(),
  /** What people at the desk sort it under. */
  labels: z.array(z.string()),
});
export type ConversationRowView = z.output<typeof ConversationRowView>;

export const ConversationsPageView = z.object({
  items: z.array(ConversationRowView),
  nextCursor: z.string().nullable(),
});

export const NoteView = z.object({ id: z.int(), text: z.string(), at: z.string(), who: z.string().nullable() });

/** A conversation that is open on the desk. */
export const ConversationView = ConversationRowView.extend({
  /** What the agent tells who takes over: lines, most important first. */
  brief: z.array(z.string()),
  /** The brief is a model's summary; else it is made of what the rules know. */
  isSummary: z.boolean(),
  /** Until when anything can be said; afterwards only templates get through. */
  windowEndsAt: z.string(),
  notes: z.array(NoteView),
});
export type ConversationView = z.output<typeof ConversationView>;

/** A file of a conversation; its bytes are at `/conversations/{id}/files/{id}`. */
export const FileView = z.object({
  id: z.string(),
  kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
  type: z.string(),
  name: z.string().nullable(),
});

export const MessageView = z.object({
  id: z.int(),
  direction: z.enum(['in', 'out']),
  at: z.string(),
  text: z.string(),
  /** What can be tapped under it. */
  options: z.array(z.string()),
  /** `image`, `audio` …: something that is not text. */
  media: z.string().nullable(),
  /** Once its bytes are here. */
  file: FileView.nullable(),
  /** The text was heard in a voice note. */
  isHeard: z.boolean(),
  /** What a model saw in the picture; `null`: none looked at it. */
  seen: z.string().nullable(),
  status: z.string(),
  errorCode: z.string().nullable(),
  /** Who said it at the desk; `null`: the agent, or the contact. */
  who: z.string().nullable(),
  /** What the agent took the turn to mean, each `kind` or `kind:what` (agent/command.ts), and what it did (agent/act.ts). */
  turn: z.object({ understood: z.array(z.string()), did: z.array(z.string()), tookMs: z.number() }).nullable(),
});
export type MessageView = z.output<typeof MessageView>;

export const TranscriptView = z.object({ items: z.array(MessageView), nextCursor: z.string().nullable() });

/** Somebody a conversation can be given to. */
export const ColleagueView = z.object({ id: z.string(), name: z.string() });
export type ColleagueView = z.output<typeof ColleagueView>;

export const CannedAnswerView = z.object({ id: z.string(), name: z.string(), text: z.string() });
export type CannedAnswerView = z.output<typeof CannedAnswerView>;

/** An approved template; each of `gaps` stands in `body` as `{{gap}}`. */
export const TemplateView = z.object({
  name: z.string(),
  language: z.string(),
  body: z.string(),
  gaps: z.array(z.string()),
});
export type TemplateView = z.output<typeof TemplateView>;
