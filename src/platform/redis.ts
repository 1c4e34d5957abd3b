import { Redis } from 'ioredis';
import type { Secret } from './secret.ts';

/** A connection whose loss slows nobody down: a command fails at once while there is none, and it comes back by itself. */
export function connectRedis(url: Secret): Redis {
  const redis = new Redis(url.reveal(), {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: 500,
  });
  redis.on('error', () => undefined);
  return redis;
}
