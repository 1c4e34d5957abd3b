import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { FindingView, NumberView } from '../../../src/whatsapp/number.view.ts';
import { get, send } from '../ask.ts';

export const numbers = queryOptions({
  queryKey: ['numbers'],
  queryFn: ({ signal }) => get('/numbers', z.array(NumberView), signal),
  refetchInterval: 30_000,
});

/** Asks Meta now. What it says of the number is kept, so that the list is another one. */
export function useCheck(number: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => send('POST', `/numbers/${number}/check`, null, z.array(FindingView)),
    onSettled: () => queries.invalidateQueries({ queryKey: numbers.queryKey }),
  });
}
