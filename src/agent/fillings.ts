import type { Span } from '../language/normalise.ts';
import type { ServiceId } from '../business/business.ts';
import type { Scene } from './brain.ts';
import type { Command, EntityRef } from './command.ts';
import { fold } from '../language/normalise.ts';
import { plainOf, touch, type Heard } from './hearing.ts';
import type { Meant } from './services.ts';
import type { Frame } from './state.ts';

/** When; what was known already is corrected by it. */
export function whenWish({ when }: Heard, frame: Frame | null): Command[] {
  if (!when) return [];
  return [{ kind: frame?.date ? 'correct' : 'set', slot: 'when', value: when.wish, span: when.span }];
}

/** "com a Ana", or "tanto faz quem". */
export function professionalWish({ professionals, plain, text }: Heard, frame: Frame | null): Command[] {
  const kind = frame?.professional ? 'correct' : 'set';
  const [first] = professionals;
  const [only, second] = first?.values ?? [];
  if (first && only !== undefined && second === undefined)
    return [{ kind, slot: 'professional', value: only, span: first.span }];
  const any =
    /\b(?:qualquer (?:um|uma|profissional|pessoa)|tanto faz (?:quem|o profissional|a profissional)|com quem (?:tiver|estiver|puder|for)|cualquiera|anyone|anybody|any (?:stylist|professional))\b/;
  return any.test(plain) && !first
    ? [{ kind, slot: 'professional', value: null, span: { start: 0, end: text.length } }]
    : [];
}

export function nameWish({ name }: Heard, { state }: Scene): Command[] {
  if (!name) return [];
  return [{ kind: state.name === null ? 'set' : 'correct', slot: 'name', value: name.name, span: name.span }];
}

const countMax = 20;

/** Several people, several visits, or again every so often. */
export function countWish(heard: Heard, both: boolean): Command[] {
  const { quantity, numbered, often, plain, books, text } = heard;
  if (often) {
    const value = { everyDays: often.everyDays, times: often.times };
    return [{ kind: 'set', slot: 'repeat', value, span: often.span }];
  }
  const several = quantity && quantity.count > 1 ? quantity : numbered;
  if (several && several.count <= countMax)
    return [
      {
        kind: 'set',
        slot: quantity?.of === 'people' ? 'people' : 'sessions',
        value: several.count,
        span: several.span,
      },
    ];
  const two = books && !both && bothOf.test(plain);
  return two ? [{ kind: 'set', slot: 'sessions', value: 2, span: { start: 0, end: text.length } }] : [];
}

const bothOf =
  /\b(?:as duas|os dois|ambas|ambos|as 2|os 2|las dos|los dos|both|the two)\b|\b(?:tudo|todo|all) (?:no mesmo dia|junto|el mismo dia|on the same day|together)\b/;

/** "as duas coisas no mesmo dia": the two services that were spoken about last, as one visit. */
export function bothWish({ text, services }: Heard, { state }: Scene): Command[] {
  const found = bothOf.exec(fold(text));
  const inFlow = state.stack.at(-1)?.service ?? null;
  const spoken = [...state.mentioned.filter((id) => id !== inFlow), ...(inFlow ? [inFlow] : [])];
  if (!found || services.length > 0 || spoken.length < 2) return [];
  const span = { start: found.index, end: found.index + found[0].length };
  return spoken.slice(-2).map((value, index) => ({
    kind: index === 0 ? ('set' as const) : ('add' as const),
    slot: 'service' as const,
    value,
    span,
  }));
}

/** "as duas" is no two o'clock there, and "no mesmo dia" the day of both. */
export function whenBeside({ when, ...heard }: Heard, both: readonly Command[]): Heard {
  const isOfBoth =
    when !== null &&
    (when.wish.date?.kind === 'same' || both.some((each) => each.kind === 'set' && touch(each.span, when.span)));
  return { ...heard, when: both.length > 0 && isOfBoth ? null : when };
}

/**
 * Of "não é manicure, é pedicure" the second. Of a burst that wants one service in one message and asks about another in
 * the next, the one that is wanted. Two in one message, or in two that both want, are two.
 */
export function wishedIn({ text }: Heard, meant: Meant): Meant {
  const lineOf = (at: number) => text.slice(text.lastIndexOf('\n', at - 1) + 1).split('\n')[0] ?? '';
  const right = meant.clear.filter(({ span }) => !isTakenBack(text, span));
  const clear = right.length > 0 ? right : meant.clear;
  const isWanted = clear.map(({ span }) => wants.test(plainOf(lineOf(span.start))));
  const wanted = clear.filter(({ span }, at) => isWanted[at] === true || !asks.test(fold(lineOf(span.start))));
  return { ...meant, clear: isWanted.includes(true) ? wanted : clear };
}

/** What was not meant stands behind a "não é"; of one that was read already only blanks are left, and ", é …" follows. */
function isTakenBack(text: string, { start, end }: Span): boolean {
  const before = text.slice(0, start);
  if (before.trim() !== '') return takesBack.test(plainOf(before));
  return before.length > 2 && /^ ?, ?(?:mas |e sim |sim )?(?:é|e|es|it's) /iu.test(text.slice(end));
}

const takesBack = /(?:^| )(?:nao|no|not) (?:e|era|es|is)(?: (?:a|o|la|el|the))?$/;

const wants =
  /\b(?:quero|queria|gostaria|preciso|desejo|marcar|agendar|marca|agenda|reservar|quiero|quisiera|necesito|want|need|book)\b/;

const asks =
  /[?¿]|\b(?:quanto|custa\w*|preco|valor|demora|dura|como|cuanto|cuesta|precio|how|price|fazem|tem|fica|sai)\b/;

/** One more for the visit under way: "e a barba também". */
const more =
  /\b(?:tambem|junto|alem|adiciona\w*|acrescenta\w*|inclui\w*|inclua|mais (?:um|uma|a|o)|e mais|aproveit\w+|ja faco|tambien|ademas|agrega\w*|also|add|too|as well)\b/;

/** The service to book, which of several is meant, or several in one visit. */
export function serviceWish({ clear, unclear }: Meant, frame: Frame | null, plain = ''): Command[] {
  const [only] = clear;
  if (only) {
    const adds = frame?.service && frame.service !== only.id && more.test(plain);
    const first: Command = adds
      ? { kind: 'add', slot: 'service', value: only.id, span: only.span }
      : { kind: frame?.service ? 'correct' : 'set', slot: 'service', value: only.id, span: only.span };
    return [
      first,
      ...clear.slice(1).map((each): Command => ({ kind: 'add', slot: 'service', value: each.id, span: each.span })),
    ];
  }
  const [first] = unclear;
  return first ? [{ kind: 'clarify', topic: null, options: first.ids.slice(0, 10).map(serviceRef) }] : [];
}

export function serviceRef(id: ServiceId): EntityRef {
  return { kind: 'service', id };
}
