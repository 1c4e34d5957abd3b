/** How often cron asks what is due; the calendar itself is ours, for cron knows neither our zone nor a missed run. */
export const everyMinutes = 5;

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

const marks = (root: string) => ({
  begin: `# BEGIN whats-agent ${root} (whats-agent schedule remove takes it out)`,
  end: `# END whats-agent ${root}`,
});

/** Cron gives a command hardly any PATH, and takes a bare percent sign for the end of the line. */
function lineOf(root: string, logs: string): string {
  const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const call = `${path} exec node_modules/.bin/node src/cli.ts schedule run >>${quoted(`${logs}/schedule.log`)} 2>&1`;
  return `*/${everyMinutes} * * * * cd ${quoted(root)} && ${call}`.replaceAll('%', String.raw`\%`);
}

/** A crontab with our block in it, once; what else is there stays as it is. */
export function withBlock(crontab: string, root: string, logs: string): string {
  const { begin, end } = marks(root);
  const rest = withoutBlock(crontab, root);
  const gap = rest === '' || rest.endsWith('\n') ? '' : '\n';
  return `${rest}${gap}${begin}\n${lineOf(root, logs)}\n${end}\n`;
}

export function withoutBlock(crontab: string, root: string): string {
  const { begin, end } = marks(root);
  const [from, to] = [crontab.indexOf(`${begin}\n`), crontab.indexOf(`${end}\n`)];
  if (from < 0 || to < from) return crontab;
  return crontab.slice(0, from) + crontab.slice(to + end.length + 1);
}

export const hasBlock = (crontab: string, root: string): boolean => withoutBlock(crontab, root) !== crontab;
