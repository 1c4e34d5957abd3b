import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits that can stand in a link. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a token: who reads the database cannot use it. */
export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
