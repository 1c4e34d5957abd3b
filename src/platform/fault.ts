/** transient: try again later. permanent: never. bug: a person must look. */
export type FaultKind = 'transient' | 'permanent' | 'bug';

/** Something broke. A refusal that the domain expects ("that slot is taken") is a value, never a Fault. */
export class Fault extends Error {
  readonly kind: FaultKind;
  /** Stable and dotted, for metrics and alerts: `whatsapp.131047`. */
  readonly code: string;
  /** Ids and numbers for the log. Never message text, names or phone numbers. */
  readonly context: Readonly<Record<string, unknown>>;

  constructor(kind: FaultKind, code: string, context: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(code, { cause });
    this.name = 'Fault';
    this.kind = kind;
    this.code = code;
    this.context = context;
  }
}

/** Somebody typed what cannot be: the sentence names the rule it breaks, and the way out. */
export const wrong = (sentence: string): Fault => new Fault('permanent', 'cli.invalid', { sentence });

/**
 * Errors of PostgreSQL and the network after which the same work may succeed: lost connections, conflicts with others,
 * no resources, a server that shuts down, is read-only after a failover or lost its disk, and closed sockets.
 *
 * @see https://www.postgresql.org/docs/17/errcodes-appendix.html
 */
const passing =
  /^(08|40|53|57|58)...$|^(25006|25P03|55P03)$|^(ECONN|ENOTFOUND|ENETUNREACH|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|UND_ERR)/;

/** What `pg` says without a code: the connection is gone, or Kysely's rollback on it failed. */
const lostMessage = /Connection terminated|timeout exceeded when trying to connect|not queryable|Query read timeout/;

/** What was thrown, as a Fault. What nobody foresaw is a bug. */
export function asFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const code = codeOf(thrown);
  const lost = thrown instanceof Error && lostMessage.test(thrown.message);
  if (passing.test(code) || lost) return new Fault('transient', `database.${code || 'lost'}`, {}, thrown);
  return new Fault('bug', `unforeseen.${code || (thrown instanceof Error ? thrown.name : 'unknown')}`, {}, thrown);
}

/** The `code` that Node and PostgreSQL put on their errors, or ''. */
export function codeOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return '';
  return typeof thrown.code === 'string' ? thrown.code : '';
}
