import { Button } from '@mantine/core';

type MoreProps = {
  readonly label: string;
  readonly query: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => unknown;
  };
};

/** The way to the next page of a list, while there is one. */
export function More({ label, query: { hasNextPage, isFetchingNextPage, fetchNextPage } }: MoreProps) {
  if (!hasNextPage) return null;
  return (
    <Button fullWidth loading={isFetchingNextPage} onClick={() => void fetchNextPage()} variant="subtle">
      {label}
    </Button>
  );
}
