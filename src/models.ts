import type { Brain } from './agent/brain.ts';
import { allowanceWithin } from './agent/budget.ts';
import { chainOf, type ModelChoice } from './agent/chain.ts';
import { turnAllowance, type ModelCall } from './agent/model-call.ts';
import { budgetsOf, putCalls, spendSince, turnAhead, type Spend } from './agent/model-call.store.ts';
import { openModels, type Models } from './agent/models.client.ts';
import { seeing } from './agent/picture.ts';
import { costMicros, parsePrices, type Prices } from './agent/prices.ts';
import { understanding } from './agent/prompt.ts';
import { putPrompts } from './agent/prompt.store.ts';
import { freshState } from './agent/state.ts';
import { modelBrain, type ModelDeps } from './agent/understand.client.ts';
import type { Voice } from './agent/voice.ts';
import { modelVoice } from './agent/voice.client.ts';
import { demoBusiness } from './business/demo.ts';
import { loadBusiness } from './business/business.store.ts';
import { unstored } from './business/unstored.ts';
import type { Config } from './platform/config.ts';
import type { Db } from './platform/db.ts';
import { wrong } from './platform/fault.ts';
import { replay } from './replaying.ts';
import { settingFile } from './setting-file.ts';
import type { Sight } from './whatsapp/media.job.ts';

/**
 * What a worker has of the models that the settings name. `asking`: for whatever is asked of them beside a turn; `sight`
 * is `null` where none of them sees.
 */
export type Mind = {
  readonly brain: Brain;
  readonly voice: Voice;
  readonly asking: ModelDeps;
  readonly sight: Sight | null;
};

/** Loaded only where there are any: their libraries are large. */
export function openMind(config: Config, db: Db): Mind {
  const deps = modelDeps(config, db);
  return { brain: modelBrain(deps), voice: modelVoice(deps), asking: deps, sight: sightOf(config, db, deps) };
}

/** More than a phone sends of a photo. */
const pictureBytesMax = 5 * 1024 * 1024;
const seenTypes: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp']);

function sightOf(config: Config, db: Db, { models, allowanceOf, record }: ModelDeps): Sight | null {
  if (!chainOf(config).some(({ sees }) => sees)) return null;
  return async (file, picture) => {
    if (!seenTypes.has(picture.type) || picture.bytes.length > pictureBytesMax) return null;
    const { business } = await loadBusiness(db, file.business);
    if (!business.models.images) return null;
    const turn = await turnAhead(db, file);
    const allowance = await allowanceOf(turn, { business }, Temporal.Now.instant());
    const signal = AbortSignal.timeout(config.LLM_TURN_TIMEOUT.total('milliseconds'));
    const { result, calls } = await models.ask(seeing(picture, business), allowance, signal);
    await record(turn, calls, { business });
    return result;
  };
}

function modelDeps(config: Config, db: Db): ModelDeps {
  const prices = pricesOf(config);
  return {
    models: modelsOf(chainOf(config), config),
    allowanceOf: async (turn, { business }, now) => {
      if (!business.models.understand) return { calls: 0, inputTokens: 0, outputTokens: 0 };
      const dayTokens = business.models.dayTokens ?? config.LLM_DAY_TOKENS;
      const limits = { conversationTokens: config.LLM_CONVERSATION_TOKENS, dayTokens };
      const { turn: spent, budgets } = await budgetsOf(db, turn, limits, now);
      return allowanceWithin(spent, budgets);
    },
    async record(turn, calls, { business: { models } }) {
      const priced = calls.map((call) => ({ ...call, costMicros: costMicros(prices, call) }));
      await putCalls(db, turn, priced);
      await putPrompts(db, turn, calls, { until: models.debugUntil, now: Temporal.Now.instant() });
    },
  };
}

function modelsOf(chain: readonly ModelChoice[], { LLM_CALL_TIMEOUT }: Config): Models {
  return openModels({
    chain,
    callTimeout: LLM_CALL_TIMEOUT,
    clock: () => Temporal.Now.instant(),
    elapsed: () => performance.now(),
  });
}

/** @throws Fault `config.invalid` */
function pricesOf({ LLM_PRICES: path }: Config): Prices {
  return path === undefined ? {} : parsePrices(settingFile('LLM_PRICES', path));
}

/** Asks each configured model to understand a question to the demo business, and says what came of it and what it costs. */
export async function checkModels(config: Config): Promise<{ readonly lines: string[]; readonly good: boolean }> {
  const chain = chainOf(config);
  if (chain.length === 0)
    return { lines: ['No model is configured: the rules alone understand (docs/guides/models.md).'], good: true };
  const prices = pricesOf(config);
  const lines: string[] = [];
  let good = true;
  for (const choice of chain) {
    const models = modelsOf([choice], config);
    const timeout = () => AbortSignal.timeout(config.LLM_TURN_TIMEOUT.total('milliseconds'));
    const understood = await models.ask(trial(), turnAllowance, timeout());
    const seen = choice.sees ? await models.ask(sightTrial(), turnAllowance, timeout()) : null;
    const isGood = understood.result !== null && seen?.result !== null;
    good &&= isGood;
    lines.push(`${isGood ? '✓' : '✗'} ${choice.provider} ${choice.model} (${new URL(choice.baseUrl).host})`);
    lines.push(
      ...[...understood.calls, ...(seen?.calls ?? [])].map((call) => `    ${told(call, costMicros(prices, call))}`),
    );
  }
  return { lines, good };
}

function trial() {
  const { business } = unstored(demoBusiness);
  return understanding({
    business,
    state: freshState,
    contactName: null,
    said: [{ kind: 'text', text: 'queria fazer as sobrancelhas sexta de tarde, e quanto sai a limpeza de pele?' }],
    now: Temporal.Now.instant(),
  });
}

/** A red square. */
const square =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAT0lEQVR42u3PQQkAAAgEsEty/UMZxgi+hcEKLNO+FgEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQGBywLPLIEA68ZURwAAAABJRU5ErkJggg==';

function sightTrial() {
  return seeing({ type: 'image/png', bytes: Buffer.from(square, 'base64') }, unstored(demoBusiness).business);
}

const outcomes: Readonly<Record<ModelCall['outcome'], string>> = {
  used: 'understood',
  malformed: 'answered something that is not the JSON of the schema',
  unfit: 'answered commands that cannot be used',
  timeout: 'did not answer in time',
  refused: 'refused the call',
  unreachable: 'cannot be reached',
};

function told({ purpose, outcome, status, tookMs, inputTokens, outputTokens }: ModelCall, cost: number | null): string {
  const refusal = status === null ? '' : ` (HTTP ${status}${status === 401 || status === 403 ? ': see the key' : ''})`;
  const spent = `${inputTokens} + ${outputTokens} tokens, ${cost === null ? 'price unknown: LLM_PRICES' : dollars(cost)}`;
  const what = purpose === 'see' ? 'a picture: ' : '';
  return `${what}${outcomes[outcome]}${refusal}; ${Math.round(tookMs)} ms; ${spent}`;
}

function dollars(micros: number): string {
  return `US$ ${(micros / 1_000_000).toFixed(6).replace(/0{1,4}$/, '')}`;
}

function wholeIn(option: string, text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw wrong(`${option} ${text}: say a whole number, 1 to 9999.`);
}

/** What was spent, by business, day and model, over so many days. */
export async function spendLines(db: Db, daysText: string, now: Temporal.Instant): Promise<string[]> {
  const days = wholeIn('--days', daysText);
  const spends = await spendSince(db, now.subtract({ hours: 24 * days }));
  return spends.length === 0 ? [`No model was called in ${days} days.`] : spends.map(lineOf);
}

function lineOf({ business, day, model, calls, failed, ...spend }: Spend): string {
  const cost = spend.costMicros === null ? 'price unknown' : dollars(spend.costMicros);
  const failures = failed > 0 ? `, ${failed} of no use` : '';
  return `${day}  ${business}  ${model}: ${calls} calls${failures}; ${spend.inputTokens} + ${spend.outputTokens} tokens; ${cost}; p95 ${Math.round(spend.p95Ms)} ms`;
}

/** What this release's prompt and the configured models make of turns of the last days; see `replaying.ts`. */
export async function replayLines(
  db: Db,
  config: Config,
  { days, count, report }: { readonly days: string; readonly count: string; readonly report: string },
  now: Temporal.Instant,
): Promise<string[]> {
  const chain = chainOf(config);
  if (chain.length === 0) throw wrong('No model is configured (docs/guides/models.md).');
  const [hours, limit] = [24 * wholeIn('--days', days), wholeIn('--count', count)];
  const past = { since: now.subtract({ hours }), limit, folder: report };
  const deps = { db, models: modelsOf(chain, config), prices: pricesOf(config), thought: config.LLM_TURN_TIMEOUT };
  return replay(deps, past);
}
