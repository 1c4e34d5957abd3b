import { randomUUID } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { perform } from './effects.ts';
import type { Compose } from './ops/compose.client.ts';
import { hold as holdName } from './ops/hold.client.ts';
import { buildApp, imageId, resolveImage } from './ops/image.client.ts';
import { chainSteps, noteRelease, readRelease, releases, writeRelease } from './ops/journal.client.ts';
import { backward, effectsOf, isOver, onward, Release, type Effect } from './ops/release.ts';
import { freeze, frozenBy, holding, thaw } from './ops/release-lock.client.ts';
import { activeColours, isHealthy, serviceOf, slotState } from './ops/slot.client.ts';
import { Colour, otherColour } from './ops/slots.ts';
import { succeed } from './ops/shell.client.ts';
import { asFault, Fault } from './platform/fault.ts';
import { openStack, type Print } from './stack.ts';

export type DeployOptions = {
  readonly hold?: boolean;
  readonly bake?: string;
  readonly reason?: string;
  readonly dryRun?: boolean;
};

const refuse = (code: string, sentence: string) => new Fault('permanent', `release.${code}`, { sentence });

/** The verbs of `whats-agent deploy`. */
export async function deploy(
  root: string,
  verb: string,
  options: DeployOptions & { tag: string; print: Print },
): Promise<void> {
  const { print } = options;
  const compose = await openStack(root);
  if (verb === 'status') return status(compose, print);
  if (verb === 'history') return releases(root).forEach((release) => print(lineOf(release)));
  if (verb === 'resume' || verb === 'switch' || verb === 'abort') return takeUp(compose, verb, print);
  if (verb === 'lock') return lock(compose, options);
  if (verb === 'unlock') return unlock(compose, print);
  const kind = Begins.safeParse(verb);
  if (!kind.success)
    throw refuse(
      'verb',
      `deploy: ${verb} is none of ${Begins.options.join(', ')}, status, history, resume, switch, abort, lock, unlock.`,
    );
  refuseUnfinished(readRelease(root));
  const release = await plan(compose, kind.data, options);
  if (options.dryRun) return printPlan(release, print);
  await go(compose, release, print);
}

const actor = () => `${userInfo().username}@${hostname()}`;

async function lock(compose: Compose, { reason, print }: DeployOptions & { print: Print }): Promise<void> {
  if (!reason) throw refuse('reason', 'deploy lock: --reason must say why, for whoever finds it locked.');
  await freeze(compose, actor(), reason);
  print('✅ Nothing is released before: whats-agent deploy unlock');
}

async function unlock(compose: Compose, print: Print): Promise<void> {
  print((await thaw(compose, actor())) ? '✅ Releases may go on.' : 'Releases were not locked by a person.');
}

const Begins = Release.shape.kind;

function refuseUnfinished(release: Release | null): void {
  if (release && !isOver(release))
    throw refuse('unfinished', `Release ${release.id} stands at ${release.step}: whats-agent deploy resume, or abort.`);
}

async function plan(
  compose: Compose,
  kind: Release['kind'],
  { tag, hold, bake, reason }: DeployOptions & { tag: string },
): Promise<Release> {
  const from = await servingOne(compose);
  const to = otherColour(from);
  const previous = await runningImage(compose, serviceOf(from));
  const target = await targetOf(compose, kind, { tag, to, previous });
  const bakeSeconds = Number(bake ?? 300);
  if (!(bakeSeconds >= 0)) throw refuse('bake', `--bake ${bake} is no number of seconds.`);
  return {
    id: randomUUID().slice(0, 8),
    kind,
    ...target,
    previous,
    from,
    to,
    hold: hold ?? false,
    bakeSeconds,
    actor: actor(),
    reason: reason ?? '',
    startedAt: Temporal.Now.instant().toString(),
    step: 'locked',
    problem: null,
  };
}

async function servingOne(compose: Compose): Promise<Colour> {
  const [colour, second] = await activeColours(compose);
  if (colour !== undefined && second === undefined) return colour;
  throw refuse('active', 'Both colours serve: whats-agent deploy status, then resume or abort what is under way.');
}

const runningImage = async (compose: Compose, service: string): Promise<string> => {
  const id = (await compose.succeed(['ps', '--all', '--quiet', service])).split('\n')[0] ?? '';
  return succeed(['docker', 'inspect', '--format', '{{.Image}}', id]);
};

/** What is to serve: a tag, resolved once; the other slot as it is; or the same again. */
async function targetOf(
  compose: Compose,
  kind: Release['kind'],
  { tag, to, previous }: { tag: string; to: Colour; previous: string },
): Promise<Pick<Release, 'tag' | 'image' | 'warm'>> {
  if (kind === 'restart') return { tag: 'the same', image: previous, warm: false };
  if (kind === 'rollback') {
    const image = (await imageId(`whats-agent:${to}`)) ?? '';
    if (image === '') throw refuse('rollback', `Nothing is known that ${to} has run.`);
    return { tag: 'the one before', image, warm: await isHealthy(compose, to) };
  }
  // `latest` is what the project's folder holds; anything else is an image by its name.
  const image =
    tag === 'latest'
      ? await buildApp(compose.root, process.env)
      : await resolveImage(tag.includes(':') ? tag : `whats-agent:${tag}`);
  return { tag, image, warm: false };
}

/** Goes on from where a release stands until it is over, or held. What fails goes back by itself. */
async function go(compose: Compose, begun: Release, print: Print): Promise<void> {
  const began = performance.now();
  // In their order, and beside the steps: nobody waits for a record of them. What comes meanwhile goes together.
  const untold: Release[] = [];
  let chained = Promise.resolve();
  const tell = (release: Release) => {
    untold.push(release);
    chained = chained.then(async () => (untold.length > 0 ? chainSteps(compose, untold.splice(0)) : undefined));
  };
  const ended = await alone(compose, begun, async () => {
    try {
      return await play(compose, begun, { print, tell });
    } finally {
      await chained;
    }
  });
  print(`${lineOf(ended)}, ${((performance.now() - began) / 1000).toFixed(1)} s`);
  if (ended.step === 'held') print(`Try it on ${ended.to}'s own port; then whats-agent deploy switch, or abort.`);
  if (ended.step === 'aborted' || ended.step === 'rolled-back') process.exitCode = 1;
}

type Telling = { readonly print: Print; readonly tell: (release: Release) => void };

async function play(compose: Compose, begun: Release, { print, tell }: Telling): Promise<Release> {
  let release = begun;
  for (;;) {
    writeRelease(compose.root, release);
    tell(release);
    const stepBegan = performance.now();
    const problem = await act(compose, release);
    const took = `${((performance.now() - stepBegan) / 1000).toFixed(1)} s`;
    print(problem === null ? `✅ ${release.step} (${took})` : `❌ ${release.step} (${took}): ${problem}`);
    if (isOver(release)) {
      if (problem !== null)
        throw refuse('way-back', `${problem} The release stands at ${release.step}: whats-agent deploy resume.`);
      return release;
    }
    if (release.step === 'held' && problem === null) return release;
    release = problem === null ? onward(release) : backward(release, problem);
  }
}

/** The only release of this folder, and of the stack. */
async function alone(compose: Compose, release: Release, task: () => Promise<Release>): Promise<Release> {
  const { root } = compose;
  const leave = await holdName(root, 'release');
  if (!leave) throw refuse('busy', 'Another command of this folder releases right now.');
  const before = readRelease(root);
  // Known here before the stack is locked for it: killed in between, it can still be taken up.
  noteRelease(root, release);
  try {
    const { id: holder, kind, tag, actor: by } = release;
    return await holding(compose, { holder, message: `${kind} ${tag} by ${by}` }, task);
  } catch (thrown) {
    const { code } = asFault(thrown);
    if (code === 'release.locked') noteRelease(root, before ?? backward(release, code));
    throw thrown;
  } finally {
    leave();
  }
}

/** When one fails the others are waited for: nothing goes on behind the way back. */
async function together(compose: Compose, release: Release, effects: readonly Effect[]): Promise<void> {
  const ended = await Promise.allSettled(effects.map((effect) => perform(compose, release, effect)));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}

async function act(compose: Compose, release: Release): Promise<string | null> {
  try {
    for (const effects of effectsOf(release)) await together(compose, release, [effects].flat());
    return null;
  } catch (thrown) {
    const { code, context } = asFault(thrown);
    return typeof context['sentence'] === 'string' ? context['sentence'] : code;
  }
}

/** After the command was killed, or a person has looked. Both ways may be repeated. */
async function takeUp(compose: Compose, verb: 'resume' | 'switch' | 'abort', print: Print): Promise<void> {
  const release = readRelease(compose.root);
  // A release that was killed at its last step may still hold the lock and the way back.
  if (!release || (isOver(release) && verb !== 'resume')) throw refuse('none', 'No release is under way.');
  if (verb === 'abort') return go(compose, backward(release, 'given up by a person'), print);
  const next = verb === 'switch' && release.step === 'held' ? onward(release) : release;
  await go(compose, next, print);
}

async function status(compose: Compose, print: Print): Promise<void> {
  for (const colour of Colour.options) {
    const state = await slotState(compose, colour);
    print(
      `${colour}: ${state ? `${state.active ? 'serves' : 'stands by'}, release ${state.release}` : 'does not answer'}`,
    );
  }
  const frozen = await frozenBy(compose);
  if (frozen !== '') print(`frozen: ${frozen}`);
  const release = readRelease(compose.root);
  if (release) print(lineOf(release));
  if (release && !isOver(release)) process.exitCode = 2;
}

const lineOf = ({ id, kind, tag, image, from, to, step, startedAt, problem }: Release): string =>
  `${startedAt.slice(0, 19)} ${id} ${kind} ${tag} (${image.slice(7, 19)}) ${from} → ${to}: ${step}${problem === null ? '' : `, because ${problem}`}`;

function printPlan(begun: Release, print: Print): void {
  print(lineOf(begun));
  for (let release = begun; ; release = onward(release)) {
    const does = effectsOf(release).map((effect) => JSON.stringify(effect));
    print(`${release.step}: ${does.join(', ') || 'nothing'}`);
    if (isOver(release)) break;
  }
  print('Nothing was changed.');
}
