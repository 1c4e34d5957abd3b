import { useInterval } from '@mantine/hooks';
import { useState } from 'react';

const everyMs = 20_000;

/** Now in milliseconds, every so often: draws what says "since 5 min" anew while nothing else changes. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), everyMs, { autoInvoke: true });
  return now;
}
