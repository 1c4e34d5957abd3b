import { answerIn, leadingAnswer, ordinalIn, type Act } from '../language/answer.ts';
import type { Scene } from './brain.ts';
import type { Command } from './command.ts';
import type { Heard } from './hearing.ts';
import { bookingMeant } from './held.ts';
import { keeps } from './meant.ts';
import { localOf } from './local.ts';
import { optionOf } from './option.ts';
import { starsIn } from './stars.ts';
import type { Pending } from './state.ts';

/** What answers the open question by itself: a place in its list, a yes, a no, a part to change. Null: it says more. */
export function shortAnswer(heard: Heard, scene: Scene): Command[] | null {
  const { pending } = scene.state;
  if (!pending) return null;
  const own = ownAnswer(heard, pending, scene);
  if (own) return own;
  if (isDeclined(heard.plain, pending, scene)) return [{ kind: 'deny' }];
  const option = optionMeant(heard, pending, scene);
  if (option) return [{ kind: 'choose', option }];
  // "Perfeito, obrigada!" after an offer thanks for the answer; it takes up nothing.
  if (pending.kind === 'choice' && (heard.cues.has('thank') || heard.cues.has('praise'))) return null;
  const answer = answerIn(heard.text, actAsked(scene));
  if (answer === 'yes') return [{ kind: 'affirm' }];
  if (answer === 'no') return [heard.cues.has('cancelFlow') ? { kind: 'cancelFlow' } : { kind: 'deny' }];
  return null;
}

/** Nothing of what is on offer, or to leave it all as it is. */
function isDeclined(plain: string, { options, yes }: Pending, { state }: Scene): boolean {
  if (options.length > 0 && none.test(plain)) return true;
  return yes !== null && state.stack.length === 0 && keeps.test(plain);
}

/** "Nenhum desses" of what is on offer. */
const none =
  /^(?:(?:nenhum|nenhuma|ninguno|ninguna|none|neither)(?: (?:desses|dessas|deles|delas|dos dois|de esos|de ellos|of (?:them|those|these)))?|ess[ea]s? (?:horarios? )?nao (?:me )?(?:servem?|dao?|dá|rola|posso|consigo)|(?:esos|esas|estos|ese) (?:horarios? )?no me (?:sirven?|quedan?|vienen?)(?: bien)?|(?:none of )?(?:those|these) (?:don t|dont|do not) (?:work|suit)(?: for me)?)$/;

/** What a yes would do now: it must be a yes to exactly that. */
export function actAsked({ state: { pending, proposal } }: Scene): Act {
  if (pending?.kind === 'erase') return 'erase';
  if (pending?.kind === 'reminder') return 'attend';
  return pending?.kind === 'confirm' ? (proposal?.act ?? 'book') : 'book';
}

/** "sim, e quanto custa a barba?": the answer, and where the rest of the text is. Only while a question is open. */
export function answerAhead(text: string, scene: Scene): ReturnType<typeof leadingAnswer> {
  return scene.state.pending ? leadingAnswer(text, actAsked(scene)) : null;
}

/** Answers that only one kind of question has. */
function ownAnswer(heard: Heard, pending: Pending, scene: Scene): Command[] | null {
  if (pending.kind === 'rating') return rating(heard);
  if (pending.kind === 'reminder') return toReminder(heard, pending);
  if (pending.kind !== 'booking' || heard.text.includes('?') || ordinalIn(heard.text) !== null) return null;
  const isMore = ['reschedule', 'cancelBooking', 'late', 'waitlist', 'availability', 'book'] as const;
  return isMore.some((cue) => heard.cues.has(cue)) ? null : bookingMeant(heard, scene);
}

function rating({ text, cues }: Heard): Command[] | null {
  const stars = starsIn(text);
  // "10" and "4,5" are no stars: the question again.
  if (!stars) return /^\s*\d+(?:[.,]\d)?\s*$/.test(text) ? [{ kind: 'repeat' }] : null;
  const rated: Command = { kind: 'set', slot: 'rating', value: stars.count, span: stars.span };
  if (cues.has('human')) return [rated, { kind: 'handoff', reason: 'asked' }];
  return cues.has('complaint') && stars.count > 2 ? null : [rated];
}

/** "2" and "3" are rows; to say that one cannot come wants a cancellation, which is asked about once more. */
function toReminder({ text, plain, cues }: Heard, pending: Pending): Command[] | null {
  const place = ordinalIn(text);
  if (typeof place === 'number' && place <= 3) {
    const option = pending.options[place - 1];
    if (option !== undefined) return [{ kind: 'choose', option }];
    const wanted: readonly Command[] = [
      { kind: 'affirm' },
      { kind: 'start', flow: 'cancel' },
      { kind: 'start', flow: 'reschedule' },
    ];
    return wanted.slice(place - 1, place);
  }
  const stays =
    /^(?:nao|no|infelizmente|poxa|puxa)?,? ?(?:nao|no) (?:vou|posso|consigo|irei|da|vai dar|puedo|voy|podre)\b/;
  if (stays.test(plain) && !cues.has('reschedule') && !cues.has('late')) return [{ kind: 'start', flow: 'cancel' }];
  return null;
}

function optionMeant(heard: Heard, pending: Pending, scene: Scene): string | null {
  const { kind } = pending;
  if (kind === 'change') return partToChange(heard);
  if (kind === 'confirm') return changes.test(heard.plain) ? (pending.options[1] ?? null) : null;
  if (kind === 'erase' || kind === 'rating') return null;
  if (kind === 'time' && isAnyTime(heard)) return pending.options[0] ?? null;
  return placeMeant(heard, pending, scene);
}

const changes = /^(?:quero |quiero |i want to )?(?:mudar|alterar|trocar|corrigir|cambiar|change)$/;

function placeMeant(heard: Heard, pending: Pending, scene: Scene): string | null {
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
  if (/\b(?:servico|servicio|service)\b/.test(plain)) return 'edit:service';
  if (/\b(?:nome|nombre|name)\b/.test(plain)) return 'edit:name';
  return /\b(?:horario|hora|dia|data|fecha|time|day|date|when)\b/.test(plain) ? 'edit:when' : null;
}
