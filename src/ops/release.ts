import { z } from 'zod';
import { Colour } from './slots.ts';

/** Where a release stands. A step is written down before it acts, so that it can be taken up again after any end. */
export const ReleaseStep = z.enum([
  'locked',
  'preflight',
  'backup-mark',
  'migrate',
  'boot',
  'smoke',
  'held',
  'overlap',
  'switched',
  'workers',
  'bake',
  'standby',
  'aborted',
  'rolled-back',
  'done',
]);
export type ReleaseStep = z.output<typeof ReleaseStep>;

export const Release = z.object({
  id: z.string(),
  kind: z.enum(['rolling', 'blue-green', 'rollback', 'restart']),
  /** What was asked for, and the digest that it was then; later only the digest is used. */
  tag: z.string(),
  image: z.string(),
  /** What the worker ran before, for the way back. */
  previous: z.string(),
  from: Colour,
  to: Colour,
  /** The other slot already runs the image and is healthy: nothing has to be booted. */
  warm: z.boolean(),
  hold: z.boolean(),
  bakeSeconds: z.number(),
  actor: z.string(),
  reason: z.string(),
  startedAt: z.string(),
  step: ReleaseStep,
  problem: z.string().nullable(),
});
export type Release = z.output<typeof Release>;

/** What a step does to the world. Each may be repeated: the second time changes nothing. */
export type Effect =
  | { readonly kind: 'preflight' | 'mark' | 'migrate' | 'smoke' | 'bake' | 'unlock' }
  | { readonly kind: 'boot'; readonly colour: Colour; readonly image: string }
  | { readonly kind: 'activate'; readonly colours: readonly Colour[] }
  /** A worker beside those there are; `lower` takes it away again. */
  | { readonly kind: 'raise'; readonly image: string }
  | { readonly kind: 'lower' }
  | { readonly kind: 'worker'; readonly image: string }
  | { readonly kind: 'hook'; readonly name: 'pre-deploy' | 'post-smoke' | 'post-switch' | 'post-rollback' };

const hook = (name: Extract<Effect, { kind: 'hook' }>['name']): Effect => ({ kind: 'hook', name });

/**
 * What is to be done at the step a release is at, one after the other; what stands in a list of its own, side by side.
 * Before `switched` the colour that serves is never touched.
 */
export function effectsOf(release: Release): readonly (Effect | readonly Effect[])[] {
  const { kind, from, to, image, previous } = release;
  const isAgain = kind === 'restart';
  const boot: Effect = { kind: 'boot', colour: to, image };
  const effects: Readonly<Record<ReleaseStep, ReturnType<typeof effectsOf>>> = {
    locked: [],
    preflight: [{ kind: 'preflight' }, hook('pre-deploy')],
    'backup-mark': [{ kind: 'mark' }],
    migrate: [{ kind: 'migrate' }],
    // The same release again may work beside itself, and both start at once.
    boot: [isAgain ? [{ kind: 'raise', image }, boot] : boot],
    smoke: [{ kind: 'smoke' }, hook('post-smoke')],
    held: [],
    overlap: [{ kind: 'activate', colours: [from, to] }],
    switched: [{ kind: 'activate', colours: [to] }, hook('post-switch')],
    workers: [{ kind: 'worker', image }],
    bake: [{ kind: 'bake' }],
    standby: [],
    done: [{ kind: 'unlock' }],
    aborted: [...(isAgain ? [{ kind: 'lower' } as const] : []), { kind: 'unlock' }],
    'rolled-back': [
      { kind: 'activate', colours: [from, to] },
      { kind: 'activate', colours: [from] },
      { kind: 'worker', image: previous },
      hook('post-rollback'),
      { kind: 'unlock' },
    ],
  };
  return effects[release.step];
}

const order: readonly ReleaseStep[] = ReleaseStep.options.filter(
  (step) => step !== 'aborted' && step !== 'rolled-back',
);

/** Back to a slot that is warm, nothing has to be proven that was proven when it served. */
const skippedWarm: readonly ReleaseStep[] = ['preflight', 'backup-mark', 'migrate', 'boot', 'smoke', 'bake'];
const skippedRestart: readonly ReleaseStep[] = ['backup-mark', 'migrate', 'smoke', 'bake'];

function isSkipped({ kind, warm, hold }: Release, step: ReleaseStep): boolean {
  if (step === 'held') return !hold;
  if (warm && skippedWarm.includes(step)) return true;
  return kind === 'restart' && skippedRestart.includes(step);
}

export const isOver = ({ step }: Release): boolean => step === 'done' || step === 'aborted' || step === 'rolled-back';

/** Has the old colour been touched? Before, a failure only gives up; after, it goes back. */
const isSwitching = ({ step }: Release): boolean => order.indexOf(step) >= order.indexOf('overlap');

/** Where a release goes when its step went well. A held one waits for a person, who says so by `proceed`. */
export function onward(release: Release): Release {
  const step = order.slice(order.indexOf(release.step) + 1).find((next) => !isSkipped(release, next)) ?? 'done';
  return { ...release, step };
}

/** Where it goes when its step failed, or somebody gives it up. */
export function backward(release: Release, problem: string): Release {
  if (isOver(release)) return release;
  return { ...release, problem, step: isSwitching(release) ? 'rolled-back' : 'aborted' };
}
