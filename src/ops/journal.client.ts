import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '../platform/json.ts';
import { ask, type Compose } from './compose.client.ts';
import { writeWhole } from './files.client.ts';
import { Release } from './release.ts';

const current = 'deploy/local/release.json';
const past = 'deploy/local/releases.jsonl';

/** The newest release, under way or over; `null` before the first. */
export function readRelease(root: string): Release | null {
  const path = join(root, current);
  return existsSync(path) ? Release.parse(parseJson(readFileSync(path))) : null;
}

/** Makes this the newest release of the folder, before it has the right to act. */
export function noteRelease(root: string, release: Release): void {
  writeWhole(root, { path: current, text: JSON.stringify(release), mode: 0o600 });
}

/** Writes down where a release stands, before it acts. */
export function writeRelease(root: string, release: Release): void {
  noteRelease(root, release);
  appendFileSync(join(root, past), `${JSON.stringify(release)}\n`, { mode: 0o600 });
}

/** The database keeps the chain of all of them, as far as it can be reached: these steps after those before, in one question. */
export async function chainSteps(compose: Compose, steps: readonly Release[]): Promise<void> {
  const events = steps.map(({ id, step, actor, ...detail }) => ({ id, step, actor, detail }));
  await ask(
    compose,
    `insert into release_events (release, step, detail, actor, prev_hash, hash)
     select event ->> 'id', event ->> 'step', event -> 'detail', event ->> 'actor', '', ''
     from jsonb_array_elements(:'events'::jsonb) with ordinality as listed (event, place) order by place`,
    { events: JSON.stringify(events) },
  ).catch(() => undefined);
}

/** Each release as it ended, oldest first. */
export function releases(root: string): Release[] {
  const path = join(root, past);
  if (!existsSync(path)) return [];
  const all = readFileSync(path, 'utf8')
    .split('\n')
    .flatMap((line) => Release.safeParse(parseJson(Buffer.from(line))).data ?? []);
  return [...new Map(all.map((release) => [release.id, release])).values()];
}
