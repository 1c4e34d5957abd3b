import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { Fault } from '../platform/fault.ts';
import { ask, type Compose } from './compose.client.ts';
import { Colour } from './slots.ts';

const SlotState = z.object({
  slot: Colour,
  active: z.boolean(),
  colours: z.array(Colour),
  revision: z.number(),
  release: z.string(),
});
export type SlotState = z.output<typeof SlotState>;

const patience = { answerMs: 2_000, confirmMs: 10_000 };

/** The service of compose that a colour is. */
export const serviceOf = (colour: Colour): string => (colour === 'blue' ? 'app' : 'app-green');

const addressOf = ({ settings }: Compose, colour: Colour) =>
  `http://127.0.0.1:${colour === 'blue' ? (settings.get('BLUE_PORT') ?? '8000') : (settings.get('GREEN_PORT') ?? '8001')}`;

/** What a slot says of itself on its own port; `null`: it does not answer. */
export async function slotState(compose: Compose, colour: Colour): Promise<SlotState | null> {
  try {
    const signal = AbortSignal.timeout(patience.answerMs);
    const answer = await fetch(`${addressOf(compose, colour)}/slot`, { signal });
    return SlotState.safeParse(await answer.json()).data ?? null;
  } catch {
    return null;
  }
}

/** Can it serve? Asked on its own port, whether it is active or not. */
export async function isHealthy(compose: Compose, colour: Colour): Promise<boolean> {
  try {
    const answer = await fetch(`${addressOf(compose, colour)}/health`, {
      signal: AbortSignal.timeout(patience.answerMs),
    });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}

/** The colours that serve, as the database has it. */
export async function activeColours(compose: Compose): Promise<Colour[]> {
  const row = await ask(
    compose,
    `select array_to_string(colours, ' ') from active_slots order by revision desc limit 1`,
  );
  return row.split(' ').map((colour) => Colour.parse(colour));
}

type Change = { readonly colours: readonly Colour[]; readonly by: string; readonly reason: string };

/**
 * Changes who serves, and resolves when every slot that answers says that it has seen it, and one of them serves. A slot
 * that does not answer cannot take requests either.
 *
 * @throws Fault `slot.unconfirmed`
 */
export async function activate(compose: Compose, { colours, by, reason }: Change): Promise<void> {
  const revision = Number(
    await ask(
      compose,
      `with newest as (select revision, colours from active_slots order by revision desc limit 1),
            changed as (insert into active_slots (colours, changed_by, reason)
              select string_to_array(:'colours', ' '), :'by', :'reason' from newest
              where newest.colours <> string_to_array(:'colours', ' ') returning revision)
       select coalesce((select revision from changed), (select revision from newest))`,
      { colours: colours.join(' '), by, reason },
    ),
  );
  const until = performance.now() + patience.confirmMs;
  while (performance.now() < until) {
    const seen = await Promise.all(
      Colour.options.map(async (colour) => [colour, await slotState(compose, colour)] as const),
    );
    const known = seen.flatMap(([colour, state]) => (state === null ? [] : [{ colour, state }]));
    const served = known.some(({ colour }) => colours.includes(colour));
    if (served && known.every(({ state }) => state.revision >= revision)) return;
    await wait(20);
  }
  throw new Fault('transient', 'slot.unconfirmed', {
    sentence: `The slots did not confirm within ${patience.confirmMs / 1000} s that ${colours.join(' and ')} serve.`,
  });
}
