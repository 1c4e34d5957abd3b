import { createHmac, timingSafeEqual } from 'node:crypto';

/** A signed address at which whoever was told of an alert can say that they act. */
export function acknowledgeUrl(publicUrl: string, key: string, alert: string): string {
  return `${publicUrl.replace(/\/$/, '')}/alerts/${alert}?sign=${signOf(key, alert)}`;
}

/** Did we sign this address? In constant time. */
export function isOurs(key: string, alert: string, sign: string): boolean {
  const [ours, given] = [Buffer.from(signOf(key, alert)), Buffer.from(sign)];
  return ours.length === given.length && timingSafeEqual(ours, given);
}

const signOf = (key: string, alert: string) =>
  createHmac('sha256', key).update(`acknowledge ${alert}`).digest('base64url');
