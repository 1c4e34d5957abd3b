import type { Redis } from 'ioredis';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';

export type Taken = {
  readonly isOver: boolean;
  /** How many are left in this minute. */
  readonly remaining: number;
  /** When all are there again. */
  readonly resetSeconds: number;
};

export type Limit = { readonly perMinute: number; readonly take: (key: string) => Promise<Taken> };

/**
 * So many a minute for each key. With Redis all processes count together; when it does not answer, and without it, each
 * counts for itself.
 */
export function openLimit(name: string, perMinute: number, redis: Redis | null): Limit {
  const limits = { keyPrefix: name, points: perMinute, duration: 60 };
  const memory = new RateLimiterMemory(limits);
  const limiter = redis ? new RateLimiterRedis({ ...limits, storeClient: redis, insuranceLimiter: memory }) : memory;
  return {
    perMinute,
    async take(key) {
      const { isOver, taken } = await limiter.consume(key).then(
        (within) => ({ isOver: false, taken: within }),
        (thrown: unknown) => {
          if (thrown instanceof RateLimiterRes) return { isOver: true, taken: thrown };
          throw thrown;
        },
      );
      return {
        isOver,
        remaining: Math.max(0, taken.remainingPoints),
        resetSeconds: Math.max(1, Math.ceil(taken.msBeforeNext / 1000)),
      };
    },
  };
}
