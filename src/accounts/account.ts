import { z } from 'zod';
import type { BusinessId } from '../business/business.ts';
import type { Permission } from './permission.ts';

export const UserId = z.uuid().brand<'UserId'>();
export type UserId = z.output<typeof UserId>;
export const ApiKeyId = z.uuid().brand<'ApiKeyId'>();
export type ApiKeyId = z.output<typeof ApiKeyId>;

/** An address as accounts are found by. */
export const Email = z.email('must be an e-mail address').max(254).toLowerCase();
/** Long rather than odd; the most is what argon2id has to read before anybody is signed in. */
export const Password = z.string().min(10, 'must have at least 10 characters').max(128, 'must have at most 128');

/** Who does something for a business: a person who is signed in, or a program with a key. */
export type Actor = {
  readonly business: BusinessId;
  readonly user: UserId | null;
  readonly key: ApiKeyId | null;
  readonly name: string;
  readonly may: ReadonlySet<Permission>;
};
