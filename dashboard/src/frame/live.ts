import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';

/**
 * Asks anew for what changed, as soon as the server says so. The browser connects again by itself, and hears `begin`: all
 * that was missed meanwhile is asked for. Where events do not get through, the lists are asked for every so often.
 */
export function useLive(isWanted: boolean): void {
  const queries = useQueryClient();
  useEffect(() => {
    if (!isWanted) return undefined;
    const events = new EventSource('/api/v1/events');
    const renew = () => void queries.invalidateQueries({ queryKey: ['conversations'] });
    events.addEventListener('begin', renew);
    events.addEventListener('conversation', renew);
    return () => events.close();
  }, [isWanted, queries]);
}
