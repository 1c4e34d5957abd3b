import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { backward, effectsOf, isOver, onward, type Effect, type Release } from './release.ts';
import { otherColour, type Colour } from './slots.ts';

const release = fc.record({
  kind: fc.constantFrom('rolling', 'blue-green', 'rollback', 'restart'),
  from: fc.constantFrom('blue', 'green'),
  warm: fc.boolean(),
  hold: fc.boolean(),
});
/** What happens at each effect: it works, it fails, or the command is killed before or after it, and resumed. */
const fate = fc.constantFrom('works', 'works', 'works', 'works', 'fails', 'killed before', 'killed after');

type World = {
  active: readonly Colour[];
  images: Record<Colour, string>;
  worker: string;
  beside: string | null;
  locked: boolean;
};

function begin({
  kind,
  from,
  warm,
  hold,
}: {
  kind: Release['kind'];
  from: Colour;
  warm: boolean;
  hold: boolean;
}): Release {
  const common = {
    tag: 'v2',
    image: 'new',
    previous: 'old',
    bakeSeconds: 1,
    actor: 'x',
    reason: 'x',
    startedAt: '',
    problem: null,
  };
  return {
    ...common,
    id: 'r',
    kind,
    from,
    to: otherColour(from),
    warm: warm && kind === 'rollback',
    hold,
    step: 'locked',
  };
}

/** Does an effect to the world, and refuses what would lose a request. */
function apply(world: World, effect: Effect): void {
  if (effect.kind === 'boot') {
    assert(!world.active.includes(effect.colour), 'the colour that serves was booted');
    world.images[effect.colour] = effect.image;
  } else if (effect.kind === 'activate') {
    assert(effect.colours.length > 0, 'nobody would serve');
    assert(
      effect.colours.some((colour) => world.active.includes(colour)),
      'a colour began to serve as the other left',
    );
    world.active = effect.colours;
  } else if (effect.kind === 'worker') [world.worker, world.beside] = [effect.image, null];
  else if (effect.kind === 'raise') world.beside = effect.image;
  else if (effect.kind === 'lower') world.beside = null;
  else if (effect.kind === 'unlock') world.locked = false;
}

/** Does one step, as far as its fates let it. The way back never fails for good: a person sees to that. */
function step(at: Release, world: World, fates: string[]): 'works' | 'fails' | 'killed' {
  for (const effect of effectsOf(at).flat()) {
    const fateOf = fates.shift() ?? 'works';
    if (fateOf === 'killed before') return 'killed';
    if (fateOf === 'fails') return isOver(at) ? 'killed' : 'fails';
    apply(world, effect);
    if (fateOf === 'killed after') return 'killed';
  }
  return 'works';
}

/** Plays a release to its end, resumed after each kill. */
function played(begun: Release, world: World, fates: string[]): Release {
  let at = begun;
  for (let rounds = 0; rounds < 200; rounds += 1) {
    const result = step(at, world, fates);
    if (result === 'killed') continue;
    if (isOver(at)) return at;
    at = result === 'fails' ? backward(at, 'failed') : onward(at);
  }
  throw new Error('it never ends');
}

it('always ends, with one colour that serves a whole release, however often it is killed and whatever fails', () => {
  fc.assert(
    fc.property(release, fc.array(fate, { maxLength: 60 }), (given, fates) => {
      const begun = begin(given);
      const idle = begun.warm ? 'new' : 'older';
      const images = begun.from === 'blue' ? { blue: 'old', green: idle } : { blue: idle, green: 'old' };
      const world: World = { active: [begun.from], images, worker: 'old', beside: null, locked: true };
      const ended = played(begun, world, [...fates]);
      const isDone = ended.step === 'done';
      assert.deepEqual(world.active, [isDone ? ended.to : ended.from]);
      assert.equal(world.images[ended.from], 'old', 'the way back was lost');
      assert.equal(world.worker, isDone ? 'new' : 'old');
      assert.equal(world.beside, null, 'a worker was left beside');
      assert(!isDone || world.images[ended.to] === 'new');
      assert.equal(world.locked, false);
    }),
    { seed: 11, numRuns: 3_000 },
  );
});

it('goes back without booting, proving or baking when the other slot is warm', () => {
  const kinds = [];
  for (let at = begin({ kind: 'rollback', from: 'green', warm: true, hold: false }); ; at = onward(at)) {
    kinds.push(
      ...effectsOf(at)
        .flat()
        .map(({ kind }) => kind),
    );
    if (isOver(at)) break;
  }
  assert.deepEqual(kinds, ['activate', 'activate', 'hook', 'worker', 'unlock']);
});
