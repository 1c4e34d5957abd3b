import { Fault } from '../platform/fault.ts';
import type { OwnImage } from './retention.ts';
import { run, succeed, type Environment } from './shell.client.ts';

/** What an image is called is a label; its digest is what runs. */
export async function imageId(name: string): Promise<string | null> {
  const { code, out } = await run(['docker', 'image', 'inspect', '--format', '{{.Id}}', name]);
  return code === 0 ? out.trim() : null;
}

export async function tagImage(id: string, name: string): Promise<void> {
  await succeed(['docker', 'tag', id, name]);
}

/** Builds the application as the project's folder holds it, and answers its digest. Unchanged, it is the same one. */
export async function buildApp(root: string, env: Environment): Promise<string> {
  const release = await run(['git', '-C', root, 'describe', '--always', '--dirty', '--tags']);
  const name = release.code === 0 ? release.out.trim() : 'unversioned';
  const file = ['--file', `${root}/deploy/app/Dockerfile`];
  await succeed(
    ['docker', 'build', '--quiet', ...file, '--tag', 'whats-agent:latest', '--build-arg', `RELEASE=${name}`, root],
    {
      env: legacyIfNeeded(env),
    },
  );
  return resolveImage('whats-agent:latest');
}

/** Where the plugin that builds is absent, the engine's own builder does it. */
const legacyIfNeeded = (env: Environment): Environment => ({ DOCKER_BUILDKIT: '0', ...env });

export async function buildDatabase(root: string, env: Environment): Promise<void> {
  await succeed(['docker', 'build', '--quiet', '--tag', 'whats-agent-postgres:17', `${root}/deploy/postgres`], {
    env: legacyIfNeeded(env),
  });
}

/**
 * The digest of a tag, from here or from its registry. A tag moves; so it is resolved once, and the digest used from then on.
 *
 * @throws Fault `image.absent`
 */
export async function resolveImage(tag: string): Promise<string> {
  const here = await imageId(tag);
  if (here !== null) return here;
  await run(['docker', 'pull', '--quiet', tag]);
  const pulled = await imageId(tag);
  if (pulled !== null) return pulled;
  throw new Fault('permanent', 'image.absent', { sentence: `The image ${tag} is neither here nor to be pulled.` });
}

/** How old what runs is built; `null`: there is no such image here. */
export async function imageDays(
  names: readonly string[],
  now: Temporal.Instant,
): Promise<{ readonly image: string; readonly days: number | null }[]> {
  return Promise.all(
    names.map(async (image) => {
      const { code, out } = await run(['docker', 'image', 'inspect', '--format', '{{.Created}}', image]);
      const at = Date.parse(out.trim());
      return { image, days: code !== 0 || Number.isNaN(at) ? null : (now.epochMilliseconds - at) / 86_400_000 };
    }),
  );
}

/** Every image that was built of this project here, by the label that its build gives it. */
export async function ownImages(): Promise<OwnImage[]> {
  const ours = ['--filter', 'label=org.opencontainers.image.title=whats-agent'];
  const format = ['--format', '{{.ID}} {{.Repository}}:{{.Tag}}'];
  const names = new Map<string, string[]>();
  for (const line of (await succeed(['docker', 'image', 'ls', '--no-trunc', ...ours, ...format])).split('\n')) {
    const [id = '', name = ''] = line.split(' ');
    if (id !== '') names.set(id, [...(names.get(id) ?? []), ...(name.includes('<none>') ? [] : [name])]);
  }
  return [...names].map(([id, all]) => ({ id, names: all }));
}

/** What every container of this machine was made of, also those that stand still. */
export async function imagesInUse(): Promise<ReadonlySet<string>> {
  const containers = (await succeed(['docker', 'ps', '--all', '--quiet'])).split('\n').filter((id) => id !== '');
  if (containers.length === 0) return new Set();
  return new Set((await succeed(['docker', 'inspect', '--format', '{{.Image}}', ...containers])).split('\n'));
}

/** Without force: what something needs after all, stays. */
export async function removeImage({ id, names }: OwnImage): Promise<boolean> {
  return (await run(['docker', 'image', 'rm', ...(names.length > 0 ? names : [id])])).code === 0;
}
