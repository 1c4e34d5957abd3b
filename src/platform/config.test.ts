import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { configOf } from './config.ts';
import { Fault } from './fault.ts';

const sentenceOf = (env: Record<string, string>): unknown => {
  try {
    configOf(env);
  } catch (fault) {
    assert(fault instanceof Fault);
    return fault.context['sentence'];
  }
  return null;
};

const example = readFileSync('.env.example', 'utf8');
const inExample = Object.fromEntries(
  [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => [name, value]),
);

describe('the settings', () => {
  it('need no secret in the demo, and none is missing outside it', () => {
    assert.equal(configOf({ ENVIRONMENT: 'demo' }).WHATSAPP_APP_SECRET.reveal(), 'demo-app-secret');
    assert.match(String(sentenceOf({})), /WHATSAPP_APP_SECRET is not set/);
  });

  it('stand in .env.example, each one, with the demo’s values', () => {
    const config = configOf({ ENVIRONMENT: 'demo' });
    const [documented, known] = [Object.keys(inExample), Object.keys(config)].map((names) => new Set(names));
    for (const name of known ?? []) assert(documented?.has(name), `${name} is not in .env.example`);
    const plain = (value: unknown) => JSON.stringify(value);
    assert.equal(plain(configOf(inExample)), plain(config));
    assert.equal(configOf(inExample).WHATSAPP_ACCESS_TOKEN.reveal(), config.WHATSAPP_ACCESS_TOKEN.reveal());
  });

  it('name the setting and its rule when one is wrong, and never a secret’s value', () => {
    const sentence = String(
      sentenceOf({ ENVIRONMENT: 'demo', PORT: 'eighty', TURN_QUIET: '2 s', DATABASE_URL: 'mysql://u:hunter2@h/d' }),
    );
    assert.match(sentence, /PORT must be a port number/);
    assert.match(sentence, /TURN_QUIET must be an ISO 8601 duration/);
    assert.match(sentence, /DATABASE_URL must be a URL that begins with postgres/);
    assert.doesNotMatch(sentence, /hunter2/);
  });
});
