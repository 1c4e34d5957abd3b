import { createHash } from 'node:crypto';
import type { Business } from './business.ts';

/** A word that is another one whenever what it was made of is. */
export function versionOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([value]))
    .digest('base64url')
    .slice(0, 16);
}

/** The parts of a business that two people may edit at once; `undefined`: there is no such part. */
export const part = {
  service: (id: string) => (business: Business) => business.services.find((service) => service.id === id),
  professional: (id: string) => (business: Business) => business.professionals.find((person) => person.id === id),
  knowledge: (key: string) => (business: Business) => business.knowledge.find((entry) => entry.key === key),
  /** Of the business with `null`. */
  hours: (professional: string | null) => (business: Business) =>
    business.hours.filter((span) => span.professional === professional),
  style: (business: Business) => business.style,
  rules: ({ rules, policies, notices }: Business) => ({ rules, policies, notices }),
  /** When a debug window closes is no edit of theirs. */
  models: ({ models }: Business) => ({ ...models, debugUntil: null }),
} as const;

/** The version in an `If-Match`; `null`: none is asked for. */
export function versionIn(header: string | undefined): string | null {
  return /^(?:W\/)?"([^"]+)"$/.exec(header ?? '')?.[1] ?? null;
}
