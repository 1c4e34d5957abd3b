import type { Finding } from './finding.ts';

export type Migration = { readonly name: string; readonly text: string };

/** What the release before could not live with, or what would lock a table that is in use. */
const refused: readonly [what: RegExp, says: string, fix: string][] = [
  [
    /\bdrop\s+(table|column|view)\b/,
    'drops what the release before reads',
    'Drop it in the release after the one that stops reading it.',
  ],
  [
    /\brename\s+(to|column)\b|\brename\b.*\bto\b/,
    'renames what the release before reads',
    'Add the new one, copy, and drop the old one later.',
  ],
  [
    /\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/,
    'changes a type, and rewrites the table',
    'Add a column of the new type.',
  ],
  [
    /\bset\s+not\s+null\b/,
    'forbids what the release before may write',
    'Add a check constraint NOT VALID, and validate it.',
  ],
  [
    /\badd\s+column\b(?![^,;]*\bdefault\b)[^,;]*\bnot\s+null\b/,
    'adds a column that the release before does not fill',
    'Give it a default.',
  ],
  [/\b(truncate|delete\s+from)\b/, 'removes rows', 'Remove them by a job.'],
];

/** Can the release that serves go on with the schema that is coming? `-- contract:` and a reason in a file says that it can. */
export function checkMigrations(pending: readonly Migration[]): Finding[] {
  return pending.map(({ name, text }) => {
    const said = /^--\s*contract:\s*\S/m.test(text);
    const statements = text
      .replaceAll(/--.*$/gm, '')
      .replaceAll(/\$\$[\s\S]*?\$\$/g, '')
      .toLowerCase();
    const found = refused.find(([what]) => what.test(statements));
    if (!found) return { check: name, level: 'ok', says: 'only adds' };
    const [, says, fix] = found;
    return { check: name, level: said ? 'warning' : 'error', says, fix };
  });
}
