import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Part } from '../parts/page.tsx';
import { Failed, Waiting } from '../parts/states.tsx';

type AskedProps<Data> = {
  readonly title: string;
  readonly query: UseQueryResult<Data>;
  readonly children: (data: Data) => ReactNode;
};

/** A part of the page that asks for itself: when one cannot be read, the others are still seen. */
export function Asked<Data>({ title, query, children }: AskedProps<Data>) {
  return <Part title={title}>{answerOf(query, children)}</Part>;
}

function answerOf<Data>(query: UseQueryResult<Data>, children: (data: Data) => ReactNode): ReactNode {
  if (query.isPending) return <Waiting />;
  // What was read before is old, and may be wrong by now.
  if (query.isError) return <Failed error={query.error} retry={query.refetch} />;
  return children(query.data);
}
