import { TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { words } from '../words.ts';
import { Icon } from './icon.tsx';

type SearchFieldProps = {
  readonly label?: string;
  /** Called with what is typed once the typing rests. */
  readonly onSearch: (text: string) => void;
  readonly name?: string;
};

const restMs = 200;

/** Looks for something while it is typed. */
export function SearchField({ label = words.inbox.search, onSearch, name }: SearchFieldProps) {
  const search = useDebouncedCallback(onSearch, restMs);
  return (
    <TextInput
      aria-label={label}
      leftSection={<Icon name="search" />}
      onChange={(event) => search(event.currentTarget.value.trim())}
      placeholder={label}
      type="search"
      {...(name === undefined ? {} : { name })}
    />
  );
}
