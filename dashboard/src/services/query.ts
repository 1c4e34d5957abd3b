import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { BusinessView } from '../../../src/business/business.view.ts';
import { get, Nothing, send } from '../ask.ts';

export const business = queryOptions({
  queryKey: ['business'],
  queryFn: ({ signal }) => get('/business', BusinessView, signal),
});

export type Change = {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body: unknown;
};

/** Changes what the agent knows of the business; every screen that shows it asks anew. */
export function useChange() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ method, path, body }: Change) =>
      send(method, path, body, z.union([Nothing, z.object({ id: z.string() })])),
    onSuccess: () => queries.invalidateQueries({ queryKey: business.queryKey }),
  });
}
