import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { trace } from '@opentelemetry/api';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { testDatabase } from '../src/platform/testing.ts';
import { goalsFor } from './conversations/random.ts';
import { runScenario, transcriptOf } from './conversations/run.ts';
import { allScenarios } from './conversations/scenario.ts';
import { brainOf, scripted } from './models/brain.ts';
import { sufferOne } from './models/harm.ts';
import { faults, lazy } from './models/players.ts';
import { openScriptedModel } from './models/server.ts';

const callMs = 250;
const turnMs = 400;

const { db } = await testDatabase();
const [model, other] = [await openScriptedModel(lazy), await openScriptedModel(lazy)];
after(async () => {
  await model.close();
  await other.close();
});
/** In Anthropic’s format too: what reads differently there. */
const bothWays = { lazy, wrongShape: 1, wrongTool: 1, emptyBody: 1, hang: 1, cut: 1, overloaded: 1 };
const scenario =
  allScenarios().scenarios.find(({ id }) => id === 'B12') ?? assert.fail('the scenario of a plain booking is gone');

describe('whatever the model does, every message has its one answer in the same turn, and the booking is made', () => {
  // The first call of a process reads in what later ones have.
  before(() => runScenario(db, scenario, 0, brainOf({ chain: [scripted(model.url)] })));
  for (const [name, player] of Object.entries(faults))
    for (const dialect of name in bothWays ? (['openai', 'anthropic'] as const) : (['openai'] as const))
      it(`${name}, ${dialect}`, async () => {
        model.setPlayer(player);
        const asked = model.asked.length;
        const { brain, calls } = brainOf({ chain: [scripted(model.url, dialect)], callMs, turnMs });
        const run = await runScenario(db, scenario, 0, { brain });
        assert.deepEqual(run.problems, [], transcriptOf(run));
        assert(model.asked.length > asked, 'the model was never asked');
        assert(calls.every(({ outcome }) => outcome === 'used') === (name === 'lazy'), JSON.stringify(calls));
        for (const { tookMs } of run.evidence.exchanges) assert(tookMs < turnMs + 1000, `${Math.round(tookMs)} ms`);
      });
});

it('traces a call with model, tokens and outcome, and without a word of it', async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  trace.setGlobalTracerProvider(provider);
  for (const player of [lazy, faults['overloaded'] ?? assert.fail()]) {
    model.setPlayer(player);
    const { brain } = brainOf({ chain: [scripted(model.url)] });
    await runScenario(db, scenario, 0, { brain });
  }
  trace.disable();
  const spans = exporter.getFinishedSpans().filter(({ name }) => name === 'chat scripted');
  const [used, refused] = [spans[0]?.attributes ?? {}, spans.at(-1)?.attributes ?? {}];
  assert.deepEqual(
    [used['gen_ai.operation.name'], used['gen_ai.provider.name'], used['gen_ai.request.model'], used['error.type']],
    ['chat', 'openai', 'scripted', undefined],
  );
  assert(Number(used['gen_ai.usage.input_tokens']) > 100);
  assert.equal(refused['error.type'], '503');
  assert.doesNotMatch(JSON.stringify(spans.map(({ attributes }) => attributes)), /marcar|corte|commands/i);
});

it('asks the second model where the first does not answer, and leaves alone what failed three times', async () => {
  model.setPlayer(faults['overloaded'] ?? assert.fail());
  const asked = [model.asked.length, other.asked.length];
  const { brain, calls } = brainOf({ chain: [scripted(model.url), scripted(other.url, 'anthropic')] });
  for (let run = 0; run < 4; run += 1) assert.deepEqual((await runScenario(db, scenario, 0, { brain })).problems, []);
  assert.equal(model.asked.length - (asked[0] ?? 0), 3);
  assert(other.asked.length - (asked[1] ?? 0) > 3);
  assert.deepEqual(
    calls.slice(0, 2).map(({ provider, outcome, status }) => [provider, outcome, status]),
    [
      ['scripted-openai', 'refused', 503],
      ['scripted-anthropic', 'used', null],
    ],
  );
});

it('lets a hostile model book nothing wrong, write nothing unasked, say nothing untrue and leak nothing', async (test) => {
  const goals = goalsFor(20, 20_261_127);
  let [calls, decided] = [0, 0];
  for (const [index, goal] of goals.entries()) {
    const harm = await sufferOne(db, model, goal, index);
    const { run, wrong, unconsented, ungrounded, leaks, unanswered } = harm;
    assert.deepEqual([wrong, unconsented, ungrounded, leaks, unanswered], [[], [], [], [], []], transcriptOf(run));
    calls += harm.calls;
    decided += harm.decided;
  }
  test.diagnostic(`${calls} calls, ${decided} turns decided by the model`);
  assert(calls > 40 && decided > 20, `${calls} calls, ${decided} turns: the model was hardly heard`);
});
