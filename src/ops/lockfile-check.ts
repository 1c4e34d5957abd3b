import { z } from 'zod';
import { parseJson } from '../platform/json.ts';
import type { Finding } from './finding.ts';

const Package = z.looseObject({
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().default(false),
  hasInstallScript: z.boolean().default(false),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
});
const Lockfile = z.looseObject({ packages: z.record(z.string(), Package) });
const Manifest = z.looseObject({ allowScripts: z.record(z.string(), z.boolean()).default({}) });

/** Where a package without an address of its own comes from, too. */
const registry = 'https://registry.npmjs.org/';
const fix = 'git log -p package-lock.json says who wrote it; restore it, then npm ci.';

type Package = z.output<typeof Package>;

/** The machine that installs. */
export type Machine = { readonly platform: string; readonly arch: string };

/** Does every package come from the registry with a hash of its bytes, and run a script only if it is allowed one? */
export function checkLockfile(lockfile: string, manifest: string, machine: Machine): Finding[] {
  const lock = Lockfile.safeParse(parseJson(Buffer.from(lockfile)));
  const ours = Manifest.safeParse(parseJson(Buffer.from(manifest)));
  if (!lock.success || !ours.success)
    return [{ check: 'lockfile', level: 'unknown', says: 'cannot be read', fix: 'git checkout package-lock.json' }];
  const packages = Object.entries(lock.data.packages).filter(
    ([path, { link }]) => path.includes('node_modules/') && !link,
  );
  const found = packages.flatMap(([path, each]) => {
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const mayRun = ours.data.allowScripts[name] !== undefined || !isFor(each, machine);
    return wrongs(each, mayRun).map((says): Finding => ({ check: `lockfile ${name}`, level: 'error', says, fix }));
  });
  if (found.length > 0) return found;
  return [{ check: 'lockfile', level: 'ok', says: `${packages.length} packages, each with its origin and its hash` }];
}

function wrongs({ resolved, integrity, hasInstallScript }: Package, mayRun: boolean): string[] {
  return [
    ...(resolved === undefined || resolved.startsWith(registry) ? [] : ['does not come from the registry']),
    ...(integrity?.startsWith('sha512-') === true ? [] : ['has no SHA-512 of its bytes']),
    ...(hasInstallScript && !mayRun
      ? ['wants to run a script when it is installed, and is not in allowScripts of package.json']
      : []),
  ];
}

/** One for another kind of machine is never installed here. */
const isFor = ({ os, cpu }: Package, { platform, arch }: Machine): boolean =>
  os?.includes(platform) !== false && cpu?.includes(arch) !== false;
