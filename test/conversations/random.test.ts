import assert from 'node:assert/strict';
import { it } from 'node:test';
import { testDatabase } from '../../src/platform/testing.ts';
import { chanceOf } from './chance.ts';
import { repliesWrong, unconsented } from './conduct.ts';
import { wilson } from './figures.ts';
import { heldShare } from './forms.ts';
import { unprovenIn } from './grounding.ts';
import { inBursts, noises, noisy } from './noise.ts';
import { goalsFor, runGoal, wrongBookings } from './random.ts';
import { transcriptOf } from './run.ts';

const { db } = await testDatabase();

/** A little less than was measured last: `npm run evaluate` holds the goal of 92 %. */
const servedMin = 0.8;

it('books nothing wrong for a hundred random customers, and serves most of them', async (test) => {
  const goals = goalsFor(50, 20_261_124);
  const runs = [];
  for (const goal of goals) for (const seed of [0, 1]) runs.push(await runGoal(db, goal, seed));
  assert.equal(runs.length, 100);
  for (const run of runs) {
    assert.deepEqual(wrongBookings(run), [], transcriptOf(run));
    assert.deepEqual(unconsented(run.evidence), [], transcriptOf(run));
    assert.deepEqual(unprovenIn(run.evidence), [], transcriptOf(run));
    assert.deepEqual(repliesWrong(run.evidence), [], transcriptOf(run));
  }
  const served = runs.filter(({ problems }) => problems.length === 0).length;
  test.diagnostic(`${served} of ${runs.length} served`);
  assert(served >= servedMin * runs.length, `only ${served} of ${runs.length} served`);
});

it('draws the same customers, words and noise from the same seed', () => {
  const [one, other] = [goalsFor(5, 7), goalsFor(5, 7)];
  assert.deepEqual(
    one.map(({ id, services, day, noise }) => [id, services, day.toString(), noise]),
    other.map(({ id, services, day, noise }) => [id, services, day.toString(), noise]),
  );
});

it('takes midnight in English for the hour it is, and the other half of a day for another hour', async () => {
  const [goal] = goalsFor(1, 7);
  assert(goal);
  const { evidence } = await runGoal(db, goal, 0);
  const sent = (text: string) => {
    const [first] = evidence.exchanges;
    assert(first);
    const acts = [{ act: 'inform', from: '00:00', to: '16:00' }];
    return { ...evidence, exchanges: [{ ...first, said: ['hi'], acts, sent: [{ type: 'text', text } as const] }] };
  };
  assert.deepEqual(unprovenIn(sent('From 00:00 (12:00 am) to 16:00 (4:00 pm).')), []);
  assert.deepEqual(unprovenIn(sent('At 3:00 pm.')), ['time 15:00']);
  assert.deepEqual(unprovenIn(sent('At 4:00 am.')), ['time 04:00']);
});

it('keeps at least 40 % of the wordings away from who writes rules', () => {
  assert(heldShare() >= 0.4, `${(100 * heldShare()).toFixed(0)} %`);
});

it('changes no figure of a text, whatever the noise', () => {
  const text = 'Olá, você pode marcar amanhã às 16:30 ou dia 27/11? R$ 45,00';
  const profile = noises['std'] ?? assert.fail();
  for (let seed = 0; seed < 500; seed += 1) {
    const said = inBursts(noisy(text, profile, chanceOf(seed, 'noise')), profile, chanceOf(seed, 'bursts')).join(' ');
    assert.deepEqual(said.match(/\d+/g), text.match(/\d+/g), said);
  }
});

it('says how sure a share is', () => {
  const [low, high] = wilson(92, 100);
  assert(Math.abs(low - 0.85) < 0.005 && Math.abs(high - 0.959) < 0.005, `${low} to ${high}`);
});
