import { infiniteQueryOptions } from '@tanstack/react-query';
import { AuditView } from '../../../src/accounts/account.view.ts';
import { get } from '../ask.ts';

/** What is looked for; what is empty is not asked. */
export type AuditFilter = {
  readonly kind: string;
  readonly actor: string;
  readonly about: string;
  /** Moments, as ISO text. */ readonly from: string;
  readonly to: string;
};

export const audit = (filter: AuditFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    queryFn: ({ signal, pageParam }) => {
      const asked = Object.entries({ ...filter, cursor: pageParam }).filter(([, value]) => value !== '');
      return get(`/audit?${new URLSearchParams(asked).toString()}`, AuditView, signal);
    },
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
