import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { ourRules } from '../../src/engine.ts';
import { testDatabase } from '../../src/platform/testing.ts';
import { runScenario, transcriptOf } from './run.ts';
import { allScenarios } from './scenario.ts';
import { forbiddenCheck } from './statements.ts';

const { db } = await testDatabase();
const { scenarios, missing } = allScenarios();

/** What the agent cannot do yet. The list may only grow shorter: every other scenario is a promise. */
const unsolved = new Set(
  z.array(z.string()).parse(JSON.parse(readFileSync(new URL('unsolved.json', import.meta.url), 'utf8'))),
);

/** The plain wording; `npm run evaluate` plays eight, with noise. */
const seeds = [0];

describe('a scenario ends in the rows and sentences it states', () => {
  for (const scenario of scenarios) {
    const { id, title, reference } = scenario;
    it(`${id} ${title}`, async (test) => {
      for (const seed of [...(reference ? (['reference'] as const) : []), ...seeds]) {
        const run = await runScenario(db, scenario, seed);
        const failure = `seed ${seed}: ${run.problems.join('; ')}`;
        if (unsolved.has(id) && run.problems.length > 0) {
          test.diagnostic(`unsolved: ${failure}`);
          return;
        }
        assert(run.problems.length === 0, `${failure}\n${transcriptOf(run)}`);
      }
      if (unsolved.has(id)) test.diagnostic('solved: take it off unsolved.json');
    });
  }
});

it('knows every scenario of the list of unsolved ones, and at least 120 in all', (test) => {
  const known = new Set(scenarios.map(({ id }) => id));
  assert.deepEqual(
    [...unsolved].filter((id) => !known.has(id)),
    [],
  );
  assert(scenarios.length >= 120, `only ${scenarios.length}`);
  if (missing !== null) test.diagnostic(`without those of the specification: there is no ${missing}`);
});

describe('the judge', () => {
  const scenario = scenarios.find(({ id }) => id === 'B12') ?? assert.fail('B12 is gone');

  it('sees a booking that nobody said yes to', async () => {
    const eager: typeof ourRules = async (scene, signal, turn) => {
      const { by, commands } = await ourRules(scene, signal, turn);
      const yes = scene.state.pending?.kind === 'confirm' ? [{ kind: 'affirm' as const }] : [];
      return { by, commands: [...commands, ...yes] };
    };
    const { problems } = await runScenario(db, scenario, 0, { brain: eager });
    assert(
      problems.some((problem) => problem.startsWith('book without a yes')),
      problems.join('; '),
    );
  });

  it('sees that what should be booked is not, and that a person took over', async () => {
    const helpless: typeof ourRules = async () => ({
      by: 'offline',
      commands: [{ kind: 'handoff', reason: 'asked' }],
    });
    const { problems } = await runScenario(db, scenario, 0, { brain: helpless });
    assert(problems.some((problem) => problem.startsWith('no new booking')));
    assert(problems.some((problem) => problem.startsWith('conversation: status human')));
  });

  it('reports a brain that breaks', async () => {
    const broken: typeof ourRules = () => Promise.reject(new Error('no brain'));
    const { problems } = await runScenario(db, scenario, 0, { brain: broken });
    assert(problems.some((problem) => /fault: .*no brain/.test(problem)));
  });

  it('refuses prose that names no check', () => {
    assert.throws(() => forbiddenCheck('being rude'), /"being rude" names no check/);
  });
});
