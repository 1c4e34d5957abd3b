import { PasswordInput } from '@mantine/core';
import { words } from '../words.ts';

/** The password once more: a browser that was left open is not enough. */
export function Current({ value, set }: { readonly value: string; readonly set: (value: string) => void }) {
  return (
    <PasswordInput
      autoComplete="current-password"
      label={words.security.current}
      onChange={(event) => set(event.currentTarget.value)}
      required
      value={value}
    />
  );
}
