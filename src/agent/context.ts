import { fold, type Span } from '../language/normalise.ts';
import type { Scene } from './brain.ts';
import { localOf } from './local.ts';
import { optionOf } from './option.ts';
import type { Wish } from './wish.ts';

/** A day named by nothing but its weekday. */
const weekday = /^(?:n[ao] |ess[ae] |ness[ae] )?(?:segunda|terca|quarta|quinta|sexta|sabado|domingo)\b/;
const preciser = /\bque vem\b|\bproxim|\bdia\b|\/|\boutr/;

/**
 * What a wish means beside what is on offer: "quarta" among offers for next week is that Wednesday.
 *
 * @param said the words of the wish
 */
export function inContext(wish: Wish, said: string, scene: Scene): Wish {
  const { date } = wish;
  const plain = fold(said);
  if (date?.kind !== 'day' || !weekday.test(plain) || preciser.test(plain)) return wish;
  const day = offeredInstead(date.day, scene);
  const doubts = wish.doubts.filter((doubt) => doubt !== 'whichWeek');
  return day ? { ...wish, date: { kind: 'day', day }, doubts } : wish;
}

/** The offered day of the same weekday, where the day itself is not on offer. */
function offeredInstead(day: Temporal.PlainDate, { state, business }: Scene): Temporal.PlainDate | undefined {
  const offered = (state.pending?.options ?? []).flatMap((id) => {
    const option = optionOf(id, business);
    if (option?.kind === 'day') return [option.day];
    return option?.kind === 'slot' ? [localOf(option.start, business).toPlainDate()] : [];
  });
  if (offered.some((each) => each.equals(day))) return undefined;
  return offered.find((each) => each.dayOfWeek === day.dayOfWeek);
}

/** "não, a outra": of two Fridays that could be meant, the one that was not taken. */
export function otherWeek(text: string, { state }: Scene): { readonly wish: Wish; readonly span: Span } | null {
  const frame = state.stack.at(-1);
  const found = /\ba outra\b|\boutra semana\b|\bsemana seguinte\b/.exec(fold(text));
  if (!found || frame?.date?.kind !== 'day' || !frame.doubts.includes('whichWeek')) return null;
  const date = { kind: 'day' as const, day: frame.date.day.add({ weeks: 1 }) };
  const span = { start: found.index, end: found.index + found[0].length };
  return { wish: { date, time: null, approximate: false, doubts: [], problem: null, shift: null }, span };
}
