import { QueryClient } from '@tanstack/react-query';
import { Refused } from './ask.ts';

/** All that was asked of the server, and what it said. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A "no" stays one however often it is asked for.
      retry: (count, error) => !(error instanceof Refused) && count < 2,
    },
  },
});
