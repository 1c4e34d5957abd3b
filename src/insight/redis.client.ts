import { Redis } from 'ioredis';
import type { Secret } from '../platform/secret.ts';

/** Asks Redis whether it is there, on a connection of its own that is made when it is first asked. */
export function openRedisProbe(url: Secret): { readonly answers: () => Promise<boolean>; readonly close: () => void } {
  const redis = new Redis(url.reveal(), {
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 1_500,
    commandTimeout: 1_500,
  });
  redis.on('error', () => undefined);
  const answers = () =>
    redis.ping().then(
      () => true,
      () => false,
    );
  return { answers, close: () => redis.disconnect() };
}
