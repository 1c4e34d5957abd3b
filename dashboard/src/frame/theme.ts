import { createTheme, type CSSVariablesResolver } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'teal',
  primaryShade: 9,
  defaultRadius: 'md',
  respectReducedMotion: true,
  // Within a sentence the colour alone does not tell a link from the words beside it.
  components: { Anchor: { defaultProps: { underline: 'always' } } },
});

/** Where the library's own colours fall short of 4.5 to 1 (WCAG 2.2, 1.4.3) on the grounds that we put them on. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-color-dimmed': '#5a6169', '--mantine-color-teal-light-color': '#055a40' },
  dark: { '--mantine-color-dimmed': '#aeb2b6' },
});
