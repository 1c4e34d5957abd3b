import assert from 'node:assert/strict';
import { it } from 'node:test';
import { watch, watchBegins, type Sight } from './watch.ts';

function play(seconds: number, sightAt: (second: number) => Sight): string[] {
  let state = watchBegins;
  const told: string[] = [];
  for (let second = 0; second <= seconds; second += 5) {
    const { after, silent, back } = watch(state, sightAt(second), second * 1000);
    state = after;
    told.push(...silent.map((part) => `${second} ${part}`), ...back.map((part) => `${second} ${part} back`));
  }
  return told;
}

const all = { api: true, worker: true, monitor: true };

it('tells after 60 s that the API is silent, again every five minutes, and that it is back', () => {
  const told = play(700, (second) => ({ ...all, api: second < 10 || second >= 600 }));
  assert.deepEqual(told, ['70 api', '370 api', '600 api back']);
});

it('tells 30 s after the API says that the worker or the monitor is silent', () => {
  assert.deepEqual(
    play(100, () => ({ ...all, worker: false })),
    ['30 worker'],
  );
  assert.deepEqual(
    play(100, () => ({ ...all, monitor: false })),
    ['30 monitor'],
  );
});

it('does not take the silence of the API for that of the others', () => {
  assert.deepEqual(
    play(100, () => ({ api: false, worker: false, monitor: false })),
    ['60 api'],
  );
});

it('tells nothing while all speak, or of a short silence', () => {
  assert.deepEqual(
    play(1000, () => all),
    [],
  );
  assert.deepEqual(
    play(1000, (second) => ({ ...all, api: second % 60 > 20 })),
    [],
  );
});
