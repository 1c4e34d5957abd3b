import { z } from 'zod';
import { parseJson } from '../platform/json.ts';

/** Settings whose values are harmless, and tell something. Of every other the name is enough. */
const plain = /^(ENVIRONMENT|HOST|[A-Z_]*PORT|PUBLIC_URL|MONITOR_URL|LOG_[A-Z_]+|SUBNET|COMPOSE_[A-Z_]+|SLOT|RELEASE)$/;

const hiddenLine = (line: string): string => {
  const [, name] = /^\s*([A-Z][A-Z0-9_]*)=/.exec(line) ?? [];
  return name === undefined || plain.test(name) ? line : `${name}=[hidden]`;
};

/** The text of an `.env` file without what it keeps secret. */
export const redactedSettings = (text: string): string =>
  text
    .split('\n')
    .map((line) => hiddenLine(line))
    .join('\n');

const Inspected = z.array(z.looseObject({ Config: z.looseObject({ Env: z.array(z.string()).nullish() }) }));

/** What `docker inspect` printed, with the environment of each container hidden in the same way; `null`: no such output. */
export function redactedInspect(printed: string): string | null {
  const found = Inspected.safeParse(parseJson(Buffer.from(printed)));
  if (!found.success) return null;
  const hidden = found.data.map(({ Config: { Env: env, ...config }, ...rest }) => ({
    ...rest,
    Config: { ...config, Env: (env ?? []).map((line) => hiddenLine(line)) },
  }));
  return JSON.stringify(hidden, null, 1);
}

/** A text without these values: a program may print what it was started with. */
export const without = (text: string, values: readonly string[]): string =>
  values.reduce((rest, value) => rest.replaceAll(value, '[hidden]'), text);
