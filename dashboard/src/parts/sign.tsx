import { Badge, type MantineColor } from '@mantine/core';

/** How something is, in a word on a colour that says the same. */
export function Sign({ color, children }: { readonly color: MantineColor; readonly children: string }) {
  return (
    <Badge autoContrast color={color} miw="fit-content" tt="none">
      {children}
    </Badge>
  );
}
