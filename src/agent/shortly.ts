import { answerIn, leadingAnswer, ordinalIn } from '../language/answer.ts';
import type { Scene } from './brain.ts';
import type { Command } from './command.ts';
import type { Heard } from './hearing.ts';
import { localOf } from './local.ts';
import { optionOf } from './option.ts';
import type { Pending } from './state.ts';

/** What answers the open question by itself: a place in its list, a yes, a no, a part to change. Null: it says more. */
export function shortAnswer(heard: Heard, scene: Scene): Command[] | null {
  const { pending } = scene.state;
  if (!pending) return null;
  const option = optionMeant(heard, pending, scene);
  if (option) return [{ kind: 'choose', option }];
  // "Perfeito, obrigada!" after an offer thanks for the answer; it takes up nothing.
  if (pending.kind === 'choice' && (heard.cues.has('thank') || heard.cues.has('praise'))) return null;
  const answer = answerIn(heard.text);
  if (answer === 'yes') return [{ kind: 'affirm' }];
  if (answer === 'no') return [heard.cues.has('cancelFlow') ? { kind: 'cancelFlow' } : { kind: 'deny' }];
  return null;
}

/** "sim, e quanto custa a barba?": the answer, and where the rest of the text is. Only while a question is open. */
export function answerAhead(text: string, { state }: Scene): ReturnType<typeof leadingAnswer> {
  return state.pending ? leadingAnswer(text) : null;
}

function optionMeant(heard: Heard, pending: Pending, scene: Scene): string | null {
  if (pending.kind === 'change') return partToChange(heard);
  if (pending.kind === 'confirm')
    return /^(?:quero )?(?:mudar|alterar|trocar|corrigir)$/.test(heard.plain) ? (pending.options[1] ?? null) : null;
  if (pending.kind === 'time' && isAnyTime(heard)) return pending.options[0] ?? null;
  const place = ordinalIn(heard.text);
  if (place === null || isTimeOffered(heard, pending, scene)) return null;
  return (place === 'last' ? pending.options.at(-1) : pending.options[place - 1]) ?? null;
}

/** "tanto faz": the first that is on offer will do, and is proposed. */
function isAnyTime({ when }: Heard): boolean {
  const time = when?.wish.time;
  return when?.wish.date === null && time?.kind === 'between' && time.from === null && time.to === null;
}

/** "10" is the ten o'clock that was offered before it is the tenth of the list. */
function isTimeOffered({ when }: Heard, pending: Pending, { business }: Scene): boolean {
  const time = when?.wish.time;
  if (time?.kind !== 'at') return false;
  return pending.options.some((id) => {
    const option = optionOf(id, business);
    return option?.kind === 'slot' && localOf(option.start, business).hour % 12 === time.time.hour % 12;
  });
}

function partToChange({ plain, when, services }: Heard): string | null {
  if (when || services.length > 0) return null;
  if (/\bservico\b/.test(plain)) return 'edit:service';
  if (/\bnome\b/.test(plain)) return 'edit:name';
  return /\b(?:horario|hora|dia|data)\b/.test(plain) ? 'edit:when' : null;
}
