/** What a check found. `unknown` is said when it could not be determined: it is never taken for `ok`. */
export type Finding = {
  readonly check: string;
  readonly level: 'ok' | 'warning' | 'error' | 'unknown';
  readonly says: string;
  /** What to do about it. */
  readonly fix?: string;
};

const marks: Readonly<Record<Finding['level'], string>> = { ok: '✅', warning: '⚠️', error: '❌', unknown: '❓' };

/** One line a finding, with its fix below. */
export function report(findings: readonly Finding[]): string {
  const lines = findings.map(({ check, level, says, fix }) => {
    const what = `${marks[level]} ${level.padEnd(7)} ${check}: ${says}`;
    return fix === undefined ? what : `${what}\n   → ${fix}`;
  });
  const count = (level: Finding['level']) => findings.filter((finding) => finding.level === level).length;
  const [errors, warnings, unknown] = [count('error'), count('warning'), count('unknown')];
  return [...lines, `${findings.length} checks: ${errors} errors, ${warnings} warnings, ${unknown} unknown.`].join(
    '\n',
  );
}

/** 1: something is wrong. 2: nothing is known to be wrong, and not everything is known. */
export function exitCodeOf(findings: readonly Finding[]): 0 | 1 | 2 {
  if (findings.some(({ level }) => level === 'error')) return 1;
  return findings.some(({ level }) => level === 'unknown') ? 2 : 0;
}
