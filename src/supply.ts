import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Area } from './guard.ts';
import { auditAnswer, auditFinding, remember } from './ops/audit-check.ts';
import { keepAudit, lastAudit } from './ops/audit-memory.client.ts';
import { checkCode } from './ops/code-check.ts';
import { textOf, keptFiles, secretPaths, writeWhole } from './ops/files.client.ts';
import type { Finding } from './ops/finding.ts';
import { checkLockfile } from './ops/lockfile-check.ts';
import { scanRepository } from './ops/secret-scan.client.ts';
import { secretValues } from './ops/secrets-check.ts';
import { run } from './ops/shell.client.ts';
import { parseJson } from './platform/json.ts';

const short = { within: Temporal.Duration.from({ seconds: 60 }) };

/** What an installation is made of: its code, and the code of others. */
export const supply: Readonly<Record<string, Area>> = {
  async repository({ root }) {
    const known = keptFiles(root, secretPaths(root)).flatMap(({ settings }) => secretValues(settings));
    return scanRepository(root, known);
  },
  async dependencies({ root, logs, now }) {
    const { out } = await run(['npm', 'audit', '--json'], { cwd: root, ...short });
    const answer = auditAnswer(out);
    const memory = remember(answer, lastAudit(logs), now);
    keepAudit(logs, memory);
    return [auditFinding(answer, memory, now)];
  },
  async lockfile({ root }) {
    return checkLockfile(
      textOf(join(root, 'package-lock.json')) ?? '',
      textOf(join(root, 'package.json')) ?? '',
      process,
    );
  },
  async bill({ root, logs }) {
    const { code, out } = await run(['npm', 'sbom', '--sbom-format', 'cyclonedx'], { cwd: root, ...short });
    const bill = Bill.safeParse(parseJson(Buffer.from(out)));
    const check = 'bill of materials';
    if (code !== 0 || !bill.success)
      return [{ check, level: 'unknown', says: 'npm cannot list what is installed', fix: 'npm ci, then npm sbom.' }];
    writeWhole(logs, { path: 'sbom.cdx.json', text: out, mode: 0o644 });
    const says = `${bill.data.components.length} packages, in ${logs}/sbom.cdx.json`;
    return [{ check, level: 'ok', says }];
  },
  async rules({ root }) {
    const { out } = await run([join(root, 'node_modules/.bin/oxlint'), '--format', 'json'], { cwd: root, ...short });
    const linted = Linted.safeParse(parseJson(Buffer.from(out)));
    const check = 'static analysis';
    if (!linted.success || linted.data.number_of_files === 0)
      return [
        { check, level: 'unknown', says: 'oxlint did not report', fix: 'npm ci --include=dev, then npm run check.' },
      ];
    const { diagnostics, number_of_files: files, number_of_rules: rules } = linted.data;
    if (diagnostics.length === 0) return [{ check, level: 'ok', says: `${rules} rules hold in ${files} files` }];
    return diagnostics.slice(0, 20).map(({ code, filename }): Finding => ({
      check: filename,
      level: 'error',
      says: `breaks ${code}`,
      fix: 'npm run check shows the line and the reason.',
    }));
  },
  async code({ root }) {
    const paths = globSync('src/**/*.ts', { cwd: root }).filter((path) => !/\.(test|gen)\.ts$/.test(path));
    return checkCode(paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })));
  },
};

const Bill = z.looseObject({ components: z.array(z.unknown()) });
const Linted = z.looseObject({
  diagnostics: z.array(z.looseObject({ code: z.string(), filename: z.string() })),
  number_of_files: z.int(),
  number_of_rules: z.int(),
});
