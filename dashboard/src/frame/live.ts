import { useThrottledCallback } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/** Much may change at once, and a list that was asked for anew at each change would never come. */
const restMs = 300;

/**
 * Asks anew for what changed, as soon as the server says so. The browser connects again by itself, and hears `begin`: all
 * that was missed meanwhile is asked for. Where events do not get through, the lists are asked for every so often.
 */
export function useLive(isWanted: boolean): void {
  const queries = useQueryClient();
  const renew = useThrottledCallback(() => void queries.invalidateQueries({ queryKey: ['conversations'] }), restMs);
  useEffect(() => {
    if (!isWanted) return undefined;
    const events = new EventSource('/api/v1/events');
    events.addEventListener('begin', renew);
    events.addEventListener('conversation', renew);
    return () => events.close();
  }, [isWanted, renew]);
}
