import { z } from 'zod';

/** Who is signed in, where they work, and what they may there (accounts/permission.ts). */
export const SessionView = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string(), hasSecondFactor: z.boolean() }),
  business: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  role: z.string(),
  permissions: z.array(z.string()),
  businesses: z.array(z.object({ id: z.string(), name: z.string(), role: z.string() })),
});
export type SessionView = z.output<typeof SessionView>;

/** `secondFactor`: the password was right, and now the code is asked for. */
export const SignedInView = z.object({ secondFactor: z.boolean() });

/** `uri` (otpauth:) is for the app, as a picture or typed; the codes are shown this once. */
export const EnrolmentView = z.object({ uri: z.string(), recoveryCodes: z.array(z.string()) });
export const RecoveryCodesView = EnrolmentView.pick({ recoveryCodes: true });

export const InvitationView = z.object({ businessName: z.string(), role: z.string(), email: z.string().nullable() });

/** A browser in which somebody is signed in. */
export const SessionRowView = z.object({
  id: z.string(),
  since: z.string(),
  seenAt: z.string(),
  browser: z.string().nullable(),
  ip: z.string().nullable(),
  isThis: z.boolean(),
});
export type SessionRowView = z.output<typeof SessionRowView>;

export const MemberView = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role: z.string(),
  hasSecondFactor: z.boolean(),
  since: z.string(),
  seenAt: z.string().nullable(),
});
export type MemberView = z.output<typeof MemberView>;

export const AuditRowView = z.object({
  id: z.int(),
  at: z.string(),
  /** The id of a user or of an API key, and the name. */
  actor: z.string().nullable(),
  who: z.string().nullable(),
  action: z.string(),
  target: z.record(z.string(), z.string()),
  status: z.int().nullable(),
  ip: z.string().nullable(),
});
export const AuditView = z.object({ items: z.array(AuditRowView), nextCursor: z.string().nullable() });
export type AuditRowView = z.output<typeof AuditRowView>;

export const ApiKeyView = z.object({
  id: z.string(),
  name: z.string(),
  start: z.string(),
  scopes: z.array(z.string()),
  madeAt: z.string(),
  expiresAt: z.string().nullable(),
  usedAt: z.string().nullable(),
});
export type ApiKeyView = z.output<typeof ApiKeyView>;
/** `key` is all of it, shown this once. */
export const MadeKeyView = z.object({ id: z.string(), key: z.string() });
