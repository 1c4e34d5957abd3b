import { AsyncLocalStorage } from 'node:async_hooks';

/** What is under way: every log line of it carries these ids. */
export type Trail = { readonly request?: string; readonly turn?: string };

const trails = new AsyncLocalStorage<Trail>();

/** Runs something so that all it logs, however deep, tells what it belongs to. */
export function onTrail<Result>(trail: Trail, go: () => Result): Result {
  return trails.run({ ...trails.getStore(), ...trail }, go);
}

export const trail = (): Trail => trails.getStore() ?? {};
