import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Secret } from '../platform/secret.ts';
import { chainOf } from './chain.ts';

const key = new Secret('sk-very-secret');

it('asks no model where none is configured', () => {
  assert.deepEqual(chainOf({}), []);
});

it('takes an address alone for a server that speaks as OpenAI does', () => {
  const [only] = chainOf({ LLM_BASE_URL: 'http://127.0.0.1:9999/v1/' });
  assert.deepEqual(only, {
    provider: 'openai-compatible',
    dialect: 'openai',
    model: 'default',
    baseUrl: 'http://127.0.0.1:9999/v1',
    apiKey: null,
    sees: false,
  });
});

it('asks the second where the first is of no use', () => {
  const chain = chainOf({
    LLM_PROVIDER: 'anthropic',
    LLM_MODEL: 'claude-haiku-4-5',
    LLM_API_KEY: key,
    LLM_FALLBACK_PROVIDER: 'ollama',
    LLM_FALLBACK_MODEL: 'qwen3:8b',
  });
  assert.deepEqual(
    chain.map(({ dialect, model, baseUrl }) => [dialect, model, baseUrl]),
    [
      ['anthropic', 'claude-haiku-4-5', 'https://api.anthropic.com/v1'],
      ['openai', 'qwen3:8b', 'http://127.0.0.1:11434/v1'],
    ],
  );
});

it('names the setting that is missing, and no key', () => {
  const cases: [Parameters<typeof chainOf>[0], RegExp][] = [
    [{ LLM_API_KEY: key }, /LLM_PROVIDER is not set/],
    [{ LLM_PROVIDER: 'openai', LLM_MODEL: 'm' }, /LLM_API_KEY is not set/],
    [{ LLM_PROVIDER: 'google', LLM_API_KEY: key }, /LLM_MODEL is not set/],
    [{ LLM_PROVIDER: 'openai-compatible' }, /LLM_BASE_URL is not set/],
    [{ LLM_FALLBACK_PROVIDER: 'ollama', LLM_FALLBACK_MODEL: 'm' }, /without LLM_PROVIDER/],
  ];
  for (const [settings, rule] of cases)
    assert.throws(
      () => chainOf(settings),
      (fault) => rule.test(JSON.stringify(fault)) && !JSON.stringify(fault).includes('sk-very-secret'),
    );
});
