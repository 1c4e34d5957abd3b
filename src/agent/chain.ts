import { Fault } from '../platform/fault.ts';
import type { Secret } from '../platform/secret.ts';

/** How a provider is spoken to. */
export type Dialect = 'openai' | 'anthropic' | 'google';

/** One model that may be asked. */
export type ModelChoice = {
  /** As it is configured; with the host it is what a breaker belongs to. */
  readonly provider: string;
  readonly dialect: Dialect;
  readonly model: string;
  readonly baseUrl: string;
  /** `null`: the server asks for none. */
  readonly apiKey: Secret | null;
  /** It takes pictures. */
  readonly sees: boolean;
};

type Settings = {
  readonly LLM_PROVIDER?: Provider | undefined;
  readonly LLM_MODEL?: string | undefined;
  readonly LLM_BASE_URL?: string | undefined;
  readonly LLM_API_KEY?: Secret | undefined;
  readonly LLM_SEES?: boolean | undefined;
  readonly LLM_FALLBACK_PROVIDER?: Provider | undefined;
  readonly LLM_FALLBACK_MODEL?: string | undefined;
  readonly LLM_FALLBACK_BASE_URL?: string | undefined;
  readonly LLM_FALLBACK_API_KEY?: Secret | undefined;
  readonly LLM_FALLBACK_SEES?: boolean | undefined;
};

type Provider = 'openai' | 'anthropic' | 'google' | 'openrouter' | 'ollama' | 'openai-compatible';

type Place = {
  readonly dialect: Dialect;
  /** `null`: it must be configured. */
  readonly baseUrl: string | null;
  readonly needsKey: boolean;
};

const places: Readonly<Record<Provider, Place>> = {
  openai: { dialect: 'openai', baseUrl: 'https://api.openai.com/v1', needsKey: true },
  anthropic: { dialect: 'anthropic', baseUrl: 'https://api.anthropic.com/v1', needsKey: true },
  google: { dialect: 'google', baseUrl: 'https://generativelanguage.googleapis.com/v1beta', needsKey: true },
  openrouter: { dialect: 'openai', baseUrl: 'https://openrouter.ai/api/v1', needsKey: true },
  ollama: { dialect: 'openai', baseUrl: 'http://127.0.0.1:11434/v1', needsKey: false },
  'openai-compatible': { dialect: 'openai', baseUrl: null, needsKey: false },
};

/** A server of one model takes any name for it. */
const anyModel = 'default';

/**
 * The models to ask, the first that answers counts. Empty: none is configured, and the rules alone understand.
 *
 * @throws Fault `config.invalid`; its sentence names each setting and its rule, never a key
 */
export function chainOf(settings: Settings): readonly ModelChoice[] {
  const first = choiceOf('LLM', {
    provider: settings.LLM_PROVIDER,
    model: settings.LLM_MODEL,
    baseUrl: settings.LLM_BASE_URL,
    apiKey: settings.LLM_API_KEY,
    sees: settings.LLM_SEES ?? false,
  });
  const second = choiceOf('LLM_FALLBACK', {
    provider: settings.LLM_FALLBACK_PROVIDER,
    model: settings.LLM_FALLBACK_MODEL,
    baseUrl: settings.LLM_FALLBACK_BASE_URL,
    apiKey: settings.LLM_FALLBACK_API_KEY,
    sees: settings.LLM_FALLBACK_SEES ?? false,
  });
  if (second && !first) throw invalid('LLM_FALLBACK_PROVIDER is set without LLM_PROVIDER: it stands in for nothing');
  return [first, second].filter((choice) => choice !== null);
}

type Given = {
  readonly provider: Provider | undefined;
  readonly model: string | undefined;
  readonly baseUrl: string | undefined;
  readonly apiKey: Secret | undefined;
  readonly sees: boolean;
};

function choiceOf(name: string, given: Given): ModelChoice | null {
  const provider = given.provider ?? (given.baseUrl ? 'openai-compatible' : null);
  if (provider)
    return { provider, ...placeOf(name, provider, given), model: modelIn(name, provider, given), sees: given.sees };
  if (given.model !== undefined || given.apiKey) throw invalid(`${name}_PROVIDER is not set, but its model or key is`);
  return null;
}

function placeOf(name: string, provider: Provider, given: Given): Pick<ModelChoice, 'dialect' | 'baseUrl' | 'apiKey'> {
  const { dialect, needsKey, ...place } = places[provider];
  const { apiKey = null } = given;
  const baseUrl = given.baseUrl ?? place.baseUrl;
  if (baseUrl === null) throw invalid(`${name}_BASE_URL is not set: an openai-compatible server has an address`);
  // At its own address a provider wants its key; a server of one's own says itself whether it does.
  if (needsKey && !apiKey && !given.baseUrl) throw invalid(`${name}_API_KEY is not set: ${provider} asks for one`);
  return { dialect, baseUrl: baseUrl.replace(/\/+$/, ''), apiKey };
}

function modelIn(name: string, provider: Provider, { model }: Given): string {
  const chosen = model ?? (provider === 'openai-compatible' ? anyModel : null);
  if (chosen === null) throw invalid(`${name}_MODEL is not set: say which model of ${provider}`);
  return chosen;
}

const invalid = (sentence: string) =>
  new Fault('permanent', 'config.invalid', { sentence: `${sentence} (see docs/guides/models.md).` });
