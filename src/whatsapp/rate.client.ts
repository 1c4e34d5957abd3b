import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { connectRedis } from '../platform/redis.ts';
import type { Secret } from '../platform/secret.ts';

/** What one send asks for. `priority`: 0 is an answer, everything else was not asked for. */
type Asking = { readonly phoneNumberId: string; readonly contact: string; readonly priority: number };

/** How fast we may send. */
export type Rates = {
  /** Takes the right to send once, and answers 0; or how long to wait before asking again, in milliseconds. */
  readonly take: (asking: Asking) => Promise<number>;
  readonly close: () => void;
};

type Settings = { readonly perSecond: number; readonly redisUrl: Secret | null };

/** To one contact: one message in 6 s, with 45 lent from the future. Meta's own figures. */
const pair = { points: 45, duration: 45 * 6 };

/** What was not asked for leaves this part of a number's rate to answers. */
const answersShare = 0.25;

/**
 * Limits by number and by contact. With Redis all workers share them; when it does not answer, and without it, each
 * worker counts for itself, and what Meta then refuses waits as its error code says.
 */
export function openRates({ perSecond, redisUrl }: Settings): Rates {
  const redis = redisUrl && connectRedis(redisUrl);
  const limiter = (keyPrefix: string, points: number, duration: number) => {
    const limits = { keyPrefix, points, duration };
    const memory = new RateLimiterMemory(limits);
    return redis ? new RateLimiterRedis({ ...limits, storeClient: redis, insuranceLimiter: memory }) : memory;
  };
  const contacts = limiter('pair', pair.points, pair.duration);
  const numbers = limiter('number', perSecond, 1);
  const unasked = limiter('unasked', Math.max(1, Math.floor(perSecond * (1 - answersShare))), 1);

  async function take({ phoneNumberId, contact, priority }: Asking): Promise<number> {
    const key = `${phoneNumberId}/${contact}`;
    const ofContact = await consume(contacts, key);
    if (ofContact > 0) return ofContact;
    const ofNumber = priority > 0 ? await consume(unasked, phoneNumberId) : 0;
    const wait = ofNumber > 0 ? ofNumber : await consume(numbers, phoneNumberId);
    // What does not go out now must not count against the contact.
    if (wait > 0) await contacts.reward(key, 1);
    return wait;
  }

  return { take, close: () => redis?.disconnect() };
}

type Limiter = RateLimiterMemory | RateLimiterRedis;

/** How long to wait; 0: it was taken. */
async function consume(limiter: Limiter, key: string): Promise<number> {
  try {
    await limiter.consume(key);
    return 0;
  } catch (thrown) {
    if (thrown instanceof RateLimiterRes) return Math.max(1, thrown.msBeforeNext);
    throw thrown;
  }
}
