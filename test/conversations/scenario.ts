import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { conditionOf } from './condition.ts';
import { Expectation } from './expectation.ts';
import { Fixture } from './fixture.ts';
import { commandNotation } from './reference.ts';
import { forbiddenCheck, requiredCheck } from './statements.ts';

const Line = z.union([z.string(), z.array(z.string()).min(1)]);

const Hidden = z
  .looseObject({
    /** Whom it is for; also the profile name, unless `profile` says otherwise. */
    name: z.string(),
    profile: z.string().nullable(),
    /** What the customer answers when asked for the service, in their words. */
    service: z.string(),
    /** "corte 2026-11-26T14:00 joao moves=2": bookings of the customer's own. */
    existing: z.union([z.string(), z.array(z.string())]),
    /** Bookings of other people. */
    others: z.union([z.string(), z.array(z.string())]),
    /** "corte 2026-11-26..2026-11-28 bia": who waits already. */
    waiting: z.union([z.string(), z.array(z.string())]),
    clock: z.string(),
    event: z.string(),
    slots_left: z.number(),
  })
  .partial();

/** One conversation and what it must come to. Text is said as it stands; lists hold wordings of the same. */
const Shape = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.string(),
  persona: z.string().default(''),
  goal: z.string().default(''),
  hidden_facts: Hidden.default({}),
  user_policy: z.array(Line).min(1),
  policy_under_test: z.string().default(''),
  expected_db: Expectation,
  must_communicate: z.array(z.string()),
  forbidden: z.array(z.string()),
  noise: z.enum(['std', 'none', 'voice', 'burst', 'twice', 'reversed']).default('std'),
  budget: z.object({ max_user_turns: z.int().min(1) }),
  /** What an understanding without fault would ask of the dialogue, a turn each; absent: the plain policy is played. */
  reference: z.array(z.string()).optional(),
});
export type Scenario = z.output<typeof Shape> & { readonly file: string; readonly fixture: Fixture };

/**
 * Reads a scenario file: `{fixture, scenarios}`.
 *
 * @throws Error that names the scenario and the statement, condition or command that means nothing
 */
export function scenariosIn(path: string): Scenario[] {
  const text = readFileSync(path, 'utf8');
  const { fixture, scenarios } = z.object({ fixture: Fixture, scenarios: z.array(Shape) }).parse(JSON.parse(text));
  for (const scenario of scenarios) {
    const within = (check: () => unknown) => {
      try {
        check();
      } catch (cause) {
        throw new Error(`${basename(path)}, ${scenario.id}: ${String(cause)}`, { cause });
      }
    };
    for (const prose of scenario.forbidden) within(() => forbiddenCheck(prose));
    for (const prose of scenario.must_communicate) within(() => requiredCheck(prose));
    for (const line of scenario.user_policy.flat()) within(() => conditionOf(line));
    for (const notation of scenario.reference ?? []) within(() => commandNotation(notation));
  }
  return scenarios.map((scenario) => ({ ...scenario, file: basename(path), fixture }));
}

const folder = import.meta.dirname;

/** The files here, and that of the specification where it is at hand (`SHARED_DIR`, or `shared` beside the project). */
export function scenarioFiles(): { readonly files: readonly string[]; readonly missing: string | null } {
  const shared = join(process.env['SHARED_DIR'] ?? join(folder, '../../../shared'), 'data/scenarios-dev.json');
  const own = globSync('scenarios-*.json', { cwd: folder }).map((name) => join(folder, name));
  assert(own.length > 0, 'no scenario files');
  return existsSync(shared)
    ? { files: [shared, ...own.toSorted()], missing: null }
    : { files: own.toSorted(), missing: shared };
}

/** All scenarios; no two have the same id. */
export function allScenarios(): { readonly scenarios: readonly Scenario[]; readonly missing: string | null } {
  const { files, missing } = scenarioFiles();
  const scenarios = files.flatMap(scenariosIn);
  const twice = scenarios.find(({ id }, index) => scenarios.findIndex((other) => other.id === id) < index);
  assert(!twice, `the id ${twice?.id ?? ''} is given twice`);
  return { scenarios, missing };
}
