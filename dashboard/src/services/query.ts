import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { BusinessView } from '../../../src/business/business.view.ts';
import { change, get, Nothing, type Change } from '../ask.ts';

export const business = queryOptions({
  queryKey: ['business'],
  queryFn: ({ signal }) => get('/business', BusinessView, signal),
});

/** Changes what the agent knows of the business; every screen that shows it asks anew. */
export function useChange() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: Change) => change(given, z.union([Nothing, z.object({ id: z.string() })])),
    onSettled: () => queries.invalidateQueries({ queryKey: business.queryKey }),
  });
}
