import { z } from 'zod';
import { parseJson } from '../platform/json.ts';
import type { Finding } from './finding.ts';

/** What the registry says of the dependencies. `unknown` is every answer that is none. */
export type AuditAnswer =
  | { readonly kind: 'ok' }
  | {
      readonly kind: 'vulnerable';
      readonly grave: number;
      readonly slight: number;
      readonly packages: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly why: string };

const Severity = z.enum(['info', 'low', 'moderate', 'high', 'critical']);
const Report = z.looseObject({
  vulnerabilities: z.record(z.string(), z.looseObject({ severity: Severity })),
  metadata: z.looseObject({ vulnerabilities: z.looseObject({ total: z.int() }) }),
});
const Failure = z.looseObject({ message: z.string().optional(), statusCode: z.int().optional() });

/**
 * Reads what `npm audit --json` printed. Its exit code is 1 both for a vulnerability and for a registry that did not
 * answer, so only a whole report counts.
 */
export function auditAnswer(printed: string): AuditAnswer {
  const said = parseJson(Buffer.from(printed));
  const report = Report.safeParse(said);
  if (!report.success) {
    const { statusCode } = Failure.safeParse(said).data ?? {};
    return { kind: 'unknown', why: statusCode === undefined ? 'the registry did not answer' : `HTTP ${statusCode}` };
  }
  const all = Object.entries(report.data.vulnerabilities);
  if (all.length === 0) return { kind: 'ok' };
  const grave = all.filter(([, { severity }]) => severity === 'high' || severity === 'critical').length;
  return { kind: 'vulnerable', grave, slight: all.length - grave, packages: all.map(([name]) => name).toSorted() };
}

/** When the answer was last a known one; before the first, since when it was asked for. */
export const AuditMemory = z.object({
  state: z.enum(['ok', 'vulnerable', 'unknown']),
  firstAskedAt: z.string(),
  knownAt: z.string().nullable(),
});
export type AuditMemory = z.output<typeof AuditMemory>;

export function remember({ kind }: AuditAnswer, before: AuditMemory | null, now: Temporal.Instant): AuditMemory {
  const at = now.toString({ smallestUnit: 'second' });
  const knownAt = kind === 'unknown' ? (before?.knownAt ?? null) : at;
  return { state: kind, firstAskedAt: before?.firstAskedAt ?? at, knownAt };
}

/** So long nobody may go without knowing. */
export const unknownHoursMax = 72;

export const hoursUnknown = ({ knownAt, firstAskedAt }: AuditMemory, now: Temporal.Instant): number =>
  Temporal.Instant.from(knownAt ?? firstAskedAt)
    .until(now)
    .total('hours');

export function auditFinding(answer: AuditAnswer, memory: AuditMemory, now: Temporal.Instant): Finding {
  const check = 'dependencies';
  if (answer.kind === 'ok') return { check, level: 'ok', says: 'OK: no vulnerability is known' };
  if (answer.kind === 'vulnerable') {
    const { grave, slight, packages } = answer;
    const says = `VULNERABLE: ${grave} grave, ${slight} slight, in ${packages.slice(0, 8).join(', ')}`;
    const fix = 'npm audit says which version mends it; raise it in package.json, npm ci, npm test, deploy.';
    return { check, level: grave > 0 ? 'error' : 'warning', says, fix };
  }
  const hours = hoursUnknown(memory, now);
  const since = memory.knownAt === null ? 'never known' : `last known ${Math.round(hours)} h ago`;
  const late = hours >= unknownHoursMax;
  const says = `UNKNOWN (${answer.why}), ${since}${late ? `: HIGH, beyond ${unknownHoursMax} h` : ''}`;
  const fix = 'Open the way to registry.npmjs.org, or run whats-agent security check where there is one.';
  return { check, level: late ? 'error' : 'unknown', says, fix };
}
