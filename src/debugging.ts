import { latestPrompts, setWindow } from './agent/prompt.store.ts';
import { BusinessId } from './business/business.ts';
import { firstBusiness } from './business/business.store.ts';
import type { Db } from './platform/db.ts';
import { wrong } from './platform/fault.ts';

/** No window is open longer: what customers write is not to be forgotten in one. */
const hoursMax = 24;

/** Opens a debug window for so many hours, or closes it with 0 and erases what it kept; says what it did. */
export async function debugWindow(
  db: Db,
  { business, hours }: { readonly business: string | undefined; readonly hours: string },
  now: Temporal.Instant,
): Promise<string> {
  const length = /^\d{1,2}$/.test(hours) ? Number(hours) : -1;
  if (length < 0 || length > hoursMax)
    throw wrong(`--hours ${hours}: say a whole number, 0 (close it) to ${hoursMax}.`);
  const id = BusinessId.safeParse(business ?? (await firstBusiness(db))?.id).data;
  const until = length === 0 ? null : now.add({ hours: length });
  if (!id || !(await setWindow(db, id, until))) throw wrong(`--business ${business ?? ''}: there is none of this id.`);
  if (until === null) return 'Closed. What was kept is erased.';
  return `Open until ${until.toString({ smallestUnit: 'minute' })}: what models are asked and answer is kept word for word, and erased a day after. See \`models prompts\`.`;
}

/** The latest calls that were kept in debug windows, word for word. */
export async function promptLines(db: Db, count: string): Promise<string[]> {
  const limit = /^\d{1,3}$/.test(count) ? Number(count) : 0;
  if (limit < 1) throw wrong(`--count ${count}: say a whole number, 1 to 999.`);
  const kept = await latestPrompts(db, limit);
  if (kept.length === 0) return ['Nothing is kept: `models debug --hours 2` opens a window.'];
  return kept
    .toReversed()
    .flatMap(({ at, conversation, purpose, model, outcome, ...words }) => [
      `${at.toString({ smallestUnit: 'second' })}  ${purpose}  ${model}  ${outcome}  conversation ${conversation}`,
      ...[words.instructions, words.data, words.answer ?? '(no answer)'].map((part) => part.replaceAll(/^/gm, '    ')),
      '',
    ]);
}
