/** The settings in the text of an `.env` file: names in capitals, values bare or in quotes, `#` at the start of a line. */
export function settingsOf(text: string): Map<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const [, name, value = ''] = /^\s*([A-Z][A-Z0-9_]*)=(.*?)\s*$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, value.replace(/^(["'])(.*)\1$/, '$2')] as const];
  });
  return new Map(lines);
}

/** The text of an `.env` file. */
export function envFile(title: string, settings: Readonly<Record<string, string>>): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  return `# ${title}\n${lines.join('\n')}\n`;
}
